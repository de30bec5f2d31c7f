//! `docs/rules.md` is generated from the rules' own documentation; `UPDATE_GOLDEN=1` rewrites it.

use std::{fmt::Write as _, path::Path};

use nearhome_rules::{Check, Freedom, Kind, Level, Rule, Standing, catalogue};

const INTRODUCTION: &str = "\
# The rules

<!-- Generated from the rules' own documentation in crates/nearhome-rules; do not edit. -->

What nearhome asks of a home before it offers it to a child, and how it weighs those that it may offer. A rule is judged
for one child, one home and the day of the snapshot. **Hard** rules exclude a home, and every reason is kept. **Gates** are
approvals by a named person. **Soft** rules charge a cost on one of the levels of [the policy](policy.md). **Duties** are
to be done if the home is chosen. *To be confirmed* marks what is believed and was not read in a source; a lawyer should
check those before the council relies on them. nearhome proposes; people decide.

";

const CLOSING: &str = "\
## What these rules do not decide

One snapshot does not tell: the length of short breaks (17 days each, 75 in twelve months; regulation 48), the six working
days of an emergency outside the terms of approval (regulation 23), the 72 hours in a secure home without a court, the
limits of police protection and emergency orders, the threshold of the National Transfer Scheme, and whether an authority's
accommodation is sufficient (section 22G). Brothers and sisters who are both to be matched, pairs who must not meet, places
and contracts that several children compete for are constraints of the matching problem and not rules for one pair.
";

fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    for kind in [Kind::Hard, Kind::Gate, Kind::Soft, Kind::Duty] {
        let rules: Vec<&Rule> = catalogue().iter().copied().filter(|rule| rule.kind() == kind).collect();
        writeln!(page, "## {}\n\n| code | rule | in force | severity |\n|---|---|---|---|", title(kind))
            .unwrap();
        for rule in &rules {
            let choice = if rule.freedom == Freedom::Law { "law" } else { "the council's choice" };
            writeln!(page, "| {} | {} | {} | {choice} |", rule.code, rule.title, in_force(rule)).unwrap();
        }
        page.push('\n');
        for rule in rules {
            write_rule(&mut page, rule);
        }
    }
    page + CLOSING
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Hard => "Hard rules",
        Kind::Gate => "Gates",
        Kind::Soft => "Soft rules",
        Kind::Duty => "Duties",
    }
}

fn in_force(rule: &Rule) -> String {
    let day = |(year, month, day): (i16, i8, i8)| format!("{year:04}-{month:02}-{day:02}");
    match (rule.in_force.from, rule.in_force.to) {
        (None, None) => "throughout".to_owned(),
        (Some(from), None) => format!("from {}", day(from)),
        (None, Some(to)) => format!("until {}", day(to)),
        (Some(from), Some(to)) => format!("{} to {}", day(from), day(to)),
    }
}

fn write_rule(page: &mut String, rule: &Rule) {
    writeln!(page, "### {} {}\n", rule.code, rule.title).unwrap();
    for (heading, text) in [
        ("What it requires", rule.requires),
        ("Why", rule.why),
        ("Source", rule.source),
        ("Example", rule.example),
        ("When it does not apply", rule.does_not_apply),
    ] {
        writeln!(page, "**{heading}.** {}\n", sentence(text)).unwrap();
    }
    if let Standing::Unconfirmed(doubt) = rule.standing {
        writeln!(page, "**To be confirmed.** {}\n", sentence(doubt)).unwrap();
    }
    if let Some(cost) = cost(rule) {
        writeln!(page, "**Cost.** {cost}\n").unwrap();
    }
}

fn cost(rule: &Rule) -> Option<String> {
    match rule.check {
        Check::Requirement(requirement) if rule.kind() == Kind::Gate => Some(format!(
            "Weight {} on the level `gates`; approval by: {}.",
            requirement.weight,
            serde_json::to_value(requirement.approver).ok()?.as_str()?.replace('_', " ")
        )),
        Check::Charge { level: Level::WeeklyPence, .. } => {
            Some("Pence a week on the level `weekly_pence`.".to_owned())
        }
        Check::Charge { level, weight, .. } => Some(format!("Weight {weight} on the level `{level}`.")),
        Check::Unplaced { weight, .. } => Some(format!("Weight {weight} on the level `unplaced`.")),
        _ => None,
    }
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if text.ends_with('.') { "" } else { "." };
    first + characters.as_str() + end
}

#[test]
fn every_heading_has_its_text() {
    for rule in catalogue() {
        let texts = [rule.title, rule.source, rule.requires, rule.why, rule.example, rule.does_not_apply];
        assert!(texts.iter().all(|text| !text.trim().is_empty() && !text.contains("  ")), "{}", rule.code);
    }
}

#[test]
fn the_page_is_in_step_with_the_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page(), "docs/rules.md is out of step; run the tests with UPDATE_GOLDEN=1");
}
