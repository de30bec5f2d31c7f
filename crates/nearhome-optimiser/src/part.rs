//! Solves one core: level after level, splitting it whenever what is left falls apart.

mod nearby;
mod regions;

use rayon::prelude::*;

use crate::core::{Core, Index};
use nearhome_problem::Step;

use crate::flow::{self, FlowSeat, FlowTask, Shortage};
use crate::footing::{Footing, Traces};
use crate::meter::{Meter, Stopped};
use crate::proof::{self, Base, PartProof};
use crate::reduce::{Reduced, reduce_if};
use crate::regions::{Whereabouts, homes, same_choice, whereabouts};
use crate::search::{Hint, Incumbent, Search};

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
    /// Why no answer sums to less; `None`: too long to be kept.
    pub(crate) proof: Option<PartProof>,
    /// What a footing is made of.
    pub(crate) traces: Traces,
}

/// A feasible answer of one part.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) totals: Vec<i128>,
    pub(crate) homes: Whereabouts,
}

impl PartAnswer {
    pub(crate) fn infeasible(levels: usize, steps: u64, proof: Option<Vec<Step>>) -> Self {
        let proof = proof.map(|steps| PartProof::of_steps(steps, levels));
        Self { found: None, bound: vec![0; levels], ended: true, steps, proof, traces: Traces::default() }
    }

    /// Adds the answer of an independent part; the proofs are left as they are.
    pub(crate) fn add(&mut self, other: Self) {
        self.bound.iter_mut().zip(&other.bound).for_each(|(sum, level)| *sum += level);
        self.ended &= other.ended;
        self.steps += other.steps;
        self.traces.add(other.traces);
        self.found = self.found.take().zip(other.found).map(|(mut sum, found)| {
            sum.totals.iter_mut().zip(&found.totals).for_each(|(sum, level)| *sum += level);
            sum.homes.extend(found.homes);
            sum
        });
    }
}

/// Solves a core, from a footing if there is one; `base` is what else its proof counts.
pub(crate) fn solve(core: &Core, footing: Option<&Footing>, base: Base, meter: Meter<'_>) -> PartAnswer {
    if is_flow(core) {
        return solve_flow(core, 0, &base, meter);
    }
    let mut search = begin(core, None, base, &meter);
    if let Some(footing) = footing {
        search.stand_on(footing);
    }
    run(search, core, 0, meter)
}

/// Solves a core of which `closed` levels are known to be optimal in `known`.
fn continue_from(
    core: &Core,
    known: Option<Vec<Index>>,
    closed: usize,
    begins: Begins<'_>,
    base: Base,
    meter: Meter<'_>,
) -> PartAnswer {
    if is_flow(core) {
        return solve_flow(core, closed, &base, meter);
    }
    let mut search = begin(core, known, base, &meter);
    search.hint = begins.hint;
    if let Some(footing) = begins.footing {
        search.stand_within(footing);
    }
    run(search, core, closed, meter)
}

/// What a search begins with besides an answer.
#[derive(Default)]
struct Begins<'a> {
    hint: Option<Hint>,
    footing: Option<&'a Footing>,
}

fn begin<'a>(core: &'a Core, known: Option<Vec<Index>>, base: Base, meter: &Meter<'a>) -> Search<'a> {
    let incumbent = known.and_then(|choice| {
        let totals = core.totals(&choice)?;
        Some(Incumbent { totals, choice })
    });
    Search::new(core, incumbent, base, meter.interrupt())
}

fn run(mut search: Search<'_>, core: &Core, closed: usize, mut meter: Meter<'_>) -> PartAnswer {
    match close_levels(&mut search, closed, &mut meter) {
        Ok(End::AllClosed) => answer(core, search, true, &meter),
        Ok(End::Infeasible) => PartAnswer::infeasible(core.levels, meter.steps, search.log.into_tree()),
        Ok(End::FellApart(reduced)) => solve_fallen(search, core, &reduced, &meter),
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
        if let Some(reduced) = prove_level(search, level, meter)? {
            return Ok(End::FellApart(reduced));
        }
        search.close_level(level);
        if meter.ends_with(level) {
            return Err(Stopped);
        }
        if level + 1 < levels
            && let Some(reduced) = much_smaller(search)
        {
            return Ok(End::FellApart(reduced));
        }
    }
    Ok(End::AllClosed)
}

/// Proves the best sum of a level, looking further and further above the bound; ends early when so
/// many options have gone that it pays to start afresh.
fn prove_level(
    search: &mut Search<'_>,
    level: usize,
    meter: &mut Meter<'_>,
) -> Result<Option<Reduced>, Stopped> {
    search.open_level(level);
    let mut ascents = 0;
    let mut attempt = 0;
    while !search.is_proved(level) {
        if search.is_large() && ascents < ASCENTS_MAX && !search.has_program_hint(level) {
            search.ascend_root(level, meter)?;
            if search.is_proved(level) {
                break;
            }
            if nearby::improve(search, level, meter) {
                break;
            }
            if let Some(reduced) = much_smaller(search) {
                return Ok(Some(reduced));
            }
            if !search.is_left_to_program() {
                regions::improve(search, level, ascents, meter);
            }
            ascents += 1;
            if !search.begins_program_after(ascents) {
                continue;
            }
            if search.is_left_to_program() {
                ascents = ASCENTS_MAX;
            }
        }
        if attempt == 0 && search.is_beyond_programs() {
            // Hardly any such level is proved in time: what comes after it shall be good as well.
            regions::improve(search, search.core().levels - 1, 0, meter);
        }
        let root = search.bound_root(level, meter)?;
        if search.is_proved(level) {
            break;
        }
        if let Some(reduced) = much_smaller(search) {
            return Ok(Some(reduced));
        }
        if search.prove_by_knapsacks(level, &root, meter)? {
            break;
        }
        let maximum = search.next_maximum(level, attempt);
        search.branch_below(level, maximum, &root, meter)?;
        attempt += 1;
    }
    Ok(None)
}

/// Ascents on one level before branching.
const ASCENTS_MAX: u32 = 4;

/// What is left, when it is so much smaller that starting afresh on it pays.
fn much_smaller(search: &mut Search<'_>) -> Option<Reduced> {
    let core = search.core();
    let count = search.live_count();
    // What is dropped before branching stays dropped: as many are the same.
    if count == search.looked_at {
        return None;
    }
    search.looked_at = count;
    let has_few_options = count * 2 <= core.options.len();
    let pays = |largest: usize| has_few_options || largest * 10 <= core.units.len() * 8;
    reduce_if(core, &search.live, &pays).expect("the best choice is live and feasible")
}

/// Solves the parts that a core fell into; each goes on from the levels that are closed.
///
/// A single part goes on in the same proof; of several each has its own, from the first level on.
fn solve_fallen(mut search: Search<'_>, core: &Core, reduced: &Reduced, meter: &Meter<'_>) -> PartAnswer {
    let best = search.best.as_ref().expect("only a feasible core falls apart");
    let home_of = homes(core, &best.choice);
    let goes_on = reduced.parts.len() <= 1;
    let (_, shares) = proof::share(&search.base, reduced);
    let answers: Vec<PartAnswer> = reduced
        .parts
        .par_iter()
        .zip(shares)
        .map(|(part, share)| {
            let known = same_choice(part, &|child| home_of[&child]);
            let meter = piece_meter(part, known.as_deref(), &search, reduced, meter);
            let begins = Begins { hint: search.hint_for(part), footing: search.footing };
            if goes_on {
                continue_from(part, known, search.closed, begins, search.base.with(reduced), meter)
            } else {
                continue_from(part, known, 0, begins, share, meter)
            }
        })
        .collect();
    let mut answer = combine(reduced, answers, meter.steps, &search.base, search.closed);
    answer.traces.add(std::mem::take(&mut search.traces));
    if answer.found.is_some() && answer.bound < search.bound {
        // Parts that were stopped early know less than the whole did.
        search.prove_the_rest_plainly();
        answer.bound = search.bound;
        answer.proof = search.log.into_steps().map(|steps| PartProof::of_steps(steps, core.levels));
        return answer;
    }
    let closed = search.closed;
    answer.proof = search.log.into_closed_steps().map(|steps| continued(steps, closed, answer.proof));
    answer
}

/// The steps that closed the first levels, and what the parts prove after them, if that is more.
fn continued(mut steps: Vec<Step>, closed: usize, after: Option<PartProof>) -> PartProof {
    let Some(after) = after.filter(|after| after.levels > closed) else {
        return PartProof::of_steps(steps, closed);
    };
    steps.extend(after.steps);
    PartProof { steps, ..after }
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

/// Adds the answers of independent parts to what was decided before them.
///
/// `base` is what the proof that they continue counts besides, and `closed` how many levels it has proved.
pub(crate) fn combine(
    reduced: &Reduced,
    answers: Vec<PartAnswer>,
    steps_before: u64,
    base: &Base,
    closed: usize,
) -> PartAnswer {
    let levels = reduced.constant.len();
    let mut whole = PartAnswer {
        found: Some(Found { totals: reduced.constant.clone(), homes: reduced.decided.clone() }),
        bound: reduced.constant.clone(),
        ended: true,
        steps: steps_before,
        proof: None,
        traces: Traces::default(),
    };
    let mut proofs = Vec::with_capacity(answers.len());
    for mut answer in answers {
        if answer.found.is_none() && answer.ended {
            let tree = answer.proof.map(|proof| proof.steps);
            return PartAnswer::infeasible(levels, whole.steps + answer.steps, tree);
        }
        proofs.push((answer.bound.clone(), answer.proof.take()));
        let steps = answer.steps - steps_before;
        whole.add(PartAnswer { steps, ..answer });
    }
    whole.proof = combined_proof(reduced, proofs, base, closed);
    whole
}

/// Steps of a bound and its proof, part by part.
type Proofs = Vec<(Vec<i128>, Option<PartProof>)>;

fn combined_proof(reduced: &Reduced, mut proofs: Proofs, base: &Base, closed: usize) -> Option<PartProof> {
    if let [(_, proof)] = &mut proofs[..] {
        return proof.take();
    }
    if proofs.is_empty() {
        let steps = proof::decided_levels(&base.with(reduced).cost, closed);
        return Some(PartProof::of_steps(steps, reduced.constant.len()));
    }
    let (decided, shares) = proof::share(base, reduced);
    let mut parts = vec![proof::of_decided(decided)];
    let mut levels = reduced.constant.len();
    for ((part, share), (bound, proof)) in reduced.parts.iter().zip(shares).zip(proofs) {
        let least = share.cost.iter().zip(&bound).map(|(share, bound)| share + bound).collect();
        let proof = proof.unwrap_or_default();
        levels = levels.min(proof.levels);
        parts.push(proof::of_part(part, least, proof));
    }
    Some(PartProof { steps: Vec::new(), parts, levels })
}

fn answer(core: &Core, mut search: Search<'_>, ended: bool, meter: &Meter<'_>) -> PartAnswer {
    let bound = search.bound.clone();
    if !ended {
        search.prove_the_rest_plainly();
    }
    let proof = search.log.into_steps().map(|steps| PartProof::of_steps(steps, core.levels));
    let found = search
        .best
        .map(|best| Found { homes: whereabouts(core, &best.choice).collect(), totals: best.totals });
    PartAnswer { found, bound, ended, steps: meter.steps, proof, traces: search.traces }
}

/// Whether units only compete for places, one each.
fn is_flow(core: &Core) -> bool {
    core.groups.is_empty()
        && core.pairs.is_empty()
        && core.caps.is_empty()
        && core.limits.iter().all(Option::is_none)
        && core.places.iter().all(|place| place.free.len() <= 1)
        && core
            .options
            .iter()
            .all(|option| option.loads.is_one_place(core.places[option.place as usize].free.len()))
}

/// Solves a core that is a pure flow; *unplaced* is one more home of it, with room for all. That takes
/// so little time that it is done to the end even when the run is stopped.
fn solve_flow(core: &Core, closed: usize, base: &Base, mut meter: Meter<'_>) -> PartAnswer {
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
        arc_home: &|arc| core.options[arcs[arc] as usize].place,
        arc_cost: &|arc, cost| cost.copy_from_slice(core.cost(arcs[arc])),
        unplaced: &|_| None,
    };
    let flow = match flow::solve(&task, &mut || meter.count().is_ok()) {
        Ok(flow) => flow,
        Err(Shortage(short)) => {
            let tree = proof::shortage_steps(core, &short);
            return PartAnswer::infeasible(core.levels, meter.steps, Some(tree));
        }
    };
    let proof = Some(proof::flow_proof(core, &flow.prices, &flow.bound, base, closed));
    let seat = |seat: &FlowSeat| match *seat {
        FlowSeat::Arc(arc) => Some(arcs[arc]),
        FlowSeat::Unplaced | FlowSeat::Open => None,
    };
    let choice: Option<Vec<Index>> = flow.seats.iter().map(seat).collect();
    let found = choice.map(|choice| Found {
        totals: core.totals(&choice).expect("a flow respects places"),
        homes: whereabouts(core, &choice).collect(),
    });
    PartAnswer {
        ended: found.is_some(),
        found,
        bound: flow.bound,
        steps: meter.steps,
        proof,
        traces: Traces::default(),
    }
}
