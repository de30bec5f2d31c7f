//! Writes a policy as a complete `policy.toml` with a comment for each setting.

use std::fmt::Write as _;

use super::{Policy, TogetherMeans};
use crate::{Check, Freedom, Kind, Level, Severity, catalogue};

pub(super) fn to_toml(policy: &Policy) -> String {
    let mut text = String::from(
        "# The council's policy. Every key may be left out: it then keeps the value shown by\n\
         # the default file. An unknown key is an error. docs/policy.md explains each.\n\n",
    );
    if let Some(authority) = &policy.authority {
        line(&mut text, &format!("authority = \"{authority}\"\n"));
    }
    levels(policy, &mut text);
    numbers(policy, &mut text);
    severities(policy, &mut text);
    weights(policy, &mut text);
    text
}

fn line(text: &mut String, content: &str) {
    text.push_str(content);
    text.push('\n');
}

fn levels(policy: &Policy, text: &mut String) {
    line(text, "# Most important first; no saving on a later level is bought with a loss on an earlier one.");
    line(text, "# `unplaced` stays first and `weekly_pence` last.");
    let names: Vec<String> = policy.levels.iter().map(|level| format!("\"{level}\"")).collect();
    line(text, &format!("levels = [{}]\n", names.join(", ")));
}

fn numbers(policy: &Policy, text: &mut String) {
    let (distance, travel, fees) = (&policy.distance, &policy.travel, &policy.fees);
    let together = match policy.siblings.assessed_together {
        TogetherMeans::Cost => "cost",
        TogetherMeans::Required => "required",
    };
    write!(
        text,
        r#"[siblings]
# What an assessment "together" means: "cost" (may be split, at a cost) or "required" (one home or none).
assessed_together = "{together}"

[distance]
# Stands for a distance that cannot be measured because a postcode is unknown; at least 1.
unknown_miles = {unknown}
# A home within this distance of a place to avoid is near it.
avoid_miles = {avoid}
# A school farther from the home than this cannot be kept.
school_change_miles = {school}

[travel]
# Pence for each mile by road.
contact_pence_a_mile = {contact_rate}
school_pence_a_mile = {school_rate}
# Road miles as a percentage of the straight line.
road_factor_percent = {factor}
# Road miles to school without charge, by age.
school_free_miles_under_8 = {under_8}
school_free_miles_from_8 = {from_8}

[fees]
# Pence a week to reckon with where neither the home nor its contract sets a fee.
foster_pence = {foster}
other_pence = {other}

"#,
        unknown = distance.unknown_miles,
        avoid = distance.avoid_miles,
        school = distance.school_change_miles,
        contact_rate = travel.contact_pence_a_mile,
        school_rate = travel.school_pence_a_mile,
        factor = travel.road_factor_percent,
        under_8 = travel.school_free_miles_under_8,
        from_8 = travel.school_free_miles_from_8,
        foster = fees.foster_pence,
        other = fees.other_pence,
    )
    .expect("writing to a string cannot fail");
}

fn severities(policy: &Policy, text: &mut String) {
    line(text, "# Severity of the rules that the law leaves to the council:");
    line(
        text,
        "# \"hard\", \"gate\", \"soft\" or \"off\" for requirements, \"soft\" or \"off\" for costs and duties.",
    );
    line(text, "[rules]");
    for (rule, setting) in catalogue().iter().zip(policy.settings()) {
        if rule.freedom == Freedom::Council {
            let severity = name_of(setting.severity);
            line(text, &format!("{} = \"{severity}\" # {}", rule.code, rule.title));
        }
    }
    text.push('\n');
}

fn name_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Hard => "hard",
        Severity::Gate => "gate",
        Severity::Soft => "soft",
        Severity::Off => "off",
    }
}

fn weights(policy: &Policy, text: &mut String) {
    line(text, "# Weight of each rule on its level; a gate of weight 0 is listed and not counted.");
    line(text, "[weights]");
    for (rule, setting) in catalogue().iter().zip(policy.settings()) {
        let unit = match rule.check {
            Check::Charge { level: Level::WeeklyPence, .. } | Check::Duty(_) => continue,
            Check::Charge { level, .. } => level.name(),
            Check::Unplaced { .. } => Level::Unplaced.name(),
            Check::Requirement(_) => Level::Gates.name(),
        };
        if rule.kind() == Kind::Hard && rule.freedom == Freedom::Law {
            continue;
        }
        line(text, &format!("{} = {} # {unit}: {}", rule.code, setting.weight, rule.title));
    }
}
