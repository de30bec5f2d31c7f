//! Caps whose sets of homes are disjoint or nested: the tree that they form.
//!
//! A provider with its lots, a block contract within a provider. Sets that overlap form no tree and are named. It knows
//! neither problems nor flows.

/// Where each set of a laminar family lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Laminar {
    /// The smallest set that contains each home.
    pub(crate) of_home: Vec<Option<u32>>,
    /// The smallest other set that contains each set; of equal sets the later one contains the earlier.
    pub(crate) above: Vec<Option<u32>>,
    /// Sets, ascending, that overlap one of the others; they are left out of the tree.
    pub(crate) overlapping: Vec<u32>,
}

impl Laminar {
    /// Arranges sets of homes, no home twice in one set; empty sets contain and overlap nothing.
    pub(crate) fn new(homes: usize, sets: &[&[u32]]) -> Self {
        let mut order: Vec<u32> = (0..number(sets.len())).collect();
        order.sort_by_key(|&set| sets[set as usize].len());
        let mut laminar =
            Self { of_home: vec![None; homes], above: vec![None; sets.len()], ..Self::default() };
        // The largest set so far that contains each home.
        let mut outer: Vec<Option<u32>> = vec![None; homes];
        for set in order {
            let members = sets[set as usize];
            let mut within: Vec<u32> = members.iter().filter_map(|&home| outer[home as usize]).collect();
            within.sort_unstable();
            let is_whole = |chunk: &[u32]| chunk.len() == sets[chunk[0] as usize].len();
            if !within.chunk_by(|one, other| one == other).all(is_whole) {
                laminar.overlapping.push(set);
                continue;
            }
            within.dedup();
            for inner in within {
                laminar.above[inner as usize] = Some(set);
            }
            for &home in members {
                outer[home as usize] = Some(set);
                laminar.of_home[home as usize].get_or_insert(set);
            }
        }
        laminar.overlapping.sort_unstable();
        laminar
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).expect("caps are numbered in 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_laminar(sets: &[&[u32]], above: &[Option<u32>], overlapping: &[u32]) {
        let laminar = Laminar::new(6, sets);
        assert_eq!((&laminar.above[..], &laminar.overlapping[..]), (above, overlapping));
    }

    #[test]
    fn disjoint_and_nested_sets_form_a_tree() {
        check_laminar(&[&[0, 1], &[2, 3]], &[None, None], &[]);
        check_laminar(&[&[3, 2, 1, 0], &[0, 1], &[2], &[]], &[None, Some(0), Some(0), None], &[]);
    }

    #[test]
    fn equal_sets_lie_in_each_other() {
        check_laminar(&[&[0, 1], &[1, 0]], &[Some(1), None], &[]);
    }

    #[test]
    fn overlapping_sets_are_named() {
        check_laminar(&[&[0, 1], &[1, 2], &[4, 5]], &[None, None, None], &[1]);
        check_laminar(&[&[0, 1, 2], &[2, 3, 4, 5]], &[None, None], &[1]);
    }
}
