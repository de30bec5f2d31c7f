//! Good feasible choices: the awkward units are put somewhere, an exact flow places all others.
//!
//! Awkward are units that take several places, and members of a group that is held together; the rest
//! of a core is a flow, solved exactly and repaired after each move in a fraction of the time that solving anew
//! would take. So every move of an awkward unit is judged by what it truly costs everybody. Pairs who must
//! not meet are kept apart by forbidding one of them the home. It proves nothing.

mod large;
mod moves;

pub(crate) use large::{arrange, follow};

use crate::core::{Core, Index};
use crate::flow::{FlowSeat, FlowTask, Live, Method};
use crate::meter::Interrupt;

/// A complete assignment under change.
pub(crate) struct Arrangement<'a> {
    core: &'a Core,
    live: &'a [bool],
    flow: Live,
    /// Whether a unit can be in the flow at all.
    flows: Vec<bool>,
    /// The arc of each option that is in the flow.
    arc_of: Vec<Option<u32>>,
    option_of: Vec<Index>,
    /// Where units outside the flow are.
    put: Vec<Option<Index>>,
    /// Places left to the flow in each home.
    room: Vec<i64>,
    /// The place where a group is held together.
    held: Vec<Option<Index>>,
    blocks: Vec<Block>,
    unit_pairs: Vec<Vec<Index>>,
    /// Changes of the flow that may still be tried.
    effort: u64,
    interrupt: Interrupt<'a>,
}

/// An arc that is forbidden because of somebody's whereabouts.
#[derive(Clone, Copy, Debug)]
struct Block {
    option: Index,
    because: Index,
}

/// Whether a core has the form that an arrangement can handle: one instant, no caps, mostly single places.
pub(crate) fn is_arrangeable(core: &Core) -> bool {
    let singles = core.units.iter().filter(|unit| flows(core, &unit.options)).count();
    core.caps.is_empty()
        && core.places.iter().all(|place| place.free.len() <= 1)
        && singles * 2 >= core.units.len()
}

/// Whether all options take exactly one place where places are scarce.
fn flows(core: &Core, options: &[Index]) -> bool {
    options.iter().all(|&option| {
        let choice = &core.options[option as usize];
        let place = &core.places[choice.place as usize];
        choice.loads.is_one_place(place.free.len())
    })
}

impl<'a> Arrangement<'a> {
    /// Arranges everything along the shares of an ascent, and may try so many changes of the flow afterwards; `None`
    /// where that fails.
    pub(crate) fn new(
        core: &'a Core,
        live: &'a [bool],
        shares: &[Vec<(Index, f64)>],
        effort: u64,
        interrupt: Interrupt<'a>,
    ) -> Option<Self> {
        let flows: Vec<bool> = core.units.iter().map(|unit| flows(core, &unit.options)).collect();
        let (flow, arc_of, option_of) = network(core, live, &flows);
        let unit_pairs = core.unit_pairs();
        let room = core.places.iter().map(|place| place.free.first().copied().unwrap_or(UNLIMITED)).collect();
        let mut arrangement = Self {
            core,
            live,
            flow,
            flows,
            arc_of,
            option_of,
            put: vec![None; core.units.len()],
            room,
            held: vec![None; core.groups.len()],
            blocks: Vec::new(),
            unit_pairs,
            effort,
            interrupt,
        };
        arrangement.hold_groups(shares);
        arrangement.put_awkward(shares)?;
        arrangement.fill()?;
        Some(arrangement)
    }

    /// Holds groups together where the shares have all their members in one place.
    fn hold_groups(&mut self, shares: &[Vec<(Index, f64)>]) {
        for group in 0..self.core.groups.len() {
            let units = &self.core.groups[group].units;
            let place = |unit: &Index| {
                let first = shares[*unit as usize].first().filter(|(_, share)| *share > 0.5)?;
                Some(self.core.options[first.0 as usize].place)
            };
            let Some(at) = place(&units[0]) else { continue };
            let alone = units.iter().all(|unit| self.put[*unit as usize].is_none());
            if alone && units.iter().all(|unit| place(unit) == Some(at)) {
                self.hold(group, at);
            }
        }
    }

    /// Puts a whole group into a place if it fits; before the flow is filled.
    fn hold(&mut self, group: usize, place: Index) {
        let Some(options) = self.group_options(group, place) else { return };
        let load: i64 = options.iter().map(|&option| self.size(option)).sum();
        if load <= self.room[place as usize] && options.iter().all(|&option| !self.is_against(option)) {
            self.room[place as usize] -= load;
            for option in options {
                let unit = self.unit(option);
                self.put[unit as usize] = Some(option);
            }
            self.held[group] = Some(place);
        }
    }

    /// Puts units that cannot be in the flow where the shares have them, the largest first.
    fn put_awkward(&mut self, shares: &[Vec<(Index, f64)>]) -> Option<()> {
        let awkward = |unit: &Index| !self.flows[*unit as usize] && self.put[*unit as usize].is_none();
        let mut units: Vec<Index> = (0..index(self.core.units.len())).filter(awkward).collect();
        let largest = |unit: Index| {
            let options = self.core.units[unit as usize].options.iter();
            options.map(|&option| self.size(option)).max().unwrap_or(0)
        };
        let share = |unit: Index| shares[unit as usize].first().map_or(0.0, |(_, share)| *share);
        units.sort_by(|&a, &b| {
            largest(b).cmp(&largest(a)).then(share(b).total_cmp(&share(a))).then(a.cmp(&b))
        });
        for unit in units {
            let liked = shares[unit as usize].iter().map(|&(option, _)| option);
            let mut others: Vec<Index> = self.live_options(unit).collect();
            others.sort_by(|&a, &b| self.core.cost(a).cmp(self.core.cost(b)).then(a.cmp(&b)));
            let option = liked.chain(others).find(|&option| {
                self.live[option as usize] && self.fits(option) && !self.is_against(option)
            })?;
            let place = self.place(option);
            self.room[place] -= self.size(option);
            self.put[unit as usize] = Some(option);
        }
        Some(())
    }

    /// Gives the flow what places are left, keeps it away from where the others forbid, and solves it.
    fn fill(&mut self) -> Option<()> {
        for (at, place) in (0..).zip(&self.core.places) {
            if place.home.is_some() && !place.free.is_empty() {
                self.flow.set_places(at, places(self.room[at as usize])).ok()?;
            }
        }
        for unit in 0..index(self.core.units.len()) {
            if let Some(option) = self.put[unit as usize] {
                self.block_partners(unit, option).then_some(())?;
            }
        }
        let waiting: Vec<bool> = self.put.iter().map(Option::is_none).collect();
        let mark = self.flow.mark();
        self.flow.add_all(&|unit| waiting[unit as usize], Method::Auction).ok()?;
        let settled = self.settle((0..index(waiting.len())).collect());
        self.flow.keep(mark);
        settled.then_some(())
    }

    /// The choice of options, when every unit has one.
    pub(crate) fn choice(&self) -> Option<Vec<Index>> {
        (0..index(self.put.len())).map(|unit| self.option(unit)).collect()
    }

    /// What everything costs.
    fn total(&self) -> Vec<i128> {
        let mut total = self.flow.total();
        let mut pay = |cost: &[i128]| total.iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
        self.put.iter().flatten().for_each(|&option| pay(self.core.cost(option)));
        for group in &self.core.groups {
            let home = |unit: Index| self.option(unit).map(|option| self.core.home(option));
            let first = home(group.units[0]);
            let whole = first.is_some_and(|home| group.anchor.permits(home));
            if !whole || group.units.iter().any(|&unit| home(unit) != first) {
                pay(&group.cost);
            }
        }
        for pair in &self.core.pairs {
            if let Some(cost) = &pair.cost
                && self.meet(pair.units)
            {
                pay(cost);
            }
        }
        total
    }

    fn option(&self, unit: Index) -> Option<Index> {
        self.put[unit as usize].or_else(|| match self.flow.seat(unit) {
            FlowSeat::Arc(arc) => Some(self.option_of[arc]),
            FlowSeat::Unplaced => self.live_options(unit).find(|&option| self.core.home(option).is_none()),
            FlowSeat::Open => None,
        })
    }

    fn meet(&self, [one, other]: [Index; 2]) -> bool {
        let home = |unit| self.option(unit).and_then(|option| self.core.home(option));
        home(one).is_some() && home(one) == home(other)
    }

    fn live_options(&self, unit: Index) -> impl Iterator<Item = Index> {
        let options = self.core.units[unit as usize].options.iter().copied();
        options.filter(|&option| self.live[option as usize])
    }

    fn unit(&self, option: Index) -> Index {
        self.core.options[option as usize].unit
    }

    fn place(&self, option: Index) -> usize {
        self.core.options[option as usize].place as usize
    }

    fn size(&self, option: Index) -> i64 {
        self.core.options[option as usize].loads.first()
    }

    fn fits(&self, option: Index) -> bool {
        self.size(option) <= self.room[self.place(option)]
    }

    /// Whether somebody outside the flow is there already with whom the unit must not meet.
    fn is_against(&self, option: Index) -> bool {
        let home = self.core.home(option);
        home.is_some()
            && self
                .hard_partners(self.unit(option))
                .any(|partner| self.put[partner as usize].is_some_and(|at| self.core.home(at) == home))
    }

    fn hard_partners(&self, unit: Index) -> impl Iterator<Item = Index> {
        let pairs = self.unit_pairs[unit as usize].iter().map(|&pair| &self.core.pairs[pair as usize]);
        let hard = pairs.filter(|pair| pair.cost.is_none());
        hard.map(move |pair| if pair.units[0] == unit { pair.units[1] } else { pair.units[0] })
    }

    /// The option of each member of a group in a place.
    fn group_options(&self, group: usize, place: Index) -> Option<Vec<Index>> {
        let given = &self.core.groups[group];
        if !given.anchor.permits(self.core.places[place as usize].home) {
            return None;
        }
        let of = |&unit: &Index| {
            self.live_options(unit).find(|&option| self.core.options[option as usize].place == place)
        };
        given.units.iter().map(of).collect()
    }
}

/// The flow of all units that can be in it, all of them waiting.
fn network(core: &Core, live: &[bool], flows: &[bool]) -> (Live, Vec<Option<u32>>, Vec<Index>) {
    let mut first_arc = vec![0];
    let mut arc_of = vec![None; core.options.len()];
    let mut option_of: Vec<Index> = Vec::new();
    let mut unplaced: Vec<Option<Vec<i128>>> = vec![None; core.units.len()];
    for (at, unit) in core.units.iter().enumerate() {
        for &option in unit.options.iter().filter(|&&option| live[option as usize]) {
            if core.home(option).is_none() {
                unplaced[at] = Some(core.cost(option).to_vec());
            } else if flows[at] {
                arc_of[option as usize] = Some(index(option_of.len()));
                option_of.push(option);
            }
        }
        first_arc.push(option_of.len());
    }
    let free = |place: &crate::core::Place| places(place.free.first().copied().unwrap_or(UNLIMITED));
    let task = FlowTask {
        levels: core.levels,
        places: core.places.iter().map(free).collect(),
        first_arc,
        arc_home: &|arc| core.options[option_of[arc] as usize].place,
        arc_cost: &|arc, cost| cost.copy_from_slice(core.cost(option_of[arc])),
        unplaced: &|unit| unplaced[unit].clone(),
    };
    let flow = Live::new(&task, &[], 1);
    (flow, arc_of, option_of)
}

fn places(room: i64) -> u32 {
    u32::try_from(room.clamp(0, UNLIMITED)).expect("clamped to 32 bits")
}

/// Room of a place without end.
const UNLIMITED: i64 = u32::MAX as i64 / 2;

fn index(number: usize) -> Index {
    Index::try_from(number).expect("units and options are numbered in 32 bits")
}
