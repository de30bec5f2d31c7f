//! Proofs of flows under caps, from their prices.
//!
//! A price of a cap is a multiplier of its row, and what a child pays in all is the multiplier of its unit: then the
//! best household of a home gains what its own places are worth, and no more.

use std::collections::BTreeMap;

use nearhome_problem::{Bound, HouseholdProof, Step};
use rayon::prelude::*;

use crate::evaluate::ALWAYS;
use crate::flow::{CapShortage, Flow, FlowAnswer, FlowCap};
use crate::master::SCALE;
use crate::split::FlowPart;

use super::flow::{level_weights, sums_fit, weigh};
use super::{PartProof, number};

/// The proof that a flow under caps costs what it does, as far as its numbers fit; `None` where it would say nothing.
pub(crate) fn capped_flow(
    task: &impl Flow,
    caps: &[FlowCap],
    part: &FlowPart,
    answer: &FlowAnswer,
) -> Option<HouseholdProof> {
    let asked = asked(answer);
    let own: Vec<Vec<i128>> =
        (0..part.children.len()).into_par_iter().map(|child| own_price(task, &asked, child)).collect();
    let vectors = deciding(task, answer, &asked, &own);
    let mut proof = PartProof { levels: task.levels(), ..PartProof::default() };
    for level in (0..task.levels()).filter(|&level| answer.bound[level] > 0) {
        let weights = level_weights(task.levels(), level, &vectors);
        let Some(bound) =
            weights.and_then(|weights| level_bound(task, caps, part, answer, &own, &weights, level))
        else {
            proof.levels = level;
            break;
        };
        proof.steps.extend([Step::Bound(bound), Step::End]);
    }
    let least = Some(proof.claim(answer.bound.clone()));
    let PartProof { steps, parts, levels } = proof;
    (levels > 0).then(|| HouseholdProof { children: part.children.clone(), least, steps, parts })
}

/// The bound on one level at these weights; `None` where its sums could leave 128 bits.
fn level_bound(
    task: &impl Flow,
    caps: &[FlowCap],
    part: &FlowPart,
    answer: &FlowAnswer,
    own: &[Vec<i128>],
    weights: &[i128],
    level: usize,
) -> Option<Bound> {
    let weigh_all = |vectors: &[Vec<i128>]| -> Option<Vec<i128>> {
        vectors.iter().map(|vector| weigh(weights, vector)).collect()
    };
    let (units, prices) = (weigh_all(own)?, weigh_all(&answer.cap_prices)?);
    let taken = caps.iter().zip(&prices).map(|(cap, price)| price.checked_mul(i128::from(cap.places)));
    let costs = (0..own.len()).map(|child| {
        let mut largest = vec![0; task.levels()];
        task.raise_to_largest(child, &mut largest);
        weigh(weights, &largest)
    });
    let terms = units.iter().copied().map(Some).chain(taken).chain(costs);
    sums_fit(terms.chain([weigh(weights, &answer.bound)]))?;
    let units = part.children.iter().copied().zip(units);
    let caps = part.caps.iter().zip(prices).map(|(&cap, price)| (cap, ALWAYS.from, price));
    let earlier = (0..).zip(weights[..level].iter().copied());
    Some(Bound {
        level: Some(number(level)),
        units: units.filter(|unit| unit.1 != 0).collect(),
        caps: caps.filter(|cap| cap.2 != 0).collect(),
        levels: earlier.filter(|level| level.1 != 0).collect(),
        ..Bound::default()
    })
}

/// The proof that these children cannot all be placed under caps.
pub(crate) fn capped_shortage(part: &FlowPart, short: &CapShortage) -> HouseholdProof {
    let units = short.children.iter().map(|&child| (part.children[child as usize], SCALE));
    let caps = short.caps.iter().map(|&cap| (part.caps[cap as usize], ALWAYS.from, SCALE));
    let bound = Bound { units: units.collect(), caps: caps.collect(), ..Bound::default() };
    HouseholdProof {
        children: part.children.clone(),
        steps: vec![Step::Bound(bound), Step::End],
        ..HouseholdProof::default()
    }
}

/// Prices, and what seats cost more than the child's own price, as far as they decide about weights: of vectors that
/// differ on the last level only the least.
fn deciding(task: &impl Flow, answer: &FlowAnswer, asked: &[Vec<i128>], own: &[Vec<i128>]) -> Vec<Vec<i128>> {
    let of_child = |mut least: Leasts, child: usize| {
        for_each_seat(task, asked, child, &mut |seat| {
            seat.iter_mut().zip(&own[child]).for_each(|(level, own)| *level -= own);
            put_least(&mut least, seat);
        });
        least
    };
    let merged = |mut one: Leasts, other: Leasts| {
        for (mut start, last) in other {
            start.push(last);
            put_least(&mut one, &start);
        }
        one
    };
    let mut leasts = (0..own.len())
        .into_par_iter()
        .with_min_len(1 << 10)
        .fold(Leasts::new, of_child)
        .reduce(Leasts::new, merged);
    answer.prices.iter().chain(&answer.cap_prices).for_each(|price| put_least(&mut leasts, price));
    let whole = |(mut start, last): (Vec<i128>, i128)| {
        start.push(last);
        start
    };
    leasts.into_iter().map(whole).collect()
}

/// The least number on the last level by the numbers on all others.
type Leasts = BTreeMap<Vec<i128>, i128>;

fn put_least(leasts: &mut Leasts, vector: &[i128]) {
    let Some((&last, start)) = vector.split_last() else { return };
    match leasts.get_mut(start) {
        Some(known) => *known = last.min(*known),
        None => drop(leasts.insert(start.to_vec(), last)),
    }
}

/// What each home asks, with all caps above it.
fn asked(answer: &FlowAnswer) -> Vec<Vec<i128>> {
    let plus = |price: &Vec<i128>, above: &Vec<i128>| price.iter().zip(above).map(|(a, b)| a + b).collect();
    answer.prices.iter().zip(&answer.asked_above).map(|(price, above)| plus(price, above)).collect()
}

/// The least that a child pays anywhere.
fn own_price(task: &impl Flow, asked: &[Vec<i128>], child: usize) -> Vec<i128> {
    let mut least: Option<Vec<i128>> = None;
    for_each_seat(task, asked, child, &mut |seat| match &mut least {
        Some(least) if least[..] <= *seat => {}
        Some(least) => least.copy_from_slice(seat),
        None => least = Some(seat.to_vec()),
    });
    least.unwrap_or_else(|| vec![0; task.levels()])
}

/// What every seat of a child costs at these prices.
fn for_each_seat(task: &impl Flow, asked: &[Vec<i128>], child: usize, see: &mut dyn FnMut(&mut [i128])) {
    let mut seat = vec![0; task.levels()];
    for arc in task.first_arc()[child]..task.first_arc()[child + 1] {
        task.arc_cost(arc, &mut seat);
        let asked = &asked[task.arc_home(arc) as usize];
        seat.iter_mut().zip(asked).for_each(|(level, asked)| *level += asked);
        see(&mut seat);
    }
    if let Some(mut unplaced) = task.unplaced(child) {
        see(&mut unplaced);
    }
}
