//! From a council's files to the record of a replay: placements, the homes that there were, and what each
//! home would have meant for each child.

use std::collections::BTreeMap;

use nearhome_data::{Council, CountedPlacement, CountingPolicy, SnapshotRequest};
use nearhome_history::{Basis, Supply, supply};
use nearhome_model::{AuthorityCode, Child, Date, Location, PlacementGroup};
use nearhome_problem::Totals;
use nearhome_rules::{Policy, RuleCode};
use rayon::prelude::*;

use crate::{
    ReplayError,
    caps::ContractCaps,
    day::Day,
    homes::{ReplayHome, assume_fees},
    levels::Levels,
    offers::{Best, Excluded, Offers},
    pricing::{self, Asked, Priced},
    record::{Kept, Placement, Record},
    relations::Between,
    rules::RuleCosts,
};

/// Days before the replay of which the record is kept, for what is expected of the future.
pub(crate) const PAST_DAYS: i32 = 730;

/// Everything that a replay needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub(crate) levels: Levels,
    pub(crate) homes: Vec<ReplayHome>,
    pub(crate) caps: ContractCaps,
    pub(crate) record: Record,
    /// Per placement: what the recorded home or setting costs, where the record tells enough.
    pub(crate) actual: Vec<Option<ActualCost>>,
    /// Per placement: the child as it was on the first day, where homes can be judged for it.
    pub(crate) children: Vec<Option<Child>>,
    pub(crate) alone: Vec<bool>,
    /// By rule: the homes that it alone excludes, by placement, as far as they were asked for.
    pub(crate) excluded: BTreeMap<RuleCode, Vec<Excluded>>,
    /// Per placement: the offers that are as good as its best until homes differ first.
    pub(crate) best: Vec<Best>,
    pub(crate) from: Day,
    /// Exclusive.
    pub(crate) to: Day,
    pub(crate) known: Known,
}

/// What the recorded home of a placement costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActualCost {
    /// As offers have it: money is pence a week.
    pub(crate) cost: Vec<i64>,
    /// Codes of the hard rules that would not have let the home be offered.
    pub(crate) broken: Vec<String>,
}

/// How much the files say, for the warnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) reconstructed_homes: u64,
    pub(crate) assumed_fees: u64,
    pub(crate) children_without_row: u64,
    pub(crate) placed_in_reconstructed: u64,
}

/// Reads the past between two days, the last one included.
pub(crate) fn past(
    council: &Council,
    authority: Option<&AuthorityCode>,
    policy: &Policy,
    days: (Date, Date),
    rules: RuleCosts,
) -> Result<Past, ReplayError> {
    let (from, to) = days;
    let levels = Levels::of(policy);
    let (from, to) = (Day::of(from), Day::of(to) + 1);
    let mut homes = Homes::of(&supply(council));
    let Placements { each: mut placements, children, settings } =
        placements(council, &mut homes, from - PAST_DAYS, to);
    let (mut homes, numbers) = homes.merged();
    for placement in &mut placements {
        placement.home = placement.home.map(|home| numbers[home as usize]);
    }
    let assumed_fees = assume_fees(&mut homes, policy);
    let caps = ContractCaps::of(council.contracts.values(), &homes, days);
    let request = SnapshotRequest { date: to.date(), authority: authority.cloned() };
    let seeking = placements.iter().zip(&children).filter(|(placement, _)| placement.kept.is_none());
    let everyone =
        seeking.filter_map(|(_, child)| child.as_ref()).map(|child| (child.id.clone(), child.clone()));
    let everyone: BTreeMap<_, _> = everyone.collect();
    let whole =
        council.snapshot_of(&request, everyone.into_values(), homes.iter().map(|one| one.home.clone()))?;
    let between = Between::of(&whole, policy, &levels);
    let asked = Asked {
        placements: &placements,
        children: &children,
        settings: &settings,
        homes: &homes,
        excluded_from: (rules == RuleCosts::Counted).then_some(from),
    };
    let Priced { offers, actual, excluded } = pricing::price_all(whole, policy, &levels, asked)?;
    let ends: Vec<Option<Day>> = ends(&placements);
    let relations = between.of_placements(&placements, |index| ends[index]);
    let alone = placements.iter().map(|placement| between.is_alone(&placement.child)).collect();
    let known = known(council, &homes, &placements, assumed_fees, from);
    let best = best(&offers, &levels, placements.len());
    let record = Record::new(placements, offers, relations);
    let mut past =
        Past { levels, homes, caps, record, actual, children, alone, excluded, best, from, to, known };
    past.make_room();
    Ok(past)
}

fn best(offers: &Offers, levels: &Levels, placements: usize) -> Vec<Best> {
    let until = levels.first_of_homes() + 1;
    (0..placements).into_par_iter().map(|index| offers.best(index, until)).collect()
}

fn ends(placements: &[Placement]) -> Vec<Option<Day>> {
    placements.iter().map(Placement::recorded_end).collect()
}

fn known(
    council: &Council,
    homes: &[ReplayHome],
    placements: &[Placement],
    assumed_fees: u64,
    from: Day,
) -> Known {
    let sought = || placements.iter().filter(|one| one.kept.is_none() && one.start >= from);
    let reconstructed = |home: u32| homes[home as usize].basis == Basis::Reconstructed;
    Known {
        reconstructed_homes: count(homes.iter().filter(|home| home.basis == Basis::Reconstructed)),
        assumed_fees,
        children_without_row: count(sought().filter(|one| !council.children.contains_key(&one.child))),
        placed_in_reconstructed: count(sought().filter(|one| one.home.is_some_and(reconstructed))),
    }
}

fn count<T>(all: impl Iterator<Item = T>) -> u64 {
    u64::try_from(all.count()).unwrap_or(u64::MAX)
}

impl Past {
    /// The past under the same rules without one.
    pub(crate) fn without(&self, rule: RuleCode) -> Self {
        let excluded = self.excluded.get(&rule).map(Vec::as_slice).unwrap_or_default();
        let offers = self.record.whole().offers().with(excluded);
        let best = best(&offers, &self.levels, self.best.len());
        Self { record: self.record.with_offers(offers), best, ..self.clone() }
    }

    /// Widens homes and contracts so that the children who live there on the first day have room: nobody is moved for
    /// a replay.
    fn make_room(&mut self) {
        let placements = self.record.whole().placements();
        let lived_in: Vec<u32> = self.residents().filter_map(|index| placements[index].home).collect();
        let mut held = vec![0_u32; self.homes.len()];
        for &home in &lived_in {
            held[home as usize] += 1;
        }
        self.caps.make_room(lived_in.into_iter());
        for (home, held) in self.homes.iter_mut().zip(held) {
            home.places = home.places.max(held);
        }
    }

    /// Placements in a home that had begun before the first day and had not ended.
    pub(crate) fn residents(&self) -> impl Iterator<Item = usize> + '_ {
        let whole = self.record.whole();
        let there = move |index: &usize| {
            let placement = &whole.placements()[*index];
            let lasts = whole.end(*index).is_none_or(|end| self.from < end);
            placement.home.is_some() && placement.start < self.from && lasts
        };
        (0..whole.placements().len()).filter(there)
    }

    /// Days of a placement within the period.
    pub(crate) fn days_of(&self, index: usize) -> i32 {
        let whole = self.record.whole();
        let from = whole.placements()[index].start.max(self.from);
        from.until(whole.end(index).map_or(self.to, |end| end.min(self.to)))
    }

    /// Placements that began in the period, by first day.
    pub(crate) fn begun(&self) -> std::ops::Range<usize> {
        let placements = self.record.whole().placements();
        let first = placements.partition_point(|placement| placement.start < self.from);
        first..placements.partition_point(|placement| placement.start < self.to)
    }

    /// Placements of the period for which a home was sought, by first day.
    pub(crate) fn sought(&self) -> impl Iterator<Item = usize> + '_ {
        let placements = self.record.whole().placements();
        self.begun().filter(|&index| placements[index].kept.is_none())
    }

    /// Placements of the period that every policy keeps as they were, by first day.
    pub(crate) fn kept(&self) -> impl Iterator<Item = usize> + '_ {
        let placements = self.record.whole().placements();
        self.begun().filter(|&index| placements[index].kept.is_some())
    }

    /// What the placements cost that every policy keeps, on each level; their money is not known.
    pub(crate) fn cost_kept(&self) -> Totals {
        let mut totals = vec![0; self.levels.count()];
        for cost in self.kept().filter_map(|index| self.actual[index].as_ref()) {
            totals.iter_mut().zip(&cost.cost).for_each(|(sum, level)| *sum += i128::from(*level));
        }
        totals
    }
}

/// Homes as supplied, and which of them are one household.
struct Homes {
    each: Vec<ReplayHome>,
    numbers: BTreeMap<nearhome_model::HomeId, u32>,
    supply: Supply,
    same: Vec<u32>,
}

impl Homes {
    fn of(supply: &Supply) -> Self {
        let each: Vec<ReplayHome> = supply.homes.iter().map(ReplayHome::of).collect();
        let numbers = each.iter().map(|one| one.home.id.clone()).zip(0..).collect();
        let same = (0..).take(each.len()).collect();
        Self { each, numbers, supply: supply.clone(), same }
    }

    fn on(&self, placement: &CountedPlacement<'_>, day: Date) -> Option<u32> {
        let child = &placement.episodes.first()?.child;
        let home = self.supply.home_of(child, day)?;
        self.numbers.get(&home.home.id).copied()
    }

    /// The home of a placement; carers who moved house with the child are one household all along.
    fn home(&mut self, placement: &CountedPlacement<'_>) -> Option<u32> {
        let homes: Vec<u32> =
            placement.episodes.iter().filter_map(|episode| self.on(placement, episode.start)).collect();
        for pair in homes.windows(2) {
            self.join(pair[0], pair[1]);
        }
        self.on(placement, placement.start()?)
    }

    fn root(&self, mut home: u32) -> u32 {
        while self.same[home as usize] != home {
            home = self.same[home as usize];
        }
        home
    }

    /// The register's home stands for the household, or else the later one.
    fn join(&mut self, earlier: u32, later: u32) {
        let (earlier, later) = (self.root(earlier), self.root(later));
        let in_register = |home: u32| self.each[home as usize].basis == Basis::Register;
        if earlier == later || (in_register(earlier) && in_register(later)) {
            return;
        }
        let (kept, other) = if in_register(earlier) { (earlier, later) } else { (later, earlier) };
        self.same[other as usize] = kept;
    }

    /// One home a household, and the new number of each old one.
    fn merged(self) -> (Vec<ReplayHome>, Vec<u32>) {
        let roots: Vec<u32> = (0..).take(self.each.len()).map(|home| self.root(home)).collect();
        let mut merged = self.each.clone();
        for (home, &root) in self.each.iter().zip(&roots) {
            merged[root as usize].join(home);
        }
        let mut numbers = vec![u32::MAX; roots.len()];
        let mut kept = Vec::new();
        for (home, one) in (0..).zip(merged) {
            if roots[home as usize] == home {
                numbers[home as usize] = u32::try_from(kept.len()).expect("fewer homes than 2^32");
                kept.push(one);
            }
        }
        let numbers = roots.iter().map(|&root| numbers[root as usize]).collect();
        (kept, numbers)
    }
}

/// Placements by first day, each with its child where the record says enough, and where it was.
#[derive(Default)]
struct Placements {
    each: Vec<Placement>,
    children: Vec<Option<Child>>,
    settings: Vec<Location>,
}

/// Every placement that touches the days from one to another.
fn placements(council: &Council, homes: &mut Homes, from: Day, to: Day) -> Placements {
    let mut all: Vec<(Placement, Option<Child>, Location)> = Vec::new();
    for (id, history) in &council.histories {
        for counted in history.placements(CountingPolicy::default()) {
            let (Some(start), Some(first)) = (counted.start(), counted.episodes.first()) else { continue };
            let span = (Day::of(start), counted.end().map(Day::of));
            if span.0 >= to || span.1.is_some_and(|end| end <= from || end <= span.0) {
                continue;
            }
            let group = first.place.group();
            let mut placement = Placement::new(id.clone(), span, first.place);
            placement.home = homes.home(&counted);
            let child = council.child_in_need(first);
            placement.kept = match (is_searched(group), &child, placement.home) {
                (false, ..) => Some(Kept::Kind),
                (_, None, _) => Some(Kept::ChildUnknown),
                (.., None) => Some(Kept::HomeUnknown),
                _ => None,
            };
            let child = child.map(|child| pricing::seeking(child, group));
            all.push((placement, child, council.locate(first.placement_postcode.as_ref())));
        }
    }
    all.sort_by(|(one, ..), (other, ..)| (one.start, &one.child).cmp(&(other.start, &other.child)));
    let mut placements = Placements::default();
    for (placement, child, setting) in all {
        placements.each.push(placement);
        placements.children.push(child);
        placements.settings.push(setting);
    }
    placements
}

/// Whether homes of this kind are chosen from a list.
fn is_searched(group: PlacementGroup) -> bool {
    matches!(group, PlacementGroup::Foster | PlacementGroup::Residential | PlacementGroup::Supported)
}
