//! Outside the authority's boundary.
//!
//! **Definition.** Children looked after on 31 March, short breaks left out: how many are placed in the area of another
//! authority. Of all children; those whose placement's area is not known are shown apart.
//!
//! **Source, counting policy, doubts.** As in `location.rs`.

use super::{
    location::{Area, DOUBT, SOURCE, Whereabouts},
    measure::{About, BasedOn, Measure},
    stock::Stock,
};

static ABOUT: About = About {
    code: "outside_boundary",
    title: "Outside the authority's boundary",
    counts: "children",
    headline: "outside",
    definition: "of the children looked after on 31 March, those placed in the area of another authority; placements \
        whose area is not known are part of the total",
    source: SOURCE,
    doubt: DOUBT,
};

pub(super) fn measure(stock: &Stock<'_>) -> Measure {
    let cells = [
        ("inside", "inside the boundary"),
        ("outside", "outside the boundary"),
        ("not_known", "area not known"),
    ];
    let mut measure = Measure::new(&ABOUT, BasedOn::Return, &cells);
    for child in &stock.children {
        measure.add(match Whereabouts::of(stock, child.history, child.placement).area {
            Area::Inside => "inside",
            Area::Outside => "outside",
            Area::NotKnown => "not_known",
        });
    }
    measure
}
