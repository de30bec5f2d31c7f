//! One child and one home explained on a page, and two plans side by side.

use std::fmt::Write;

use nearhome_matching::{Alteration, Differences, Ending, Explanation, PairsTried, Place, WhatIf};

use crate::{
    plan::WIDTH,
    rows::csv,
    shortlist::home_entry,
    table::{Lean, lay_out},
    words,
};

/// Why a home may not be offered, or what choosing it means for everybody.
#[must_use]
pub fn explanation_page(told: &Explanation) -> String {
    let mut page = String::new();
    for change in &told.assumed {
        let _ = writeln!(page, "Taken for granted: {}.", words::alteration(change));
    }
    if told.ranked.is_none() {
        let _ = writeln!(page, "Home {} may not be offered to child {}:", told.home, told.child);
        for reason in &told.reasons {
            let told = words::reason(reason.rule, &reason.facts);
            let _ = writeln!(page, "  {}  {told}\n        {}", reason.rule, reason.source);
        }
        page.push_str(&openings(told));
        if !told.exact {
            page.push_str(STOPPED);
        }
        return page;
    }
    let _ = writeln!(page, "Home {} may be offered to child {}.", told.home, told.child);
    if let Some(told) = words::coming_children(&told.coming_children) {
        let _ = writeln!(page, "{told}");
    }
    if let Some(ranked) = &told.ranked {
        page.push_str(&home_entry(ranked));
    }
    let duties = told.ranked.iter().flat_map(|entry| &entry.duties);
    let duties: Vec<String> = duties.map(|duty| words::reason(duty.rule, &duty.facts)).collect();
    if !duties.is_empty() {
        let _ = writeln!(page, "     to do if it is chosen: {}", duties.join("; "));
    }
    page.push_str(&choosing(told));
    if !told.exact {
        page.push_str(STOPPED);
    }
    page
}

/// What is said where a limit stopped the run.
const STOPPED: &str = "The run was stopped at a limit: the answer is not complete.\n";

fn openings(told: &Explanation) -> String {
    let mut page = String::new();
    if told.openings.is_empty() {
        page.push_str("\nNo change that was looked at would open it.\n");
    }
    for (index, opening) in told.openings.iter().enumerate() {
        let together = if opening.changes.len() > 1 { ", all of them needed" } else { "" };
        let heading = if index == 0 { "\nWhat would open it" } else { "\nOr" };
        let _ = writeln!(page, "{heading}{together} (verified by judging the changed council):");
        for change in &opening.changes {
            let _ = writeln!(page, "  {}", words::alteration(change));
        }
        let Some(cost) = &opening.cost_of_choosing else { continue };
        let cost = words::difference(cost.0.iter().copied());
        let _ = match &cost[..] {
            words::NOTHING => {
                writeln!(page, "  A best plan for all children would then have the child there.")
            }
            _ => writeln!(
                page,
                "  With the child there the best plan for all children would then differ by: {cost}."
            ),
        };
    }
    page
}

fn choosing(told: &Explanation) -> String {
    let mut page = String::new();
    match told.ending {
        Some(Ending::Impossible) => {
            page.push_str("\nNo plan for all children has the child in this home.\n");
        }
        Some(Ending::Stopped) => {
            page.push_str("\nStopped before the best plan with the child in this home was known.\n");
        }
        _ => {}
    }
    if let (Some(cost), Some(proved)) = (&told.cost_of_choosing, told.proved) {
        let cost = words::difference(cost.0.iter().copied());
        let _ = match &cost[..] {
            words::NOTHING => writeln!(page, "\nA best plan for all children has the child there."),
            _ => writeln!(page, "\nWith the child there the best plan for all children differs by: {cost}."),
        };
        let _ = writeln!(page, "{}.", words::proved(proved));
    }
    if let Some(differences) = told.differences.as_ref().filter(|told| !told.children.is_empty()) {
        page.push('\n');
        page.push_str(&side_by_side(differences, ["in the best plan", "with this choice"]));
    }
    page.push_str(&what_would_win(told));
    page
}

/// What would make the home the child's: one change, or two together.
fn what_would_win(told: &Explanation) -> String {
    let mut page = String::new();
    let told_as_least = |change: &Alteration, is_least: Option<bool>| {
        let less = words::less_of(change).filter(|_| is_least == Some(true));
        words::alteration(change) + &less.map(|less| format!("; {less}")).unwrap_or_default()
    };
    if !told.what_would_win.is_empty() {
        page.push_str("\nWith one of these changes a best plan would have the child there (proved):\n");
    }
    for winning in &told.what_would_win {
        let _ = writeln!(page, "  {}", told_as_least(&winning.change, winning.less_is_not_enough));
    }
    if !told.pairs_that_win.is_empty() {
        page.push_str(
            "\nNone of the changes looked at is enough alone. With two of them a best plan would have the child there (proved):\n",
        );
    }
    for pair in &told.pairs_that_win {
        let [first, second] = &pair.changes;
        let first = told_as_least(first, pair.less_is_not_enough);
        let _ = writeln!(page, "  {first}\n  and {}", told_as_least(second, pair.less_is_not_enough));
    }
    if told.pairs_tried == PairsTried::All && told.pairs_that_win.is_empty() {
        page.push_str(
            "\nNone of the changes looked at is enough for a best plan to have the child there, and no two of them are.\n",
        );
    }
    page
}

/// The best plan before and after changes.
#[must_use]
pub fn what_if_page(told: &WhatIf) -> String {
    let mut page = String::from("What if:\n");
    for change in &told.changes {
        let _ = writeln!(page, "  {}", words::alteration(change));
    }
    let said = match told.ending {
        Ending::Exact => "",
        Ending::Impossible => "\nNo plan satisfies every hard rule.\n",
        Ending::Stopped => "\nStopped before both plans were known.\n",
    };
    page.push_str(said);
    if let (Some(differences), Some(proved)) = (&told.differences, told.proved) {
        let total = words::difference(differences.total.0.iter().copied());
        let _ = match &total[..] {
            words::NOTHING => writeln!(page, "\nThe best plan for all children then costs the same."),
            _ => writeln!(page, "\nThe best plan for all children then differs by: {total}."),
        };
        let _ = writeln!(page, "{}.\n", words::proved(proved));
        page.push_str(&side_by_side(differences, ["before", "after"]));
    }
    page
}

pub(crate) fn side_by_side(differences: &Differences, headings: [&str; 2]) -> String {
    let rows = differences.children.iter().map(|one| {
        vec![
            one.child.to_string(),
            place(&one.before),
            place(&one.after),
            words::difference(one.cost.0.iter().copied()),
        ]
    });
    let columns =
        [("child", Lean::Left), (headings[0], Lean::Left), (headings[1], Lean::Left), ("costs", Lean::Left)];
    let mut table = lay_out(&columns, rows, WIDTH);
    table.push('\n');
    if differences.between_children.0.iter().any(|(_, amount)| *amount != 0) {
        let between = words::difference(differences.between_children.0.iter().copied());
        let _ = writeln!(table, "between children: {between}");
    }
    table
}

fn place(place: &Place) -> String {
    match place {
        Place::Home(home) => home.to_string(),
        Place::NoHome => "no home".to_owned(),
        Place::NotInThePlan => "-".to_owned(),
    }
}

/// The children for whom two plans differ, as rows.
fn differences_csv(differences: Option<&Differences>) -> String {
    let mut header = vec!["child", "before", "after"];
    let levels = differences.iter().flat_map(|differences| &differences.total.0);
    header.extend(levels.map(|(level, _)| level.name()));
    let rows = differences.iter().flat_map(|differences| &differences.children).map(|one| {
        let first = [one.child.to_string(), place(&one.before), place(&one.after)];
        first.into_iter().chain(one.cost.0.iter().map(|(_, amount)| amount.to_string())).collect()
    });
    csv(&header, rows)
}

/// An explanation as rows: the reasons of an excluded home, or the children whom choosing it concerns.
#[must_use]
pub fn explanation_csv(told: &Explanation) -> String {
    if told.ranked.is_some() {
        return differences_csv(told.differences.as_ref());
    }
    let rows = told.reasons.iter().map(|reason| {
        let facts: Vec<String> = reason.facts.iter().map(words::fact).collect();
        vec![reason.rule.to_string(), reason.source.to_string(), facts.join("; ")]
    });
    csv(&["rule", "source", "facts"], rows)
}

/// The children for whom changes make a difference, as rows.
#[must_use]
pub fn what_if_csv(told: &WhatIf) -> String {
    differences_csv(told.differences.as_ref())
}
