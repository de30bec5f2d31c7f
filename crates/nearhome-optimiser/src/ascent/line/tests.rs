//! Households over time against every subset.

use super::super::household::{Candidate, IMPOSSIBLE};
use super::super::ties::{TieWorth, Ties};
use super::{Line, LineChooser, instants_that_matter};
use crate::core::Loads;
use crate::random_problems::Numbers;

/// A home with stays of one place mostly, some of them tied as successive placements or kept apart.
struct Home {
    free: Vec<i64>,
    loads: Vec<Loads>,
    values: Vec<i64>,
    ties: Ties,
    worth: TieWorth,
}

fn home(seed: u64) -> Home {
    let mut numbers = Numbers::new(seed);
    let instants = 2 + numbers.below(5);
    let free = (0..instants).map(|_| i64::from(numbers.below(4))).collect();
    let (mut loads, mut ends) = (Vec::new(), Vec::new());
    for _ in 0..numbers.below(10) {
        let from = numbers.below(instants);
        let to = from + 1 + numbers.below(instants - from);
        let places = if numbers.chance(20) { 2 } else { 1 };
        // Somebody who is there twice, and somebody who is there when nobody else matters.
        let kept = |at: &u32| !(numbers.clone().chance(5) && *at + 1 < to && *at > from);
        let mut own = Loads::default();
        (from..to).filter(kept).for_each(|at| own.push(at..at + 1, places));
        loads.push(own);
        ends.push((from, to));
    }
    let values = ends.iter().map(|_| i64::from(numbers.below(40)) - 12).collect();
    let mut home = Home { free, loads, values, ties: Ties::default(), worth: TieWorth::default() };
    home.tie(&mut numbers, &ends);
    home
}

impl Home {
    fn tie(&mut self, numbers: &mut Numbers, ends: &[(u32, u32)]) {
        let count = ends.len();
        self.ties.items = count;
        let mut degree = vec![0; count];
        for one in 0..count {
            for other in 0..one {
                let [a, b] = [one, other].map(|at| u32::try_from(at).expect("few items"));
                let (follow, overlap) = (
                    ends[one].1 == ends[other].0 || ends[other].1 == ends[one].0,
                    ends[one].0 < ends[other].1 && ends[other].0 < ends[one].1,
                );
                if self.worth.groups.len() < 10 && (follow && numbers.chance(40) || numbers.chance(4)) {
                    let group = u32::try_from(self.worth.groups.len()).expect("few groups");
                    let mut members = vec![b, a];
                    if numbers.chance(15) && count > 2 && one + 1 < count {
                        members.push(a + 1);
                    }
                    for &member in &members {
                        degree[member as usize] += 1;
                    }
                    self.ties.groups.push((group, members));
                    self.worth.groups.push(i64::from(numbers.below(20)));
                } else if overlap && numbers.chance(15) {
                    let pair = u32::try_from(self.worth.pairs.len()).expect("few pairs");
                    self.ties.pairs.push((a, b, pair));
                    let cost = numbers.chance(50).then(|| i64::from(numbers.below(15)));
                    self.worth.pairs.push(cost);
                }
            }
        }
        self.ties.grouped = degree.iter().map(|&groups| groups > 0).collect();
        self.ties.shared = degree.iter().map(|&groups| groups > 1).collect();
    }

    fn line(&self) -> Line {
        Line::of(&self.free, &self.loads.iter().collect::<Vec<_>>())
    }

    /// What a set is worth, `None` where it may not be.
    fn worth(&self, set: u32) -> Option<i64> {
        let is_in = |item: u32| set >> item & 1 == 1;
        let mut free = self.free.clone();
        let mut sum = 0;
        for (item, loads) in (0..).zip(&self.loads).filter(|(item, _)| is_in(*item)) {
            sum += self.values[item as usize];
            loads.take(&mut free);
        }
        for &(one, other, pair) in self.ties.pairs.iter().filter(|pair| is_in(pair.0) && is_in(pair.1)) {
            debug_assert_ne!(one, other);
            sum -= self.worth.pairs[pair as usize]?;
        }
        for (group, members) in &self.ties.groups {
            if members.iter().all(|&member| is_in(member)) {
                sum += self.worth.groups[*group as usize];
            }
        }
        free.iter().all(|&left| left >= 0).then_some(sum)
    }

    fn by_trial(&self, forced: Option<u32>) -> i64 {
        let sets = (0..1_u32 << self.loads.len())
            .filter(|set| forced.is_none_or(|item| set >> item & 1 == 1))
            .filter_map(|set| self.worth(set));
        sets.max().unwrap_or(IMPOSSIBLE)
    }

    fn candidates(&self, forced: Option<u32>) -> Vec<Candidate> {
        let candidate = |(item, &value): (u32, &i64)| {
            let is_grouped = self.ties.grouped[item as usize];
            Candidate { item, value, is_grouped, size: 1 }
        };
        let all = (0..).zip(&self.values).map(candidate);
        all.filter(|one| one.value > 0 || one.is_grouped || forced == Some(one.item)).collect()
    }
}

#[track_caller]
fn check_home(seed: u64, chooser: &mut LineChooser) {
    let home = home(seed);
    let (line, ties) = (home.line(), (&home.ties, &home.worth));
    let items = (0..).take(home.loads.len()).map(Some);
    for forced in std::iter::once(None).chain(items) {
        let most = chooser.choose(&line, &home.candidates(forced), Some(ties), forced);
        let expected = home.by_trial(forced);
        assert_eq!(most, expected, "seed {seed}, with {forced:?}");
        if expected > IMPOSSIBLE {
            let set = chooser.taken.iter().fold(0, |set, item| set | 1 << item);
            assert_eq!(home.worth(set), Some(expected), "seed {seed}, with {forced:?}: {:?}", chooser.taken);
        }
    }
}

#[test]
fn the_best_household_over_time_is_that_of_all_subsets() {
    let mut chooser = LineChooser::new(0);
    (0..4_000).for_each(|seed| check_home(seed, &mut chooser));
}

#[test]
fn instants_at_which_nobody_more_is_there_do_not_matter() {
    let stay = |instants: std::ops::Range<u32>| {
        let mut loads = Loads::default();
        loads.push(instants, 1);
        loads
    };
    let stays = [stay(0..2), stay(1..4), stay(3..4)];
    let stays: Vec<&Loads> = stays.iter().collect();
    assert_eq!(instants_that_matter(&[1, 1, 1, 1], &stays), [false, true, false, true]);
    assert_eq!(instants_that_matter(&[0, 1, 1, 1], &stays), [true, true, false, true]);
}
