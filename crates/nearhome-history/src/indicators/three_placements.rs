//! Three or more placements: national indicator 62, in the year and in two years.
//!
//! **Definition.** Children looked after on 31 March, short breaks left out: how many had three or more placements
//! in the year. Counted are the placement held on 1 April and each that began later in the year, in whatever
//! period of care, so that a child who left and came back is counted with both.
//!
//! **Source.** Department for Education, *Stability measures for children looked after in England* (reporting year
//! 2024): with three or more placements during the year, and during the previous two years.
//!
//! **Counting policy.** [`CountingPolicy`](nearhome_data::CountingPolicy): whether temporary moves (T0 to T4) and moves
//! with the same carers (RNE T and U, reason PLACE) are placements. RNE L never is, and neither is a time missing.
//!
//! **Doubts.** How the department treats T0 to T4, T, U and PLACE is not confirmed in a public source. The cohort of
//! the two-year measure, published as `CLA 2 years on 31 March`, is taken to be those looked after both on this 31 March
//! and on the one before: inferred from its size (60,430 of 83,630 in 2024). A child who moves on 1 April is
//! counted with the new placement alone, because the day on which a placement ends is not a day of it.

use nearhome_data::CollectionYear;
use nearhome_model::Date;

use super::{
    measure::{About, BasedOn, Measure},
    stock::{InCare, Stock},
};
use crate::care;

const SOURCE: &str =
    "Department for Education, Stability measures for children looked after in England, 2024 (NI 62)";
const DOUBT: &str = "the department's counting of temporary moves and of moves with the same carers is not confirmed \
    in a public source: see the counting policy";

static ONE_YEAR: About = About {
    code: "three_placements",
    title: "Three or more placements in the year (NI 62)",
    counts: "children",
    headline: "three_or_more",
    definition: "of the children looked after on 31 March, those with three or more placements in the year: the one \
        held on 1 April and each begun later",
    source: SOURCE,
    doubt: DOUBT,
};

static TWO_YEARS: About = About {
    code: "three_placements_two_years",
    title: "Three or more placements in two years",
    counts: "children",
    headline: "three_or_more",
    definition: "of the children looked after on 31 March both this year and last, those with three or more \
        placements in the two years",
    source: SOURCE,
    doubt: "that the cohort is those looked after on both days is inferred from its published size; and the \
        department's counting of temporary moves and of moves with the same carers is not confirmed",
};

const CELLS: [(&str, &str); 3] =
    [("one", "one placement"), ("two", "two placements"), ("three_or_more", "three or more placements")];

/// Placements in the year.
pub(super) fn in_one_year(stock: &Stock<'_>) -> Measure {
    let mut measure = Measure::new(&ONE_YEAR, BasedOn::Return, &CELLS);
    for child in &stock.children {
        measure.add(cell(placements(stock, child, stock.first_day())));
    }
    measure
}

/// Placements in two years.
pub(super) fn in_two_years(stock: &Stock<'_>, years: &[CollectionYear]) -> Measure {
    let mut measure = Measure::new(&TWO_YEARS, BasedOn::Return, &CELLS);
    let before = CollectionYear::new(stock.request.year.end_year() - 1).filter(|year| years.contains(year));
    let Some(before) = before else {
        measure.unavailable = Some("the return of the year before is not among the files".to_owned());
        measure.cells.clear();
        return measure;
    };
    let short_breaks = stock.request.counting.short_breaks;
    for child in &stock.children {
        if care::on_day(stock.council, child.history, before.last_day(), short_breaks).is_some() {
            measure.add(cell(placements(stock, child, before.first_day())));
        }
    }
    measure
}

/// Placements held on any day from `first` until 31 March; at least 1.
fn placements(stock: &Stock<'_>, child: &InCare<'_>, first: Date) -> usize {
    let counted = care::counted(stock.council, child.history, stock.request.counting);
    counted.iter().filter(|placement| placement.held_within(first, stock.day())).count()
}

fn cell(placements: usize) -> &'static str {
    match placements {
        0 | 1 => "one",
        2 => "two",
        _ => "three_or_more",
    }
}
