//! The order in which to ask homes that may refuse, on a page.

use std::fmt::Write;

use nearhome_matching::{Ending, Offers};
use nearhome_model::HomeId;

use crate::{
    plan::WIDTH,
    rows::csv,
    table::{Lean, lay_out},
    words,
};

/// The calls in order, the chance of a home, and what was taken for granted.
#[must_use]
pub fn offers_page(offers: &Offers) -> String {
    let mut page =
        format!("Whom to ask for {}, one after another, within {} hours.\n", offers.child, offers.hours);
    match offers.ending {
        Ending::Exact => {}
        Ending::Impossible => return page + "No plan satisfies every rule; there is no order to tell.\n",
        Ending::Stopped => return page + "The run was stopped before the order was found.\n",
    }
    if offers.calls.is_empty() {
        page.push_str("There is nobody to ask in time.\n");
    } else {
        page.push('\n');
        page.push_str(&calls(offers));
        page.push('\n');
    }
    let _ =
        writeln!(page, "\nChance that one of them accepts in time: {}.", percent(offers.placed_millionths));
    if let Some(cost) = &offers.cost_of_staying_unplaced {
        let _ = writeln!(
            page,
            "If nobody does, all children together: {}.",
            words::difference(cost.0.iter().copied())
        );
    }
    for call in &offers.calls {
        for gate in &call.gates {
            let told = words::reason(gate.rule, &gate.facts);
            let _ =
                writeln!(page, "{} needs approval by {}: {told}", call.home, words::approver(gate.approval));
        }
    }
    for (what, homes) in [
        ("Not asked (too late, dearer than what follows, or in no plan with this child)", &offers.not_called),
        ("Probability and time taken for granted, not known, for", &offers.assumed),
    ] {
        if !homes.is_empty() {
            let _ = writeln!(page, "{what}: {}.", list(homes));
        }
    }
    if !offers.cut.is_empty() {
        let _ =
            writeln!(page, "Left out, being ranked lower than those considered: {} homes.", offers.cut.len());
    }
    page
}

fn calls(offers: &Offers) -> String {
    let rows = offers.calls.iter().zip(1..).map(|(call, number)| {
        vec![
            number.to_string(),
            call.home.to_string(),
            call.rank.to_string(),
            format!("{} h", call.asked_after_hours),
            format!("{} h", call.answers_by_hours),
            percent(u32::from(call.accepts_per_mille) * 1_000),
            percent(call.placed_here_millionths),
            words::difference(call.cost_of_choosing.0.iter().copied()),
        ]
    });
    let columns = [
        ("", Lean::Right),
        ("home", Lean::Left),
        ("rank", Lean::Right),
        ("ask after", Lean::Right),
        ("answer by", Lean::Right),
        ("accepts", Lean::Right),
        ("child goes here", Lean::Right),
        ("costs all children", Lean::Left),
    ];
    lay_out(&columns, rows, WIDTH)
}

/// Millionths as a percentage to one place, rounded down, so that nothing short of certain is 100.
fn percent(millionths: u32) -> String {
    format!("{}.{}%", millionths / 10_000, millionths / 1_000 % 10)
}

fn list(homes: &[HomeId]) -> String {
    homes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The calls as rows.
#[must_use]
pub fn offers_csv(offers: &Offers) -> String {
    let mut header = vec![
        "home",
        "rank",
        "asked_after_hours",
        "answers_by_hours",
        "accepts_per_mille",
        "placed_here_millionths",
    ];
    header.extend(offers.levels.iter().map(|level| level.name()));
    let rows = offers.calls.iter().map(|call| {
        let first = [
            call.home.to_string(),
            call.rank.to_string(),
            call.asked_after_hours.to_string(),
            call.answers_by_hours.to_string(),
            call.accepts_per_mille.to_string(),
            call.placed_here_millionths.to_string(),
        ];
        let costs = offers.levels.iter().map(|&level| call.cost_of_choosing.on(level).to_string());
        first.into_iter().chain(costs).collect()
    });
    csv(&header, rows)
}
