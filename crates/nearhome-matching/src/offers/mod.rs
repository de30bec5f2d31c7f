//! In which order to ask homes that may refuse, one after another, until one accepts or the deadline comes.
//!
//! A home accepts with a given probability, whatever the others said, and answers after a given time; a call whose
//! answer would come too late is not made. What a home costs is the best plan with the child in it less the best plan,
//! and what staying unplaced costs likewise: exact solves. The order is the one whose *expected* cost, level by
//! level, is least: the first level counts children without a home, so that the chance to be placed comes first.
//! Such an order is compared like a number (expected costs add, and a shared prefix changes nothing), so that a
//! dynamic programme over the homes already asked finds it. Everything is reckoned in integers.

mod programme;

use nearhome_model::{ChildId, HomeId};
use nearhome_optimiser::Settings;
use nearhome_rules::{Gate, Level};
use serde::{Deserialize, Serialize};

use crate::{
    Ending, Forced, LevelCost, MatchError, RankedHome, Sitting, difference::minus, judge_homes,
    matching::level_cost, sitting::Sum,
};
use programme::{Choice, Programme};

/// At most so many homes are put in order; the best ranked are taken.
pub const MOST_CALLS: usize = 12;

/// How a home answers when it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeOffer {
    /// The home.
    pub home: HomeId,
    /// In how many of a thousand such cases it accepts, 0 to 1,000.
    pub accepts_per_mille: u16,
    /// Hours until it answers.
    pub answers_in_hours: u16,
}

/// What is known of the homes to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffersWanted {
    /// Homes of which something is known, each once.
    pub homes: Vec<HomeOffer>,
    /// What is taken for granted of all other homes: assumed, not measured.
    pub otherwise: (u16, u16),
    /// Hours until the deadline.
    pub hours: u32,
    /// At most so many of the best ranked homes are considered, up to [`MOST_CALLS`].
    pub most: usize,
}

/// One call, made when all calls before it have been refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Call {
    /// The home.
    pub home: HomeId,
    /// Its rank in the child's shortlist.
    pub rank: usize,
    /// Hours from now at which it is asked, all before it having refused.
    pub asked_after_hours: u32,
    /// Hours from now at which it answers.
    pub answers_by_hours: u32,
    /// In how many of a thousand cases it accepts.
    pub accepts_per_mille: u16,
    /// The chance that the child is placed in this home, in millionths, rounded down.
    pub placed_here_millionths: u32,
    /// What all children together cost more than in the best plan if the child goes to this home.
    pub cost_of_choosing: LevelCost,
    /// Approvals needed first, and by whom.
    pub gates: Vec<Gate>,
}

/// In which order to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Offers {
    /// `nearhome-offers/1`.
    pub format: &'static str,
    /// The child.
    pub child: ChildId,
    /// Levels in the policy's order.
    pub levels: Vec<Level>,
    /// Hours until the deadline.
    pub hours: u32,
    /// How the question ended.
    pub ending: Ending,
    /// The calls, in order; calls are never made at the same time.
    pub calls: Vec<Call>,
    /// The chance that some home accepts in time, in millionths, rounded down.
    pub placed_millionths: u32,
    /// The expected cost above the best plan's, in millionths of each level's unit, rounded down; the order is the
    /// best by the exact value.
    pub expected_cost_millionths: Option<LevelCost>,
    /// What all children together cost more than in the best plan if nobody accepts.
    pub cost_of_staying_unplaced: Option<LevelCost>,
    /// Homes that were considered and are not called: too late, dearer than what follows without them, or in no plan
    /// with this child.
    pub not_called: Vec<HomeId>,
    /// Homes that may be offered and were left out because only the best ranked are put in order, best first.
    pub cut: Vec<HomeId>,
    /// Homes for which no probability and time were given, so that the default was taken for granted.
    pub assumed: Vec<HomeId>,
}

/// Finds the order of calls.
///
/// # Errors
///
/// [`MatchError::UnknownChild`], [`MatchError::UnknownHome`] and [`MatchError::Offer`] for what cannot be meant, or
/// [`MatchError::Rejected`] when the checker does not accept an answer.
pub fn offers(
    sitting: &mut Sitting<'_>,
    child: &ChildId,
    wanted: &OffersWanted,
    settings: &Settings<'_>,
) -> Result<Offers, MatchError> {
    let list = judge_homes(sitting.assembly(), child)?;
    check_wanted(sitting, wanted)?;
    let number = sitting.assembly().number_of(child);
    let number = number.filter(|&child| sitting.assembly().children[child].is_to_be_matched());
    let number =
        number.ok_or_else(|| MatchError::Offer(format!("child `{child}` is settled; no home is sought")))?;
    let mut told = Offers {
        format: "nearhome-offers/1",
        child: child.clone(),
        levels: sitting.assembly().levels().to_vec(),
        hours: wanted.hours,
        ending: Ending::from(sitting.best()),
        calls: Vec::new(),
        placed_millionths: 0,
        expected_cost_millionths: None,
        cost_of_staying_unplaced: None,
        not_called: Vec::new(),
        cut: Vec::new(),
        assumed: Vec::new(),
    };
    let Some(best) = sitting.optimum().map(|plan| plan.totals.clone()) else { return Ok(told) };
    let cost_of = |home: Option<usize>, ending: &mut Ending, sitting: &mut Sitting<'_>| {
        let forced = sitting.forced(number, home, settings)?;
        if forced == Forced::Stopped {
            *ending = Ending::Stopped;
        }
        Ok::<_, MatchError>(forced.best().map(|with| minus(&with.totals, &best)))
    };
    let unplaced = cost_of(None, &mut told.ending, sitting)?;
    let mut asked: Vec<Asked> = Vec::new();
    for entry in list.ranked {
        if asked.len() == wanted.most.min(MOST_CALLS) {
            told.cut.push(entry.home);
            continue;
        }
        let home = sitting.assembly().number_of_home(&entry.home);
        match cost_of(home, &mut told.ending, sitting)? {
            Some(cost) => asked.push(Asked::new(entry, cost, wanted, &mut told.assumed)),
            None => told.not_called.push(entry.home),
        }
    }
    match unplaced {
        Some(unplaced) if told.ending == Ending::Exact => order(&mut told, asked, &unplaced),
        None if told.ending == Ending::Exact => told.ending = Ending::Impossible,
        Some(_) | None => {}
    }
    Ok(told)
}

fn check_wanted(sitting: &Sitting<'_>, wanted: &OffersWanted) -> Result<(), MatchError> {
    let given = wanted.homes.iter().map(|offer| offer.accepts_per_mille);
    if let Some(high) = given.chain([wanted.otherwise.0]).find(|&chance| chance > 1_000) {
        return Err(MatchError::Offer(format!("{high} of a thousand is no probability")));
    }
    for (index, offer) in wanted.homes.iter().enumerate() {
        if sitting.assembly().snapshot.home(&offer.home).is_none() {
            return Err(MatchError::UnknownHome(offer.home.clone()));
        }
        if wanted.homes[..index].iter().any(|other| other.home == offer.home) {
            return Err(MatchError::Offer(format!("home `{}` is given twice", offer.home)));
        }
    }
    Ok(())
}

/// A home that may be asked.
struct Asked {
    entry: RankedHome,
    cost: Vec<i128>,
    accepts_per_mille: u16,
    hours: u16,
}

impl Asked {
    fn new(entry: RankedHome, cost: Vec<i128>, wanted: &OffersWanted, assumed: &mut Vec<HomeId>) -> Self {
        let known = wanted.homes.iter().find(|offer| offer.home == entry.home);
        if known.is_none() {
            assumed.push(entry.home.clone());
        }
        let given = |offer: &HomeOffer| (offer.accepts_per_mille, offer.answers_in_hours);
        let (accepts_per_mille, hours) = known.map_or(wanted.otherwise, given);
        Self { entry, cost, accepts_per_mille, hours }
    }
}

/// Puts the homes in the best order; so many of the best ranked as can be reckoned exactly.
fn order(told: &mut Offers, mut asked: Vec<Asked>, unplaced: &[i128]) {
    let programme = loop {
        let choices = asked.iter().map(|home| Choice {
            per_mille: home.accepts_per_mille,
            hours: u32::from(home.hours),
            cost: Sum::from(&home.cost[..]),
        });
        if let Some(programme) = Programme::new(choices.collect(), Sum::from(unplaced), told.hours) {
            break programme;
        }
        let Some(last) = asked.pop() else { return };
        told.assumed.retain(|home| *home != last.entry.home);
        told.cut.insert(0, last.entry.home);
    };
    let best = programme.solve();
    let levels = &told.levels;
    let cost = |cost: &[i128]| level_cost(levels, cost.iter().copied());
    let (mut reached, mut elapsed) = (programme.one(), 0);
    let mut calls = Vec::new();
    for &call in &best.order {
        let home = &asked[call];
        let placed = programme.accepted(call, reached);
        calls.push(Call {
            home: home.entry.home.clone(),
            rank: home.entry.rank,
            asked_after_hours: elapsed,
            answers_by_hours: elapsed + u32::from(home.hours),
            accepts_per_mille: home.accepts_per_mille,
            placed_here_millionths: programme.millionths(placed),
            cost_of_choosing: cost(&home.cost),
            gates: home.entry.gates.clone(),
        });
        (reached, elapsed) = (reached - placed, elapsed + u32::from(home.hours));
    }
    told.placed_millionths = programme.millionths(programme.one() - reached);
    told.expected_cost_millionths = Some(cost(&programme.cost_in_millionths(best.cost).totals(levels.len())));
    told.cost_of_staying_unplaced = Some(cost(unplaced));
    let uncalled = asked.iter().enumerate().filter(|(index, _)| !best.order.contains(index));
    told.not_called.extend(uncalled.map(|(_, home)| home.entry.home.clone()));
    told.calls = calls;
}
