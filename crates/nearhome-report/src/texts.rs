//! The texts that leave the panel's room: one for a provider, one for the child, neither with any third party's data.
//!
//! Both are made from a list of what may be said, not by striking out: a reason that is not on the list is not told, and
//! of a reason's facts only distances and the sexes of a home's own terms are. Ids of other children, of other homes and of
//! residents never reach them. The panel's own text is [`explanation_page`](crate::explanation_page).

use std::fmt::Write;

use nearhome_matching::{Explanation, FollowUp, PutOff};

use crate::words;

/// Why this home is considered for a child, for the home's provider: what suits, which approvals come first, and
/// what the placement would ask of the home.
#[must_use]
pub fn provider_text(told: &Explanation) -> String {
    let mut text = format!("Child {} and home {}.\n", told.child, told.home);
    let Some(ranked) = &told.ranked else {
        text.push_str("This home cannot be offered to the child at present.\n");
        text.push_str(&own_terms(told));
        return text;
    };
    text.push_str("The home is considered for the child. No decision has been made.\n");
    for gate in &ranked.gates {
        let _ = writeln!(text, "Approval is needed first, by {}.", words::approver(gate.approval));
    }
    if !ranked.follow_ups.is_empty() {
        text.push_str("It is an emergency: the home is needed at once.\n");
    }
    for step in &ranked.follow_ups {
        text.push_str(&of_an_emergency(step));
    }
    let own: Vec<String> =
        ranked.ledger.iter().filter_map(|line| words::to_the_provider(line.rule, &line.facts)).collect();
    for line in own {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// What an emergency means for the home: how long beyond its terms, and by when there is a plan.
fn of_an_emergency(step: &FollowUp) -> String {
    match (step.rule.as_str(), step.by) {
        ("G016", Some(day)) => {
            let has = |name: &str| step.facts.iter().any(|fact| fact.name == name);
            let what = match (has("approved_from"), has("approved_sexes")) {
                (true, true) => "age and sex",
                (_, true) => "sex",
                _ => "age",
            };
            format!(
                "The home's terms of approval do not admit the child's {what}: the placement may last until {day}, \
                 unless the terms are varied by then.\n"
            )
        }
        ("D002", Some(day)) => {
            format!("The placement plan is made by {day} at the latest.\n")
        }
        _ => String::new(),
    }
}

/// Reasons that lie in the home's own terms; that there are others, where there are.
fn own_terms(told: &Explanation) -> String {
    let own = told.reasons.iter().filter_map(|reason| words::of_the_homes_terms(reason.rule));
    let mut lines: Vec<&str> = own.collect();
    if lines.len() < told.reasons.len() {
        lines.push("There are reasons that do not lie in the home's own terms; they are not told here.");
    }
    lines.join("\n") + "\n"
}

/// What a home would mean, told to the child in plain English.
#[must_use]
pub fn child_text(told: &Explanation) -> String {
    let mut text = format!("We looked at {} for you.\n", told.home);
    let Some(ranked) = &told.ranked else {
        text.push_str("You cannot live there now.\n");
        text.push_str(&why_not(told));
        text.push_str(CLOSING);
        return text;
    };
    text.push_str("You may be able to live there.\n");
    if ranked.follow_ups.iter().any(|step| step.put_off == PutOff::OutsideTerms) {
        text.push_str("It would be for a few days only.\n");
    }
    if !ranked.gates.is_empty() {
        text.push_str("Some people have to say yes first.\n");
    }
    for line in &ranked.ledger {
        if let Some(sentence) = words::to_the_child(line.rule, &line.facts) {
            let _ = writeln!(text, "{sentence}");
        }
    }
    text.push_str(CLOSING);
    text
}

/// Why not, as far as a child may be told; that there is more to ask, where there is.
fn why_not(told: &Explanation) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut is_all = true;
    for reason in &told.reasons {
        match words::why_not_to_the_child(reason.rule, &reason.facts) {
            Some(line) if lines.contains(&line) => {}
            Some(line) => lines.push(line),
            None => is_all = false,
        }
    }
    if !is_all {
        let ask = if lines.is_empty() {
            "Ask your social worker why."
        } else {
            "Ask your social worker what else there is."
        };
        lines.push(ask);
    }
    lines.join("\n") + "\n"
}

/// How each text for a child ends.
const CLOSING: &str =
    "What you think matters. Tell your social worker what you want.\nNo one has made up their mind yet.\n";
