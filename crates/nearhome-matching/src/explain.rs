//! Why a child should, or should not, or may not go to a home: every reason, who would be displaced, what it
//! costs, and what would have to change.
//!
//! A home that a rule excludes is explained by every rule that does, and by the changes that would open it. A home
//! that may be offered is explained by the best plan in which the child has it. Changes are told only where they were
//! made to a copy and the answer came out as told.

use nearhome_model::{ChildId, HomeId};
use nearhome_optimiser::Settings;
use nearhome_rules::{Exclusion, Level};
use serde::Serialize;

use crate::{
    Alteration, Assembly, ComingChildren, Difference, Differences, Ending, Forced, LevelCost, MatchError,
    Opening, PairsTried, Proved, RankedHome, Sitting, Winning, WinningPair,
    alteration::altered,
    difference::{Planned, differences, minus},
    judge_homes,
    matching::{level_cost, present_home},
    opening::{openings, solve_openings},
    shortlist::{Answered, settle_standings},
    winning::what_would_win,
};

/// One child and one home, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Explanation {
    /// `nearhome-explanation/1`.
    pub format: &'static str,
    /// The child.
    pub child: ChildId,
    /// The home.
    pub home: HomeId,
    /// Levels in the policy's order.
    pub levels: Vec<Level>,
    /// What the answer takes for granted: that a settled child may move, where another home is asked about.
    pub assumed: Vec<Alteration>,
    /// Whether everything that was asked is answered, every figure as the difference of two exact solves; `false`
    /// where the run was stopped.
    pub exact: bool,
    /// Every reason for which the home may not be offered; empty: it may.
    pub reasons: Vec<Exclusion>,
    /// Ways to open an excluded home, shortest first; each was verified by judging the changed council.
    pub openings: Vec<Opening>,
    /// The home as the child's shortlist has it; `None` where it is excluded.
    pub ranked: Option<RankedHome>,
    /// How the question of the best plan with the child in this home ended; `None` where the home is excluded.
    pub ending: Option<Ending>,
    /// By how much that plan costs more than the best plan, on each level.
    pub cost_of_choosing: Option<LevelCost>,
    /// Who has shown that no plan with the child in this home is better.
    pub proved: Option<Proved>,
    /// Where the best plan has the child; `None`: in no home of the register, or there is no such plan.
    pub home_in_best_plan: Option<HomeId>,
    /// The best plan and the best plan with the child in this home, side by side: whom choosing it displaces, and
    /// where to.
    pub differences: Option<Differences>,
    /// Changes after which the home is the child's in a best plan; each was verified by solving the changed
    /// council. Empty where it is already, and where none of those looked at is enough.
    pub what_would_win: Vec<Winning>,
    /// Pairs of changes after which the home is the child's in a best plan, and neither does it by itself; looked for
    /// where no change by itself does it, each verified by solving with both.
    pub pairs_that_win: Vec<WinningPair>,
    /// Whether pairs were looked for, and to the end.
    pub pairs_tried: PairsTried,
    /// On what the estimated cost to children still to come rests, which stands with the home in `ranked`.
    pub coming_children: ComingChildren,
}

impl Explanation {
    /// Children other than the one asked about who are elsewhere than in the best plan.
    pub fn displaced(&self) -> impl Iterator<Item = &Difference> {
        let children = self.differences.iter().flat_map(|differences| &differences.children);
        children.filter(|difference| difference.child != self.child && difference.before != difference.after)
    }
}

/// Explains one child and one home.
///
/// # Errors
///
/// [`MatchError::UnknownChild`], [`MatchError::UnknownHome`], or [`MatchError::Rejected`] when the checker does not
/// accept an answer.
pub fn explain(
    sitting: &mut Sitting<'_>,
    child: &ChildId,
    home: &HomeId,
    settings: &Settings<'_>,
) -> Result<Explanation, MatchError> {
    let assembly = sitting.assembly();
    if is_settled_elsewhere(assembly, child, home) {
        let permitted = Alteration::MovePermitted { child: child.clone() };
        let other = altered(assembly.snapshot, std::slice::from_ref(&permitted))?;
        let other = assembly.altered(&other.snapshot, &other.edits)?;
        let mut told = told(&mut Sitting::near(&other, sitting, settings)?, child, home, settings)?;
        told.assumed.push(permitted);
        return Ok(told);
    }
    told(sitting, child, home, settings)
}

/// Whether a child is settled, and not in this home.
fn is_settled_elsewhere(assembly: &Assembly<'_>, child: &ChildId, home: &HomeId) -> bool {
    let record = assembly.snapshot.child(child);
    record.is_some_and(|record| !record.is_to_be_matched() && present_home(record) != Some(home))
}

fn told(
    sitting: &mut Sitting<'_>,
    child: &ChildId,
    home: &HomeId,
    settings: &Settings<'_>,
) -> Result<Explanation, MatchError> {
    let assembly = sitting.assembly();
    let list = judge_homes(assembly, child)?;
    let record = assembly.snapshot.home(home).ok_or_else(|| MatchError::UnknownHome(home.clone()))?;
    let mut told = Explanation {
        format: "nearhome-explanation/1",
        child: child.clone(),
        home: home.clone(),
        levels: assembly.levels().to_vec(),
        assumed: Vec::new(),
        exact: true,
        reasons: Vec::new(),
        openings: Vec::new(),
        ranked: list.ranked.into_iter().find(|entry| entry.home == *home),
        ending: None,
        cost_of_choosing: None,
        proved: None,
        home_in_best_plan: None,
        differences: None,
        what_would_win: Vec::new(),
        pairs_that_win: Vec::new(),
        pairs_tried: PairsTried::NotLookedFor,
        coming_children: ComingChildren::NoPastGiven,
    };
    if let Some(excluded) = list.excluded.into_iter().find(|entry| entry.home == *home) {
        let subject = assembly.snapshot.child(child).expect("the child was judged");
        told.openings = openings(assembly, subject, record, &excluded.reasons);
        told.reasons = excluded.reasons;
        told.exact = solve_openings(sitting, (child, home), &mut told.openings, settings)?;
        return Ok(told);
    }
    compare(sitting, &mut told, settings)?;
    Ok(told)
}

/// Sets the best plan with the child in the home beside the best plan.
fn compare(
    sitting: &mut Sitting<'_>,
    told: &mut Explanation,
    settings: &Settings<'_>,
) -> Result<(), MatchError> {
    let assembly = sitting.assembly();
    let home = assembly.number_of_home(&told.home);
    let Some(child) = assembly.number_of(&told.child) else {
        told.ending = Some(Ending::Impossible);
        return Ok(());
    };
    let forced = sitting.forced(child, home, settings)?;
    let Some(best) = sitting.optimum() else {
        told.exact = *sitting.best() == Forced::Impossible;
        told.ending = Some(if told.exact { Ending::Impossible } else { Ending::Stopped });
        return Ok(());
    };
    told.home_in_best_plan = best.homes[child].map(|home| assembly.homes[home as usize].id.clone());
    match forced {
        Forced::Best(with) => {
            told.ending = Some(Ending::Exact);
            told.proved = Some(with.proved());
            let cost = minus(&with.totals, &best.totals);
            told.differences = Some(differences(Planned::new(assembly, best), Planned::new(assembly, &with)));
            told.cost_of_choosing = Some(level_cost(&told.levels, cost.into_iter()));
            told.exact &=
                settle_standings(sitting, child, told.ranked.as_mut_slice(), settings)? == Answered::Wholly;
            what_would_win(sitting, told, settings)?;
        }
        Forced::Impossible => told.ending = Some(Ending::Impossible),
        Forced::Stopped => (told.exact, told.ending) = (false, Some(Ending::Stopped)),
    }
    Ok(())
}
