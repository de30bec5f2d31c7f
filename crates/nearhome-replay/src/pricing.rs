//! What the rules say of every home for every placement, on the day on which it began and with nobody else
//! there: who lives in a home depends on how a policy placed before.

use nearhome_model::{
    Child, CurrentPlacement, Location, Matching, Moving, PlacementGroup, Recommendation, Snapshot,
    Suitability,
};
use nearhome_rules::{Level, Policy, assess, assess_staying, assess_unplaced, cost_of, price};
use rayon::prelude::*;

use crate::{
    ReplayError,
    build::ActualCost,
    homes::ReplayHome,
    levels::Levels,
    offers::{Offers, OffersOfOne},
    record::Placement,
};

/// What the rules say of all placements.
pub(crate) struct Priced {
    pub(crate) offers: Offers,
    pub(crate) actual: Vec<Option<ActualCost>>,
}

/// What is to be priced.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) placements: &'a [Placement],
    pub(crate) children: &'a [Option<Child>],
    /// Where each placement was, as its episode says.
    pub(crate) settings: &'a [Location],
    pub(crate) homes: &'a [ReplayHome],
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
    let Asked { placements, children, settings, homes } = asked;
    let mut parts = scene.into_parts();
    parts.children.clear();
    parts.sibling_groups.clear();
    parts.keep_apart.clear();
    // The scene's homes stand by id; the replay's own order is the one in which offers number them.
    let order: Vec<usize> = homes
        .iter()
        .map(|one| {
            let found = parts.homes.binary_search_by(|home| home.id.cmp(&one.home.id));
            found.expect("the scene was made of these homes")
        })
        .collect();
    let days = days(placements);
    let priced: Result<Vec<Vec<PricedOne>>, ReplayError> = days
        .par_iter()
        .map_init(
            || Some(parts.clone()),
            |parts, &(first, end)| {
                let mut own = parts.take().expect("the parts are put back after each day");
                own.date = placements[first].start.date();
                own.children = (first..end).filter_map(|index| children[index].clone()).collect();
                let scene = Snapshot::new(own)?;
                let day = Scene { day: &scene, policy, levels, homes, order: &order };
                let priced = (first..end)
                    .map(|index| match &children[index] {
                        Some(child) if placements[index].kept.is_none() => {
                            day.price(child, &placements[index])
                        }
                        Some(child) => {
                            let cost = day.setting(child, &placements[index], &settings[index]);
                            (OffersOfOne::default(), Some(ActualCost { cost, broken: vec![] }))
                        }
                        None => (OffersOfOne::default(), None),
                    })
                    .collect();
                *parts = Some(scene.into_parts());
                Ok(priced)
            },
        )
        .collect();
    let (each, actual) = priced?.into_iter().flatten().unzip();
    Ok(Priced { offers: Offers::of(levels.count(), each), actual })
}

/// The placements of each day, as ranges.
fn days(placements: &[Placement]) -> Vec<(usize, usize)> {
    let mut days = Vec::new();
    let mut first = 0;
    while first < placements.len() {
        let start = placements[first].start;
        let end = first + placements[first..].partition_point(|placement| placement.start <= start);
        days.push((first, end));
        first = end;
    }
    days
}

/// The offers of one placement, and what its recorded home or setting costs.
type PricedOne = (OffersOfOne, Option<ActualCost>);

struct Scene<'a> {
    day: &'a Snapshot,
    policy: &'a Policy,
    levels: &'a Levels,
    homes: &'a [ReplayHome],
    order: &'a [usize],
}

impl Scene<'_> {
    fn price(&self, child: &Child, placement: &Placement) -> PricedOne {
        let levels = self.levels.all();
        let mut offers = OffersOfOne {
            unplaced: cost_of(&assess_unplaced(self.day, self.policy, child), levels),
            places: 1,
            ..OffersOfOne::default()
        };
        for (number, (one, &at)) in (0..).zip(self.homes.iter().zip(self.order)) {
            if !one.home.kinds.iter().any(|kind| kind.group() == placement.group) {
                continue;
            }
            if let Some(price) = price(self.day, self.policy, child, &self.day.homes[at]) {
                offers.homes.push(number);
                offers.places = price.places;
                offers.costs.extend(price.cost(levels));
            }
        }
        let actual = placement.home.map(|home| self.actual(child, placement, home, &offers));
        (offers, actual)
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
