//! A child's shortlist on a page: the best homes with their ledgers, and why the others are excluded.

use std::{collections::BTreeMap, fmt::Write};

use nearhome_matching::{InThePlan, RankedHome, Shortlist, Shortlists, Urgency};
use nearhome_model::HomeId;
use nearhome_rules::{Charge, Level, RuleCode};

use crate::{
    plan::WIDTH,
    rows::csv,
    table::{Lean, lay_out},
    wishes::unfollowed_wishes,
    words,
};

/// The whole shortlist: every ranked home in full, every excluded home with all its reasons.
#[must_use]
pub fn shortlist_page(shortlist: &Shortlist) -> String {
    let mut page = format!(
        "Shortlist for {}: {} may be offered, {} may not.\n",
        shortlist.child,
        words::homes(shortlist.ranked.len()),
        shortlist.excluded.len()
    );
    if shortlist.urgency == Urgency::Emergency {
        page.push_str("The search is an emergency: what may follow later is listed with its last day; no requirement of safety is relaxed.\n");
    }
    if !shortlist.exact {
        page.push_str("The run was stopped at a limit: figures that are missing are not known.\n");
    }
    if let Some(told) = words::coming_children(&shortlist.coming_children) {
        let _ = writeln!(page, "{told}");
    }
    if let Some(plan) = &shortlist.in_the_plan {
        page.push_str(&in_the_plan(plan));
    }
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

fn in_the_plan(plan: &InThePlan) -> String {
    let home = plan.home.as_ref().map_or_else(|| "no home of the register".to_owned(), ToString::to_string);
    let rank = plan.rank.map(|rank| format!(" (rank {rank} here)")).unwrap_or_default();
    let told = format!("In the best plan for all children: {home}{rank}. {}.\n", words::proved(plan.proved));
    told + &unfollowed_wishes(&plan.unfollowed_wishes)
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
    for step in &home.follow_ups {
        let _ = writeln!(entry, "     follow up: {}", words::follow_up(step));
    }
    if let Some(standing) = home.in_best_plans {
        let _ = writeln!(entry, "     {}", words::standing(standing));
    }
    let costs = [
        ("costs the other children", &home.opportunity_cost),
        ("choosing it costs all children together", &home.cost_of_choosing),
    ];
    for (what, cost) in costs {
        if let Some(cost) = cost {
            let _ = writeln!(entry, "     {what}: {}", words::difference(cost.0.iter().copied()));
        }
    }
    if let Some(later) = home.opportunity_cost_later {
        let _ = writeln!(entry, "     {}", words::later_cost(later));
    }
    for line in &home.ledger {
        let _ = writeln!(entry, "     {}", ledger_line(line));
    }
    entry
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

/// Several shortlists: first each child's own best home beside the joint plan, then every list in full.
#[must_use]
pub fn shortlists_page(lists: &Shortlists) -> String {
    let name = |home: &Option<HomeId>| home.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let rows = lists.overview.iter().map(|one| {
        let rank = one.joint_rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        vec![one.child.to_string(), name(&one.present), name(&one.own_best), name(&one.joint), rank]
    });
    let columns = [
        ("child", Lean::Left),
        ("lives in", Lean::Left),
        ("own best", Lean::Left),
        ("in the plan for all", Lean::Left),
        ("its rank", Lean::Right),
    ];
    let mut page = lay_out(&columns, rows, WIDTH);
    page.push('\n');
    for list in &lists.shortlists {
        page.push('\n');
        page.push_str(&shortlist_page(list));
    }
    page
}

/// The overview of several shortlists as rows, one a child.
#[must_use]
pub fn shortlists_csv(lists: &Shortlists) -> String {
    let name = |home: &Option<HomeId>| home.as_ref().map(ToString::to_string).unwrap_or_default();
    let rows = lists.overview.iter().map(|one| {
        let rank = one.joint_rank.map(|rank| rank.to_string()).unwrap_or_default();
        vec![one.child.to_string(), name(&one.present), name(&one.own_best), name(&one.joint), rank]
    });
    csv(&["child", "present", "own_best", "joint", "joint_rank"], rows)
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
