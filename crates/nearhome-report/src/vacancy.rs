//! Whom a free place would serve, on a page.

use std::fmt::Write;

use nearhome_matching::{Candidate, Change, LevelCost, Vacancy};

use crate::{rows::csv, words};

/// The children whom a home's free place may be offered to, best first, and why not to others.
#[must_use]
pub fn vacancy_page(vacancy: &Vacancy) -> String {
    let mut page = format!(
        "Home {}: {} places that no settled child holds; {} children may come, {} may not.\n",
        vacancy.home,
        vacancy.free_places,
        vacancy.ranked.len(),
        vacancy.excluded.len()
    );
    let coming: Vec<String> = vacancy.in_the_plan.iter().map(ToString::to_string).collect();
    let comes = if coming.len() > 1 { "come" } else { "comes" };
    let coming = if coming.is_empty() { "nobody".to_owned() } else { coming.join(" and ") };
    let _ = writeln!(page, "In the best plan for all children {coming} {comes}.");
    if !vacancy.exact {
        page.push_str("The run was stopped at a limit: figures that are missing are not known.\n");
    }
    for candidate in &vacancy.ranked {
        page.push('\n');
        page.push_str(&entry(candidate));
    }
    if !vacancy.excluded.is_empty() {
        page.push_str("\nExcluded:\n");
    }
    for child in &vacancy.excluded {
        let reasons: Vec<String> = child
            .reasons
            .iter()
            .map(|reason| format!("{} {}", reason.rule, words::reason(reason.rule, &reason.facts)))
            .collect();
        let _ = writeln!(page, "  {}: {}", child.child, reasons.join("; "));
    }
    page
}

fn entry(candidate: &Candidate) -> String {
    let change = match candidate.change {
        Change::Stays => "stays",
        Change::Moves => "moves",
        Change::Enters => "enters",
    };
    let mut entry = format!("{:>3}. {}  {change}\n", candidate.rank, candidate.child);
    for gate in &candidate.gates {
        let told = words::reason(gate.rule, &gate.facts);
        let _ = writeln!(entry, "     needs approval by {}: {told}", words::approver(gate.approval));
    }
    let _ = writeln!(entry, "     for the child by itself: {}", difference(&candidate.own_difference));
    if let Some(all) = &candidate.difference {
        let _ = writeln!(entry, "     for all children together: {}", difference(all));
    }
    entry
}

fn difference(cost: &LevelCost) -> String {
    words::difference(cost.0.iter().copied())
}

/// The same as rows, one a child.
#[must_use]
pub fn vacancy_csv(vacancy: &Vacancy) -> String {
    let mut header = vec!["child", "rank", "approvals", "excluded_by"];
    header.extend(vacancy.levels.iter().map(|level| level.name()));
    let ranked = vacancy.ranked.iter().map(|candidate| {
        let gates: Vec<String> = candidate.gates.iter().map(|gate| gate.rule.to_string()).collect();
        let first = [candidate.child.to_string(), candidate.rank.to_string(), gates.join(";"), String::new()];
        let amount = |level| candidate.difference.as_ref().map(|cost| cost.on(level).to_string());
        let amounts = vacancy.levels.iter().map(|&level| amount(level).unwrap_or_default());
        first.into_iter().chain(amounts).collect()
    });
    let excluded = vacancy.excluded.iter().map(|child| {
        let rules: Vec<String> = child.reasons.iter().map(|reason| reason.rule.to_string()).collect();
        let first = [child.child.to_string(), String::new(), String::new(), rules.join(";")];
        first.into_iter().chain(vacancy.levels.iter().map(|_| String::new())).collect()
    });
    csv(&header, ranked.chain(excluded))
}
