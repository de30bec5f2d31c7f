//! Between what a difference lies: children are drawn again and again, with all their placements.

use std::collections::BTreeMap;

use nearhome_model::ChildId;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use crate::report::Interval;

/// The intervals of sums over children, one a level: each resample draws as many children, with replacement.
pub(crate) fn intervals(
    by_child: &BTreeMap<&ChildId, Vec<i64>>,
    levels: usize,
    resamples: u32,
    seed: u64,
) -> Vec<Interval> {
    let rows: Vec<&Vec<i64>> = by_child.values().collect();
    let value = |level: usize| rows.iter().map(|row| row[level]).sum();
    let Ok(count) = u32::try_from(rows.len()) else { return vec![Interval::default(); levels] };
    let mut sums = vec![Vec::new(); levels];
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    for _ in 0..resamples.min(if count == 0 { 0 } else { u32::MAX }) {
        let mut sum = vec![0_i64; levels];
        for _ in 0..count {
            let row = rows[(dice.next_u32() % count) as usize];
            sum.iter_mut().zip(row).for_each(|(sum, level)| *sum += level);
        }
        sums.iter_mut().zip(sum).for_each(|(all, one)| all.push(one));
    }
    let interval = |(level, mut all): (usize, Vec<i64>)| {
        all.sort_unstable();
        let at = |per_mille: usize| all.get((all.len().saturating_sub(1)) * per_mille / 1_000).copied();
        let value = value(level);
        Interval { value, lower: at(25).unwrap_or(value), upper: at(975).unwrap_or(value) }
    };
    sums.into_iter().enumerate().map(interval).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_its_value_and_none_where_all_are_alike() {
        let children: Vec<ChildId> =
            (0..40).map(|number| ChildId::new(&format!("c{number:02}")).expect("an id")).collect();
        let rows: BTreeMap<&ChildId, Vec<i64>> =
            children.iter().zip(0_i64..).map(|(child, number)| (child, vec![1, number % 4])).collect();
        let found = intervals(&rows, 2, 400, 7);
        assert_eq!(found[0], Interval { value: 40, lower: 40, upper: 40 });
        assert_eq!(found[1].value, 60);
        assert!(found[1].lower < 60 && 60 < found[1].upper, "{:?}", found[1]);
    }
}
