//! What would have to change for a home to be a child's in a best plan: one change, or two of which neither is enough
//! by itself.
//!
//! A price, a distance or an approval of one placement is in the plans with it and in no others, and costs all of these so much
//! less. With such a change the best plan with the home is the one before at what it costs then, and the best plan is that or
//! the best one before, which is without the home: both are proved, and nothing has to be solved. Places more change other
//! plans too, and are solved. Pairs of changes are looked for where no change by itself is enough.

use std::borrow::Cow;

use nearhome_model::{Child, ChildId, Home, HomeId, Pence, Snapshot, TenthMiles};
use nearhome_optimiser::Settings;
use nearhome_rules::{Level, RuleCode, price};
use serde::Serialize;

use crate::{
    Alteration, Explanation, Forced, MatchError, Sitting,
    alteration::{Edits, altered, with_family_at},
    difference::minus,
};

/// A change after which a home is a child's in a best plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Winning {
    /// The change.
    pub change: Alteration,
    /// Whether less of the same is not enough; `None` where there is no less.
    pub less_is_not_enough: Option<bool>,
}

/// Two changes after which a home is a child's in a best plan, and neither does it by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct WinningPair {
    /// The changes, both needed.
    pub changes: [Alteration; 2],
    /// Whether both are not enough with less of either that has a less; `None` where neither has.
    pub less_is_not_enough: Option<bool>,
}

/// Whether pairs of changes were looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairsTried {
    /// No: the home is excluded or in a best plan already, one change by itself is enough, or the run was stopped.
    NotLookedFor,
    /// All pairs of the kinds that are looked at.
    All,
}

/// Looks for changes that make the home the child's, and where none is enough by itself, for pairs.
pub(crate) fn what_would_win(
    sitting: &Sitting<'_>,
    told: &mut Explanation,
    settings: &Settings<'_>,
) -> Result<(), MatchError> {
    let assembly = sitting.assembly();
    let pair = assembly.snapshot.child(&told.child).zip(assembly.snapshot.home(&told.home));
    let (Some(cost), Some((child, home))) = (&told.cost_of_choosing, pair) else { return Ok(()) };
    let more: Vec<i128> = cost.0.iter().map(|(_, amount)| *amount).collect();
    if more.iter().all(|amount| *amount == 0) {
        return Ok(());
    }
    let gates = told.ranked.iter().flat_map(|entry| &entry.gates).filter(|gate| gate.weight > 0);
    let mut search = Search {
        sitting,
        child: child.id.clone(),
        home: home.id.clone(),
        gates: gates.map(|gate| (gate.rule, i128::from(gate.weight))).collect(),
        settings,
        is_stopped: false,
    };
    let today = Standing { made: Vec::new(), snapshot: Cow::Borrowed(assembly.snapshot), more };
    let (found, with_places) = search.changes(&today)?;
    told.what_would_win = found;
    told.exact &= !search.is_stopped;
    if told.exact && told.what_would_win.is_empty() {
        told.pairs_that_win = search.pairs(&today, &with_places);
        told.pairs_tried = PairsTried::All;
    }
    Ok(())
}

/// A council in which some changes are made already.
struct Standing<'s> {
    made: Vec<Alteration>,
    snapshot: Cow<'s, Snapshot>,
    /// By how much the best plan with the child in the home costs more there than the best plan.
    more: Vec<i128>,
}

struct Search<'s, 'a, 'b> {
    /// The council without any change.
    sitting: &'s Sitting<'a>,
    child: ChildId,
    home: HomeId,
    /// The approvals that count, and what for.
    gates: Vec<(RuleCode, i128)>,
    settings: &'s Settings<'b>,
    /// Whether a run was stopped at a limit.
    is_stopped: bool,
}

impl Search<'_, '_, '_> {
    /// Every single change that is enough: a lower price, a nearer family home, an approval, places more; and the
    /// councils with places more where those are not enough.
    fn changes(
        &mut self,
        today: &Standing<'_>,
    ) -> Result<(Vec<Winning>, Vec<Standing<'static>>), MatchError> {
        let mut found: Vec<Winning> = Vec::new();
        found.extend(self.lower_price(today));
        found.extend(self.nearer(today));
        for gate in 0..self.gates.len() {
            found.extend(self.approval(today, gate));
        }
        let mut with_places = Vec::new();
        for change in self.places() {
            let Some(with) = self.with_places(&change)? else { continue };
            if with.more.iter().any(|amount| *amount != 0) {
                with_places.push(with);
                continue;
            }
            let less_is_not_enough = (!with_places.is_empty()).then_some(true);
            found.push(Winning { change, less_is_not_enough });
            break;
        }
        Ok((found, with_places))
    }

    /// Pairs that begin with an approval, then with places more, then distance with price.
    fn pairs(&self, today: &Standing<'_>, with_places: &[Standing<'_>]) -> Vec<WinningPair> {
        let mut found = Vec::new();
        for gate in 0..self.gates.len() {
            let with = Standing {
                made: vec![self.approved(gate)],
                snapshot: Cow::Borrowed(&today.snapshot),
                more: self.more_after(today, gate),
            };
            let mut seconds: Vec<Winning> = Vec::new();
            seconds.extend(self.lower_price(&with));
            seconds.extend(self.nearer(&with));
            for other in gate + 1..self.gates.len() {
                seconds.extend(self.approval(&with, other));
            }
            found.extend(seconds.into_iter().map(|second| pair(&with, second)));
        }
        let mut is_known = [false; 2];
        let mut is_approved = vec![false; self.gates.len()];
        for with in with_places {
            let price = if is_known[0] { None } else { self.lower_price(with) };
            let nearer = if is_known[1] { None } else { self.nearer(with) };
            is_known = [is_known[0] || price.is_some(), is_known[1] || nearer.is_some()];
            found.extend(price.into_iter().chain(nearer).map(|second| pair(with, second)));
            for (gate, is_known) in is_approved.iter_mut().enumerate().filter(|(_, is_known)| !**is_known) {
                let approval = self.approval(with, gate);
                *is_known = approval.is_some();
                found.extend(approval.map(|second| pair(with, second)));
            }
        }
        found.extend(self.nearer_and_cheaper(today));
        found
    }

    /// The council with places more; `None`: no plan has the child there even so, or that is not known.
    fn with_places(&mut self, change: &Alteration) -> Result<Option<Standing<'static>>, MatchError> {
        let made = vec![change.clone()];
        let Some(more) = self.solved(&made)? else { return Ok(None) };
        let snapshot = Cow::Owned(altered(self.sitting.assembly().snapshot, &made)?.snapshot);
        Ok(Some(Standing { made, snapshot, more }))
    }

    /// By how much the child there costs more with an approval that is not enough by itself: the best plan stays.
    fn more_after(&self, today: &Standing<'_>, gate: usize) -> Vec<i128> {
        let mut more = today.more.clone();
        if let Some(level) = self.level(Level::Gates) {
            more[level] -= self.gates[gate].1;
        }
        more
    }

    /// By how much the best plan with the child there costs more in the council with these changes; `None`: no plan has
    /// it there, or that is not known.
    fn solved(&mut self, changes: &[Alteration]) -> Result<Option<Vec<i128>>, MatchError> {
        if self.is_stopped {
            return Ok(None);
        }
        let assembly = self.sitting.assembly();
        let other = altered(assembly.snapshot, changes)?;
        let other = assembly.altered(&other.snapshot, &other.edits)?;
        let mut sitting = Sitting::near(&other, self.sitting, self.settings)?;
        let (Some(child), home) = (other.number_of(&self.child), other.number_of_home(&self.home)) else {
            return Ok(None);
        };
        let with = sitting.forced(child, home, self.settings)?;
        self.is_stopped = *sitting.best() == Forced::Stopped || with == Forced::Stopped;
        Ok(sitting.optimum().zip(with.best()).map(|(best, with)| minus(&with.totals, &best.totals)))
    }

    /// Whether the child has the home in a best plan with changes more of what the placement costs: the best plan with it is
    /// the same as without the changes, at another cost, and then no dearer than the best plan without it.
    fn wins(&self, at: &Standing<'_>, changes: &[Alteration]) -> bool {
        let (Some(before), Some(after)) = (self.cost_with(at, &[]), self.cost_with(at, changes)) else {
            return false;
        };
        let saved = minus(&before, &after);
        minus(&at.more, &saved) <= vec![0; saved.len()]
    }

    /// What the placement costs with changes more.
    fn cost_with(&self, at: &Standing<'_>, changes: &[Alteration]) -> Option<Vec<i128>> {
        let mut edits = Edits::default();
        at.made.iter().chain(changes).filter_map(Edits::of).for_each(|edit| edits.push(edit));
        let cost = edits.cost(&at.snapshot, self.sitting.assembly().policy, self.pair(at)?)?;
        Some(cost.into_iter().map(i128::from).collect())
    }

    /// A change that is enough, with one of the same kind that is a little less.
    fn least(&self, at: &Standing<'_>, change: Alteration, less: &Alteration) -> Option<Winning> {
        let wins = |change: &Alteration| self.wins(at, std::slice::from_ref(change));
        wins(&change).then(|| Winning { change, less_is_not_enough: Some(!wins(less)) })
    }

    /// The least discount, where only money stands in the way: exactly what the plan costs more.
    fn lower_price(&self, at: &Standing<'_>) -> Option<Winning> {
        let money = self.level(Level::WeeklyPence)?;
        let own = self.cost(at, None)?[money];
        if at.more.iter().position(|amount| *amount != 0) != Some(money) {
            return None;
        }
        let amount = i64::try_from(at.more[money]).ok().filter(|&amount| i128::from(amount) <= own)?;
        self.least(at, self.discount(amount), &self.discount(amount - 1))
    }

    /// The farthest that the family home may lie from the home.
    fn nearer(&self, at: &Standing<'_>) -> Option<Winning> {
        let most = self.most(at)?;
        let (farthest, _) = self.farthest(at, |cost: &[i128]| *cost <= most[..])?;
        self.least(at, self.family_at(farthest), &self.family_at(farthest + 1))
    }

    /// The farthest at which nothing but money stands in the way, with the least discount there.
    fn nearer_and_cheaper(&self, at: &Standing<'_>) -> Option<WinningPair> {
        let (most, money) = (self.most(at)?, self.level(Level::WeeklyPence)?);
        let is_but_for_money =
            |cost: &[i128]| cost[..money] == most[..money] && most[money] >= 0 && cost[money] > most[money];
        let (farthest, cost) = self.farthest(at, is_but_for_money)?;
        let amount = i64::try_from(cost[money] - most[money]).ok()?;
        let pair = |miles: u32, pence: i64| [self.family_at(miles), self.discount(pence)];
        let changes = pair(farthest, amount);
        if !self.wins(at, &changes) {
            return None;
        }
        let is_less_enough =
            self.wins(at, &pair(farthest + 1, amount)) || self.wins(at, &pair(farthest, amount - 1));
        Some(WinningPair { changes, less_is_not_enough: Some(!is_less_enough) })
    }

    /// An approval, where it is enough.
    fn approval(&self, at: &Standing<'_>, gate: usize) -> Option<Winning> {
        let change = self.approved(gate);
        let wins = self.wins(at, std::slice::from_ref(&change));
        wins.then_some(Winning { change, less_is_not_enough: None })
    }

    /// Places more: up to one for each of the child's brothers and sisters and itself, fewest first.
    fn places(&self) -> Vec<Alteration> {
        let snapshot = self.sitting.assembly().snapshot;
        let Some(home) = snapshot.home(&self.home) else { return Vec::new() };
        let most = snapshot.sibling_group(&self.child).map_or(1, |group| group.children.len());
        let more = 1..=u8::try_from(most).unwrap_or(u8::MAX);
        let places = more.map_while(|more| home.usable_places.checked_add(more));
        places.map(|places| Alteration::Places { home: home.id.clone(), places }).collect()
    }

    /// What the pair may cost at most for the home to be the child's in a best plan.
    fn most(&self, at: &Standing<'_>) -> Option<Vec<i128>> {
        Some(minus(&self.cost(at, None)?, &at.more))
    }

    /// The farthest distance below today's, in tenths of a mile, at which the pair's cost is as asked for.
    fn farthest(&self, at: &Standing<'_>, is_enough: impl Fn(&[i128]) -> bool) -> Option<(u32, Vec<i128>)> {
        let (child, home) = self.pair(at)?;
        let today = child.home.miles_to(&home.location)?;
        (0..today.tenths()).rev().find_map(|tenths| {
            let cost = self.cost(at, Some(TenthMiles::new(tenths)))?;
            is_enough(&cost).then_some((tenths, cost))
        })
    }

    /// What the pair costs on each level, with the family home so far away where a distance is given.
    fn cost(&self, at: &Standing<'_>, miles: Option<TenthMiles>) -> Option<Vec<i128>> {
        let assembly = self.sitting.assembly();
        let (child, home) = self.pair(at)?;
        let moved = match miles {
            Some(miles) => with_family_at(child, home, miles)?,
            None => child.clone(),
        };
        let cost = price(&at.snapshot, assembly.policy, &moved, home)?.cost(assembly.levels());
        let mut cost: Vec<i128> = cost.into_iter().map(i128::from).collect();
        if let Some(level) = self.level(Level::Gates) {
            let given = self.gates.iter().filter(|(gate, _)| is_given(&at.made, *gate));
            cost[level] -= given.map(|(_, weight)| weight).sum::<i128>();
        }
        Some(cost)
    }

    fn pair<'s>(&self, at: &'s Standing<'_>) -> Option<(&'s Child, &'s Home)> {
        at.snapshot.child(&self.child).zip(at.snapshot.home(&self.home))
    }

    fn level(&self, wanted: Level) -> Option<usize> {
        self.sitting.assembly().levels().iter().position(|level| *level == wanted)
    }

    fn discount(&self, pence: i64) -> Alteration {
        let (child, home) = (self.child.clone(), self.home.clone());
        Alteration::Discount { child, home, weekly: Pence::new(pence) }
    }

    fn family_at(&self, tenths: u32) -> Alteration {
        let (child, home) = (self.child.clone(), self.home.clone());
        Alteration::FamilyAt { child, home, miles: TenthMiles::new(tenths) }
    }

    fn approved(&self, gate: usize) -> Alteration {
        let (child, home) = (self.child.clone(), self.home.clone());
        Alteration::Approved { child, home, rule: self.gates[gate].0 }
    }
}

fn pair(with: &Standing<'_>, second: Winning) -> WinningPair {
    WinningPair {
        changes: [with.made[0].clone(), second.change],
        less_is_not_enough: second.less_is_not_enough,
    }
}

fn is_given(made: &[Alteration], gate: RuleCode) -> bool {
    made.iter().any(|change| matches!(change, Alteration::Approved { rule, .. } if *rule == gate))
}
