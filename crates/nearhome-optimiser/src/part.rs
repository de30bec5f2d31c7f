//! Solves one core: level after level, splitting it whenever what is left falls apart.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::core::{Core, Index};
use crate::flow::{self, FlowSeat, FlowTask};
use crate::meter::{Meter, Stopped};
use crate::reduce::{Reduced, reduce};
use crate::search::{Incumbent, Search};

/// What became of one part.
#[derive(Clone, Debug)]
pub(crate) struct PartAnswer {
    /// The children of the part with their homes (`None`: unplaced), and what that costs;
    /// `None`: nothing feasible was found.
    pub(crate) found: Option<Found>,
    /// No answer sums to less.
    pub(crate) bound: Vec<i128>,
    /// Whether the search went to its end: then `found` is optimal, or nothing is feasible.
    pub(crate) ended: bool,
    /// Steps taken.
    pub(crate) steps: u64,
}

/// A feasible answer of one part.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) totals: Vec<i128>,
    pub(crate) homes: Vec<(u32, Option<u32>)>,
}

impl PartAnswer {
    pub(crate) fn infeasible(levels: usize, steps: u64) -> Self {
        Self { found: None, bound: vec![0; levels], ended: true, steps }
    }
}

/// Solves a core from nothing.
pub(crate) fn solve(core: &Core, meter: Meter<'_>) -> PartAnswer {
    continue_from(core, None, 0, meter)
}

/// Solves a core of which `closed` levels are known to be optimal in `known`.
fn continue_from(core: &Core, known: Option<Vec<Index>>, closed: usize, mut meter: Meter<'_>) -> PartAnswer {
    if is_flow(core) {
        return solve_flow(core, meter);
    }
    let incumbent = known.and_then(|choice| {
        let totals = core.totals(&choice)?;
        Some(Incumbent { totals, choice })
    });
    let mut search = Search::new(core, incumbent, meter.interrupt());
    match close_levels(&mut search, closed, &mut meter) {
        Ok(End::AllClosed) => answer(core, search, true, &meter),
        Ok(End::Infeasible) => PartAnswer::infeasible(core.levels, meter.steps),
        Ok(End::FellApart(reduced)) => solve_fallen(&search, core, &reduced, &meter),
        Err(Stopped) => answer(core, search, false, &meter),
    }
}

enum End {
    AllClosed,
    Infeasible,
    /// What can still be optimal is much smaller, or in several parts.
    FellApart(Reduced),
}

fn close_levels(search: &mut Search<'_>, closed: usize, meter: &mut Meter<'_>) -> Result<End, Stopped> {
    search.find_feasible(meter)?;
    if search.best.is_none() {
        return Ok(End::Infeasible);
    }
    for level in 0..closed {
        search.take_as_closed(level);
    }
    let levels = search.bound.len();
    for level in closed..levels {
        prove_level(search, level, meter)?;
        search.close_level(level);
        if level + 1 < levels {
            let reduced = reduce(search.core(), &search.live).expect("the best choice is live and feasible");
            if is_much_smaller(&reduced, search.core(), &search.live) {
                return Ok(End::FellApart(reduced));
            }
        }
    }
    Ok(End::AllClosed)
}

/// Proves the best sum of a level, looking further and further above the bound.
fn prove_level(search: &mut Search<'_>, level: usize, meter: &mut Meter<'_>) -> Result<(), Stopped> {
    search.open_level(level);
    let mut attempt = 0;
    while !search.is_proved(level) {
        let root = search.bound_root(level, meter)?;
        if !search.is_proved(level) {
            let maximum = search.next_maximum(level, attempt);
            search.branch_below(level, maximum, &root, meter)?;
            attempt += 1;
        }
    }
    Ok(())
}

/// Whether starting afresh on a reduced core pays.
fn is_much_smaller(reduced: &Reduced, core: &Core, live: &[bool]) -> bool {
    let largest = reduced.parts.iter().map(|part| part.units.len()).max().unwrap_or(0);
    let live = live.iter().filter(|live| **live).count();
    largest * 10 <= core.units.len() * 8 || live * 2 <= core.options.len()
}

/// Solves the parts that a core fell into; each goes on from the levels that are closed.
fn solve_fallen(search: &Search<'_>, core: &Core, reduced: &Reduced, meter: &Meter<'_>) -> PartAnswer {
    let best = search.best.as_ref().expect("only a feasible core falls apart");
    let mut home_of = BTreeMap::new();
    for (unit, &option) in core.units.iter().zip(&best.choice) {
        home_of.extend(unit.children.iter().map(|&child| (child, core.home(option))));
    }
    let answers: Vec<PartAnswer> = reduced
        .parts
        .par_iter()
        .map(|part| {
            let known = same_choice(part, &|child| home_of[&child]);
            let meter = piece_meter(part, known.as_deref(), search, reduced, meter);
            continue_from(part, known, search.closed, meter)
        })
        .collect();
    combine(reduced, answers, meter.steps)
}

/// A meter that adds what the other pieces cost: as in the best answer on closed levels, where that
/// is proved; on later ones at least what is decided.
fn piece_meter<'a>(
    piece: &Core,
    known: Option<&[Index]>,
    search: &Search<'_>,
    reduced: &Reduced,
    meter: &Meter<'a>,
) -> Meter<'a> {
    let (Some(best), Some(own)) = (&search.best, known.and_then(|choice| piece.totals(choice))) else {
        return meter.clone();
    };
    let others: Vec<i128> = best.totals.iter().zip(&own).map(|(all, own)| all - own).collect();
    let mut bound = reduced.constant.clone();
    bound[..search.closed].copy_from_slice(&others[..search.closed]);
    meter.of_piece(&others, &bound)
}

/// The options of a part that put its children where they are.
fn same_choice(part: &Core, home_of: &dyn Fn(u32) -> Option<u32>) -> Option<Vec<Index>> {
    let option = |unit: &crate::core::Unit| {
        let home = home_of(unit.children[0]);
        unit.options.iter().copied().find(|&option| part.home(option) == home)
    };
    part.units.iter().map(option).collect()
}

/// Adds the answers of independent parts to what was decided before them.
pub(crate) fn combine(reduced: &Reduced, answers: Vec<PartAnswer>, steps_before: u64) -> PartAnswer {
    let levels = reduced.constant.len();
    let mut whole = PartAnswer {
        found: Some(Found { totals: reduced.constant.clone(), homes: reduced.decided.clone() }),
        bound: reduced.constant.clone(),
        ended: true,
        steps: steps_before,
    };
    for answer in answers {
        if answer.found.is_none() && answer.ended {
            return PartAnswer::infeasible(levels, whole.steps + answer.steps);
        }
        whole.bound.iter_mut().zip(&answer.bound).for_each(|(sum, level)| *sum += level);
        whole.ended &= answer.ended;
        whole.steps += answer.steps - steps_before;
        whole.found = whole.found.zip(answer.found).map(|(mut sum, found)| {
            sum.totals.iter_mut().zip(&found.totals).for_each(|(sum, level)| *sum += level);
            sum.homes.extend(found.homes);
            sum
        });
    }
    whole
}

fn answer(core: &Core, search: Search<'_>, ended: bool, meter: &Meter<'_>) -> PartAnswer {
    let bound = search.bound.clone();
    let found = search.best.map(|best| {
        let homes =
            core.units.iter().zip(&best.choice).flat_map(|(unit, &option)| {
                unit.children.iter().map(move |&child| (child, core.home(option)))
            });
        Found { homes: homes.collect(), totals: best.totals }
    });
    PartAnswer { found, bound, ended, steps: meter.steps }
}

/// Whether units only compete for places, one each.
fn is_flow(core: &Core) -> bool {
    core.groups.is_empty()
        && core.pairs.is_empty()
        && core.caps.is_empty()
        && core.limits.iter().all(Option::is_none)
        && core.places.iter().all(|place| place.free.len() <= 1)
        && core.options.iter().all(|option| option.loads.iter().all(|&(_, load)| load == 1))
        && core.places.iter().all(|place| {
            let loads = place.options.iter().map(|&option| core.options[option as usize].loads.len());
            loads.clone().all(|count| count == place.free.len())
        })
}

/// Solves a core that is a pure flow; *unplaced* is one more home of it, with room for all. That takes
/// so little time that it is done to the end even when the run is stopped.
fn solve_flow(core: &Core, mut meter: Meter<'_>) -> PartAnswer {
    let mut first_arc = vec![0];
    let mut arcs: Vec<Index> = Vec::new();
    for unit in &core.units {
        arcs.extend(&unit.options);
        first_arc.push(arcs.len());
    }
    let room = |place: &crate::core::Place| {
        let free = place.free.first().copied().unwrap_or(i64::MAX).clamp(0, i64::from(u32::MAX));
        u32::try_from(free).expect("clamped to 32 bits")
    };
    let task = FlowTask {
        levels: core.levels,
        places: core.places.iter().map(room).collect(),
        first_arc,
        arc_home: arcs.iter().map(|&option| core.options[option as usize].place).collect(),
        arc_cost: &|arc, level| core.cost(arcs[arc])[level],
        unplaced: &|_| None,
    };
    let Ok(flow) = flow::solve(&task, &mut || meter.count().is_ok()) else {
        return PartAnswer::infeasible(core.levels, meter.steps);
    };
    let seat = |seat: &FlowSeat| match *seat {
        FlowSeat::Arc(arc) => Some(arcs[arc]),
        FlowSeat::Unplaced | FlowSeat::Open => None,
    };
    let choice: Option<Vec<Index>> = flow.seats.iter().map(seat).collect();
    let found = choice.map(|choice| Found {
        totals: core.totals(&choice).expect("a flow respects places"),
        homes: (core.units.iter().zip(&choice))
            .flat_map(|(unit, &option)| unit.children.iter().map(move |&child| (child, core.home(option))))
            .collect(),
    });
    PartAnswer { ended: found.is_some(), found, bound: flow.bound, steps: meter.steps }
}
