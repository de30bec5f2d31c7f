//! What an option takes of a row of instants: so many places from one instant to another.
//!
//! A stay of years may span thousands of instants; its load is still one run of them.

use std::ops::Range;

use super::Index;

/// Places taken at instants of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Loads {
    /// Ascending, without a common instant, none empty.
    runs: Vec<Run>,
}

/// As many places at every instant of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) instants: Range<Index>,
    /// Above 0.
    pub(crate) places: i64,
}

impl Run {
    fn range(&self) -> Range<usize> {
        self.instants.start as usize..self.instants.end as usize
    }
}

impl Loads {
    /// Adds instants after all that there are; empty ranges and loads of nothing are left out.
    pub(crate) fn push(&mut self, instants: Range<Index>, places: i64) {
        if instants.is_empty() || places == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.instants.end == instants.start && last.places == places => {
                last.instants.end = instants.end;
            }
            _ => self.runs.push(Run { instants, places }),
        }
    }

    pub(crate) fn runs(&self) -> &[Run] {
        &self.runs
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Each instant with its load, ascending.
    pub(crate) fn by_instant(&self) -> impl Iterator<Item = (Index, i64)> {
        self.runs.iter().flat_map(|run| run.instants.clone().map(|instant| (instant, run.places)))
    }

    /// The load at the first instant, 0 where there is none.
    pub(crate) fn first(&self) -> i64 {
        self.runs.first().map_or(0, |run| run.places)
    }

    /// The largest load.
    pub(crate) fn most(&self) -> i64 {
        self.runs.iter().map(|run| run.places).max().unwrap_or(0)
    }

    /// The load at an instant.
    pub(crate) fn at(&self, instant: Index) -> i64 {
        let after = self.runs.partition_point(|run| run.instants.end <= instant);
        self.runs.get(after).filter(|run| run.instants.contains(&instant)).map_or(0, |run| run.places)
    }

    /// Whether there is one place at each of so many instants, and nothing else.
    pub(crate) fn is_one_place(&self, instants: usize) -> bool {
        match &self.runs[..] {
            [] => instants == 0,
            [run] => run.places == 1 && run.range() == (0..instants),
            _ => false,
        }
    }

    pub(crate) fn fit(&self, free: &[i64]) -> bool {
        self.runs.iter().all(|run| free[run.range()].iter().all(|&free| run.places <= free))
    }

    /// Takes the places from what is free, which may become negative.
    pub(crate) fn take(&self, free: &mut [i64]) {
        self.runs.iter().for_each(|run| free[run.range()].iter_mut().for_each(|free| *free -= run.places));
    }

    pub(crate) fn give_back(&self, free: &mut [i64]) {
        self.runs.iter().for_each(|run| free[run.range()].iter_mut().for_each(|free| *free += run.places));
    }

    /// Whether both take something at one instant.
    pub(crate) fn meet(&self, other: &Self) -> bool {
        let (mut own, mut others) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        while let (Some(one), Some(two)) = (own.peek(), others.peek()) {
            if one.instants.end <= two.instants.start {
                own.next();
            } else if two.instants.end <= one.instants.start {
                others.next();
            } else {
                return true;
            }
        }
        false
    }

    /// The loads at the instants that are kept, numbered anew.
    pub(crate) fn renumbered(&self, kept: &Renumbering) -> Self {
        let mut loads = Self::default();
        for run in &self.runs {
            let range = run.range();
            loads.push(kept.before[range.start]..kept.before[range.end], run.places);
        }
        loads
    }

    /// The loads of several together.
    pub(crate) fn sum<'a>(all: impl Iterator<Item = &'a Self>) -> Self {
        let mut steps: Vec<(Index, i64)> = all
            .flat_map(|loads| &loads.runs)
            .flat_map(|run| [(run.instants.start, run.places), (run.instants.end, -run.places)])
            .collect();
        steps.sort_unstable();
        let mut sum = Self::default();
        let (mut places, mut since) = (0, 0);
        for (instant, step) in steps {
            sum.push(since..instant, places);
            (places, since) = (places + step, instant);
        }
        sum
    }
}

/// New numbers for those instants of a place that are kept.
#[derive(Clone, Debug)]
pub(crate) struct Renumbering {
    /// For each old number, and for the one after the last, how many before it are kept.
    before: Vec<Index>,
}

impl Renumbering {
    pub(crate) fn of(kept: &[bool]) -> Self {
        let mut before = Vec::with_capacity(kept.len() + 1);
        before.push(0);
        let mut count = 0;
        for &kept in kept {
            count += Index::from(kept);
            before.push(count);
        }
        Self { before }
    }

    /// Whether any instant of a range is kept.
    pub(crate) fn keep_any(&self, instants: &Range<Index>) -> bool {
        self.before[instants.start as usize] < self.before[instants.end as usize]
    }

    /// The items of those instants that are kept.
    pub(crate) fn of_kept<'a, T: Copy>(&'a self, by_instant: &'a [T]) -> impl Iterator<Item = T> + 'a {
        let kept = self.before.windows(2).map(|two| two[0] < two[1]);
        by_instant.iter().zip(kept).filter(|(_, kept)| *kept).map(|(&item, _)| item)
    }
}

/// How many places are wanted at each instant, by loads that are added one by one.
#[derive(Clone, Debug)]
pub(crate) struct Demand {
    /// The change from the instant before.
    steps: Vec<i64>,
}

impl Demand {
    pub(crate) fn new(instants: usize) -> Self {
        Self { steps: vec![0; instants + 1] }
    }

    pub(crate) fn add(&mut self, loads: &Loads) {
        for run in &loads.runs {
            let range = run.range();
            self.steps[range.start] += run.places;
            self.steps[range.end] -= run.places;
        }
    }

    /// Places wanted at each instant.
    pub(crate) fn by_instant(&self) -> Vec<i64> {
        let instants = self.steps.len() - 1;
        let sum = |sum: &mut i64, &step: &i64| {
            *sum += step;
            Some(*sum)
        };
        self.steps[..instants].iter().scan(0, sum).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Demand, Loads, Renumbering};

    fn loads(runs: &[(u32, u32, i64)]) -> Loads {
        let mut loads = Loads::default();
        for &(from, to, places) in runs {
            loads.push(from..to, places);
        }
        loads
    }

    #[test]
    fn runs_that_touch_are_one() {
        assert_eq!(
            loads(&[(0, 2, 1), (2, 2, 5), (2, 4, 1), (4, 5, 2), (6, 7, 0)]),
            loads(&[(0, 4, 1), (4, 5, 2)])
        );
    }

    #[test]
    fn sums_count_every_instant() {
        let all = [loads(&[(0, 3, 1)]), loads(&[(2, 5, 2)]), loads(&[(7, 8, 1)])];
        assert_eq!(Loads::sum(all.iter()), loads(&[(0, 2, 1), (2, 3, 3), (3, 5, 2), (7, 8, 1)]));
        let mut demand = Demand::new(8);
        for loads in &all {
            demand.add(loads);
        }
        assert_eq!(demand.by_instant(), [1, 1, 3, 2, 2, 0, 0, 1]);
    }

    #[test]
    fn loads_at_instants() {
        let own = loads(&[(1, 3, 1), (5, 6, 4)]);
        assert_eq!((0..7).map(|at| own.at(at)).collect::<Vec<_>>(), [0, 1, 1, 0, 0, 4, 0]);
        assert_eq!(own.by_instant().collect::<Vec<_>>(), [(1, 1), (2, 1), (5, 4)]);
        assert_eq!((own.first(), own.most()), (1, 4));
    }

    #[test]
    fn only_what_is_kept_is_left() {
        let kept = Renumbering::of(&[true, false, true, true, false, true]);
        assert_eq!(
            loads(&[(0, 2, 1), (4, 5, 9), (5, 6, 2)]).renumbered(&kept),
            loads(&[(0, 1, 1), (3, 4, 2)])
        );
    }

    #[test]
    fn those_who_follow_each_other_do_not_meet() {
        let (first, second, third) =
            (loads(&[(0, 2, 1)]), loads(&[(2, 4, 1)]), loads(&[(1, 2, 1), (3, 4, 1)]));
        assert!(!first.meet(&second));
        assert!(first.meet(&third) && third.meet(&second));
    }

    #[test]
    fn taken_and_given_back() {
        let own = loads(&[(0, 1, 1), (2, 3, 2)]);
        let mut free = [1, 0, 2];
        assert!(own.fit(&free));
        own.take(&mut free);
        assert_eq!(free, [0, 0, 0]);
        assert!(!own.fit(&free));
        own.give_back(&mut free);
        assert_eq!(free, [1, 0, 2]);
    }

    #[test]
    fn one_place_at_all_instants() {
        assert!(loads(&[(0, 3, 1)]).is_one_place(3) && loads(&[]).is_one_place(0));
        assert!(!loads(&[(0, 2, 1)]).is_one_place(3) && !loads(&[(0, 1, 2)]).is_one_place(1));
    }
}
