//! Changes of the problem that rules cannot make: what is decided, what is approved already, what one placement
//! costs.

use nearhome_model::{
    Child, ChildId, GridPoint, Home, HomeId, Location, Snapshot, SnapshotParts, TenthMiles,
};
use nearhome_problem::{Fixed, OptionSet, ProblemParts};
use nearhome_rules::{Level, Policy, RuleCode, assess, price};

use super::Alteration;
use crate::{MatchError, assembly::Ground};

/// A change of the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// The child goes to this home, or to none.
    Fix(ChildId, Option<HomeId>),
    /// The child does not go to this home.
    Forbid(ChildId, HomeId),
    /// The placement costs so many pence a week less.
    Discount(ChildId, HomeId, i64),
    /// The approval that the rule asks for is given.
    Approved(ChildId, HomeId, RuleCode),
    /// The family home lies so far from the home.
    FamilyAt(ChildId, HomeId, TenthMiles),
}

impl Edit {
    fn child(&self) -> &ChildId {
        let (Self::Fix(child, _)
        | Self::Forbid(child, _)
        | Self::Discount(child, ..)
        | Self::Approved(child, ..)
        | Self::FamilyAt(child, ..)) = self;
        child
    }

    fn home(&self) -> Option<&HomeId> {
        match self {
            Self::Fix(_, home) => home.as_ref(),
            Self::Forbid(_, home)
            | Self::Discount(_, home, _)
            | Self::Approved(_, home, _)
            | Self::FamilyAt(_, home, _) => Some(home),
        }
    }

    /// By how much less the placement costs on each level, where the change is one of its cost alone.
    fn saved(
        &self,
        snapshot: &Snapshot,
        policy: &Policy,
        (child, home): (&Child, &Home),
    ) -> Vec<(Level, i64)> {
        match self {
            Self::Fix(..) | Self::Forbid(..) => Vec::new(),
            Self::Discount(_, _, weekly) => vec![(Level::WeeklyPence, *weekly)],
            Self::Approved(_, _, rule) => {
                vec![(Level::Gates, gate_weight(snapshot, policy, (child, home), *rule))]
            }
            Self::FamilyAt(_, _, miles) => gain_at(snapshot, policy, (child, home), *miles),
        }
    }
}

/// Changes of the problem, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edits(Vec<Edit>);

impl Edits {
    /// The change of the problem that an alteration is; `None`: it changes the snapshot.
    pub(crate) fn of(alteration: &Alteration) -> Option<Edit> {
        Some(match alteration {
            Alteration::Fix { child, home } => Edit::Fix(child.clone(), home.clone()),
            Alteration::Forbid { child, home } => Edit::Forbid(child.clone(), home.clone()),
            Alteration::Discount { child, home, weekly } => {
                Edit::Discount(child.clone(), home.clone(), weekly.pence())
            }
            Alteration::Approved { child, home, rule } => Edit::Approved(child.clone(), home.clone(), *rule),
            Alteration::FamilyAt { child, home, miles } => {
                Edit::FamilyAt(child.clone(), home.clone(), *miles)
            }
            _ => return None,
        })
    }

    /// Says what is wrong with a change of the problem of a council.
    pub(crate) fn check(&self, edit: &Edit, parts: &SnapshotParts) -> Result<(), String> {
        if !parts.children.iter().any(|child| child.id == *edit.child()) {
            return Err(format!("there is no child `{}`", edit.child()));
        }
        if let Some(home) = edit.home().filter(|home| !parts.homes.iter().any(|own| own.id == **home)) {
            return Err(format!("there is no home `{home}`"));
        }
        let is_fix = |edit: &Edit| matches!(edit, Edit::Fix(..));
        if is_fix(edit) && self.0.iter().any(|other| is_fix(other) && other.child() == edit.child()) {
            return Err(format!("child `{}` is fixed twice", edit.child()));
        }
        let lies_somewhere = |home: &HomeId| {
            let home = parts.homes.iter().find(|own| own.id == *home);
            home.is_some_and(|home| home.location.point.is_some())
        };
        match edit {
            Edit::FamilyAt(_, home, _) if !lies_somewhere(home) => {
                Err(format!("where home `{home}` lies is not known"))
            }
            Edit::Discount(_, _, weekly) if *weekly < 0 => Err("a discount cannot be negative".to_owned()),
            _ => Ok(()),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, edit: Edit) {
        self.0.push(edit);
    }

    /// What a pair costs on each level with those of the changes that are of its cost; `None` where a rule excludes it.
    pub(crate) fn cost(
        &self,
        snapshot: &Snapshot,
        policy: &Policy,
        (child, home): (&Child, &Home),
    ) -> Option<Vec<i64>> {
        let mut cost = price(snapshot, policy, child, home)?.cost(policy.levels());
        let own = self.0.iter().filter(|edit| *edit.child() == child.id && edit.home() == Some(&home.id));
        for edit in own {
            save(&mut cost, policy, &edit.saved(snapshot, policy, (child, home)));
        }
        Some(cost)
    }

    /// Makes the changes to a problem that the rules have built.
    pub(crate) fn apply(&self, ground: &Ground<'_>, parts: &mut ProblemParts) -> Result<(), MatchError> {
        for edit in &self.0 {
            let Some(&child) = ground.numbers.children.get(edit.child()) else {
                return Err(refused(edit, "does not take part: it is settled outside the register"));
            };
            let home = edit.home().and_then(|home| ground.numbers.homes.get(home).copied());
            let is_open =
                parts.options.iter().any(|option| option.child == child && Some(option.home) == home);
            match edit {
                Edit::Fix(_, Some(_)) | Edit::Discount(..) | Edit::Approved(..) | Edit::FamilyAt(..)
                    if !is_open =>
                {
                    return Err(refused(edit, "may not be placed in that home: a rule excludes it"));
                }
                Edit::Fix(_, Some(_)) => {
                    parts.fixed.retain(|fixed| fixed.child != child);
                    parts.fixed.extend(home.map(|home| Fixed { child, home }));
                }
                Edit::Fix(_, None) => keep(parts, |own, _| own != child),
                Edit::Forbid(..) => keep(parts, |own, at| own != child || Some(at) != home),
                Edit::Discount(..) | Edit::Approved(..) | Edit::FamilyAt(..) => {
                    let Some(home) = home else { continue };
                    let pair = (ground.children[child as usize], ground.homes[home as usize]);
                    let saved = edit.saved(ground.snapshot, ground.policy, pair);
                    lower(parts, ground.policy, (child, home), &saved);
                }
            }
        }
        Ok(())
    }
}

fn refused(edit: &Edit, fault: &str) -> MatchError {
    MatchError::Alteration(format!("child `{}` {fault}", edit.child()))
}

fn keep(parts: &mut ProblemParts, keeps: impl Fn(u32, u32) -> bool) {
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter().filter(|option| keeps(option.child, option.home)) {
        options.push(option.child, option.home, option.places, option.cost);
    }
    parts.options = options;
}

/// Lowers what a pair costs on each level, not below nothing.
fn lower(parts: &mut ProblemParts, policy: &Policy, pair: (u32, u32), saved: &[(Level, i64)]) {
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        let mut cost = option.cost.to_vec();
        if (option.child, option.home) == pair {
            save(&mut cost, policy, saved);
        }
        options.push(option.child, option.home, option.places, &cost);
    }
    parts.options = options;
}

fn save(cost: &mut [i64], policy: &Policy, saved: &[(Level, i64)]) {
    for (level, amount) in saved {
        if let Some(level) = policy.levels().iter().position(|own| own == level) {
            cost[level] = (cost[level] - amount).max(0);
        }
    }
}

/// What the gate of a rule counts for a pair; 0 where the pair has no such gate.
fn gate_weight(snapshot: &Snapshot, policy: &Policy, (child, home): (&Child, &Home), rule: RuleCode) -> i64 {
    let gates = assess(snapshot, policy, child, home).charges.into_iter();
    let charged = gates.filter(|charge| charge.rule == rule && charge.level == Level::Gates);
    charged.map(|charge| charge.amount).sum()
}

/// The child as if its family home lay so far from a home; `None`: where the home lies is not known.
pub(crate) fn with_family_at(child: &Child, home: &Home, miles: TenthMiles) -> Option<Child> {
    let point = home.location.point?;
    // A mile is 1,609.344 metres; to the nearest metre, which gives these tenths back.
    let metres = (i64::from(miles.tenths()) * 1_609_344 + 5_000) / 10_000;
    let easting = point.easting.checked_add(i32::try_from(metres).ok()?)?;
    let family = Location { point: Some(GridPoint { easting, ..point }), ..child.home.clone() };
    Some(Child { home: family, ..child.clone() })
}

/// How much less a pair costs on each level if the family home lies so far from the home.
fn gain_at(
    snapshot: &Snapshot,
    policy: &Policy,
    (child, home): (&Child, &Home),
    miles: TenthMiles,
) -> Vec<(Level, i64)> {
    let Some(other) = with_family_at(child, home, miles) else { return Vec::new() };
    let levels = policy.levels();
    let cost = |child: &Child| price(snapshot, policy, child, home).map(|price| price.cost(levels));
    let (Some(before), Some(after)) = (cost(child), cost(&other)) else { return Vec::new() };
    let less = before.into_iter().zip(after).map(|(before, after)| before - after);
    levels.iter().copied().zip(less).collect()
}
