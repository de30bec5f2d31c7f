//! The best of one home's items for its room, and the best with each of them, from tables of the most in each room.

use crate::core::Index;

/// An item of positive worth that fits into the room by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) option: Index,
    pub(super) worth: i32,
    pub(super) size: usize,
}

/// What one home is worth at most, and what follows for each of its candidates. Tables are kept from home to home.
#[derive(Default)]
pub(super) struct Table {
    pub(super) candidates: Vec<Candidate>,
    /// One row for the candidates before each, and one for all.
    rows: Vec<i32>,
    width: usize,
    /// Whether all candidates fit together.
    is_roomy: bool,
    behind: Vec<i32>,
    next: Vec<i32>,
}

impl Table {
    /// The most that the candidates are worth together in so much room; those who make it up are added to `chosen`.
    pub(super) fn best(&mut self, room: usize, chosen: &mut Vec<Index>) -> i64 {
        let wanted: usize = self.candidates.iter().map(|candidate| candidate.size).sum();
        self.is_roomy = wanted <= room;
        if self.is_roomy {
            chosen.extend(self.candidates.iter().map(|candidate| candidate.option));
            return self.candidates.iter().map(|candidate| i64::from(candidate.worth)).sum();
        }
        self.fill(room);
        let mut left = room;
        for (at, candidate) in self.candidates.iter().enumerate().rev() {
            if self.rows[(at + 1) * self.width + left] != self.rows[at * self.width + left] {
                chosen.push(candidate.option);
                left -= candidate.size;
            }
        }
        self.most_in(room)
    }

    /// Fills the rows for a room; [`Table::best`] does so where not all candidates fit.
    pub(super) fn fill(&mut self, room: usize) {
        self.width = room + 1;
        let cells = self.width * (self.candidates.len() + 1);
        if self.rows.len() < cells {
            self.rows.resize(cells, 0);
        }
        self.rows[..self.width].fill(0);
        for (at, candidate) in self.candidates.iter().enumerate() {
            let (known, next) = self.rows.split_at_mut((at + 1) * self.width);
            extend(&known[at * self.width..], &mut next[..self.width], candidate);
        }
    }

    /// The most that all candidates are worth in a smaller room than the one filled for.
    pub(super) fn most_in(&self, room: usize) -> i64 {
        i64::from(self.rows[self.candidates.len() * self.width + room])
    }

    /// Tells for each candidate the most of a choice with it. The rows are filled.
    pub(super) fn with_each(&mut self, mut tell: impl FnMut(Index, i64)) {
        let width = self.width;
        for row in [&mut self.behind, &mut self.next] {
            row.clear();
            row.resize(width, 0);
        }
        for (at, candidate) in self.candidates.iter().enumerate().rev() {
            let before = &self.rows[at * width..(at + 1) * width];
            let less = width - candidate.size;
            let others = meeting(&before[..less], &self.behind[..less]);
            tell(candidate.option, others + i64::from(candidate.worth));
            extend(&self.behind, &mut self.next, candidate);
            std::mem::swap(&mut self.behind, &mut self.next);
        }
    }
}

/// The most of two sets of items that share a room.
///
/// Sums fit 32 bits, as multipliers are limited; unchecked sums let the loop run side by side.
fn meeting(before: &[i32], behind: &[i32]) -> i64 {
    let sums = before.iter().zip(behind.iter().rev()).map(|(before, behind)| before.wrapping_add(*behind));
    i64::from(sums.max().unwrap_or(0))
}

/// The most in each room with one item more, which may be left out.
fn extend(without: &[i32], with: &mut [i32], candidate: &Candidate) {
    let size = candidate.size.min(without.len());
    let (small, large) = with.split_at_mut(size);
    small.copy_from_slice(&without[..size]);
    for ((most, less), same) in large.iter_mut().zip(without).zip(&without[size..]) {
        *most = less.wrapping_add(candidate.worth).max(*same);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random_problems::Numbers;

    /// What each set of candidates is worth, where it fits.
    fn sets(candidates: &[Candidate], room: usize) -> Vec<(usize, i64)> {
        let fits = |set: &usize| {
            let members = candidates.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            members.map(|(_, candidate)| candidate.size).sum::<usize>() <= room
        };
        let worth = |set: usize| {
            let members = candidates.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            (set, members.map(|(_, candidate)| i64::from(candidate.worth)).sum())
        };
        (0..1 << candidates.len()).filter(fits).map(worth).collect()
    }

    #[test]
    fn tables_agree_with_all_sets() {
        let mut crowded = 0;
        for seed in 0..400 {
            let mut numbers = Numbers::new(seed);
            let room = numbers.below(30) as usize;
            let count = numbers.below(9);
            let mut candidate = |option| Candidate {
                option,
                worth: numbers.below(50).cast_signed() + 1,
                size: numbers.below(u32::try_from(room + 1).expect("small")) as usize,
            };
            let candidates: Vec<Candidate> = (0..count).map(&mut candidate).collect();
            let all = sets(&candidates, room);
            let most = |keep: &dyn Fn(usize) -> bool| {
                all.iter()
                    .filter(|(set, _)| keep(*set))
                    .map(|(_, worth)| *worth)
                    .max()
                    .expect("the empty set")
            };
            let mut table = Table { candidates: candidates.clone(), ..Table::default() };
            let mut chosen = Vec::new();
            let best = table.best(room, &mut chosen);
            assert_eq!(best, most(&|_| true), "seed {seed}");
            let set: usize = chosen.iter().map(|option| 1 << option).sum();
            assert!(all.contains(&(set, best)), "seed {seed}: the choice is worth something else");
            crowded += u32::from(!table.is_roomy);
            table.fill(room);
            table.with_each(|option, with| {
                assert_eq!(with, most(&|set| set >> option & 1 == 1), "seed {seed}, with {option}");
            });
        }
        assert!(crowded > 100, "only {crowded} had too little room for all");
    }
}
