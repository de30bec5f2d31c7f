//! What to ask first for a child, on a page.

use std::fmt::Write;

use nearhome_matching::Questions;
use nearhome_model::HomeId;

use crate::{rows::csv, words};

/// The unknown facts that could change the child's home, then those that would not.
#[must_use]
pub fn questions_page(told: &Questions) -> String {
    let place = |home: &Option<HomeId>| {
        home.as_ref().map_or_else(|| "no home of the register".to_owned(), ToString::to_string)
    };
    let mut page =
        format!("What to ask first for {}, whom the best plan has in {}.\n", told.child, place(&told.home));
    if !told.exact {
        page.push_str("The run was stopped at a limit: not every value was tried.\n");
    }
    if told.questions.is_empty() {
        page.push_str("Nothing that is considered is unknown.\n");
    }
    for question in told.questions.iter().filter(|question| !question.changing.is_empty()) {
        let _ = writeln!(
            page,
            "\nAsk first: {} ({} of {} values would change the home)",
            words::unknown_fact(&question.fact),
            question.changing.len(),
            question.values
        );
        for other in &question.changing {
            let today = match &other.cost_of_todays_home {
                Some(cost) => format!(
                    "{} would cost all children together: {}",
                    place(&told.home),
                    words::difference(cost.0.iter().copied())
                ),
                None => format!("{} would not be possible", place(&told.home)),
            };
            let _ =
                writeln!(page, "  if {}: {}; {today}", words::alteration(&other.change), place(&other.home));
        }
    }
    let rest: Vec<String> = told
        .questions
        .iter()
        .filter(|question| question.changing.is_empty())
        .map(|question| words::unknown_fact(&question.fact))
        .collect();
    if !rest.is_empty() {
        let _ =
            writeln!(page, "\nNot known, and no value that was tried changes the home: {}.", rest.join("; "));
    }
    page
}

/// The same as rows, one for each value that changes the home.
#[must_use]
pub fn questions_csv(told: &Questions) -> String {
    let rows = told.questions.iter().flat_map(|question| {
        question.changing.iter().map(|other| {
            vec![
                words::unknown_fact(&question.fact),
                words::alteration(&other.change),
                other.home.as_ref().map(ToString::to_string).unwrap_or_default(),
            ]
        })
    });
    csv(&["fact", "value", "home"], rows)
}
