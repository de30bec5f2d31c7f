//! The texts that leave the panel's room: one for a provider, one for the child, neither with any third party's data.
//!
//! Both are made from a list of what may be said, not by striking out: a reason that is not on the list is not told, and
//! of a reason's facts only distances and codes of the child's own are. Ids of other children, of other homes and of
//! residents never reach them. The panel's own text is [`explanation_page`](crate::explanation_page).

use std::fmt::Write;

use nearhome_matching::Explanation;

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
        let _ = writeln!(text, "Approval comes first, by {}.", words::approver(gate.approval));
    }
    let own: Vec<String> =
        ranked.ledger.iter().filter_map(|line| words::to_the_provider(line.rule, &line.facts)).collect();
    for line in own {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Reasons that lie in the home's own terms; that there are others, where there are.
fn own_terms(told: &Explanation) -> String {
    let own = told.reasons.iter().filter_map(|reason| words::of_the_homes_terms(reason.rule));
    let mut lines: Vec<&str> = own.collect();
    if lines.len() < told.reasons.len() {
        lines.push("There are reasons that are not told here, because they touch on others.");
    }
    lines.join("\n") + "\n"
}

/// What a home would mean, told to the child in plain English.
#[must_use]
pub fn child_text(told: &Explanation) -> String {
    let mut text = format!("We looked at {} for you.\n", told.home);
    let Some(ranked) = &told.ranked else {
        text.push_str("You can not live there now. Ask your social worker why.\n");
        text.push_str(CLOSING);
        return text;
    };
    text.push_str("You may be able to live there.\n");
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

/// How each text for a child ends.
const CLOSING: &str =
    "What you think matters. Tell your social worker what you want.\nNo one has made up their mind yet.\n";
