//! More than 20 miles from home.
//!
//! **Definition.** Children looked after on 31 March, short breaks left out: how many are placed more than 20 miles from
//! the home postcode. Of all children; those whose distance is not known, and unaccompanied children, whose distance is
//! not stated, are shown apart and stay in the denominator, as published.
//!
//! **Source, counting policy, doubts.** As in `location.rs`.

use super::{
    location::{DOUBT, Distance, SOURCE, Whereabouts},
    measure::{About, BasedOn, Measure},
    stock::Stock,
};

static ABOUT: About = About {
    code: "more_than_20_miles",
    title: "More than 20 miles from home",
    counts: "children",
    headline: "over_20",
    definition: "of the children looked after on 31 March, those placed more than 20 miles from the home postcode; \
        unknown distances and unaccompanied children are part of the total",
    source: SOURCE,
    doubt: DOUBT,
};

pub(super) fn measure(stock: &Stock<'_>) -> Measure {
    let cells = [
        ("within_20", "20 miles or less"),
        ("over_20", "more than 20 miles"),
        ("unaccompanied", "unaccompanied asylum seekers, now or formerly: not stated"),
        ("not_known", "distance not known"),
    ];
    let mut measure = Measure::new(&ABOUT, BasedOn::Return, &cells);
    for child in &stock.children {
        measure.add(match Whereabouts::of(stock, child.history, child.placement).distance {
            Distance::Within20 => "within_20",
            Distance::Over20 => "over_20",
            Distance::Unaccompanied => "unaccompanied",
            Distance::NotKnown => "not_known",
        });
    }
    measure
}
