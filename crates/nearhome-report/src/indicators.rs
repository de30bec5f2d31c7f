//! The published indicators of a year on a page and as rows.

use std::fmt::Write;

use nearhome_data::{CountingPolicy, SameCarers, ShortBreaks, TemporaryMoves};
use nearhome_history::{
    BasedOn, Figure, PublishedCell, PublishedIndicators, PublishedMeasure, PublishedUnitCost, Rounding,
    Suppression,
};
use nearhome_model::{Pence, PlaceProvider, PlacementGroup};

use crate::{
    plan::WIDTH,
    rows::csv,
    table::{Lean, lay_out},
};

/// The page: every measure with its cells, what it rests on, and what is doubtful.
#[must_use]
pub fn indicators_page(answer: &PublishedIndicators) -> String {
    let mut page = format!(
        "Indicators of {} for the year from {} to {}\n\
         {} children looked after on the last day\n\
         Counting: {}\n\
         Figures: {}, {}\n",
        answer.authority,
        answer.first_day,
        answer.last_day,
        answer.looked_after,
        counting(answer.counting),
        rounding(answer.rounding),
        suppression(answer.suppression)
    );
    for measure in &answer.indicators {
        page.push_str(&measure_page(measure));
    }
    page.push_str(&unit_costs_page(answer));
    for note in &answer.notes {
        let _ = writeln!(page, "\nNote: {note}");
    }
    page
}

fn counting(policy: CountingPolicy) -> String {
    let breaks = match policy.short_breaks {
        ShortBreaks::LeftOut => "short breaks left out",
        ShortBreaks::Counted => "short breaks counted",
    };
    let temporary = match policy.temporary {
        TemporaryMoves::PassedOver => "temporary moves passed over",
        TemporaryMoves::Counted => "temporary moves counted as placements",
    };
    let carers = match policy.same_carers {
        SameCarers::SamePlacement => "the same carers are one placement",
        SameCarers::NewPlacement => "a move with the same carers is a new placement",
    };
    [breaks, temporary, carers].join("; ")
}

fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::Exact => "exact",
        Rounding::Dfe => "counts to the nearest 10, whole per cent (k: not zero, but rounds to it)",
    }
}

fn suppression(suppression: Suppression) -> &'static str {
    match suppression {
        Suppression::None => "small counts shown: not for publication",
        Suppression::UnderSix => "counts of 1 to 5, and those that would give them away, hidden (c)",
    }
}

fn based_on(basis: BasedOn) -> &'static str {
    match basis {
        BasedOn::Return => "the return",
        BasedOn::Register => "the return and the council's own tables",
        BasedOn::Reconstruction => "reconstruction: homes known from episodes alone",
    }
}

fn measure_page(measure: &PublishedMeasure) -> String {
    let mut text = format!("\n{}\n", measure.title);
    if let Some(reason) = &measure.unavailable {
        let _ = writeln!(text, "  not computed: {reason}");
        return text;
    }
    let columns = [(measure.counts, Lean::Left), ("number", Lean::Right), ("per cent", Lean::Right)];
    let row = |cell: &PublishedCell| {
        let share = cell.per_cent_tenths.map_or_else(|| "-".to_owned(), per_cent);
        vec![cell.title.to_owned(), cell.count.to_string(), share]
    };
    let total = vec!["total".to_owned(), measure.total.to_string(), String::new()];
    text.push_str(&lay_out(&columns, measure.cells.iter().map(row).chain([total]), WIDTH));
    for excluded in &measure.excluded {
        let _ = write!(text, "\n  not counted: {} ({})", excluded.count, excluded.reason);
    }
    let _ = write!(text, "\n  based on {}", based_on(measure.based_on));
    if measure.based_on == BasedOn::Reconstruction {
        let _ = write!(text, ", {} of the {}", measure.reconstructed, measure.counts);
    }
    text.push('\n');
    text
}

/// A share such as `12.5`; marks stay.
fn per_cent(tenths: Figure) -> String {
    match tenths {
        Figure::Number(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        Figure::Mark(_) => tenths.to_string(),
    }
}

fn unit_costs_page(answer: &PublishedIndicators) -> String {
    let costs = &answer.unit_costs;
    let mut text = String::from("\nPrice of a place a week on the last day\n");
    let columns = [
        ("kind", Lean::Left),
        ("sector", Lean::Left),
        ("children", Lean::Right),
        ("mean", Lean::Right),
        ("median", Lean::Right),
    ];
    let row = |cost: &PublishedUnitCost| {
        vec![
            cost.kind.map_or("all", kind).to_owned(),
            cost.sector.map_or("all", sector).to_owned(),
            cost.children.to_string(),
            money(cost.mean_weekly_pence),
            money(cost.median_weekly_pence),
        ]
    };
    text.push_str(&lay_out(&columns, costs.rows.iter().chain(&costs.all).map(row), WIDTH));
    for excluded in &costs.excluded {
        let _ = write!(text, "\n  not counted: {} ({})", excluded.count, excluded.reason);
    }
    let _ = writeln!(text, "\n  based on {}", based_on(costs.based_on));
    text
}

fn money(figure: Figure) -> String {
    match figure {
        Figure::Number(pence) => Pence::new(pence).to_string(),
        Figure::Mark(_) => figure.to_string(),
    }
}

fn kind(group: PlacementGroup) -> &'static str {
    match group {
        PlacementGroup::KinshipFoster => "fostering, relatives and friends",
        PlacementGroup::Foster => "fostering, others",
        PlacementGroup::Adoption => "adoption",
        PlacementGroup::Secure => "secure children's home",
        PlacementGroup::Residential => "children's home",
        PlacementGroup::Supported => "supported accommodation",
        PlacementGroup::Parents => "parents",
        PlacementGroup::ResidentialSchool => "residential school",
        PlacementGroup::ParentAndChild => "parent and child",
        PlacementGroup::Health => "health",
        PlacementGroup::Custody => "custody",
        PlacementGroup::Temporary => "temporary",
        PlacementGroup::Other => "other",
    }
}

fn sector(provider: PlaceProvider) -> &'static str {
    match provider {
        PlaceProvider::Parents => "parents",
        PlaceProvider::OwnAuthority => "own authority",
        PlaceProvider::OtherAuthority => "other authority",
        PlaceProvider::OtherPublic => "other public",
        PlaceProvider::Private => "private",
        PlaceProvider::Voluntary => "voluntary",
    }
}

/// The cells as rows, one table for all: indicators, then prices.
#[must_use]
pub fn indicators_csv(answer: &PublishedIndicators) -> String {
    let header = ["indicator", "cell", "counts", "number", "per_cent", "weekly_pence", "based_on"];
    let mut rows = Vec::new();
    for measure in &answer.indicators {
        rows.extend(measure_rows(measure));
    }
    for cost in answer.unit_costs.rows.iter().chain(&answer.unit_costs.all) {
        rows.extend(cost_rows(cost, answer.unit_costs.based_on));
    }
    for excluded in &answer.unit_costs.excluded {
        rows.push(excluded_row(
            "unit_cost",
            "children",
            excluded.reason,
            excluded.count,
            answer.unit_costs.based_on,
        ));
    }
    csv(&header, rows)
}

fn basis(basis: BasedOn) -> String {
    match basis {
        BasedOn::Return => "return",
        BasedOn::Register => "register",
        BasedOn::Reconstruction => "reconstruction",
    }
    .to_owned()
}

fn measure_rows(measure: &PublishedMeasure) -> Vec<Vec<String>> {
    let row = |cell: &str, number: Figure, share: String| {
        vec![
            measure.indicator.to_owned(),
            cell.to_owned(),
            measure.counts.to_owned(),
            number.to_string(),
            share,
            String::new(),
            basis(measure.based_on),
        ]
    };
    if measure.unavailable.is_some() {
        return vec![];
    }
    let cells = measure
        .cells
        .iter()
        .map(|cell| row(cell.cell, cell.count, cell.per_cent_tenths.map_or_else(String::new, per_cent)));
    let excluded = measure
        .excluded
        .iter()
        .map(|one| excluded_row(measure.indicator, measure.counts, one.reason, one.count, measure.based_on));
    cells.chain([row("total", measure.total, String::new())]).chain(excluded).collect()
}

fn excluded_row(
    indicator: &str,
    counts: &str,
    reason: &str,
    count: Figure,
    based_on: BasedOn,
) -> Vec<String> {
    vec![
        indicator.to_owned(),
        format!("not counted: {reason}"),
        counts.to_owned(),
        count.to_string(),
        String::new(),
        String::new(),
        basis(based_on),
    ]
}

/// A row for the mean and one for the median.
fn cost_rows(cost: &PublishedUnitCost, based_on: BasedOn) -> Vec<Vec<String>> {
    let kind = cost.kind.map_or("all", PlacementGroup::code);
    let sector = cost.sector.map_or("all", PlaceProvider::code);
    [("mean", cost.mean_weekly_pence), ("median", cost.median_weekly_pence)]
        .into_iter()
        .map(|(name, pence)| {
            vec![
                format!("unit_cost_{name}"),
                format!("{kind} {sector}"),
                "children".to_owned(),
                cost.children.to_string(),
                String::new(),
                pence.to_string(),
                basis(based_on),
            ]
        })
        .collect()
}
