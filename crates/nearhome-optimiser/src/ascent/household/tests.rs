//! The best household of large homes, against looking at every pair.

use super::mask::{Mask, Wide};
use super::search::Search;
use super::{Candidate, IMPOSSIBLE};
use crate::ascent::ties::{TieWorth, Ties};
use crate::core::Index;
use crate::random_problems::Numbers;

/// A home with two places and many who may come: pairs who must not meet, pairs that cost, groups of two.
struct LargeHome {
    candidates: Vec<Candidate>,
    ties: Ties,
    worth: TieWorth,
}

const ROOM: i64 = 2;

impl LargeHome {
    fn random(seed: u64, items: u32) -> Self {
        let mut numbers = Numbers::new(seed);
        let mut ties = Ties { items: items as usize, ..Ties::default() };
        let mut worth = TieWorth::default();
        let mut degree = vec![0; items as usize];
        for pair in 0..2 * items {
            let [one, other] = [numbers.below(items), numbers.below(items)];
            if one != other {
                ties.pairs.push((one, other, pair));
                degree[one as usize] += 1;
                degree[other as usize] += 1;
            }
            worth.pairs.push(if numbers.below(2) == 0 { None } else { Some(i64::from(numbers.below(5))) });
        }
        degree.sort_unstable_by(|a: &usize, b| b.cmp(a));
        ties.most = degree.iter().take(2).sum();
        ties.grouped = vec![false; items as usize];
        ties.shared = vec![false; items as usize];
        for (group, first) in (0_u32..).zip((0..items).step_by(3)) {
            if first + 1 < items {
                ties.groups.push((group, vec![first, first + 1]));
                ties.grouped[first as usize] = true;
                ties.grouped[first as usize + 1] = true;
                worth.groups.push(i64::from(numbers.below(6)));
            }
        }
        let candidate = |item| {
            let is_grouped = ties.grouped[item as usize];
            Candidate { item, value: i64::from(numbers.below(9)) - 2, is_grouped, size: 1 }
        };
        let candidates: Vec<Candidate> = (0..items).map(candidate).collect();
        let candidates =
            candidates.into_iter().filter(|candidate| candidate.value > 0 || candidate.is_grouped).collect();
        Self { candidates, ties, worth }
    }

    fn searched<M: Mask>(&self, forced: Option<u32>) -> Option<i64> {
        let mut search = Search::<M>::default();
        let ties = Some((&self.ties, &self.worth));
        search.prepare(&self.candidates, ROOM, ties, forced).then(|| search.run(&mut Vec::new()))
    }

    /// The best of no one, everyone alone, and every two together.
    fn best(&self, forced: Option<u32>) -> i64 {
        let wanted = |items: &[u32]| forced.is_none_or(|forced| items.contains(&forced));
        let nobody = if forced.is_none() { 0 } else { IMPOSSIBLE };
        let alone = self.candidates.iter().filter(|one| wanted(&[one.item])).map(|one| one.value);
        let two = self.candidates.iter().flat_map(|one| {
            let others = self.candidates.iter().filter(|other| other.item > one.item);
            others.filter(|other| wanted(&[one.item, other.item])).filter_map(|other| self.both(one, other))
        });
        alone.chain(two).max().map_or(nobody, |best| best.max(nobody))
    }

    fn both(&self, one: &Candidate, other: &Candidate) -> Option<i64> {
        let is_both = |a: u32, b: u32| (a.min(b), a.max(b)) == (one.item, other.item);
        let mut value = one.value + other.value;
        for &(a, b, pair) in self.ties.pairs.iter().filter(|&&(a, b, _)| is_both(a, b)) {
            assert_ne!(a, b);
            value -= self.worth.pairs[pair as usize]?;
        }
        let group = self.ties.groups.iter().find(|(_, members)| is_both(members[0], members[1]));
        Some(value + group.map_or(0, |(group, _): &(Index, _)| self.worth.groups[*group as usize]))
    }
}

#[test]
fn homes_of_any_size_are_searched() {
    let mut too_many = 0;
    for seed in 0..60 {
        let home = LargeHome::random(u64::from(seed), 20 + seed * 8);
        let forced = home.candidates.iter().map(|candidate| Some(candidate.item)).step_by(7);
        for forced in std::iter::once(None).chain(forced) {
            let best = home.best(forced);
            assert_eq!(home.searched::<Wide>(forced), Some(best), "seed {seed}, forced {forced:?}");
            match home.searched::<u128>(forced) {
                Some(value) => assert_eq!(value, best, "seed {seed}, forced {forced:?}"),
                None => too_many += 1,
            }
        }
    }
    assert!(too_many > 100, "{too_many} searches need a large set");
}

#[test]
fn who_does_not_fit_is_in_no_household_however_many_might_come() {
    for items in [20, 300, 4_000] {
        let mut home = LargeHome::random(u64::from(items), items);
        home.candidates[0].size = ROOM + 1;
        let forced = Some(home.candidates[0].item);
        assert_eq!(home.searched::<u128>(forced), Some(IMPOSSIBLE), "{items} items");
        assert_eq!(home.searched::<Wide>(forced), Some(IMPOSSIBLE), "{items} items");
    }
}
