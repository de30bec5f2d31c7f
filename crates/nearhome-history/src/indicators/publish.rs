//! The indicators as they are published: small counts hidden, then figures rounded.

use nearhome_data::CountingPolicy;
use nearhome_model::{AuthorityCode, Date, PlaceProvider, PlacementGroup};
use serde::Serialize;

use super::{
    Indicators,
    measure::{BasedOn, Cell, Excluded, Measure},
    rounding::{Figure, Rounding},
    suppression::{Counts, Decided, Place, Role, Suppression},
    unit_costs::{UnitCost, UnitCosts},
};

/// A cell as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedCell {
    /// Its name for programs.
    pub cell: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// How many.
    pub count: Figure,
    /// The share of the total in tenths of a per cent; `None` of nothing.
    pub per_cent_tenths: Option<Figure>,
}

/// What could not be counted, as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedExcluded {
    /// Why.
    pub reason: &'static str,
    /// How many.
    pub count: Figure,
}

/// A measure as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedMeasure {
    /// Its name for programs.
    pub indicator: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it counts: `children`, `placements` or `sibling groups`.
    pub counts: &'static str,
    /// On what it rests.
    pub based_on: BasedOn,
    /// How many of those counted rest on homes that only episodes show.
    pub reconstructed: Figure,
    /// The cell that the published measure names: the numerator.
    pub headline: &'static str,
    /// The denominator, of which each count is a part.
    pub total: Figure,
    /// Its parts; empty where it could not be computed.
    pub cells: Vec<PublishedCell>,
    /// What is not part of the total, with the reasons.
    pub excluded: Vec<PublishedExcluded>,
    /// Why it could not be computed, where it could not.
    pub unavailable: Option<String>,
    /// What is counted, and of what.
    pub definition: &'static str,
    /// Where the definition is published.
    pub source: &'static str,
    /// What is not certain about it.
    pub doubt: &'static str,
}

/// The weekly prices of one kind and sector as they are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedUnitCost {
    /// The group of the placements' kinds; `None` for all together.
    pub kind: Option<PlacementGroup>,
    /// The homes' sector; `None` for all together.
    pub sector: Option<PlaceProvider>,
    /// Children whose place has a known price.
    pub children: Figure,
    /// The mean weekly price in pence.
    pub mean_weekly_pence: Figure,
    /// The median weekly price in pence.
    pub median_weekly_pence: Figure,
}

/// The weekly prices as they are published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedUnitCosts {
    /// On what they rest.
    pub based_on: BasedOn,
    /// By kind and sector.
    pub rows: Vec<PublishedUnitCost>,
    /// All children together; `None` where no price is known.
    pub all: Option<PublishedUnitCost>,
    /// Children who are not in any row.
    pub excluded: Vec<PublishedExcluded>,
}

/// All indicators of one year as they are published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedIndicators {
    /// `nearhome-indicators/1`.
    pub format: &'static str,
    /// The responsible authority.
    pub authority: AuthorityCode,
    /// The calendar year in which the collection ends.
    pub year: u16,
    /// 1 April of the year before.
    pub first_day: Date,
    /// 31 March, the day of the stock.
    pub last_day: Date,
    /// What counts as a placement.
    pub counting: CountingPolicy,
    /// How figures are rounded.
    pub rounding: Rounding,
    /// Which counts are hidden, as `c`.
    pub suppression: Suppression,
    /// Children looked after on 31 March.
    pub looked_after: Figure,
    /// The measures.
    pub indicators: Vec<PublishedMeasure>,
    /// What homes cost a week.
    pub unit_costs: PublishedUnitCosts,
    /// What a reader must know of these figures.
    pub notes: Vec<&'static str>,
}

/// Hides small counts and rounds figures, as asked.
#[must_use]
pub fn publish(indicators: &Indicators, rounding: Rounding, suppression: Suppression) -> PublishedIndicators {
    let request = &indicators.request;
    let places = Places::of(indicators);
    let page = Page { rounding, decided: places.counts.hide(suppression) };
    let measures = indicators.measures.iter().zip(&places.measures);
    PublishedIndicators {
        format: "nearhome-indicators/1",
        authority: request.authority.clone(),
        year: request.year.end_year(),
        first_day: request.year.first_day(),
        last_day: request.year.last_day(),
        counting: request.counting,
        rounding,
        suppression,
        looked_after: page.count(places.looked_after, indicators.looked_after),
        indicators: measures.map(|(measure, table)| page.measure(measure, table)).collect(),
        unit_costs: page.unit_costs(&indicators.unit_costs, &places.unit_costs),
        notes: indicators.notes.clone(),
    }
}

/// The places of one table's counts.
struct Table {
    parts: Vec<Place>,
    total: Place,
    excluded: Vec<Place>,
    reconstructed: Place,
}

/// The places of all counts.
struct Places {
    counts: Counts,
    looked_after: Place,
    measures: Vec<Table>,
    unit_costs: Table,
}

/// Cells of the location table that add up to what another table shows: its last one, or last two.
const SUMS_OF_LOCATION: &[&[(&str, &str)]] = &[
    &[
        ("location", "inside_within_20"),
        ("location", "inside_over_20"),
        ("location", "inside_not_known"),
        ("outside_boundary", "inside"),
    ],
    &[
        ("location", "outside_within_20"),
        ("location", "outside_over_20"),
        ("location", "outside_not_known"),
        ("outside_boundary", "outside"),
    ],
    &[("location", "not_known"), ("outside_boundary", "not_known")],
    &[
        ("location", "inside_within_20"),
        ("location", "outside_within_20"),
        ("more_than_20_miles", "within_20"),
    ],
    &[("location", "inside_over_20"), ("location", "outside_over_20"), ("more_than_20_miles", "over_20")],
    &[
        ("location", "inside_not_known"),
        ("location", "outside_not_known"),
        ("location", "not_known"),
        ("more_than_20_miles", "unaccompanied"),
        ("more_than_20_miles", "not_known"),
    ],
];

/// Measures whose total is the number of children looked after.
const OF_ALL_CHILDREN: &[&str] = &["three_placements", "more_than_20_miles", "outside_boundary", "location"];

impl Places {
    fn of(indicators: &Indicators) -> Self {
        let mut counts = Counts::default();
        let looked_after = counts.add(Role::Total, indicators.looked_after);
        let mut measures = Vec::new();
        for measure in &indicators.measures {
            let parts: Vec<u64> = measure.cells.iter().map(|cell| cell.count).collect();
            let table = Table::of(&mut counts, &parts, &measure.excluded, measure.reconstructed);
            if OF_ALL_CHILDREN.contains(&measure.about.code) {
                counts.relate([table.total, looked_after]);
            }
            measures.push(table);
        }
        let costs = &indicators.unit_costs;
        let rows: Vec<u64> = costs.rows.iter().map(|row| row.children).collect();
        let unit_costs = Table::of(&mut counts, &rows, &costs.excluded, 0);
        let others = unit_costs.excluded.iter().copied();
        counts.relate(others.chain([unit_costs.total, looked_after]));
        let mut places = Self { counts, looked_after, measures, unit_costs };
        for sum in SUMS_OF_LOCATION {
            let found: Vec<Place> =
                sum.iter().filter_map(|(code, cell)| places.place(indicators, code, cell)).collect();
            places.counts.relate(found);
        }
        places
    }

    fn place(&self, indicators: &Indicators, code: &str, cell: &str) -> Option<Place> {
        let of_code = |(measure, _): &(&Measure, &Table)| measure.about.code == code;
        let (measure, table) = indicators.measures.iter().zip(&self.measures).find(of_code)?;
        table.parts.get(measure.cells.iter().position(|one| one.cell == cell)?).copied()
    }
}

impl Table {
    fn of(counts: &mut Counts, parts: &[u64], excluded: &[Excluded], reconstructed: u64) -> Self {
        let table = Self {
            parts: parts.iter().map(|&part| counts.add(Role::Part, part)).collect(),
            total: counts.add(Role::Total, parts.iter().sum()),
            excluded: excluded.iter().map(|one| counts.add(Role::Part, one.count)).collect(),
            reconstructed: counts.add(Role::Part, reconstructed),
        };
        counts.relate(table.parts.iter().copied().chain([table.total]));
        table
    }
}

/// Writes figures as was decided.
struct Page {
    rounding: Rounding,
    decided: Decided,
}

impl Page {
    fn count(&self, place: Place, count: u64) -> Figure {
        self.decided.of(place).figure(self.rounding.count(count))
    }

    fn measure(&self, measure: &Measure, table: &Table) -> PublishedMeasure {
        let cell = |(cell, &place): (&Cell, &Place)| PublishedCell {
            cell: cell.cell,
            title: cell.title,
            count: self.count(place, cell.count),
            per_cent_tenths: self
                .rounding
                .share(cell.count, measure.total())
                .map(|share| self.decided.of(place).figure(share)),
        };
        let about = measure.about;
        PublishedMeasure {
            indicator: about.code,
            title: about.title,
            counts: about.counts,
            based_on: measure.based_on,
            reconstructed: self.count(table.reconstructed, measure.reconstructed),
            headline: about.headline,
            total: self.count(table.total, measure.total()),
            cells: measure.cells.iter().zip(&table.parts).map(cell).collect(),
            excluded: self.excluded(&measure.excluded, table),
            unavailable: measure.unavailable.clone(),
            definition: about.definition,
            source: about.source,
            doubt: about.doubt,
        }
    }

    fn excluded(&self, excluded: &[Excluded], table: &Table) -> Vec<PublishedExcluded> {
        let publish = |(one, &place): (&Excluded, &Place)| PublishedExcluded {
            reason: one.reason,
            count: self.count(place, one.count),
        };
        excluded.iter().zip(&table.excluded).map(publish).collect()
    }

    fn unit_costs(&self, costs: &UnitCosts, table: &Table) -> PublishedUnitCosts {
        let row = |row: &UnitCost, place: Place| PublishedUnitCost {
            kind: row.kind,
            sector: row.sector,
            children: self.count(place, row.children),
            mean_weekly_pence: self.decided.of(place).figure(self.rounding.money(row.mean)),
            median_weekly_pence: self.decided.of(place).figure(self.rounding.money(row.median)),
        };
        PublishedUnitCosts {
            based_on: costs.based_on,
            rows: costs.rows.iter().zip(&table.parts).map(|(cost, &place)| row(cost, place)).collect(),
            all: costs.all.as_ref().map(|all| row(all, table.total)),
            excluded: self.excluded(&costs.excluded, table),
        }
    }
}
