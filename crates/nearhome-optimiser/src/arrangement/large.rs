//! Arrangements of any size: a large one is made as a whole, and improved region by region.
//!
//! Every move of an arrangement asks what it costs all others; in a region that is answered in a fraction of the time.

use super::{Arrangement, is_arrangeable};
use crate::core::{Core, Index};
use crate::meter::{Interrupt, is_stopped};
use crate::regions::{Division, Whereabouts, improve_each, whereabouts};

/// Arranges everything along shares and improves that; `None` where somebody finds no place.
///
/// Regions of a large core lie along the `likely` options of its units.
pub(crate) fn arrange(
    core: &Core,
    shares: &[Vec<(Index, f64)>],
    likely: &[Index],
    interrupt: Interrupt<'_>,
) -> Option<Vec<Index>> {
    let everything = vec![true; core.options.len()];
    let first = Arrangement::new(core, &everything, shares, EFFORT, interrupt)?;
    if core.units.len() <= LARGE {
        return improved(first);
    }
    Some(improve_regions(core, first.choice()?, likely, REGION, interrupt))
}

/// Arranges everything along shares that are nearly good enough as they are; `None` where somebody finds no place.
pub(crate) fn follow(
    core: &Core,
    shares: &[Vec<(Index, f64)>],
    interrupt: Interrupt<'_>,
) -> Option<Vec<Index>> {
    let everything = vec![true; core.options.len()];
    Arrangement::new(core, &everything, shares, 0, interrupt)?.choice()
}

fn improved(mut arrangement: Arrangement<'_>) -> Option<Vec<Index>> {
    arrangement.improve();
    arrangement.choice()
}

fn as_shares(choice: &[Index]) -> Vec<Vec<(Index, f64)>> {
    choice.iter().map(|&option| vec![(option, 1.0)]).collect()
}

/// Improves a choice in all regions.
fn improve_regions(
    core: &Core,
    first: Vec<Index>,
    likely: &[Index],
    size: usize,
    interrupt: Interrupt<'_>,
) -> Vec<Index> {
    let everything = vec![true; core.options.len()];
    let improver = |part: &Core, known: &[Index]| improved_part(part, known, interrupt);
    let mut is_likely = vec![false; core.options.len()];
    for &option in likely {
        is_likely[option as usize] = true;
    }
    let mut starts: Vec<Index> = (0..).take(first.len()).collect();
    starts.sort_by_key(|&unit| (is_likely[first[unit as usize] as usize], unit));
    let division = Division { likely, first: &starts, size };
    improve_each(core, &everything, &first, &division, &improver).unwrap_or(first)
}

/// Where everybody in a region is after it has been arranged anew; `None`: no better than before.
fn improved_part(part: &Core, known: &[Index], interrupt: Interrupt<'_>) -> Option<Whereabouts> {
    if !is_arrangeable(part) || is_stopped(interrupt) {
        return None;
    }
    let everything = vec![true; part.options.len()];
    let effort = part.units.len() as u64;
    let choice = improved(Arrangement::new(part, &everything, &as_shares(known), effort, interrupt)?)?;
    is_better(part, &choice, known).then(|| whereabouts(part, &choice).collect())
}

/// Whether one choice is feasible and costs less than another, or the other is not.
fn is_better(core: &Core, one: &[Index], other: &[Index]) -> bool {
    core.totals(one).is_some_and(|totals| core.totals(other).is_none_or(|other| totals < other))
}

/// Cores of more units are improved in regions.
const LARGE: usize = 3_000;
/// Units of a region, about.
const REGION: usize = 1_500;
/// Changes of the flow that are tried in one arrangement.
const EFFORT: u64 = 5_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;
    use crate::random_problems::{Form, National, national};
    use crate::regions::same_choice;
    use crate::relaxation::relax;
    use crate::solve::{cores, solve};

    #[test]
    fn regions_improve_a_choice_and_keep_it_feasible() {
        let mut improved = 0;
        for seed in 1..6 {
            let problem = national(National { seed, children: 300, form: Form::Households });
            for core in cores(&problem).iter().filter(|core| core.units.len() > 100) {
                let everything = vec![true; core.options.len()];
                let relaxed = relax(core, &everything, None).expect("there are places enough");
                let first = Arrangement::new(core, &everything, &relaxed.shares, EFFORT, None);
                let first = first.and_then(|first| first.choice()).expect("there are places enough");
                let before = core.totals(&first).expect("a first choice is feasible");
                let choice = improve_regions(core, first, &relaxed.likely(core, 6), 60, None);
                let after = core.totals(&choice).expect("regions keep a choice feasible");
                assert!(after <= before, "seed {seed}: {after:?} is above {before:?}");
                improved += u32::from(after < before);
            }
        }
        assert!(improved > 1, "only {improved} choices were improved");
    }

    #[test]
    fn what_follows_an_answer_is_as_good() {
        for seed in 1..6 {
            let problem = national(National { seed, children: 300, form: Form::Households });
            let homes = solve(&problem, &Settings::default()).homes.expect("everybody may stay unplaced");
            for core in cores(&problem).iter().filter(|core| core.units.len() > 100) {
                let best = same_choice(core, &|child| homes[child as usize]).expect("an answer is a choice");
                let followed = follow(core, &as_shares(&best), None).expect("there are places enough");
                assert_eq!(core.totals(&followed), core.totals(&best), "seed {seed}: it was optimal");
            }
        }
    }
}
