//! The trade-off between two levels on a page.

use std::fmt::Write;

use nearhome_matching::TradeOff;

use crate::{
    explanation::side_by_side,
    plan::WIDTH,
    rows::csv,
    table::{Lean, lay_out},
    words,
};

/// Every point, and what changes from one to the next.
#[must_use]
pub fn frontier_page(told: &TradeOff) -> String {
    let [first, second] = told.between.map(words::level);
    let mut page = format!("The trade-off between {first} and {second}: {} plans", told.points.len());
    page.push_str(if told.complete { ", all there are.\n\n" } else { " before the run was stopped.\n\n" });
    let rows = (1..).zip(&told.points).map(|(number, point)| {
        let amount = |level| words::amount(level, point.totals.on(level));
        let supported = match point.supported {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not shown",
        };
        vec![number.to_string(), amount(told.between[0]), amount(told.between[1]), supported.to_owned()]
    });
    let columns = [
        ("plan", Lean::Right),
        (first, Lean::Right),
        (second, Lean::Right),
        ("best at some exchange rate", Lean::Left),
    ];
    page.push_str(&lay_out(&columns, rows, WIDTH));
    page.push('\n');
    for (number, point) in (1..).zip(&told.points) {
        if let Some(differences) = &point.from_the_point_before {
            let _ = writeln!(page, "\nFrom plan {} to plan {number}:", number - 1);
            page.push_str(&side_by_side(differences, ["before", "after"]));
        }
    }
    page
}

/// The sums of each point as rows.
#[must_use]
pub fn frontier_csv(told: &TradeOff) -> String {
    let mut header = vec!["supported"];
    let levels = told.points.iter().take(1).flat_map(|point| &point.totals.0);
    header.extend(levels.map(|(level, _)| level.name()));
    let rows = told.points.iter().map(|point| {
        let supported = point.supported.map(|supported| supported.to_string()).unwrap_or_default();
        let amounts = point.totals.0.iter().map(|(_, amount)| amount.to_string());
        std::iter::once(supported).chain(amounts).collect()
    });
    csv(&header, rows)
}
