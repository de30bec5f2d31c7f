//! What the rules say of every home for every placement, on the day on which it began and with nobody else
//! there: who lives in a home depends on how a policy placed before.

use std::{collections::BTreeMap, ops::Range};

use nearhome_model::{
    Child, CurrentPlacement, Home, Location, Matching, Moving, PlacementGroup, Recommendation, Snapshot,
    Suitability,
};
use nearhome_rules::{
    Level, Policy, RuleCode, assess, assess_staying, assess_unplaced, cost_of, price, price_but_for_one,
};
use rayon::prelude::*;

use crate::{
    ReplayError,
    build::ActualCost,
    day::Day,
    homes::ReplayHome,
    levels::Levels,
    offers::{Excluded, Offers, OffersOfOne},
    record::Placement,
};

/// What the rules say of all placements.
pub(crate) struct Priced {
    pub(crate) offers: Offers,
    pub(crate) actual: Vec<Option<ActualCost>>,
    /// By rule: the homes that it alone excludes, by placement, as far as they were asked for.
    pub(crate) excluded: BTreeMap<RuleCode, Vec<Excluded>>,
}

/// What is to be priced.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) placements: &'a [Placement],
    pub(crate) children: &'a [Option<Child>],
    /// Where each placement was, as its episode says.
    pub(crate) settings: &'a [Location],
    pub(crate) homes: &'a [ReplayHome],
    /// The first day of placements for which homes that one rule alone excludes are priced, too.
    pub(crate) excluded_from: Option<Day>,
}

/// A child for whom a home of this kind is sought: the kind is what was recorded, since why the panel
/// chose it is not.
pub(crate) fn seeking(child: Child, group: PlacementGroup) -> Child {
    let fits = |own| if own == group { Suitability::Preferred } else { Suitability::Unsuitable };
    let recommendation = Recommendation {
        foster: fits(PlacementGroup::Foster),
        residential: fits(PlacementGroup::Residential),
        supported: fits(PlacementGroup::Supported),
    };
    Child { recommendation, ..child }
}

/// Prices all placements for which a home is sought, day by day and in parallel.
pub(crate) fn price_all(
    scene: Snapshot,
    policy: &Policy,
    levels: &Levels,
    asked: Asked<'_>,
) -> Result<Priced, ReplayError> {
    let mut parts = scene.into_parts();
    parts.children.clear();
    parts.sibling_groups.clear();
    parts.keep_apart.clear();
    let order = order_of(asked.homes, &parts.homes);
    let priced: Result<Vec<Vec<PricedOne>>, ReplayError> = days(asked.placements)
        .into_par_iter()
        .map_init(
            || Some(parts.clone()),
            |parts, day| {
                let mut own = parts.take().expect("the parts are put back after each day");
                own.date = asked.placements[day.start].start.date();
                own.children = day.clone().filter_map(|index| asked.children[index].clone()).collect();
                let snapshot = Snapshot::new(own)?;
                let scene = Scene { day: &snapshot, policy, levels, asked, order: &order };
                let priced = day.map(|index| scene.price(index)).collect();
                *parts = Some(snapshot.into_parts());
                Ok(priced)
            },
        )
        .collect();
    Ok(put_together(levels, priced?.into_iter().flatten()))
}

/// Where the replay's homes stand among the scene's, which are by id: offers number them in the replay's order.
fn order_of(homes: &[ReplayHome], scene: &[Home]) -> Vec<usize> {
    let position = |one: &ReplayHome| scene.binary_search_by(|home| home.id.cmp(&one.home.id));
    homes.iter().map(|one| position(one).expect("the scene was made of these homes")).collect()
}

fn put_together(levels: &Levels, priced: impl Iterator<Item = PricedOne>) -> Priced {
    let (mut offers, mut actual) = (Vec::new(), Vec::new());
    let mut excluded: BTreeMap<RuleCode, Vec<Excluded>> = BTreeMap::new();
    for one in priced {
        offers.push(one.offers);
        actual.push(one.actual);
        for (rule, home) in one.excluded {
            excluded.entry(rule).or_default().push(home);
        }
    }
    Priced { offers: Offers::of(levels.count(), offers), actual, excluded }
}

/// The placements of each day, as ranges.
fn days(placements: &[Placement]) -> Vec<Range<usize>> {
    let mut days = Vec::new();
    let mut first = 0;
    while first < placements.len() {
        let start = placements[first].start;
        let end = first + placements[first..].partition_point(|placement| placement.start <= start);
        days.push(first..end);
        first = end;
    }
    days
}

/// What the rules say of one placement.
#[derive(Default)]
struct PricedOne {
    offers: OffersOfOne,
    /// What its recorded home or setting costs.
    actual: Option<ActualCost>,
    excluded: Vec<(RuleCode, Excluded)>,
}

struct Scene<'a> {
    day: &'a Snapshot,
    policy: &'a Policy,
    levels: &'a Levels,
    asked: Asked<'a>,
    order: &'a [usize],
}

impl Scene<'_> {
    fn price(&self, index: usize) -> PricedOne {
        let placement = &self.asked.placements[index];
        let Some(child) = &self.asked.children[index] else { return PricedOne::default() };
        if placement.kept.is_some() {
            let cost = self.setting(child, placement, &self.asked.settings[index]);
            return PricedOne { actual: Some(ActualCost { cost, broken: vec![] }), ..PricedOne::default() };
        }
        let offers = self.offers(child, placement);
        let actual = placement.home.map(|home| self.actual(child, placement, home, &offers));
        let asked = self.asked.excluded_from.is_some_and(|from| from <= placement.start);
        let excluded = if asked { self.excluded(index, child) } else { vec![] };
        PricedOne { offers, actual, excluded }
    }

    fn offers(&self, child: &Child, placement: &Placement) -> OffersOfOne {
        let levels = self.levels.all();
        let mut offers = OffersOfOne {
            unplaced: cost_of(&assess_unplaced(self.day, self.policy, child), levels),
            places: 1,
            ..OffersOfOne::default()
        };
        for (number, home) in self.homes_of(placement) {
            if let Some(price) = price(self.day, self.policy, child, home) {
                offers.homes.push(number);
                offers.places = price.places;
                offers.costs.extend(price.cost(levels));
            }
        }
        offers
    }

    /// The homes that one rule alone excludes.
    fn excluded(&self, index: usize, child: &Child) -> Vec<(RuleCode, Excluded)> {
        let excluded = self.homes_of(&self.asked.placements[index]).filter_map(|(home, one)| {
            let (rule, price) = price_but_for_one(self.day, self.policy, child, one)?;
            let cost = price.cost(self.levels.all());
            Some((rule, Excluded { placement: index, home, places: price.places, cost }))
        });
        excluded.collect()
    }

    /// The homes of a placement's kind, with their numbers.
    fn homes_of(&self, placement: &Placement) -> impl Iterator<Item = (u32, &Home)> {
        let fits = move |one: &ReplayHome| one.home.kinds.iter().any(|kind| kind.group() == placement.group);
        let homes = (0_u32..).zip(self.asked.homes.iter().zip(self.order));
        homes.filter(move |(_, (one, _))| fits(one)).map(|(number, (_, &at))| (number, &self.day.homes[at]))
    }

    /// What the recorded home costs; where the rules would not offer it, as for a child who lives there.
    fn actual(&self, child: &Child, placement: &Placement, home: u32, offers: &OffersOfOne) -> ActualCost {
        let count = self.levels.count();
        if let Ok(at) = offers.homes.binary_search(&home) {
            return ActualCost { cost: offers.costs[at * count..][..count].to_vec(), broken: vec![] };
        }
        let one = &self.day.homes[self.order[home as usize]];
        let exclusions = assess(self.day, self.policy, child, one).exclusions;
        let broken = exclusions.iter().map(|exclusion| exclusion.rule.to_string()).collect();
        let mut cost = self.setting(child, placement, &one.location);
        let fee = one.weekly_fee.map_or(0, nearhome_model::Pence::pence);
        if let Some(money) = self.levels.position(Level::WeeklyPence) {
            cost[money] += fee;
        }
        ActualCost { cost, broken }
    }

    /// What a placement costs of which only the place is known: no more than area and distance.
    fn setting(&self, child: &Child, placement: &Placement, location: &Location) -> Vec<i64> {
        let lives_there = CurrentPlacement {
            home: None,
            kind: placement.place,
            provider: None,
            location: location.clone(),
            since: placement.start.date(),
            matching: Matching::NotMatched,
        };
        let mut resident = child.clone();
        resident.placement = Some(lives_there);
        resident.search.moving = Moving::Permitted;
        let staying = assess_staying(self.day, self.policy, &resident).unwrap_or_default();
        staying.cost(self.levels.all())
    }
}
