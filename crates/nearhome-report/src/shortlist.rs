//! A child's shortlist on a page: the best homes with their ledgers, and why the others are excluded.

use std::{collections::BTreeMap, fmt::Write};

use nearhome_matching::{RankedHome, Shortlist};
use nearhome_rules::{Charge, Level, RuleCode};

use crate::{rows::csv, words};

/// The whole shortlist: every ranked home in full, every excluded home with all its reasons.
#[must_use]
pub fn shortlist_page(shortlist: &Shortlist) -> String {
    let mut page = format!(
        "Shortlist for {}: {} homes may be offered, {} may not.\n",
        shortlist.child,
        shortlist.ranked.len(),
        shortlist.excluded.len()
    );
    for home in &shortlist.ranked {
        page.push('\n');
        page.push_str(&home_entry(home));
    }
    if !shortlist.excluded.is_empty() {
        page.push_str("\nExcluded:\n");
    }
    for home in &shortlist.excluded {
        let reasons: Vec<String> = home
            .reasons
            .iter()
            .map(|reason| format!("{} {}", reason.rule, words::reason(reason.rule, &reason.facts)))
            .collect();
        let _ = writeln!(page, "  {}: {}", home.home, reasons.join("; "));
    }
    page
}

/// One ranked home: its cost a week, approvals, what it costs others and the ledger line by line.
#[must_use]
pub fn home_entry(home: &RankedHome) -> String {
    let mut entry = String::new();
    let weekly = words::amount(Level::WeeklyPence, home.cost.on(Level::WeeklyPence));
    let full = if home.free_places == 0 { "; full today, unless a child who may move leaves" } else { "" };
    let _ = writeln!(entry, "{:>3}. {}  {weekly} a week{full}", home.rank, home.home);
    for gate in &home.gates {
        let _ = writeln!(
            entry,
            "     needs approval by {}: {} ({})",
            words::approver(gate.approval),
            words::reason(gate.rule, &gate.facts),
            gate.source
        );
    }
    if let Some(others) = &home.opportunity_cost {
        let told: Vec<String> = others
            .0
            .iter()
            .filter(|(_, amount)| *amount != 0)
            .map(|(level, amount)| format!("{} {}", words::level(*level), signed(*level, *amount)))
            .collect();
        let told = if told.is_empty() { "nothing".to_owned() } else { told.join(", ") };
        let _ = writeln!(entry, "     costs the other children: {told}");
    }
    for line in &home.ledger {
        let _ = writeln!(entry, "     {}", ledger_line(line));
    }
    entry
}

fn signed(level: Level, amount: i128) -> String {
    let text = words::amount(level, amount);
    if amount > 0 { format!("+{text}") } else { text }
}

fn ledger_line(line: &Charge) -> String {
    format!(
        "{:<28} {:>12}  {} {}",
        words::level(line.level),
        words::amount(line.level, i128::from(line.amount)),
        line.rule,
        words::reason(line.rule, &line.facts)
    )
}

/// The shortlist as rows, one a home: ranked homes first, then excluded ones with their rules.
#[must_use]
pub fn shortlist_csv(shortlist: &Shortlist) -> String {
    let mut header = vec!["home", "rank", "approvals", "excluded_by"];
    header.extend(shortlist.levels.iter().map(|level| level.name()));
    let ranked = shortlist.ranked.iter().map(|home| {
        let gates: Vec<String> = home.gates.iter().map(|gate| gate.rule.to_string()).collect();
        let first = [home.home.to_string(), home.rank.to_string(), gates.join(";"), String::new()];
        first
            .into_iter()
            .chain(shortlist.levels.iter().map(|&level| home.cost.on(level).to_string()))
            .collect()
    });
    let excluded = shortlist.excluded.iter().map(|home| {
        let rules: Vec<String> = home.reasons.iter().map(|reason| reason.rule.to_string()).collect();
        let first = [home.home.to_string(), String::new(), String::new(), rules.join(";")];
        first.into_iter().chain(shortlist.levels.iter().map(|_| String::new())).collect()
    });
    csv(&header, ranked.chain(excluded))
}

/// How many homes each rule excludes, the rule that excludes most first.
#[must_use]
pub fn exclusions_by_rule(shortlist: &Shortlist) -> Vec<(RuleCode, usize)> {
    let mut counts: BTreeMap<RuleCode, usize> = BTreeMap::new();
    for reason in shortlist.excluded.iter().flat_map(|home| &home.reasons) {
        *counts.entry(reason.rule).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts
}
