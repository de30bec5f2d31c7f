//! A flow that is easier than the core: where multipliers and arrangements start from.
//!
//! A unit that takes several places becomes that many pieces, each for a part of the cost; groups, pairs and caps are left
//! out. Its prices prove nothing here, but are near those that do: most of a core is a flow.

use crate::core::{Core, Index, Unit};
use crate::flow::{self, FlowSeat, FlowTask};
use crate::meter::{Interrupt, is_stopped};

/// What a relaxed flow suggests.
#[derive(Clone, Debug)]
pub(crate) struct Relaxation {
    /// The price of each place, level by level.
    pub(crate) prices: Vec<Vec<i128>>,
    /// How much of each unit is where, best first within a unit.
    pub(crate) shares: Vec<Vec<(Index, f64)>>,
}

impl Relaxation {
    /// What an option would cost with the places that it takes, at the relaxed flow's prices.
    pub(crate) fn at_prices(&self, core: &Core, option: Index) -> Vec<i128> {
        let size = i128::from(size(core, option));
        let price = &self.prices[core.choice(option).place as usize];
        core.cost(option).iter().zip(price).map(|(cost, price)| cost + size * price).collect()
    }

    /// Of each unit the options that cost least at these prices, the least first.
    pub(crate) fn likely(&self, core: &Core, of_each_unit: usize) -> Vec<Index> {
        let of_unit = |unit: &Unit| {
            let mut options = unit.options.clone();
            options.sort_by_cached_key(|&option| (self.at_prices(core, option), option));
            options.truncate(of_each_unit);
            options
        };
        core.units.iter().flat_map(of_unit).collect()
    }
}

/// More pieces than this are not made of one unit.
const PIECES_MAX: i64 = 8;

/// Solves the relaxed flow; `None` where it has no answer or is stopped.
pub(crate) fn relax(core: &Core, live: &[bool], interrupt: Interrupt<'_>) -> Option<Relaxation> {
    let mut first_arc = vec![0];
    let mut arcs: Vec<(Index, i64)> = Vec::new();
    let mut unit_of: Vec<usize> = Vec::new();
    for (at, unit) in core.units.iter().enumerate() {
        let options: Vec<Index> =
            unit.options.iter().copied().filter(|&option| live[option as usize]).collect();
        let pieces = options
            .iter()
            .map(|&option| size(core, option))
            .filter(|&size| size > 0)
            .min()
            .unwrap_or(1)
            .clamp(1, PIECES_MAX);
        for _ in 0..pieces {
            arcs.extend(options.iter().map(|&option| (option, pieces)));
            first_arc.push(arcs.len());
            unit_of.push(at);
        }
    }
    let room = |place: &crate::core::Place| {
        let free = place.free.iter().copied().min().unwrap_or(i64::from(u32::MAX));
        u32::try_from(free.clamp(0, i64::from(u32::MAX))).expect("clamped to 32 bits")
    };
    let task = FlowTask {
        levels: core.levels,
        places: core.places.iter().map(room).collect(),
        first_arc,
        arc_home: &|arc| core.options[arcs[arc].0 as usize].place,
        arc_cost: &|arc, cost| {
            let (option, pieces) = arcs[arc];
            cost.copy_from_slice(core.cost(option));
            for level in cost {
                *level /= i128::from(pieces);
            }
        },
        unplaced: &|_| None,
    };
    let answer = flow::solve(&task, &mut || !is_stopped(interrupt)).ok()?;
    let mut shares: Vec<Vec<(Index, f64)>> = vec![Vec::new(); core.units.len()];
    for (piece, seat) in answer.seats.iter().enumerate() {
        let FlowSeat::Arc(arc) = *seat else { return None };
        let (option, pieces) = arcs[arc];
        let part = 1.0 / f64::from(i32::try_from(pieces).unwrap_or(1));
        let of_unit = &mut shares[unit_of[piece]];
        match of_unit.iter_mut().find(|(known, _)| *known == option) {
            Some((_, share)) => *share += part,
            None => of_unit.push((option, part)),
        }
    }
    for of_unit in &mut shares {
        of_unit.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    Some(Relaxation { prices: answer.prices, shares })
}

fn size(core: &Core, option: Index) -> i64 {
    core.options[option as usize].loads.most()
}
