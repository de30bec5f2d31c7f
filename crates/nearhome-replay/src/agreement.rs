//! How the recorded choices relate to what was free on their days.
//!
//! Children are placed as they were; for each recorded placement the homes that were free are compared
//! with the one that was chosen. Which orders of the levels leave fewest better homes says what the choices
//! followed, as far as the levels can say it.

use nearhome_rules::Level;

use crate::{
    build::Past,
    choice::Choice,
    levels::Levels,
    report::{Agreement, ByLevel, Share},
    state::State,
};

/// The levels beyond this many of which all orders are tried; later ones keep their place.
const ORDERED_MAX: usize = 5;

/// One recorded choice: its cost and those of the other homes that were free.
struct Recorded {
    own: Vec<i64>,
    others: Vec<Vec<i64>>,
}

/// Compares every recorded choice with what was free.
pub(crate) fn agreement(past: &Past) -> Agreement {
    let choices = choices(past);
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
    }
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count that was an integer")]
fn as_count(value: f64) -> u64 {
    value as u64
}

fn choices(past: &Past) -> Vec<Recorded> {
    let placements = past.record.whole().placements();
    let mut state = State::new(past);
    let mut choices = Vec::new();
    for index in past.sought() {
        let today = placements[index].start;
        state.begin(today);
        let home = placements[index].home.expect("a home is known of placements that were sought");
        let choice = Choice::of(past, past.record.known_on(today), &state, &[index]);
        let (own, others): (Vec<_>, Vec<_>) =
            choice.options.into_iter().flatten().partition(|option| option.home == home);
        if let Some(own) = own.into_iter().next().filter(|_| !others.is_empty()) {
            let others = others.into_iter().map(|option| option.cost).collect();
            choices.push(Recorded { own: own.cost, others });
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

/// Levels on which homes can differ, the first of them.
fn orderable(levels: &Levels) -> Vec<usize> {
    let differs = |&level: &usize| levels.all()[level] != Level::Unplaced;
    (0..levels.count()).filter(differs).take(ORDERED_MAX).collect()
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
mod tests {
    use super::*;

    #[test]
    fn every_order_is_tried_once() {
        let mut all = orders(&[1, 2, 3, 4]);
        assert_eq!(all[0], [1, 2, 3, 4]);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 24);
    }

    #[test]
    fn equal_homes_count_half() {
        let one = Recorded { own: vec![1, 5], others: vec![vec![1, 5], vec![0, 9], vec![1, 6]] };
        assert!((one.better(&[0, 1]) - 0.5).abs() < 1e-9);
        assert!((one.better(&[1, 0]) - 1.0 / 6.0).abs() < 1e-9);
        assert!(!one.is_best(0) && one.is_best(1));
        assert!((one.chance(0) - 0.25).abs() < 1e-9);
    }
}
