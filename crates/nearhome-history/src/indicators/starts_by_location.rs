//! Placements that started in the year, by location.
//!
//! **Definition.** Placements that began between 1 April and 31 March, of all children, those included who left care
//! since, by the cells of `location.rs`. A placement lies where its first episode says.
//!
//! **Source.** Department for Education, *Children looked after in England*, placements starting in the year by locality
//! and distance (2025: 90,920 placements).
//!
//! **Counting policy.** What is a new placement is what the policy counts as one; short breaks are left out.
//!
//! **Doubts.** Whether the department counts moves with the same carers here is not confirmed: its figure, 1.1 a child in
//! care, suggests that it counts at least some.

use super::{
    location::{CELLS, SOURCE, Whereabouts},
    measure::{About, BasedOn, Measure},
    stock::{Stock, placement_of},
};
use crate::care;

static ABOUT: About = About {
    code: "starts_by_location",
    title: "Placements started in the year, by location",
    counts: "placements",
    headline: "outside_over_20",
    definition: "placements that began in the year, of all children, by whether they lie inside the authority's boundary \
        and within 20 miles of home",
    source: SOURCE,
    doubt: "whether the department counts moves with the same carers here is not confirmed",
};

pub(super) fn measure(stock: &Stock<'_>) -> Measure {
    let mut measure = Measure::new(&ABOUT, BasedOn::Return, &CELLS);
    let year = stock.first_day()..=stock.day();
    for history in stock.council.histories.values() {
        for counted in care::counted(stock.council, history, stock.request.counting) {
            if !year.contains(&counted.start) {
                continue;
            }
            if let Some(first) = counted.placement.episodes.first() {
                let placement = placement_of(history, first, stock.request);
                measure.add(Whereabouts::of(stock, history, placement).cell());
            }
        }
    }
    measure
}
