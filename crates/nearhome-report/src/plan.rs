//! The plan of a match on a page.

use std::fmt::Write;

use nearhome_matching::{Change, LevelCost, MatchPlan, Proved};
use nearhome_problem::Status;
use nearhome_rules::Level;

use crate::{
    rows::csv,
    table::{Lean, lay_out},
    wishes::unfollowed_wishes,
    words,
};

/// Width of a page in characters.
pub(crate) const WIDTH: u16 = 110;

/// The whole plan: what was proved, sums before and after, and a line for each proposal.
#[must_use]
pub fn plan_page(plan: &MatchPlan) -> String {
    let mut page = String::new();
    let counts = &plan.counts;
    let _ = writeln!(page, "Placement plan for {} on {}", plan.authority, plan.date);
    let _ = writeln!(
        page,
        "{} children: {} settled in homes of the register, {} settled elsewhere, {} need a home, {} may move.",
        counts.children, counts.settled, counts.outside_the_register, counts.needing_a_home, counts.may_move
    );
    if counts.held_back > 0 {
        let _ =
            writeln!(page, "{} children are left out until their records are put right.", counts.held_back);
    }
    let _ = writeln!(page, "{}\n", standing(plan));
    page.push_str(&before_and_after(plan));
    page.push_str("\n\n");
    page.push_str(&proposals(plan));
    for child in &plan.unplaced {
        let _ = write!(page, "\n{}: no home ({} may lawfully be offered)", child.child, child.lawful_homes);
    }
    page.push('\n');
    if let Some(wishes) = &plan.unfollowed_wishes {
        page.push_str(&unfollowed_wishes(wishes));
    }
    page
}

/// One sentence on what is proved.
#[must_use]
pub fn standing(plan: &MatchPlan) -> &'static str {
    match (plan.status, plan.proved) {
        (Status::Optimal, Some(Proved::ByTheChecker)) => {
            "Proved: no lawful plan is better; the independent checker repeated the proof."
        }
        (Status::Optimal, _) => {
            "Proved by exhaustive search: no lawful plan is better; the independent checker verified the plan and its sums."
        }
        (Status::Feasible, _) => {
            "Stopped early: a lawful plan, not proved best; the bound says how far the best can be."
        }
        (Status::Infeasible, _) => "Proved: no plan satisfies every hard rule.",
        (Status::Unknown, _) => "Stopped before any plan was found.",
    }
}

/// Where children live, and the sums on each level, today and under the plan.
///
/// Whereabouts count every child; the levels count those who live in homes of the register or are to be
/// matched, by the policy's weights.
#[must_use]
pub fn before_and_after(plan: &MatchPlan) -> String {
    let (today, planned) = (plan.whereabouts_today, plan.whereabouts_planned);
    let whereabouts = [
        ("children living in the area", today.in_area, planned.in_area),
        ("outside the area", today.outside, planned.outside),
        ("at an unknown postcode", today.area_unknown, planned.area_unknown),
        ("without a home, babies included", today.without_a_home, planned.without_a_home),
    ];
    let whereabouts = whereabouts.into_iter().filter(|(_, today, planned)| today + planned > 0).map(
        |(what, today, planned)| {
            let planned = plan.totals.as_ref().map_or_else(|| "-".to_owned(), |_| planned.to_string());
            vec![what.to_owned(), today.to_string(), planned]
        },
    );
    let levels = plan.levels.iter().map(|&level| {
        let after = plan
            .totals
            .as_ref()
            .map_or_else(|| "-".to_owned(), |totals| words::amount(level, totals.on(level)));
        vec![words::level(level).to_owned(), words::amount(level, plan.today.on(level)), after]
    });
    let columns = [("", Lean::Left), ("today", Lean::Right), ("plan", Lean::Right)];
    let heading = |text: &str| std::iter::once(vec![text.to_owned(), String::new(), String::new()]);
    let goals = heading("goals, most important first");
    lay_out(&columns, whereabouts.chain(goals).chain(levels), WIDTH)
}

fn proposals(plan: &MatchPlan) -> String {
    let rows = plan.placements.iter().map(|proposal| {
        let gates: Vec<String> = proposal
            .gates
            .iter()
            .map(|gate| format!("{} ({})", words::approver(gate.approval), gate.rule))
            .collect();
        vec![
            proposal.child.to_string(),
            proposal.home.to_string(),
            change(proposal.change).to_owned(),
            words::amount(Level::WeeklyPence, proposal.cost.on(Level::WeeklyPence)),
            if gates.is_empty() { "none".to_owned() } else { gates.join("; ") },
        ]
    });
    let columns = [
        ("child", Lean::Left),
        ("home", Lean::Left),
        ("", Lean::Left),
        ("a week", Lean::Right),
        ("approvals first", Lean::Left),
    ];
    lay_out(&columns, rows, WIDTH)
}

fn change(change: Change) -> &'static str {
    match change {
        Change::Stays => "stays",
        Change::Moves => "moves",
        Change::Enters => "enters",
    }
}

/// The plan as rows, one a child: proposals first, then children without a home.
#[must_use]
pub fn plan_csv(plan: &MatchPlan) -> String {
    let mut header = vec!["child", "home", "change", "approvals"];
    header.extend(plan.levels.iter().map(|level| level.name()));
    let amounts =
        |cost: &LevelCost| plan.levels.iter().map(|&level| cost.on(level).to_string()).collect::<Vec<_>>();
    let placed = plan.placements.iter().map(|proposal| {
        let gates: Vec<String> = proposal.gates.iter().map(|gate| gate.rule.to_string()).collect();
        let first = [
            proposal.child.to_string(),
            proposal.home.to_string(),
            change(proposal.change).to_owned(),
            gates.join(";"),
        ];
        first.into_iter().chain(amounts(&proposal.cost)).collect()
    });
    let unplaced = plan.unplaced.iter().map(|child| {
        let first = [child.child.to_string(), String::new(), "unplaced".to_owned(), String::new()];
        first.into_iter().chain(amounts(&child.cost)).collect()
    });
    csv(&header, placed.chain(unplaced))
}
