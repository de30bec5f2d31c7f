//! The household bound: a lower bound on one level, proved in integers.
//!
//! Each place takes one *household*, a set of units that may live there; each unit is in exactly one.
//! Multipliers on "exactly one", on cap rows and on the maxima of other levels make places
//! independent; the exact price of the best household of each place then gives a bound for any
//! multipliers whatever. The linear program over the households found so far only suggests them.

mod ascent;
mod columns;
mod prices;
mod saved;
mod scale;
mod walls;

use std::collections::BTreeSet;

pub(crate) use prices::Multipliers;
pub(crate) use saved::Saved;

use crate::ascent::{Climber, Exact};
use crate::core::{Core, Index};
use crate::meter::{Interrupt, is_stopped};
use crate::pricing::{Fate, Pricer};
use crate::simplex::{Phase, Row, RowKind, Simplex};
use scale::{as_float, as_integer, groups_sum, largest, perturbation};
use walls::{WIDER, Walls};

/// Multipliers are integers in units of `1 / SCALE`.
pub(crate) const SCALE: i128 = 1 << 24;

/// What is to be bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Objective {
    /// Zero cost: any bound above zero proves that nothing is feasible.
    Feasibility,
    /// The sum on a level.
    Level(usize),
}

/// The result of bounding one node.
#[derive(Clone, Debug)]
pub(crate) struct NodeBound {
    /// No choice of live options has a smaller sum.
    pub(crate) least: i128,
    /// How much of each unit the linear program puts where, best first within a unit.
    pub(crate) shares: Vec<Vec<(Index, f64)>>,
    /// To what extent the linear program has each group whole, 0 to 1.
    pub(crate) whole: Vec<f64>,
    /// The multipliers that proved `least`.
    pub(crate) multipliers: Multipliers,
    /// What was bounded with them: feasibility, where nothing is feasible.
    pub(crate) objective: Objective,
}

#[derive(Clone)]
struct Column {
    options: Vec<Index>,
    cost: Vec<i128>,
    /// Groups with members in it, and how many; a group that cannot be whole there counts none.
    groups: Vec<(Index, usize)>,
}

/// The linear program of one core with the households found so far.
pub(crate) struct Master<'a> {
    core: &'a Core,
    pricer: Pricer<'a>,
    /// Prices the level that was bounded last, where that can be done in 64 bits.
    exact: Option<Exact<'a>>,
    /// After an interrupt a bound may be weak; it is never wrong.
    interrupt: Interrupt<'a>,
    simplex: Simplex,
    /// Whether ascents bound better or only they can: then the simplex has nothing to do.
    by_ascents: bool,
    columns: Vec<Column>,
    known: BTreeSet<Vec<Index>>,
    place_rows: Vec<Option<usize>>,
    first_cap: usize,
    first_level: usize,
    /// The largest option or side cost on each level, at least 1.
    largest: Vec<f64>,
    /// The sum of all group costs on each level; whole groups get theirs back.
    groups_sum: Vec<i128>,
    /// What each level may sum to.
    maxima: Vec<Option<i128>>,
    /// The level whose costs the linear program has at present.
    minimised: Option<usize>,
    center: Option<(Objective, Multipliers)>,
    /// Raises bounds of nodes, where they are bounded by ascents.
    climber: Option<Climber<'a>>,
    walls: Option<Walls>,
    /// Whether bounds are raised as far as they go, and not only until they would round to the same.
    is_thorough: bool,
    rounds_max: usize,
}

/// More rows than this are not given to the linear program: each of its pivots looks at all of them.
const ROWS_MAX: usize = 8_000;
/// In smaller cores a linear program needs no walls.
const UNITS_WITHOUT_WALLS: usize = 200;
const PIVOTS_MAX: usize = 20_000;
const ROUNDS_MAX: usize = 500;
/// The linear program's right-hand sides are perturbed by less than this.
const NEARLY_ZERO: f64 = 1e-3;

/// How nodes are bounded, where there is a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bounding {
    /// By linear programs.
    ByPrograms,
    /// By ascents; they cannot show that nothing is feasible.
    ByAscents,
}

/// Homes for so many units are priced in no time, and have far more households than a linear program likes.
const UNITS_OF_LARGE_HOMES: usize = 4;

/// Ascents where large homes for units of different sizes make a core a set of knapsacks, with nothing to tie them.
pub(crate) fn preferred(core: &Core) -> Bounding {
    if is_knapsacks(core) { Bounding::ByAscents } else { Bounding::ByPrograms }
}

fn is_knapsacks(core: &Core) -> bool {
    let places = core.places.iter().filter(|place| !place.free.is_empty()).count();
    let mut loads = core.options.iter().map(|option| option.loads.first()).filter(|&load| load > 0);
    let first = loads.next();
    let is_uneven = loads.any(|load| Some(load) != first);
    is_uneven
        && core.groups.is_empty()
        && core.pairs.is_empty()
        && core.places.iter().all(|place| place.free.len() <= 1)
        && core.units.len() >= UNITS_OF_LARGE_HOMES * places
}

/// Whether multipliers are kept near known ones.
fn has_walls(core: &Core) -> bool {
    core.has_stays() && core.units.len() > UNITS_WITHOUT_WALLS
}

impl<'a> Master<'a> {
    /// Starts with one household for each of these options.
    pub(crate) fn new(
        core: &'a Core,
        options: &[Index],
        bounding: Bounding,
        interrupt: Interrupt<'a>,
    ) -> Self {
        let mut rows = vec![Row { rhs: 1.0, kind: RowKind::Equal }; core.units.len()];
        let mut place_rows = Vec::with_capacity(core.places.len());
        for place in &core.places {
            // A unit's row keeps a home of its own from being taken twice, but not where walls let it be missed.
            let needs_row = place.options.len() > 1 || has_walls(core);
            place_rows.push(needs_row.then_some(rows.len()));
            if needs_row {
                rows.push(Row { rhs: 1.0 + perturbation(rows.len()), kind: RowKind::AtMost });
            }
        }
        let first_cap = rows.len();
        for &cap in &core.caps {
            rows.push(Row {
                rhs: as_float(i128::from(cap)) + perturbation(rows.len()),
                kind: RowKind::AtMost,
            });
        }
        let first_level = rows.len();
        rows.resize(first_level + core.levels, Row { rhs: f64::INFINITY, kind: RowKind::AtMost });
        let by_ascents = rows.len() > ROWS_MAX || bounding == Bounding::ByAscents;
        if by_ascents {
            rows.truncate(1);
        }
        let mut master = Self {
            core,
            by_ascents,
            pricer: Pricer::new(core),
            exact: None,
            interrupt,
            simplex: Simplex::new(rows),
            columns: Vec::new(),
            known: BTreeSet::new(),
            place_rows,
            first_cap,
            first_level,
            largest: largest(core),
            groups_sum: groups_sum(core),
            maxima: vec![None; core.levels],
            minimised: None,
            center: None,
            climber: None,
            walls: None,
            is_thorough: false,
            rounds_max: ROUNDS_MAX,
        };
        for level in 0..core.levels {
            master.limit_level(level, core.limits[level]);
        }
        master.add_options(options);
        master
    }

    /// Adds a household of one for each option.
    pub(crate) fn add_options(&mut self, options: &[Index]) {
        for &option in options {
            self.add_column(&[option]);
        }
    }

    /// Adds households that bounds have found useful.
    pub(crate) fn add_households(&mut self, households: &[Vec<Index>]) {
        for household in households {
            self.add_column(household);
        }
    }

    /// Prices begin near these multipliers.
    pub(crate) fn begin_at(&mut self, level: usize, multipliers: Multipliers) {
        self.center = Some((Objective::Level(level), multipliers));
        if !self.by_ascents && has_walls(self.core) {
            self.put_up_walls();
        }
    }

    /// Requires the sum on a level to be at most `max`, from now on.
    pub(crate) fn limit_level(&mut self, level: usize, max: Option<i128>) {
        let Some(max) = max else { return };
        let max = self.maxima[level].map_or(max, |old| old.min(max));
        self.maxima[level] = Some(max);
        if !self.by_ascents {
            let rhs = as_float(max - self.groups_sum[level]) / self.largest[level];
            self.simplex.set_rhs(self.first_level + level, rhs + 1e-7);
        }
    }

    /// Bounds the objective over the live options.
    ///
    /// Stops as soon as the bound exceeds `target`. The bound is `i128::MAX` where nothing is feasible.
    pub(crate) fn bound(&mut self, live: &[bool], objective: Objective, target: i128) -> NodeBound {
        if self.by_ascents {
            return self.ascend(live, objective, target);
        }
        self.mark_dead(live);
        self.run_simplex(Phase::Feasibility);
        if self.simplex.infeasibility() > NEARLY_ZERO {
            let feasibility = self.generate(live, Objective::Feasibility, 0);
            if feasibility.least > 0 {
                return NodeBound { least: i128::MAX, ..feasibility };
            }
        }
        if objective == Objective::Feasibility {
            return NodeBound {
                least: 0,
                shares: self.shares(),
                whole: self.whole(),
                multipliers: Multipliers::default(),
                objective,
            };
        }
        self.generate(live, objective, target)
    }

    fn run_simplex(&mut self, phase: Phase) {
        let interrupt = self.interrupt;
        self.simplex.run(phase, PIVOTS_MAX, || is_stopped(interrupt));
    }

    fn is_interrupted(&self) -> bool {
        is_stopped(self.interrupt)
    }

    fn mark_dead(&mut self, live: &[bool]) {
        for (at, column) in self.columns.iter().enumerate() {
            let dead = self.is_wall_down(at) || column.options.iter().any(|&option| !live[option as usize]);
            let breaks = |&(group, members): &(Index, usize)| {
                let is_whole = members == self.core.groups[group as usize].units.len();
                match self.pricer.fates[group as usize] {
                    Fate::Open => false,
                    Fate::Whole => !is_whole,
                    Fate::Torn => is_whole,
                }
            };
            self.simplex.set_dead(at, dead || column.groups.iter().any(breaks));
        }
    }

    /// Column generation for one objective.
    fn generate(&mut self, live: &[bool], objective: Objective, target: i128) -> NodeBound {
        let phase = self.set_objective(objective);
        let mut center = match self.center.take() {
            Some((of, center)) if of == objective => Some(center),
            _ => None,
        };
        let mut best: Option<(i128, Multipliers)> = None;
        let mut width = 0.0;
        if let (true, Some(center)) = (self.has_walls(), center.as_mut()) {
            let (bound, households) = self.price(center, live, objective);
            for household in &households {
                self.add_column(household);
            }
            best = Some((bound, center.clone()));
            width = self.first_width(bound, target);
        }
        for _ in 0..self.rounds_max {
            if let (true, Some(center), Objective::Level(level)) = (self.has_walls(), &center, objective) {
                self.set_walls(level, center, width);
            }
            self.run_simplex(phase);
            if phase == Phase::Feasibility && self.simplex.infeasibility() <= NEARLY_ZERO {
                break;
            }
            let guess = self.multipliers(objective);
            let smooth = center.as_ref().filter(|_| !self.has_walls()).map(|center| guess.mixed_with(center));
            let mut added = 0;
            for mut multipliers in smooth.into_iter().chain([guess]) {
                let (bound, households) = self.price(&mut multipliers, live, objective);
                if best.as_ref().is_none_or(|(most, _)| bound > *most) {
                    center = Some(multipliers.clone());
                    best = Some((bound, multipliers));
                }
                added += households.iter().filter(|household| self.add_column(household)).count();
                if added > 0 {
                    break;
                }
            }
            let leans = self.leans_on_walls();
            if added == 0 && leans {
                width *= WIDER;
            }
            let least = best.as_ref().map_or(i128::MIN, |(bound, _)| self.round_up(*bound, objective));
            let is_over = !leans && (added == 0 || (!self.is_thorough && self.cannot_rise(least, objective)));
            if is_over || least > target || self.is_interrupted() {
                break;
            }
        }
        if let Some(walls) = &mut self.walls {
            walls.are_up = false;
        }
        self.finish(live, objective, best, center)
    }

    fn finish(
        &mut self,
        live: &[bool],
        objective: Objective,
        best: Option<(i128, Multipliers)>,
        center: Option<Multipliers>,
    ) -> NodeBound {
        let (bound, multipliers) = best.unwrap_or_else(|| {
            let mut multipliers = self.multipliers(objective);
            let (bound, _) = self.price(&mut multipliers, live, objective);
            (bound, multipliers)
        });
        self.center = center.map(|center| (objective, center));
        let least = self.round_up(bound, objective);
        NodeBound { least, shares: self.shares(), whole: self.whole(), multipliers, objective }
    }

    fn set_objective(&mut self, objective: Objective) -> Phase {
        let Objective::Level(level) = objective else { return Phase::Feasibility };
        if self.minimised == Some(level) {
            return Phase::Cost;
        }
        self.minimised = Some(level);
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.options.is_empty()) {
            self.simplex.set_cost(at, as_float(column.cost[level]) / self.largest[level]);
        }
        Phase::Cost
    }

    /// Whether the linear program shows that better multipliers would round to the same bound.
    fn cannot_rise(&self, least: i128, objective: Objective) -> bool {
        let Objective::Level(level) = objective else { return false };
        let value: f64 = self
            .simplex
            .solution()
            .map(|(column, share)| as_float(self.columns[column].cost[level]) * share)
            .sum();
        let value = value + as_float(self.groups_sum[level]);
        let grain = as_float(self.core.grain[level]);
        value <= as_float(least) + grain * 1e-3
    }

    /// Rounds the linear program's multipliers to integers.
    fn multipliers(&self, objective: Objective) -> Multipliers {
        let largest = match objective {
            Objective::Feasibility => 1.0,
            Objective::Level(level) => self.largest[level],
        };
        let scale = largest * as_float(SCALE);
        let duals = self.simplex.duals();
        let at_most = |dual: f64, largest: f64| as_integer(-dual * scale / largest, largest).max(0);
        Multipliers {
            units: duals[..self.core.units.len()].iter().map(|dual| as_integer(dual * scale, 1.0)).collect(),
            caps: duals[self.first_cap..self.first_level].iter().map(|&dual| at_most(dual, 1.0)).collect(),
            levels: (0..self.core.levels)
                .map(|level| match self.maxima[level] {
                    Some(_) => at_most(duals[self.first_level + level], self.largest[level]),
                    None => 0,
                })
                .collect(),
        }
    }

    fn shares(&self) -> Vec<Vec<(Index, f64)>> {
        let mut shares: Vec<Vec<(Index, f64)>> = vec![Vec::new(); self.core.units.len()];
        for (column, share) in self.simplex.solution().filter(|(_, share)| *share > 1e-7) {
            for &option in &self.columns[column].options {
                let of_unit = &mut shares[self.core.options[option as usize].unit as usize];
                match of_unit.iter_mut().find(|(known, _)| *known == option) {
                    Some((_, sum)) => *sum += share,
                    None => of_unit.push((option, share)),
                }
            }
        }
        for of_unit in &mut shares {
            of_unit.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        shares
    }

    fn whole(&self) -> Vec<f64> {
        let mut whole = vec![0.0; self.core.groups.len()];
        for (column, share) in self.simplex.solution() {
            for &(group, members) in &self.columns[column].groups {
                if members == self.core.groups[group as usize].units.len() {
                    whole[group as usize] += share;
                }
            }
        }
        whole
    }
}
