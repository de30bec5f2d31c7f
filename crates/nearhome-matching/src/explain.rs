//! Why a child should, or should not, or may not go to a home: every reason, who would be displaced, what it
//! costs, and what would have to change.
//!
//! A home that a rule excludes is explained by every rule that does, and by the changes that would open it. A home
//! that may be offered is explained by the best plan in which the child has it. Changes are told only where they were
//! made to a copy and the answer came out as told.

use nearhome_model::{ChildId, HomeId, Pence, TenthMiles};
use nearhome_optimiser::Settings;
use nearhome_rules::{Exclusion, Level, RuleCode, price};
use serde::Serialize;

use crate::{
    Alteration, Assembly, Difference, Differences, Ending, Forced, LevelCost, MatchError, Opening, Proved,
    RankedHome, Sitting,
    alteration::{altered, with_family_at},
    difference::{Planned, differences, minus},
    judge_homes,
    matching::{level_cost, present_home},
    opening::openings,
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
}

/// A change after which a home is a child's in a best plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Winning {
    /// The change.
    pub change: Alteration,
    /// Whether less of the same was seen not to be enough; `None` where there is no less.
    pub less_is_not_enough: Option<bool>,
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
        let other = Assembly::edited(&other.snapshot, assembly.policy, &other.edits)?;
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
    };
    if let Some(excluded) = list.excluded.into_iter().find(|entry| entry.home == *home) {
        let subject = assembly.snapshot.child(child).expect("the child was judged");
        told.openings = openings(assembly, subject, record, &excluded.reasons);
        told.reasons = excluded.reasons;
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
            told.what_would_win = what_would_win(sitting, told, settings)?;
        }
        Forced::Impossible => told.ending = Some(Ending::Impossible),
        Forced::Stopped => (told.exact, told.ending) = (false, Some(Ending::Stopped)),
    }
    Ok(())
}

/// Changes that are looked at: a lower price where only money stands in the way, a family home that is nearer, approvals
/// given, places more.
fn what_would_win(
    sitting: &Sitting<'_>,
    told: &mut Explanation,
    settings: &Settings<'_>,
) -> Result<Vec<Winning>, MatchError> {
    let Some(cost) = &told.cost_of_choosing else { return Ok(Vec::new()) };
    let first = cost.0.iter().copied().find(|(_, amount)| *amount != 0);
    let Some((level, amount)) = first else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    if level == Level::WeeklyPence {
        found.extend(lower_price(sitting, told, amount, settings)?);
    }
    found.extend(nearer(sitting, told, settings)?);
    for gate in gates_that_count(told) {
        let (child, home) = (told.child.clone(), told.home.clone());
        let change = Alteration::Approved { child, home, rule: gate };
        if wins(sitting, told, &change, settings)? == Some(true) {
            found.push(Winning { change, less_is_not_enough: None });
        }
    }
    found.extend(more_places(sitting, told, settings)?);
    Ok(found)
}

fn gates_that_count(told: &Explanation) -> Vec<RuleCode> {
    let gates = told.ranked.iter().flat_map(|entry| &entry.gates);
    gates.filter(|gate| gate.weight > 0).map(|gate| gate.rule).collect()
}

/// The fewest places more with which the child and its brothers and sisters may come; for a child without any, one.
fn more_places(
    sitting: &Sitting<'_>,
    told: &mut Explanation,
    settings: &Settings<'_>,
) -> Result<Option<Winning>, MatchError> {
    let snapshot = sitting.assembly().snapshot;
    let Some(home) = snapshot.home(&told.home) else { return Ok(None) };
    let most = snapshot.sibling_group(&told.child).map_or(1, |group| group.children.len());
    for more in 1..=u8::try_from(most).unwrap_or(u8::MAX) {
        let places = home.usable_places.saturating_add(more);
        let change = Alteration::Places { home: home.id.clone(), places };
        match wins(sitting, told, &change, settings)? {
            Some(true) => {
                return Ok(Some(Winning { change, less_is_not_enough: (more > 1).then_some(true) }));
            }
            Some(false) => {}
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// The price of one placement is in the plans with it and in no others, so the least discount is exactly what the
/// plan costs more; it is verified all the same, and that a penny less is not enough.
fn lower_price(
    sitting: &Sitting<'_>,
    told: &mut Explanation,
    amount: i128,
    settings: &Settings<'_>,
) -> Result<Option<Winning>, MatchError> {
    let own = told.ranked.as_ref().map_or(0, |entry| entry.cost.on(Level::WeeklyPence));
    let Some(amount) = i64::try_from(amount).ok().filter(|&amount| i128::from(amount) <= own) else {
        return Ok(None);
    };
    let (child, home) = (told.child.clone(), told.home.clone());
    let discount = |pence: i64| Alteration::Discount {
        child: child.clone(),
        home: home.clone(),
        weekly: Pence::new(pence),
    };
    let (enough, less) = (discount(amount), discount(amount - 1));
    if wins(sitting, told, &enough, settings)? != Some(true) {
        return Ok(None);
    }
    let less_is_not_enough = wins(sitting, told, &less, settings)?.map(|wins| !wins);
    Ok(Some(Winning { change: enough, less_is_not_enough }))
}

/// The farthest that the family home may lie from the home. Like a price, the distance is in the plans with this pair
/// and in no others, so that the plan wins as soon as the pair costs so much less; it is verified all the same, and
/// that a tenth of a mile more is too far.
fn nearer(
    sitting: &Sitting<'_>,
    told: &mut Explanation,
    settings: &Settings<'_>,
) -> Result<Option<Winning>, MatchError> {
    let assembly = sitting.assembly();
    let pair = assembly.snapshot.child(&told.child).zip(assembly.snapshot.home(&told.home));
    let Some((child, home)) = pair else { return Ok(None) };
    let Some(today) = child.home.miles_to(&home.location) else { return Ok(None) };
    let at = |tenths: u32| with_family_at(child, home, TenthMiles::new(tenths));
    let more = told.cost_of_choosing.iter().flat_map(|cost| cost.0.iter().map(|(_, amount)| *amount));
    let most: Vec<i128> = told
        .ranked
        .iter()
        .flat_map(|entry| &entry.cost.0)
        .map(|(_, own)| *own)
        .zip(more)
        .map(|(own, more)| own - more)
        .collect();
    let is_enough = |tenths: &u32| {
        let other = at(*tenths);
        let price = other.and_then(|other| price(assembly.snapshot, assembly.policy, &other, home));
        let cost =
            price.map(|price| price.cost(assembly.levels()).into_iter().map(i128::from).collect::<Vec<_>>());
        cost.is_some_and(|cost| cost <= most)
    };
    let Some(farthest) = (0..today.tenths()).rev().find(is_enough) else { return Ok(None) };
    let (child, home) = (told.child.clone(), told.home.clone());
    let lies = |tenths: u32| Alteration::FamilyAt {
        child: child.clone(),
        home: home.clone(),
        miles: TenthMiles::new(tenths),
    };
    if wins(sitting, told, &lies(farthest), settings)? != Some(true) {
        return Ok(None);
    }
    let less_is_not_enough = wins(sitting, told, &lies(farthest + 1), settings)?.map(|wins| !wins);
    Ok(Some(Winning { change: lies(farthest), less_is_not_enough }))
}

/// Whether the child has the home in a best plan of the changed council; `None`, and the explanation is no longer
/// exact: the run was stopped.
fn wins(
    sitting: &Sitting<'_>,
    told: &mut Explanation,
    change: &Alteration,
    settings: &Settings<'_>,
) -> Result<Option<bool>, MatchError> {
    let assembly = sitting.assembly();
    let other = altered(assembly.snapshot, std::slice::from_ref(change))?;
    let other = Assembly::edited(&other.snapshot, assembly.policy, &other.edits)?;
    let mut changed = Sitting::near(&other, sitting, settings)?;
    let (Some(child), home) = (other.number_of(&told.child), other.number_of_home(&told.home)) else {
        return Ok(Some(false));
    };
    let best = changed.best().clone();
    let with = changed.forced(child, home, settings)?;
    let wins = match (best, with) {
        (Forced::Stopped, _) | (_, Forced::Stopped) => None,
        (Forced::Best(best), Forced::Best(with)) => Some(best.totals == with.totals),
        _ => Some(false),
    };
    told.exact &= wins.is_some();
    Ok(wins)
}
