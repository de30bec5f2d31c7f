//! A core whose homes are knapsacks, as a tree search sees it on one level: units of different sizes, nothing that ties them.
//!
//! The same bound as an ascent's, for nodes by the ten thousand. Weights of caps and earlier levels stay as they were
//! at the root, so that each option has one cost; who is decided has left the knapsack of its home; and sums are so
//! small that tables hold 32 bits. Every bound is exact in integers, whatever multipliers it was found at.

mod climb;
mod table;
#[cfg(test)]
mod tests;

use crate::core::{Core, Index};
use crate::master::{Multipliers, SCALE};
use crate::meter::Interrupt;

use table::{Candidate, Table};

/// Multipliers keep so many bits below one unit of cost, where sums permit; with fewer than the other it is not tried.
const BITS: u32 = 12;
const BITS_LEAST: u32 = 6;
/// What fits into one home is worth no more than this.
const SUM_MAX: i64 = 1 << 30;
/// A multiplier may be so many times the largest cost.
const HEADROOM: i128 = 4;
/// Cells of all tables.
const CELLS_MAX: usize = 1 << 24;

/// One home, or *unplaced*.
struct Home {
    /// What decided units have left free; `None`: without end.
    room: Option<usize>,
    options: Vec<Index>,
    /// Who is in its best household, of the evaluation last made.
    chosen: Vec<Index>,
}

/// Something to take back.
#[derive(Clone, Copy)]
enum Change {
    Dropped(Index),
    /// The unit took its only option.
    Decided(usize),
}

/// See the module.
pub(crate) struct Knapsacks<'a> {
    core: &'a Core,
    interrupt: Interrupt<'a>,
    level: usize,
    bits: u32,
    /// No multiplier is larger.
    most: i64,
    /// Of caps and levels.
    weights: Multipliers,
    /// What weights take off every sum.
    constant: i128,
    homes: Vec<Home>,
    /// What each option costs at these weights, scaled, and the places it takes.
    cost: Vec<i64>,
    size: Vec<usize>,
    live: Vec<bool>,
    /// Live options of each unit.
    left: Vec<usize>,
    /// The option of each decided unit.
    decided: Vec<Option<Index>>,
    undecided: usize,
    /// What decided units cost.
    fixed: i128,
    changes: Vec<Change>,
    /// Multipliers of units, scaled.
    pub(crate) units: Vec<i64>,
    /// How much of each unit late evaluations have put into each option.
    shares: Vec<f32>,
    table: Table,
}

impl<'a> Knapsacks<'a> {
    /// Begins with the multipliers of a bound and what levels may sum to. `None`: homes are no knapsacks, or too large, or
    /// costs have too many digits.
    pub(crate) fn new(
        core: &'a Core,
        live: &[bool],
        level: usize,
        maxima: &[Option<i128>],
        multipliers: &Multipliers,
        interrupt: Interrupt<'a>,
    ) -> Option<Self> {
        let is_tied = !core.groups.is_empty() || !core.pairs.is_empty() || core.has_stays();
        if is_tied || multipliers.units.len() != core.units.len() {
            return None;
        }
        let size: Vec<usize> = core
            .options
            .iter()
            .map(|option| usize::try_from(option.loads.first()).ok())
            .collect::<Option<_>>()?;
        let homes = homes(core, live)?;
        let most = SUM_MAX / most_together(&homes, &size)?;
        let scaled =
            |bits: u32| Some((bits, costs(core, live, level, &coarse(multipliers, bits), bits, most)?));
        let (bits, cost) = (BITS_LEAST..=BITS).rev().find_map(scaled)?;
        let weights = coarse(multipliers, bits);
        let units = multipliers.units.iter().map(|unit| narrow(unit >> shift(bits), most)).collect();
        let count = |unit: &crate::core::Unit| unit.options.iter().filter(|&&at| live[at as usize]).count();
        Some(Self {
            interrupt,
            level,
            bits,
            most,
            constant: constant(core, maxima, &weights)?,
            weights,
            homes,
            cost,
            size,
            live: live.to_vec(),
            left: core.units.iter().map(count).collect(),
            decided: vec![None; core.units.len()],
            undecided: core.units.len(),
            fixed: 0,
            changes: Vec::new(),
            units,
            shares: vec![0.0; core.options.len()],
            table: Table::default(),
            core,
        })
    }

    fn unit(&self, option: Index) -> usize {
        self.core.options[option as usize].unit as usize
    }

    fn home(&self, option: Index) -> usize {
        self.core.options[option as usize].place as usize
    }

    /// Whether a live option of an undecided unit is meant.
    fn is_open(&self, option: Index) -> bool {
        self.live[option as usize] && self.decided[self.unit(option)].is_none()
    }

    /// The live options of all undecided units.
    pub(crate) fn open_count(&self) -> usize {
        let open = self.left.iter().zip(&self.decided).filter(|(_, decided)| decided.is_none());
        open.map(|(left, _)| left).sum()
    }

    /// How much has been changed; for [`Knapsacks::undo`].
    pub(crate) fn mark(&self) -> usize {
        self.changes.len()
    }

    /// Takes back all changes since a mark.
    pub(crate) fn undo(&mut self, mark: usize) {
        for change in self.changes.split_off(mark).into_iter().rev() {
            match change {
                Change::Dropped(option) => {
                    self.live[option as usize] = true;
                    let unit = self.unit(option);
                    self.left[unit] += 1;
                }
                Change::Decided(unit) => {
                    let option = self.decided[unit].take().expect("was decided");
                    let home = self.home(option);
                    if let Some(room) = &mut self.homes[home].room {
                        *room += self.size[option as usize];
                    }
                    self.fixed -= i128::from(self.cost[option as usize]);
                    self.undecided += 1;
                }
            }
        }
    }

    /// Drops an option; [`Knapsacks::settle`] draws the consequences.
    pub(crate) fn drop(&mut self, option: Index) {
        if std::mem::replace(&mut self.live[option as usize], false) {
            let unit = self.unit(option);
            self.left[unit] -= 1;
            self.changes.push(Change::Dropped(option));
        }
    }

    /// Drops all other options of a unit.
    pub(crate) fn take(&mut self, option: Index) {
        let core = self.core;
        for &other in &core.units[self.unit(option)].options {
            if other != option {
                self.drop(other);
            }
        }
    }

    /// Decides who has one option left, and drops what does not fit beside decided units, until nothing follows any more;
    /// whether everybody still has an option. The checker of a certificate does the same.
    pub(crate) fn settle(&mut self) -> bool {
        let core = self.core;
        loop {
            let before = self.changes.len();
            for (unit, given) in core.units.iter().enumerate() {
                if self.decided[unit].is_some() {
                    continue;
                }
                for &option in &given.options {
                    let room = self.homes[self.home(option)].room;
                    if self.live[option as usize]
                        && room.is_some_and(|room| self.size[option as usize] > room)
                    {
                        self.drop(option);
                    }
                }
                match self.left[unit] {
                    0 => return false,
                    1 => self.decide(unit),
                    _ => {}
                }
            }
            if self.changes.len() == before {
                return true;
            }
        }
    }

    fn decide(&mut self, unit: usize) {
        let options = &self.core.units[unit].options;
        let only = options.iter().copied().find(|&option| self.live[option as usize]).expect("one is left");
        let home = self.home(only);
        if let Some(room) = &mut self.homes[home].room {
            *room -= self.size[only as usize];
        }
        self.fixed += i128::from(self.cost[only as usize]);
        self.decided[unit] = Some(only);
        self.undecided -= 1;
        self.changes.push(Change::Decided(unit));
    }

    /// The option of each unit, once all are decided.
    pub(crate) fn choice(&self) -> Option<Vec<Index>> {
        if self.undecided > 0 { None } else { self.decided.iter().copied().collect() }
    }

    /// Multipliers of the present bound. Those of decided units count for nothing.
    pub(crate) fn multipliers(&self) -> Multipliers {
        let units = self.units.iter().zip(&self.decided);
        let wide = |(&unit, decided): (&i64, &Option<Index>)| match decided {
            Some(_) => 0,
            None => i128::from(unit) << shift(self.bits),
        };
        Multipliers { units: units.map(wide).collect(), ..self.weights.clone() }
    }

    /// For each undecided unit the options that late evaluations have put it into, best first.
    pub(crate) fn shares_by_unit(&self) -> Vec<Vec<(Index, f64)>> {
        let of_unit = |(unit, given): (usize, &crate::core::Unit)| {
            if let Some(option) = self.decided[unit] {
                return vec![(option, 1.0)];
            }
            let live = given.options.iter().copied().filter(|&option| self.live[option as usize]);
            let mut shares: Vec<(Index, f64)> =
                live.map(|option| (option, f64::from(self.shares[option as usize]))).collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            shares
        };
        self.core.units.iter().enumerate().map(of_unit).collect()
    }

    /// The option to branch on: where most of a unit is that takes many places, has few options, and is far from decided.
    pub(crate) fn decision(&self) -> Option<Index> {
        let mut best: Option<(f64, Index)> = None;
        for (unit, given) in
            self.core.units.iter().enumerate().filter(|&(unit, _)| self.decided[unit].is_none())
        {
            let live = given.options.iter().copied().filter(|&option| self.live[option as usize]);
            let share = |option: Index| f64::from(self.shares[option as usize]);
            let sum: f64 = live.clone().map(share).sum();
            let most = live.max_by(|&a, &b| share(a).total_cmp(&share(b)).then(b.cmp(&a)))?;
            let part = share(most) / sum.max(1e-6);
            let weight = as_float(self.size[most as usize].max(1)) * (1.0 - part + NEARLY_DECIDED)
                / as_float(self.left[unit]);
            if best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, most));
            }
        }
        best.map(|(_, option)| option)
    }
}

/// What counts of a unit that is nearly decided.
const NEARLY_DECIDED: f64 = 0.1;

fn homes(core: &Core, live: &[bool]) -> Option<Vec<Home>> {
    let home = |place: &crate::core::Place| {
        let room = match place.free.first() {
            Some(&free) => Some(usize::try_from(free).ok()?),
            None => None,
        };
        let options: Vec<Index> = place.options.iter().copied().filter(|&at| live[at as usize]).collect();
        Some(Home { room, options, chosen: Vec::new() })
    };
    let homes: Vec<Home> = core.places.iter().map(home).collect::<Option<_>>()?;
    let cells = homes.iter().try_fold(0_usize, |sum, home| {
        let width = home.room.unwrap_or(0).checked_add(1)?;
        width.checked_mul(home.options.len() + 1)?.checked_add(sum)
    });
    cells.filter(|&cells| cells <= CELLS_MAX).map(|_| homes)
}

/// How many of its options any home has room for together.
fn most_together(homes: &[Home], size: &[usize]) -> Option<i64> {
    let of_home = |home: &Home| {
        let mut sizes: Vec<usize> = home.options.iter().map(|&option| size[option as usize]).collect();
        sizes.sort_unstable();
        let mut left = home.room.unwrap_or(usize::MAX);
        let fitting = sizes.into_iter().take_while(|&size| {
            let fits = size <= left;
            left = left.saturating_sub(size);
            fits
        });
        fitting.count()
    };
    i64::try_from(homes.iter().map(of_home).max()?.max(1)).ok()
}

/// The weights of multipliers, rounded down to so many bits.
fn coarse(multipliers: &Multipliers, bits: u32) -> Multipliers {
    let round =
        |weights: &[i128]| weights.iter().map(|weight| weight >> shift(bits) << shift(bits)).collect();
    Multipliers { units: Vec::new(), caps: round(&multipliers.caps), levels: round(&multipliers.levels) }
}

/// What each option costs at these weights, scaled; `None` where live ones cost too much or less than nothing.
fn costs(
    core: &Core,
    live: &[bool],
    level: usize,
    weights: &Multipliers,
    bits: u32,
    most: i64,
) -> Option<Vec<i64>> {
    let cost = |(at, option): (Index, &crate::core::Choice)| {
        if !live[at as usize] {
            return Some(0);
        }
        let mut sum = core.cost(at)[level].checked_mul(SCALE)?;
        for (weight, cost) in weights.levels.iter().zip(core.cost(at)) {
            sum = sum.checked_add(weight.checked_mul(*cost)?)?;
        }
        for &(row, count) in &option.caps {
            sum = sum.checked_add(weights.caps[row as usize].checked_mul(i128::from(count))?)?;
        }
        let sum = sum >> shift(bits);
        if sum < 0 || sum.checked_mul(HEADROOM)? > i128::from(most) { None } else { i64::try_from(sum).ok() }
    };
    (0..).zip(&core.options).map(cost).collect()
}

/// What the maxima of caps and levels take off every sum, scaled to `SCALE`; `None` where it has too many digits, as a
/// maximum may be far above all costs.
fn constant(core: &Core, maxima: &[Option<i128>], weights: &Multipliers) -> Option<i128> {
    let levels = weights.levels.iter().zip(maxima).map(|(weight, max)| weight.checked_mul(max.unwrap_or(0)));
    let caps = weights.caps.iter().zip(&core.caps).map(|(weight, &cap)| weight.checked_mul(i128::from(cap)));
    levels.chain(caps).try_fold(0_i128, |sum, part| sum.checked_add(part?))
}

/// How many bits more certificates keep.
fn shift(bits: u32) -> u32 {
    SCALE.trailing_zeros() - bits
}

fn narrow(number: i128, most: i64) -> i64 {
    i64::try_from(number.clamp(-i128::from(most), i128::from(most))).expect("clamped to 64 bits")
}

#[expect(clippy::cast_precision_loss, reason = "it only orders what is tried")]
fn as_float(count: usize) -> f64 {
    count as f64
}
