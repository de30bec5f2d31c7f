//! How the recorded choices relate to what was free on their days.
//!
//! Children are placed as they were; for each recorded placement the homes that were free are compared
//! with the one that was chosen. Which orders of the levels leave fewest better homes says what the choices
//! followed, as far as the levels can say it; so do the weights of the levels (`weights.rs`).

mod line;
mod weights;

use std::collections::BTreeMap;

use nearhome_rules::Level;

use crate::{
    build::Past,
    choice::{Choice, FreeHome},
    levels::Levels,
    report::{Agreement, ByLevel, ChoiceWeights, LevelWeight, Share, Support},
    state::State,
};

use self::{
    line::ONE,
    weights::{Fitted, Found, Question},
};

/// The levels beyond this many of which all orders are tried; later ones keep their place.
const ORDERED_MAX: usize = 5;

/// One recorded choice: its cost and those of the other homes that were free.
#[derive(Clone, Debug)]
struct Recorded {
    /// The child's number.
    child: u32,
    own: Vec<i64>,
    others: Vec<Vec<i64>>,
}

/// Compares every recorded choice with what was free.
pub(crate) fn agreement(past: &Past) -> Agreement {
    let recorded = |index: usize, _: &[FreeHome]| past.record.whole().placements()[index].home;
    let choices = choices(past, recorded);
    if choices.is_empty() {
        return Agreement::default();
    }
    let names = past.levels.names();
    let by_level = |value: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..names.len()).map(value).collect() };
    let best = by_level(&|level| as_float(choices.iter().filter(|one| one.is_best(level)).count()));
    let chance = by_level(&|level| choices.iter().map(|one| one.chance(level)).sum::<f64>());
    let own: Vec<usize> = orderable(&past.levels);
    let found = orders(&own).into_iter().map(|order| (better(&choices, &order), order));
    let (share, order) = found.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or_default();
    let weights = choice_weights(past, &choices, vec![order.clone(), own.clone()]);
    let by_name = |values: Vec<f64>| names.iter().cloned().zip(values);
    Agreement {
        choices: u64::try_from(choices.len()).unwrap_or(u64::MAX),
        best_on_level: ByLevel(by_name(best).map(|(name, value)| (name, as_count(value))).collect()),
        best_by_chance: ByLevel(
            by_name(chance).map(|(name, sum)| (name, Share(sum / as_float(choices.len())))).collect(),
        ),
        order: order.iter().map(|&level| names[level].clone()).collect(),
        better_homes: Some(Share(share)),
        better_homes_by_policy: Some(Share(better(&choices, &own))),
        weights: Some(weights),
    }
}

/// The weights that explain the choices best; searches begin from these orders too.
fn choice_weights(past: &Past, choices: &[Recorded], mut orders: Vec<Vec<usize>>) -> ChoiceWeights {
    let levels: Vec<usize> = differing(&past.levels).collect();
    for order in &mut orders {
        let rest: Vec<usize> = levels.iter().copied().filter(|level| !order.contains(level)).collect();
        order.extend(rest);
    }
    let money = past.levels.position(Level::WeeklyPence);
    let question = Question { choices, levels: &levels, money, orders: &orders };
    let mut told = ChoiceWeights {
        children: u64::try_from(weights::children(choices)).unwrap_or(u64::MAX),
        ..ChoiceWeights::default()
    };
    let Some(found) = weights::weights(&question) else { return told };
    told.support = if found.explains { Support::Explained } else { Support::NoBetterThanChance };
    told.better_homes = Some(share(found.better));
    told.better_homes_held_out = Some(share(found.better_held_out));
    told.unbeaten = found.unbeaten;
    told.unbeaten_by_chance = Some(share(found.unbeaten_by_chance));
    told.levels = level_weights(past, &found, &levels, money);
    told
}

/// Thousand millionths as a share.
#[expect(clippy::cast_precision_loss, reason = "four decimals are told")]
fn share(of_one: i128) -> Share {
    Share(of_one as f64 / ONE as f64)
}

fn level_weights(past: &Past, found: &Found, levels: &[usize], money: Option<usize>) -> ByLevel<LevelWeight> {
    let common =
        found.weights.iter().fold(0, |common, own| greatest_common_divisor(common, own.weight)).max(1);
    let money_weight = money.map(|money| found.weights[money].weight).filter(|&weight| weight > 0);
    let names = past.levels.names();
    let number = |weight: i128| u64::try_from(weight).unwrap_or(u64::MAX);
    let told = |&level: &usize| {
        let Fitted { weight, least, most, differing, is_known } = found.weights[level];
        let pence = money_weight.filter(|_| is_known).map(|money| number((weight + money / 2) / money));
        let own = LevelWeight {
            weight: is_known.then_some(number(weight / common)),
            pence_a_week: pence,
            least_pence: least.filter(|_| pence.is_some()).map(|least| number(least / 1_000)),
            most_pence: most.filter(|_| pence.is_some()).map(|most| number(most / 1_000)),
            differing,
        };
        (names[level].clone(), own)
    };
    ByLevel(levels.iter().map(told).collect())
}

fn greatest_common_divisor(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count that was an integer")]
fn as_count(value: f64) -> u64 {
    value as u64
}

/// Places children one after the other as somebody chooses, and gives what each choice was between.
fn choices(past: &Past, choose: impl Fn(usize, &[FreeHome]) -> Option<u32>) -> Vec<Recorded> {
    let placements = past.record.whole().placements();
    let mut children: BTreeMap<&_, u32> = past.sought().map(|index| (&placements[index].child, 0)).collect();
    children.values_mut().zip(0..).for_each(|(number, own)| *number = own);
    let mut state = State::new(past);
    let mut choices = Vec::new();
    for index in past.sought() {
        let today = placements[index].start;
        state.begin(today);
        let mut choice = Choice::of(past, past.record.known_on(today), &state, &[index]);
        let options = std::mem::take(&mut choice.options[0]);
        let Some(home) = choose(index, &options) else { continue };
        let (own, others): (Vec<_>, Vec<_>) = options.into_iter().partition(|option| option.home == home);
        if let Some(own) = own.into_iter().next().filter(|_| !others.is_empty()) {
            let others = others.into_iter().map(|option| option.cost).collect();
            choices.push(Recorded { child: children[&placements[index].child], own: own.cost, others });
        }
        state.place(index, home);
    }
    choices
}

impl Recorded {
    fn is_best(&self, level: usize) -> bool {
        self.others.iter().all(|other| self.own[level] <= other[level])
    }

    /// How probably a home taken at random is best on a level.
    fn chance(&self, level: usize) -> f64 {
        let all = || self.others.iter().chain([&self.own]).map(|cost| cost[level]);
        let least = all().min().unwrap_or_default();
        as_float(all().filter(|&cost| cost == least).count()) / as_float(self.others.len() + 1)
    }

    /// The share of the other homes that are better under an order; equal ones count half.
    fn better(&self, order: &[usize]) -> f64 {
        let compare = |other: &Vec<i64>| {
            let differs = order.iter().find(|&&level| other[level] != self.own[level]);
            differs.map_or(0.5, |&level| if other[level] < self.own[level] { 1.0 } else { 0.0 })
        };
        self.others.iter().map(compare).sum::<f64>() / as_float(self.others.len())
    }
}

fn better(choices: &[Recorded], order: &[usize]) -> f64 {
    choices.iter().map(|one| one.better(order)).sum::<f64>() / as_float(choices.len())
}

/// Levels on which homes can differ.
fn differing(levels: &Levels) -> impl Iterator<Item = usize> {
    (0..levels.count()).filter(|&level| levels.all()[level] != Level::Unplaced)
}

/// The first of the levels on which homes can differ.
fn orderable(levels: &Levels) -> Vec<usize> {
    differing(levels).take(ORDERED_MAX).collect()
}

/// Every order of some levels, the given one first.
fn orders(levels: &[usize]) -> Vec<Vec<usize>> {
    let Some((&first, rest)) = levels.split_first() else { return vec![vec![]] };
    let mut all = Vec::new();
    for at in 0..levels.len() {
        for order in orders(rest) {
            let mut order = order;
            order.insert(at, first);
            all.push(order);
        }
    }
    all
}

#[cfg(test)]
mod tests;
