//! Bounds and dropped options against all choices of small cores.

use crate::core::{Core, Index};
use crate::master::Multipliers;
use crate::random_problems::{GapKind, Numbers, gap};
use crate::solve::cores;

use super::Knapsacks;

const KINDS: [GapKind; 3] = [GapKind::C, GapKind::D, GapKind::E];

/// Every choice of live options that no home is too small for, with what it costs.
fn choices(core: &Core, live: &[bool]) -> Vec<(i128, Vec<Index>)> {
    let mut partial: Vec<Vec<Index>> = vec![Vec::new()];
    for unit in &core.units {
        let options = unit.options.iter().copied().filter(|&option| live[option as usize]);
        let options: Vec<Index> = options.collect();
        let longer = |choice: Vec<Index>| {
            let with = |&option: &Index| choice.iter().copied().chain([option]).collect::<Vec<Index>>();
            options.iter().map(with).collect::<Vec<_>>()
        };
        partial = partial.into_iter().flat_map(longer).collect();
    }
    let priced = partial.into_iter().filter_map(|choice| Some((core.totals(&choice)?[0], choice)));
    priced.collect()
}

/// What came of a core from which some options were dropped at random.
#[derive(Default)]
struct Seen {
    closed: u32,
    open: u32,
    unneeded: usize,
    decided: usize,
}

#[track_caller]
fn check(core: &Core, seed: u64, found: &mut Seen) {
    let mut numbers = Numbers::new(seed);
    let live = vec![true; core.options.len()];
    let start = Multipliers {
        units: vec![0; core.units.len()],
        caps: vec![0; core.caps.len()],
        levels: vec![0; core.levels],
    };
    let Some(mut knapsacks) = Knapsacks::new(core, &live, 0, &vec![None; core.levels], &start, None) else {
        panic!("seed {seed}: homes are knapsacks");
    };
    let mark = knapsacks.mark();
    for option in (0..).take(core.options.len()) {
        if numbers.chance(15) {
            knapsacks.drop(option);
        }
    }
    let all = choices(core, &knapsacks.live);
    if !knapsacks.settle() {
        assert!(all.is_empty(), "seed {seed}: everybody has an option");
        return;
    }
    found.decided += core.units.len() - knapsacks.undecided;
    let within = |&&(total, _): &&(i128, Vec<Index>), target: i128| total <= target;
    let least = all.iter().map(|(total, _)| *total).min().unwrap_or(0);
    let target = least + i128::from(numbers.below(40)) - 30;
    if let Some(choice) = knapsacks.choice() {
        assert!(all.iter().all(|(_, known)| *known == choice), "seed {seed}: decided otherwise");
    } else if knapsacks.climb(target, 40) {
        assert!(!all.iter().any(|choice| within(&choice, target)), "seed {seed}: closed too early");
        found.closed += 1;
    } else {
        let unneeded = knapsacks.unneeded(target);
        let needed = all.iter().filter(|choice| within(choice, target)).flat_map(|(_, choice)| choice);
        assert!(!needed.into_iter().any(|option| unneeded.contains(option)), "seed {seed}: needed");
        found.open += 1;
        found.unneeded += unneeded.len();
    }
    knapsacks.undo(mark);
    assert_eq!(knapsacks.live, live, "seed {seed}");
    assert!(knapsacks.undecided == core.units.len() && knapsacks.fixed == 0, "seed {seed}");
}

#[test]
fn nothing_within_a_target_is_lost() {
    let mut seen = Seen::default();
    for seed in 0..600 {
        for kind in KINDS {
            for core in &cores(&gap(kind, 2, 9, seed)) {
                check(core, seed, &mut seen);
            }
        }
    }
    assert!(seen.closed > 100 && seen.open > 100, "{} closed, {} open", seen.closed, seen.open);
    assert!(seen.unneeded > 300 && seen.decided > 300, "{} dropped, {} decided", seen.unneeded, seen.decided);
}
