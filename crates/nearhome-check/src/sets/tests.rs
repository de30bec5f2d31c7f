//! The search and the knapsack against every subset.

use super::*;

/// A small generator of numbers; the tests need no more.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn load(&mut self) -> i64 {
        i64::try_from(self.below(3)).expect("below 3")
    }
}

/// Up to 7 items over up to 3 instants, in every second case with groups and pairs.
fn sets(seed: u64) -> Sets {
    let mut numbers = Numbers(seed);
    let instants = numbers.below(4);
    let free = (0..instants).map(|_| 2 + numbers.load()).collect();
    let mut sets = Sets { free, ..Sets::default() };
    for _ in 0..numbers.below(8) {
        let gain = i128::from(numbers.below(40)) - 15;
        let loads = (0..instants).map(|_| numbers.load()).collect();
        sets.items.push(Item { gain, loads, ..Item::default() });
    }
    let count = sets.items.len();
    if seed.is_multiple_of(2) || count < 2 {
        return sets;
    }
    for _ in 0..numbers.below(4) {
        let mut items: Vec<usize> = (0..count).collect();
        items.retain(|_| numbers.below(3) == 0);
        let rules = [Rule::Any, Rule::Any, Rule::AllOrNothing, Rule::All, Rule::NotAll];
        let rule = rules[usize::try_from(numbers.below(5)).expect("small")];
        if !items.is_empty() {
            sets.add_group(items, i128::from(numbers.below(30)), rule);
        }
    }
    for _ in 0..numbers.below(3) {
        let loss = (numbers.below(2) == 0).then(|| i128::from(numbers.below(20)));
        let one = usize::try_from(numbers.below(count as u64)).expect("small");
        let other = (one + 1) % count;
        sets.items[one].pairs.push((other, loss));
        sets.items[other].pairs.push((one, loss));
    }
    sets
}

/// The gain of one subset, `None` where it is not permitted.
fn gain(sets: &Sets, taken: &[bool]) -> Option<i128> {
    let chosen = || sets.items.iter().enumerate().filter(|(at, _)| taken[*at]);
    for (instant, &free) in sets.free.iter().enumerate() {
        if chosen().map(|(_, item)| item.loads[instant]).sum::<i64>() > free {
            return None;
        }
    }
    let mut sum: i128 = chosen().map(|(_, item)| item.gain).sum();
    for (at, item) in chosen() {
        for (_, loss) in item.pairs.iter().filter(|(other, _)| at < *other && taken[*other]) {
            sum -= (*loss)?;
        }
    }
    for group in &sets.groups {
        let count = group.items.iter().filter(|&&item| taken[item]).count();
        let (whole, none) = (count == group.items.len(), count == 0);
        match group.rule {
            Rule::Any | Rule::All | Rule::AllOrNothing if whole => sum += group.gain,
            Rule::AllOrNothing if none => {}
            Rule::Any | Rule::NotAll if !whole => {}
            _ => return None,
        }
    }
    Some(sum)
}

fn by_trial(sets: &Sets, forced: Option<usize>) -> Option<i128> {
    let count = sets.items.len();
    let subsets =
        (0..1_u32 << count).map(|bits| (0..count).map(|at| bits >> at & 1 == 1).collect::<Vec<_>>());
    subsets.filter(|taken| forced.is_none_or(|at| taken[at])).filter_map(|taken| gain(sets, &taken)).max()
}

#[test]
fn the_most_is_that_of_all_subsets() {
    let mut plain = 0;
    for seed in 0..4_000 {
        let sets = sets(seed);
        let all: Vec<usize> = (0..sets.items.len()).collect();
        let expected: Vec<Option<i128>> = all.iter().map(|&item| by_trial(&sets, Some(item))).collect();
        assert_eq!(sets.most(), Ok(by_trial(&sets, None)), "seed {seed}: {sets:?}");
        assert_eq!(sets.most_with_each(&all), Ok(expected), "seed {seed}: {sets:?}");
        plain += usize::from(sets.plain_room() != Ok(None));
    }
    assert!(plain > 500, "the knapsack was hardly tried");
}

#[test]
fn what_is_not_exact_is_larger() {
    for seed in 0..4_000 {
        let sets = Sets { effort: Effort { flows: 1, items: 1 }, ..sets(seed) };
        let hasty = Search::new(&sets).expect("small numbers");
        assert!(by_trial(&sets, None) <= hasty.most(None), "seed {seed}: {sets:?}");
        for item in 0..sets.items.len() {
            assert!(by_trial(&sets, Some(item)) <= hasty.most(Some(item)), "seed {seed}: {sets:?}");
        }
    }
}

/// Up to 9 items without an end of places, and up to 8 groups that may share them.
fn crowd(seed: u64) -> Sets {
    let mut numbers = Numbers(seed);
    let mut sets = Sets::default();
    for _ in 0..=numbers.below(9) {
        sets.items.push(Item { gain: i128::from(numbers.below(40)) - 25, ..Item::default() });
    }
    for _ in 0..numbers.below(9) {
        let mut items: Vec<usize> = (0..sets.items.len()).collect();
        items.retain(|_| numbers.below(4) == 0);
        let rule = [Rule::Any, Rule::Any, Rule::Any, Rule::AllOrNothing, Rule::All]
            [usize::try_from(numbers.below(5)).expect("small")];
        if !items.is_empty() {
            sets.add_group(items, i128::from(numbers.below(60)), rule);
        }
    }
    sets
}

#[test]
fn the_most_without_an_end_of_places_is_that_of_all_subsets() {
    for seed in 0..6_000 {
        let sets = crowd(seed);
        let all: Vec<usize> = (0..sets.items.len()).collect();
        let expected: Vec<Option<i128>> = all.iter().map(|&item| by_trial(&sets, Some(item))).collect();
        assert_eq!(sets.most(), Ok(by_trial(&sets, None)), "seed {seed}: {sets:?}");
        assert_eq!(sets.most_with_each(&all), Ok(expected), "seed {seed}: {sets:?}");
    }
}

/// Two hundred families of three who may stay together unplaced: each decides for itself.
#[test]
fn hundreds_of_groups_without_an_end_of_places_are_decided_exactly() {
    let mut sets = Sets::default();
    let mut expected = 0;
    for family in 0..200_i128 {
        let first = sets.items.len();
        let gains = [family % 7 - 5, family % 5 - 4, family % 3];
        sets.items.extend(gains.map(|gain| Item { gain, ..Item::default() }));
        let (whole, alone) =
            (6 + gains.iter().sum::<i128>(), gains.iter().map(|gain| gain.max(&0)).sum::<i128>());
        sets.add_group((first..first + 3).collect(), 6, Rule::Any);
        expected += whole.max(alone);
    }
    assert_eq!(sets.most(), Ok(Some(expected)));
}

/// Many who exclude each other one by one, and one room for a fifth of them: the sets are too many.
#[test]
fn too_many_ties_are_given_up() {
    let mut sets = Sets { free: vec![30], ..Sets::default() };
    sets.items = (0..150).map(|_| Item { gain: 10, loads: vec![1], ..Item::default() }).collect();
    for one in 0..150_usize {
        for other in (0..150).filter(|other| other % 25 == one % 25 && *other != one) {
            sets.items[one].pairs.push((other, None));
        }
    }
    let most = sets.most().expect("small numbers").expect("nothing is forbidden");
    assert!((250..=300).contains(&most), "25 at most exclude nobody: {most}");
}

#[test]
fn an_item_that_cannot_fit_is_in_no_set() {
    let mut sets = Sets { free: vec![1], ..Sets::default() };
    sets.items = vec![Item { gain: 9, loads: vec![2], ..Item::default() }];
    assert_eq!(sets.most(), Ok(Some(0)));
    assert_eq!(sets.most_with_each(&[0]), Ok(vec![None]));
}

/// Up to 9 stays of one or two places over up to 6 instants, some tied as successive placements are.
fn stays(seed: u64) -> Sets {
    let mut numbers = Numbers(seed);
    let instants = 2 + numbers.below(5);
    let free = (0..instants).map(|_| i64::try_from(numbers.below(3)).expect("below 3")).collect();
    let mut sets = Sets { free, ..Sets::default() };
    let mut ends = Vec::new();
    for _ in 0..numbers.below(10) {
        let from = numbers.below(instants);
        let to = from + 1 + numbers.below(instants - from);
        let places = if numbers.below(5) == 0 { 2 } else { 1 };
        let loads = (0..instants).map(|at| if from <= at && at < to { places } else { 0 }).collect();
        sets.items.push(Item { gain: i128::from(numbers.below(40)) - 12, loads, ..Item::default() });
        ends.push((from, to));
    }
    for one in 0..ends.len() {
        for other in 0..ends.len() {
            let (gain, rule) = (i128::from(numbers.below(20)), numbers.below(12));
            if ends[one].1 == ends[other].0 && rule < 4 {
                let rule = [Rule::Any, Rule::Any, Rule::AllOrNothing, Rule::NotAll]
                    [usize::try_from(rule).expect("small")];
                sets.add_group(vec![other, one], gain, rule);
            }
            if one < other && ends[one].0 < ends[other].1 && ends[other].0 < ends[one].1 && gain < 3 {
                let loss = (gain > 0).then_some(5 * gain);
                sets.items[one].pairs.push((other, loss));
                sets.items[other].pairs.push((one, loss));
            }
        }
    }
    sets
}

#[test]
fn the_most_of_stays_is_that_of_all_subsets() {
    for seed in 0..6_000 {
        let sets = stays(seed);
        let all: Vec<usize> = (0..sets.items.len()).collect();
        let expected: Vec<Option<i128>> = all.iter().map(|&item| by_trial(&sets, Some(item))).collect();
        assert_eq!(sets.most(), Ok(by_trial(&sets, None)), "seed {seed}: {sets:?}");
        assert_eq!(sets.most_with_each(&all), Ok(expected), "seed {seed}: {sets:?}");
    }
}

#[test]
fn what_takes_long_is_exact_with_full_effort() {
    // Nine threes of whom at most one may come: the knapsack sees twenty-seven who could.
    let others = |item: usize| (item / 3 * 3..item / 3 * 3 + 3).filter(move |&other| other != item);
    let item = |at: usize| Item {
        gain: 1,
        loads: vec![1],
        pairs: others(at).map(|other| (other, None)).collect(),
        ..Item::default()
    };
    let most = |effort: Effort| {
        let sets = Sets { items: (0..27).map(item).collect(), free: vec![27], effort, ..Sets::default() };
        sets.most().expect("small numbers")
    };
    assert!(most(Effort::WITHOUT_FLOWS[0]) > Some(9), "little effort was enough");
    assert_eq!(most(Effort::FULL), Some(9));
}
