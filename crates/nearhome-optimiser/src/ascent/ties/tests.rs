//! Where ties are worth nothing, against every household of a home.

use super::{TieWorth, Ties};
use crate::ascent::household::Candidate;
use crate::ascent::household::knapsack::with_each;
use crate::random_problems::Numbers;

const ITEMS: u32 = 8;

struct TiedHome {
    candidates: Vec<Candidate>,
    ties: Ties,
    worth: TieWorth,
    room: i64,
    is_even: bool,
}

impl TiedHome {
    fn random(seed: u64) -> Self {
        let mut numbers = Numbers::new(seed);
        let is_even = numbers.below(3) > 0;
        let room = 1 + i64::from(numbers.below(4));
        let mut ties = Ties { items: ITEMS as usize, ..Ties::default() };
        let mut worth = TieWorth::default();
        for pair in 0..numbers.below(5) {
            let one = numbers.below(ITEMS - 1);
            ties.pairs.push((one, one + 1, pair));
            worth.pairs.push((numbers.below(2) == 0).then(|| i64::from(numbers.below(4))));
        }
        let mut groups_of = vec![0; ITEMS as usize];
        for group in 0..numbers.below(3) {
            let first = numbers.below(ITEMS - 2);
            let members: Vec<u32> = (first..first + 2 + numbers.below(2)).collect();
            for &member in &members {
                groups_of[member as usize] += 1;
            }
            ties.groups.push((group, members));
            worth.groups.push(i64::from(numbers.below(6)));
        }
        ties.grouped = groups_of.iter().map(|&groups| groups > 0).collect();
        ties.shared = groups_of.iter().map(|&groups| groups > 1).collect();
        let candidate = |item| Candidate {
            item,
            value: i64::from(numbers.below(12)) - 6,
            is_grouped: ties.grouped[item as usize],
            size: if is_even { 1 } else { 1 + i64::from(numbers.below(2)) },
        };
        // One is not there any more.
        let candidates = (0..ITEMS).filter(|item| *item != 3).map(candidate).collect();
        Self { candidates, ties, worth, room, is_even }
    }

    /// The most that a household with an item is worth; `None`: it does not fit.
    fn most_with(&self, item: u32) -> Option<i64> {
        (0_u32..1 << ITEMS).filter(|set| set & (1 << item) != 0).filter_map(|set| self.worth_of(set)).max()
    }

    fn worth_of(&self, set: u32) -> Option<i64> {
        let has = |item: u32| set & (1 << item) != 0;
        let (mut sum, mut left, mut count) = (0, self.room, 0);
        for candidate in self.candidates.iter().filter(|candidate| has(candidate.item)) {
            sum += candidate.value;
            left -= candidate.size;
            count += 1;
        }
        if left < 0 || count != set.count_ones() {
            return None;
        }
        for &(one, other, pair) in self.ties.pairs.iter().filter(|pair| has(pair.0) && has(pair.1)) {
            debug_assert_ne!(one, other);
            sum -= self.worth.pairs[pair as usize]?;
        }
        let whole = self.ties.groups.iter().filter(|(_, members)| members.iter().all(|&member| has(member)));
        Some(sum + whole.map(|(group, _)| self.worth.groups[*group as usize]).sum::<i64>())
    }
}

#[test]
fn where_ties_are_worth_nothing_the_best_household_is_a_knapsack() {
    let mut compared = [0, 0];
    for seed in 0..4_000 {
        let home = TiedHome::random(seed);
        let places = usize::try_from(home.room).ok().filter(|_| home.is_even);
        let Some(untied) = home.ties.untied(&home.candidates, places, &home.worth) else { continue };
        let (with, is_exact) = with_each(&home.candidates, home.room);
        assert!(is_exact);
        for (candidate, with) in home.candidates.iter().zip(with) {
            if let Some(most) = home.most_with(candidate.item).filter(|_| untied[candidate.item as usize]) {
                assert_eq!(with, most, "item {} of home {seed}", candidate.item);
                compared[usize::from(home.is_even)] += 1;
            }
        }
    }
    assert!(compared.iter().all(|count| *count > 1_000), "only {compared:?} were compared");
}
