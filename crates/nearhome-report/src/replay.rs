//! A replay on a page: what each way of placing came to, and what that says and does not say.

use std::fmt::Write;

use nearhome_replay::{ByLevel, ChoiceWeights, LevelWeight, PolicyResult, Proved, Replay, Share, Support};

use crate::{
    rows::csv,
    table::{Lean, lay_out},
};

/// Widest line of the page.
const WIDTH: u16 = 140;

/// The page.
#[must_use]
pub fn replay_page(replay: &Replay) -> String {
    let basis = &replay.basis;
    let mut page = format!(
        "{} from {} to {}: {} placements began; for {} of them a home was sought among {} homes, the others are kept \
         as they were.\n\n",
        replay.authority, replay.from, replay.to, basis.placements, basis.sought, basis.homes
    );
    if !replay.complete {
        page.push_str("The replay was cancelled: what was not run to the end is left out.\n\n");
    }
    page.push_str(&measures(replay));
    page.push_str("\nTotals by level, most important first\n");
    page.push_str(&by_level(replay, |policy| {
        policy.totals.0.iter().map(|(_, total)| total.to_string()).collect()
    }));
    if let Some(best) = &replay.hindsight {
        page.push_str("\nShare of hindsight\n");
        let share = |share: &(String, Share)| format!("{:.2} %", share.1.0 * 100.0);
        page.push_str(&by_level(replay, |policy| policy.share_of_hindsight.0.iter().map(share).collect()));
        let _ = writeln!(page, "\nHindsight: {}.", proved(&best.proved, &best.against));
    }
    page.push_str("\nLess the recorded placements (95 % of resamples of children lie between)\n");
    page.push_str(&by_level(replay, |policy| {
        let interval = |(_, one): &(String, nearhome_replay::Interval)| {
            format!("{} ({} to {})", one.value, one.lower, one.upper)
        };
        policy.less_actual.0.iter().map(interval).collect()
    }));
    page.push_str(&regret(replay));
    page.push_str(&agreement(replay));
    if !replay.rules_broken.is_empty() {
        let told: Vec<String> =
            replay.rules_broken.iter().map(|one| format!("{} {}", one.rule, one.placements)).collect();
        let _ = writeln!(
            page,
            "\nRecorded homes that a hard rule would not have let be offered: {}.",
            told.join(", ")
        );
    }
    page.push_str(&rule_costs(replay));
    page.push_str("\nWhat the files cannot support\n");
    for warning in &replay.warnings {
        let _ = writeln!(page, "- {warning}");
    }
    page
}

fn measures(replay: &Replay) -> String {
    let columns = [
        ("policy", Lean::Left),
        ("placed on the day", Lean::Right),
        ("later", Lean::Right),
        ("days unplaced", Lean::Right),
        ("in area", Lean::Right),
        ("mean miles", Lean::Right),
        ("sibling pairs together", Lean::Right),
        ("moves", Lean::Right),
        ("spend", Lean::Right),
    ];
    let row = |result: &PolicyResult| {
        let measures = &result.measures;
        let tenths = measures.tenth_miles.checked_div(measures.with_miles).unwrap_or(0);
        vec![
            result.policy.name().to_owned(),
            measures.placed_on_the_day.to_string(),
            measures.placed_later.to_string(),
            measures.days_unplaced.to_string(),
            measures.in_area.to_string(),
            format!("{}.{}", tenths / 10, tenths % 10),
            format!("{} of {}", measures.sibling_pairs_together, measures.sibling_pairs),
            measures.moves.to_string(),
            format!("£{}", measures.pence / 100),
        ]
    };
    lay_out(&columns, replay.policies.iter().map(row), WIDTH) + "\n"
}

fn by_level(replay: &Replay, cells: impl Fn(&PolicyResult) -> Vec<String>) -> String {
    let mut columns = vec![("policy", Lean::Left)];
    columns.extend(replay.levels.iter().map(|level| (level.as_str(), Lean::Right)));
    let row = |result: &PolicyResult| {
        let mut row = vec![result.policy.name().to_owned()];
        row.extend(cells(result));
        row
    };
    lay_out(&columns, replay.policies.iter().map(row), WIDTH) + "\n"
}

fn proved(levels: &ByLevel<Proved>, against: &ByLevel<i64>) -> String {
    let told = levels.0.iter().zip(&against.0).map(|((level, proved), (_, amount))| match proved {
        Proved::Optimum => format!("{level} proved {amount}"),
        Proved::Bound => format!("{level} at least {amount}"),
        Proved::BestFound => format!("{level} best found {amount}"),
    });
    told.collect::<Vec<_>>().join("; ")
}

fn regret(replay: &Replay) -> String {
    let Some(regret) = &replay.regret else { return String::new() };
    let list = |levels: &ByLevel<i64>| {
        levels.0.iter().map(|(level, amount)| format!("{level} {amount}")).collect::<Vec<_>>().join(", ")
    };
    format!(
        "\nRegret\n  not to be known on the day (priced less hindsight): {}\n  of choosing (recorded less priced): {}\n",
        list(&regret.information),
        list(&regret.optimisation)
    )
}

fn rule_costs(replay: &Replay) -> String {
    if replay.rule_costs.is_empty() {
        return String::new();
    }
    let mut text =
        "\nWhat each hard rule cost (greedy with the rule less greedy without it, all others in force)\n"
            .to_owned();
    for one in &replay.rule_costs {
        let levels: Vec<String> =
            one.cost.0.iter().map(|(level, amount)| format!("{level} {amount}")).collect();
        let _ = writeln!(text, "  {}: {} ({} pairs)", one.rule, levels.join(", "), one.pairs);
    }
    text
}

fn agreement(replay: &Replay) -> String {
    let agreement = &replay.agreement;
    let mut text = format!("\nThe recorded choices: {} with a choice of free homes", agreement.choices);
    if let (Some(order), Some(policy)) = (agreement.better_homes, agreement.better_homes_by_policy) {
        let _ = write!(
            text,
            ". In the policy's order of levels {:.0} % of the other free homes were better on average (50 % by chance); \
             the order that explains the choices best is {}, {:.0} %",
            policy.0 * 100.0,
            agreement.order.join(", "),
            order.0 * 100.0
        );
    }
    text.push_str(".\n");
    text + &agreement.weights.as_ref().map_or_else(String::new, weights)
}

/// What a unit of each level weighs in the recorded choices, and how far that can be trusted.
fn weights(found: &ChoiceWeights) -> String {
    let percent = |share: Option<Share>| share.map_or(0.0, |share| share.0 * 100.0);
    let mut text = match found.support {
        Support::TooFew => {
            return format!(
                "What the levels weigh in them cannot be told: {} children have a choice, too few, or the homes do \
                 not differ.\n",
                found.children
            );
        }
        Support::NoBetterThanChance => format!(
            "No weights of the levels explain them: of weights fitted to other children {:.0} % of the free homes are \
             better (50 % by chance). What was chosen follows something that is not in the files, or nothing.\n",
            percent(found.better_homes_held_out)
        ),
        Support::Explained => format!(
            "Weights of the levels explain them: {:.0} % of the free homes are better on average ({:.0} % for children \
             to whom they were not fitted), and in {} choices none is (of homes taken at random that would be so in {:.0} %).\n",
            percent(found.better_homes),
            percent(found.better_homes_held_out),
            found.unbeaten,
            percent(found.unbeaten_by_chance),
        ),
    };
    if found.support == Support::Explained {
        if found.levels.0.iter().all(|(_, own)| own.pence_a_week.is_none()) {
            text.push_str(
                "Money weighs nothing in them, so that the others are told as they relate to each other.\n",
            );
        }
        text.push_str(&lay_out(&WEIGHT_COLUMNS, found.levels.0.iter().map(weight), WIDTH));
        text.push('\n');
    }
    text
}

const WEIGHT_COLUMNS: [(&str, Lean); 4] = [
    ("one of", Lean::Left),
    ("weighs", Lean::Right),
    ("between", Lean::Left),
    ("choices that differ", Lean::Right),
];

fn weight((level, own): &(String, LevelWeight)) -> Vec<String> {
    let pounds = |pence: u64| format!("£{}.{:02}", pence / 100, pence % 100);
    let weighs = match (own.weight, own.pence_a_week) {
        (None, _) => "not known".to_owned(),
        (Some(_), Some(pence)) => format!("{} a week", pounds(pence)),
        (Some(weight), None) => weight.to_string(),
    };
    let between = match (own.weight, own.least_pence, own.most_pence) {
        (None, ..) | (_, None, _) => String::new(),
        (_, Some(least), Some(most)) => format!("{} and {}", pounds(least), pounds(most)),
        (_, Some(least), None) => format!("{} and no limit", pounds(least)),
    };
    vec![level.clone(), weighs, between, own.differing.to_string()]
}

/// Child by child as rows: where each placement was made under each policy.
#[must_use]
pub fn replay_csv(replay: &Replay) -> String {
    let mut header = vec!["child", "date", "kind"];
    header.extend(replay.policies.iter().map(|result| result.policy.name()));
    let rows = replay.placements.iter().map(|row| {
        let mut cells = vec![row.child.to_string(), row.date.to_string(), row.kind.to_string()];
        cells
            .extend(row.homes.iter().map(|at| at.home.as_ref().map(ToString::to_string).unwrap_or_default()));
        cells
    });
    csv(&header, rows)
}
