//! Reads proofs over households, step by step.
//!
//! A proof is a list of steps, levels in order, and then perhaps the proofs of parts. The form is that of
//! [`HouseholdProof`]; whether a bound holds is worked out in [`crate::price`], what follows from a decision
//! in [`crate::live`]. Trees and parts are walked with stacks of their own, not by recursion.

use std::collections::BTreeMap;

use nearhome_problem::{Decision, HouseholdProof, Step, Totals};

use crate::live::{Fate, Live};
use crate::price::{Proved, Purpose, price};
use crate::sums::{add, list, place_of};
use crate::{Code, Rejection};

/// A choice of a unit of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) home: u32,
    pub(crate) choice: u32,
    pub(crate) unit: u32,
    /// Position of the unit among those of the claim.
    pub(crate) position: usize,
}

/// A proof that is being read, with what it counts.
#[derive(Debug)]
pub(crate) struct Claim<'a> {
    pub(crate) given: &'a HouseholdProof,
    place: String,
    pub(crate) units: Vec<u32>,
    /// Groups and pairs that count, ascending.
    pub(crate) groups: Vec<u32>,
    pub(crate) pairs: Vec<u32>,
    /// All choices of its units that were live at the start, by home.
    spots: Vec<Spot>,
    /// What each of them costs on each level: every bound reads all of them in this order.
    costs: Vec<i64>,
    /// The level that is open; all before it are proved.
    pub(crate) open_level: usize,
    /// The state before the first step.
    mark: usize,
    /// What each part will count, once the steps have been read.
    shares: Option<Vec<Share>>,
    next_part: usize,
    /// What the parts read so far cost at least; `None`: one of them has no answer.
    sum: Option<Totals>,
}

/// Units, groups and pairs of one proof.
#[derive(Clone, Debug, Default)]
struct Share {
    units: Vec<u32>,
    groups: Vec<u32>,
    pairs: Vec<u32>,
}

/// Which side of a decision is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    AsNamed,
    Opposite,
}

/// Verifies one proof of the certificate, its parts included.
pub(crate) fn check(live: &mut Live<'_>, proof: &HouseholdProof, place: &str) -> Result<(), Rejection> {
    let share = share_of_all(live, proof, place)?;
    let mut open = vec![Claim::begin(live, proof, place.to_owned(), share, 1)];
    while let Some(mut claim) = open.pop() {
        let is_proved = claim.shares.is_none() && claim.read_steps(live)?;
        if !is_proved && let Some((part, share, place)) = claim.next_part(live)? {
            open.push(claim);
            let number = u32::try_from(open.len()).unwrap_or(u32::MAX).saturating_add(1);
            open.push(Claim::begin(live, part, place, share, number));
            continue;
        }
        if !is_proved {
            claim.check_sum()?;
        }
        live.undo(claim.mark);
        live.belong(&claim.units, u32::try_from(open.len()).unwrap_or(u32::MAX));
        if let Some(whole) = open.last_mut() {
            whole.add(claim.given.least.as_ref())?;
        }
    }
    Ok(())
}

/// A proof at the top counts the groups and pairs all of whose children are its own.
fn share_of_all(live: &Live<'_>, proof: &HouseholdProof, place: &str) -> Result<Share, Rejection> {
    let units = units_of(live, proof, place)?;
    let all_own = |others: &[u32]| others.iter().all(|unit| units.binary_search(unit).is_ok());
    let mut share = Share::default();
    for &unit in &units {
        let groups = list(&live.units.groups_of, unit).iter().copied();
        share.groups.extend(groups.filter(|&group| all_own(list(&live.units.groups, group))));
        let pairs = list(&live.units.pairs_of, unit).iter().copied();
        let given = |pair: u32| live.units.pairs.get(place_of(pair));
        share.pairs.extend(pairs.filter(|&pair| given(pair).is_some_and(|pair| all_own(&pair.units))));
    }
    for list in [&mut share.groups, &mut share.pairs] {
        list.sort_unstable();
        list.dedup();
    }
    Ok(Share { units, ..share })
}

/// The units of a proof; its children are known, ascending, whole units and of the proof around it.
fn units_of(live: &Live<'_>, proof: &HouseholdProof, place: &str) -> Result<Vec<u32>, Rejection> {
    let malformed = |fault: String| Rejection::new(Code::Cover, format!("{place}.children"), fault);
    let mut units: Vec<u32> = Vec::new();
    let mut next = 0;
    for &child in &proof.children {
        let Some(&unit) = live.units.of_child.get(place_of(child)).filter(|_| u64::from(child) >= next)
        else {
            return Err(malformed(format!("child {child} is unknown or not after the one before")));
        };
        if live.proof_of(unit) != live.proof {
            return Err(malformed(format!("child {child} is not of the proof around this one")));
        }
        next = u64::from(child).saturating_add(1);
        units.push(unit);
    }
    units.sort_unstable();
    for same in units.chunk_by(|one, other| one == other) {
        let Some(&unit) = same.first() else { continue };
        if same.len() != list(&live.units.members, unit).len() {
            return Err(malformed(format!("unit {unit} is not whole")));
        }
    }
    units.dedup();
    let levels = live.units.problem.levels.len();
    match &proof.least {
        Some(least) if least.len() != levels => {
            let fault = format!("{} numbers for {levels} levels", least.len());
            Err(Rejection::new(Code::Malformed, format!("{place}.least"), fault))
        }
        _ => Ok(units),
    }
}

impl<'a> Claim<'a> {
    /// Whether places of any home change hands.
    pub(crate) fn has_stays(&self, live: &Live<'_>) -> bool {
        self.spots.iter().any(|spot| list(&live.units.instants, spot.home).len() > 1)
    }

    /// The choices for each home, with what they cost, one after the other.
    pub(crate) fn homes(&self, live: &Live<'_>) -> impl Iterator<Item = (&[Spot], &[i64])> {
        let levels = live.units.problem.levels.len();
        let mut costs = self.costs.as_slice();
        self.spots.chunk_by(|one, other| one.home == other.home).map(move |spots| {
            let (own, rest) = costs.split_at_checked(spots.len().saturating_mul(levels)).unwrap_or_default();
            costs = rest;
            (spots, own)
        })
    }

    /// A claim about all units of the problem.
    pub(crate) fn of_all(live: &mut Live<'_>, given: &'a HouseholdProof) -> Result<Self, Rejection> {
        let place = "screen";
        let share = share_of_all(live, given, place)?;
        Ok(Self::begin(live, given, place.to_owned(), share, 1))
    }

    fn begin(
        live: &mut Live<'_>,
        given: &'a HouseholdProof,
        place: String,
        share: Share,
        number: u32,
    ) -> Self {
        let Share { units, groups, pairs } = share;
        let mark = live.mark();
        live.belong(&units, number);
        live.begin(&units);
        let mut spots = Vec::new();
        for (position, &unit) in units.iter().enumerate() {
            for &choice in list(&live.units.of_unit, unit).iter().filter(|&&choice| live.is_live(choice)) {
                spots.push(Spot { home: live.units.choice(choice).home, choice, unit, position });
            }
        }
        spots.sort_unstable();
        let costs = spots.iter().flat_map(|spot| live.units.cost(spot.choice)).copied().collect();
        let sum = Some(vec![0; live.units.problem.levels.len()]);
        Self {
            given,
            place,
            units,
            groups,
            pairs,
            spots,
            costs,
            mark,
            sum,
            open_level: 0,
            shares: None,
            next_part: 0,
        }
    }

    /// Reads the steps; true when they prove the claim without parts.
    fn read_steps(&mut self, live: &mut Live<'_>) -> Result<bool, Rejection> {
        let mut steps = self.given.steps.iter().enumerate().peekable();
        loop {
            self.skip_levels();
            let Some(&(index, step)) = steps.peek() else { break };
            if live.is_closed {
                break;
            }
            if let Step::Drop(bound) = step {
                steps.next();
                let place = self.step(index);
                Self::apply(live, price(live, self, bound, Purpose::Drop, &place)?);
                continue;
            }
            if self.is_all_proved() {
                return Err(self.malformed(index, "a tree, but no level is open"));
            }
            self.read_tree(live, &mut steps)?;
            if self.given.least.is_none() {
                return Ok(true);
            }
            self.open_level = self.open_level.saturating_add(1);
        }
        Ok(live.is_closed || self.is_all_proved())
    }

    /// Costs are never negative.
    fn skip_levels(&mut self) {
        while self
            .given
            .least
            .as_ref()
            .and_then(|least| least.get(self.open_level))
            .is_some_and(|&sum| sum <= 0)
        {
            self.open_level = self.open_level.saturating_add(1);
        }
    }

    fn is_all_proved(&self) -> bool {
        self.given.least.as_ref().is_some_and(|least| self.open_level >= least.len())
    }

    /// Reads the tree of one level, in pre-order.
    fn read_tree<'s>(
        &self,
        live: &mut Live<'_>,
        steps: &mut impl Iterator<Item = (usize, &'s Step)>,
    ) -> Result<(), Rejection> {
        let mut open: Vec<(Decision, usize, Side)> = Vec::new();
        let root = live.mark();
        for (index, step) in steps {
            match step {
                Step::Drop(_) => return Err(self.malformed(index, "drops for good within a tree")),
                Step::Bound(bound) if !live.is_closed => {
                    Self::apply(live, price(live, self, bound, Purpose::Close, &self.step(index))?);
                }
                Step::Bound(_) => {}
                Step::Branch(decision) => {
                    open.push((*decision, live.mark(), Side::AsNamed));
                    self.decide(live, *decision, Side::AsNamed, index)?;
                }
                Step::End if !live.is_closed => {
                    let fault = "the node is not closed";
                    return Err(Rejection::new(Code::NotClosed, self.step(index), fault));
                }
                Step::End => {
                    while open.pop_if(|(.., side)| *side == Side::Opposite).is_some() {}
                    let Some((decision, mark, side)) = open.last_mut() else {
                        live.undo(root);
                        return Ok(());
                    };
                    *side = Side::Opposite;
                    live.undo(*mark);
                    self.decide(live, *decision, Side::Opposite, index)?;
                }
            }
        }
        Err(Rejection::new(Code::Malformed, format!("{}.steps", self.place), "they end within a tree"))
    }

    fn apply(live: &mut Live<'_>, proved: Proved) {
        match proved {
            Proved::Closed => live.close(),
            Proved::RuledOut(choices) => choices.into_iter().for_each(|choice| live.strike(choice)),
        }
        live.settle();
    }

    fn decide(
        &self,
        live: &mut Live<'_>,
        decision: Decision,
        side: Side,
        index: usize,
    ) -> Result<(), Rejection> {
        match decision {
            Decision::Take(unit, home) => {
                if !live.is_own(unit) {
                    return Err(self.malformed(index, &format!("unit {unit} is not of this proof")));
                }
                let home = home.unwrap_or(live.units.nowhere());
                match (side, live.units.choice_for(unit, home)) {
                    (Side::AsNamed, _) => live.take(unit, home),
                    (Side::Opposite, Some(choice)) => live.strike(choice),
                    (Side::Opposite, None) => {}
                }
            }
            Decision::Whole(group) | Decision::Torn(group) => {
                if self.groups.binary_search(&group).is_err() {
                    return Err(self.malformed(index, &format!("group {group} is not of this proof")));
                }
                let is_whole = matches!(decision, Decision::Whole(_)) == (side == Side::AsNamed);
                live.set_fate(group, if is_whole { Fate::Whole } else { Fate::Torn });
            }
        }
        live.settle();
        Ok(())
    }

    /// The next part to read, with what it counts; `None` when all have been read.
    fn next_part(
        &mut self,
        live: &Live<'_>,
    ) -> Result<Option<(&'a HouseholdProof, Share, String)>, Rejection> {
        if self.shares.is_none() {
            if self.given.parts.is_empty() {
                let fault = format!("level {} is not proved", self.open_level);
                return Err(Rejection::new(Code::NotProved, self.place.clone(), fault));
            }
            self.shares = Some(self.shares_of_parts(live)?);
        }
        let index = self.next_part;
        self.next_part = index.saturating_add(1);
        let share = self.shares.as_mut().and_then(|shares| shares.get_mut(index)).map(std::mem::take);
        let part = self.given.parts.get(index);
        Ok(part.zip(share).map(|(part, share)| (part, share, format!("{}.parts[{index}]", self.place))))
    }

    /// Divides what counts among the parts.
    fn shares_of_parts(&self, live: &Live<'_>) -> Result<Vec<Share>, Rejection> {
        let mut shares = Vec::new();
        let mut part_of: BTreeMap<u32, usize> = BTreeMap::new();
        for (index, part) in self.given.parts.iter().enumerate() {
            let place = format!("{}.parts[{index}]", self.place);
            let units = units_of(live, part, &place)?;
            for &unit in &units {
                if part_of.insert(unit, index).is_some() {
                    let fault = format!("unit {unit} is in two parts");
                    return Err(Rejection::new(Code::Cover, format!("{place}.children"), fault));
                }
            }
            shares.push(Share { units, ..Share::default() });
        }
        for &group in &self.groups {
            let children = live.units.problem.together.get(place_of(group)).map(|group| &group.children);
            let units: Vec<u32> =
                children.into_iter().flatten().map(|&child| live.units.unit_of(child)).collect();
            let part = home_part(live, &part_of, &units, live.can_be_whole(&units));
            if let Some(share) = part.and_then(|part| shares.get_mut(part)) {
                share.groups.push(group);
            }
        }
        for &pair in &self.pairs {
            let units = live.units.pairs.get(place_of(pair)).map_or([u32::MAX; 2], |pair| pair.units);
            let part = home_part(live, &part_of, &units, true);
            if let Some(share) = part.and_then(|part| shares.get_mut(part)) {
                share.pairs.push(pair);
            }
        }
        Ok(shares)
    }

    /// Adds what a part costs at least.
    fn add(&mut self, least: Option<&Totals>) -> Result<(), Rejection> {
        let Some((sum, least)) = self.sum.as_mut().zip(least) else {
            self.sum = None;
            return Ok(());
        };
        for (sum, level) in sum.iter_mut().zip(least) {
            *sum = add(*sum, *level)?;
        }
        Ok(())
    }

    /// The parts must cost at least what the whole claims to.
    fn check_sum(&self) -> Result<(), Rejection> {
        let fault = match (&self.sum, &self.given.least) {
            (None, _) => return Ok(()),
            (Some(sum), Some(least)) if sum >= least => return Ok(()),
            (Some(sum), least) => format!("the parts sum to {sum:?}, claimed {least:?}"),
        };
        Err(Rejection::new(Code::NotProved, self.place.clone(), fault))
    }

    fn step(&self, index: usize) -> String {
        format!("{}.steps[{index}]", self.place)
    }

    fn malformed(&self, index: usize, fault: &str) -> Rejection {
        Rejection::new(Code::Malformed, self.step(index), fault)
    }
}

/// The part that counts a group or pair of these units: that which has all undecided ones; where there is none and
/// the outcome is certain, the first that has one of them.
fn home_part(live: &Live<'_>, part_of: &BTreeMap<u32, usize>, units: &[u32], is_open: bool) -> Option<usize> {
    let mut undecided =
        units.iter().filter(|&&unit| live.decided(unit).is_none()).map(|unit| part_of.get(unit));
    let first = undecided.next();
    if let Some(Some(part)) = first
        && undecided.all(|other| other == Some(part))
    {
        return Some(*part);
    }
    let is_certain = !is_open || first.is_none();
    units.iter().find_map(|unit| part_of.get(unit)).copied().filter(|_| is_certain)
}
