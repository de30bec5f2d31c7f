//! Good feasible choices where places change hands over time: units move in chains.
//!
//! A unit takes a place, whoever is in its way takes another, and so on (`rota/chain.rs`). Choices begin along the
//! shares of an ascent; then units, groups and whole neighbourhoods are taken out and put back as long as that
//! helps (`rota/moves.rs`). It works on any core, with its ties and caps, and proves nothing.

mod chain;
mod moves;

use crate::core::{Core, Index, Room, lacking};
use crate::meter::{Interrupt, is_stopped};

/// A partial choice with what it leaves free and what it costs, levels weighted into one number.
pub(crate) struct Rota<'a> {
    core: &'a Core,
    /// Live options of each unit, the cheapest first.
    options: Vec<Vec<Index>>,
    /// Cost of each option.
    costs: Vec<i128>,
    group_costs: Vec<i128>,
    /// Cost of each pair, `None`: they must not meet.
    pair_costs: Vec<Option<i128>>,
    /// The least cost of any option of each unit.
    cheapest: Vec<i128>,
    choice: Vec<Option<Index>>,
    room: Room,
    residents: Vec<Vec<Index>>,
    unit_pairs: Vec<Vec<Index>>,
    unit_groups: Vec<Vec<Index>>,
    /// Whether a unit is in any pair or group.
    is_tied: Vec<bool>,
    /// What all that are placed cost, ties among them included.
    total: i128,
    /// Changes since some mark: the unit and where it was.
    journal: Vec<(Index, Option<Index>)>,
    chains: chain::Chains,
    /// Options that may still be looked at.
    effort: u64,
    interrupt: Interrupt<'a>,
}

/// What keeps an option from fitting.
#[derive(Clone, Debug, Default)]
struct Lack {
    /// Instants of its place, and how many places are missing.
    places: Vec<(Index, i64)>,
    /// Cap rows, and by how much they would be exceeded.
    caps: Vec<(Index, i64)>,
    /// Who is there and must not be met.
    partners: Vec<Index>,
}

/// Effort of one improvement for each option of the core, and at most: a second or two.
const EFFORT: u64 = 400;
const EFFORT_MAX: u64 = 6_000_000;

/// Weights that make sums compare as their levels do; `None` where they would not fit 128 bits.
fn weights(core: &Core) -> Option<Vec<i128>> {
    let mut weights = vec![0; core.levels];
    let mut weight: i128 = 1;
    for level in (0..core.levels).rev() {
        weights[level] = weight;
        let cost = |option: &Index| core.cost(*option)[level];
        let dearest = |unit: &crate::core::Unit| unit.options.iter().map(cost).max().unwrap_or(0);
        let groups = core.groups.iter().map(|group| group.cost[level]);
        let pairs = core.pairs.iter().filter_map(|pair| pair.cost.as_ref()).map(|cost| cost[level]);
        let most: i128 = core.units.iter().map(dearest).chain(groups).chain(pairs).sum();
        weight = weight.checked_mul(most + 1).filter(|weight| *weight < 1 << 100)?;
    }
    Some(weights)
}

impl<'a> Rota<'a> {
    /// An empty choice of live options; `None` where costs are too large.
    pub(crate) fn new(core: &'a Core, live: &[bool], interrupt: Interrupt<'a>) -> Option<Self> {
        let weights = weights(core)?;
        let weigh = |cost: &[i128]| cost.iter().zip(&weights).map(|(cost, weight)| cost * weight).sum();
        let costs: Vec<i128> = core.costs.chunks_exact(core.levels).map(weigh).collect();
        let live_options = |unit: &crate::core::Unit| {
            let options = unit.options.iter().copied();
            let mut options: Vec<Index> = options.filter(|&option| live[option as usize]).collect();
            options.sort_unstable_by_key(|&option| (costs[option as usize], option));
            options
        };
        let options: Vec<Vec<Index>> = core.units.iter().map(live_options).collect();
        let least = |options: &Vec<Index>| options.first().map_or(0, |&option| costs[option as usize]);
        let unit_pairs = core.unit_pairs();
        let unit_groups = core.unit_groups();
        Some(Self {
            core,
            group_costs: core.groups.iter().map(|group| weigh(&group.cost)).collect(),
            pair_costs: core.pairs.iter().map(|pair| pair.cost.as_deref().map(weigh)).collect(),
            cheapest: options.iter().map(least).collect(),
            options,
            costs,
            choice: vec![None; core.units.len()],
            room: core.room(),
            residents: vec![Vec::new(); core.places.len()],
            is_tied: unit_pairs
                .iter()
                .zip(&unit_groups)
                .map(|(a, b)| !a.is_empty() || !b.is_empty())
                .collect(),
            unit_pairs,
            unit_groups,
            total: 0,
            journal: Vec::new(),
            chains: chain::Chains::new(core.units.len()),
            effort: EFFORT.saturating_mul(core.options.len() as u64).min(EFFORT_MAX),
            interrupt,
        })
    }

    /// Puts units where `shares` has most of them, the most decided first, as far as they fit; then the
    /// others by the best chains. False where somebody finds no place.
    pub(crate) fn construct(&mut self, shares: &[Vec<(Index, f64)>]) -> bool {
        let first = |shares: &Vec<(Index, f64)>| shares.first().map(|&(option, share)| (share, option));
        let mut wishes: Vec<(f64, Index)> = shares.iter().filter_map(first).collect();
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, option) in wishes {
            let unit = self.core.options[option as usize].unit;
            if self.options[unit as usize].contains(&option) && self.fits(option) {
                self.put(option);
            }
        }
        let absent = (0..index(self.choice.len())).filter(|&unit| self.choice[unit as usize].is_none());
        let absent: Vec<Index> = absent.collect();
        absent.into_iter().all(|unit| !is_stopped(self.interrupt) && self.insert(unit, i128::MAX))
    }

    /// Takes over a complete choice.
    pub(crate) fn take_over(&mut self, choice: &[Index]) {
        for &option in choice {
            self.put(option);
        }
    }

    /// The choice, when every unit has an option.
    pub(crate) fn choice(&self) -> Option<Vec<Index>> {
        self.choice.iter().copied().collect()
    }

    /// What all that are placed cost.
    pub(crate) fn total(&self) -> i128 {
        self.total
    }

    fn home(&self, option: Index) -> Option<u32> {
        self.core.home(option)
    }

    /// Whether an option fits beside all that are placed.
    fn fits(&self, option: Index) -> bool {
        self.room.fits(self.core.choice(option))
            && !self.met(option).any(|(pair, _)| self.pair_costs[pair as usize].is_none())
    }

    /// Finds what an option lacks beside all that are placed; false where it lacks nothing.
    fn find_lack(&self, option: Index, lack: &mut Lack) -> bool {
        let taken = self.core.choice(option);
        lack.places.clear();
        lack.places.extend(lacking(taken.loads.by_instant(), &self.room.places[taken.place as usize]));
        lack.caps.clear();
        lack.caps.extend(lacking(taken.caps.iter().copied(), &self.room.caps));
        lack.partners.clear();
        if !self.unit_pairs[taken.unit as usize].is_empty() {
            let barred = self.met(option).filter(|&(pair, _)| self.pair_costs[pair as usize].is_none());
            lack.partners.extend(barred.map(|(_, partner)| partner));
        }
        !lack.places.is_empty() || !lack.caps.is_empty() || !lack.partners.is_empty()
    }

    /// Whether a resident's leaving gives all that is lacking.
    fn relieves(&self, resident: Index, seat: Index, lack: &Lack) -> bool {
        let left = &self.core.options[seat as usize];
        let covers = |given: &[(Index, i64)], lacking: &[(Index, i64)]| {
            let mut given = given.iter();
            lacking.iter().all(|&(at, missing)| {
                given
                    .find(|(other, _)| *other >= at)
                    .is_some_and(|&(other, load)| other == at && load >= missing)
            })
        };
        lack.places.iter().all(|&(at, missing)| left.loads.at(at) >= missing)
            && covers(&left.caps, &lack.caps)
            && lack.partners.iter().all(|&partner| partner == resident)
    }

    /// Pairs with somebody who is in the home of this option, and who that is.
    fn met(&self, option: Index) -> impl Iterator<Item = (Index, Index)> {
        let unit = self.core.options[option as usize].unit;
        let home = self.home(option);
        let pairs = self.unit_pairs[unit as usize].iter().map(move |&pair| {
            let [one, other] = self.core.pairs[pair as usize].units;
            (pair, if one == unit { other } else { one })
        });
        pairs.filter(move |&(_, partner)| {
            home.is_some() && self.choice[partner as usize].is_some_and(|at| self.home(at) == home)
        })
    }

    /// What an option costs beside all that are placed; the unit itself is not.
    fn price(&self, option: Index) -> i128 {
        let unit = self.core.options[option as usize].unit;
        let mut sum = self.costs[option as usize];
        if !self.is_tied[unit as usize] {
            return sum;
        }
        if !self.unit_pairs[unit as usize].is_empty() {
            sum += self.met(option).filter_map(|(pair, _)| self.pair_costs[pair as usize]).sum::<i128>();
        }
        for &group in &self.unit_groups[unit as usize] {
            if self.tears(group, unit, self.home(option)) {
                sum += self.group_costs[group as usize];
            }
        }
        sum
    }

    /// Whether a group is torn by this unit's being in a home, and not by its others already.
    fn tears(&self, group: Index, unit: Index, home: Option<u32>) -> bool {
        let given = &self.core.groups[group as usize];
        let others = given.units.iter().filter(|&&other| other != unit);
        let mut homes = others.filter_map(|&other| self.choice[other as usize]).map(|at| self.home(at));
        let Some(first) = homes.next() else { return !given.anchor.permits(home) };
        let is_torn = !given.anchor.permits(first) || homes.any(|other| other != first);
        !is_torn && first != home
    }

    fn put(&mut self, option: Index) {
        self.total += self.price(option);
        self.seat(option);
        let unit = self.core.options[option as usize].unit;
        self.journal.push((unit, None));
    }

    fn take_out(&mut self, unit: Index) {
        let Some(option) = self.choice[unit as usize] else { return };
        self.unseat(unit, option);
        self.total -= self.price(option);
        self.journal.push((unit, Some(option)));
    }

    fn seat(&mut self, option: Index) {
        let core = self.core;
        let taken = core.choice(option);
        self.room.take(taken);
        self.choice[taken.unit as usize] = Some(option);
        if self.home(option).is_some() {
            self.residents[taken.place as usize].push(taken.unit);
        }
    }

    fn unseat(&mut self, unit: Index, option: Index) {
        let core = self.core;
        let taken = core.choice(option);
        self.room.give_back(taken);
        self.choice[unit as usize] = None;
        self.residents[taken.place as usize].retain(|&resident| resident != unit);
    }

    /// Takes back all changes since the journal had this length.
    fn undo(&mut self, mark: usize, total: i128) {
        while self.journal.len() > mark {
            let (unit, before) = self.journal.pop().expect("longer than the mark");
            match (before, self.choice[unit as usize]) {
                (Some(option), _) => self.seat(option),
                (None, Some(option)) => self.unseat(unit, option),
                (None, None) => {}
            }
        }
        self.total = total;
    }

    fn is_over(&self) -> bool {
        self.effort == 0 || is_stopped(self.interrupt)
    }
}

fn index(number: usize) -> Index {
    Index::try_from(number).expect("units and options are numbered in 32 bits")
}
