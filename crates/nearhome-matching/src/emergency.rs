//! An emergency search: the gates that the regulations relax, and what is left to do after the placement.
//!
//! The rules judge the pair twice, as an emergency and as an ordinary search; what the emergency puts off or replaces
//! is the difference. Requirements of safety are no gates and are the same in both; a foster carer's terms of approval
//! may be exceeded for some days (regulation 23), and that is told as a gate and a step of its own.

use std::borrow::Cow;

use nearhome_model::{Child, ChildId, Date, Home, Snapshot};
use nearhome_rules::{
    Approver, Assessment, Check, Duty, Emergency, Fact, FactValue, Policy, RuleCode, assess,
};
use serde::{Deserialize, Serialize};

use crate::{Alteration, MatchError, alteration::altered};

/// Whether a home is sought at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Every approval and step comes before the placement.
    #[default]
    Ordinary,
    /// The same day: steps that the regulations let follow may follow.
    Emergency,
}

impl Urgency {
    /// The urgency that a child's record states.
    #[must_use]
    pub fn of(child: &Child) -> Self {
        if child.search.emergency { Self::Emergency } else { Self::Ordinary }
    }
}

/// How an emergency changes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PutOff {
    /// The approval is still needed; consultation and notice that go with it may follow, and it no longer counts.
    StepsFollow,
    /// The approval is not needed; what the law asks instead follows.
    Replaced,
    /// The step may be taken later than in an ordinary search.
    Later,
    /// The home's terms of approval do not admit the child: the placement may last until the day stated, by which the
    /// terms are varied or the child moves on.
    OutsideTerms,
}

/// A step that an emergency puts off or replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct FollowUp {
    /// The rule.
    pub rule: RuleCode,
    /// How the emergency changes it.
    pub put_off: PutOff,
    /// Who approves in an ordinary search, or outside the terms of approval, where the step is an approval.
    pub approval: Option<Approver>,
    /// Its source.
    pub source: Cow<'static, str>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// The last day, for a placement that begins on the day of the snapshot, where the rule states one; `None`: as
    /// soon as practicable. Working days are Monday to Friday; bank holidays are not known, so that the true last day
    /// may be later and is never earlier.
    pub by: Option<Date>,
}

/// A copy of a council in which the searches of these children are emergencies: each needs a home on the day of the
/// snapshot, whether or not it has one.
///
/// # Errors
///
/// [`MatchError::Alteration`] when there is no such child.
pub fn in_an_emergency(snapshot: &Snapshot, children: &[ChildId]) -> Result<Snapshot, MatchError> {
    let urgent = |child: &ChildId| Alteration::Emergency { child: child.clone() };
    let changes: Vec<Alteration> = children.iter().map(urgent).collect();
    Ok(altered(snapshot, &changes)?.snapshot)
}

/// What an emergency leaves to be done; nothing where the search is none.
pub(crate) fn follow_ups(
    snapshot: &Snapshot,
    policy: &Policy,
    child: &Child,
    home: &Home,
    urgent: &Assessment,
) -> Vec<FollowUp> {
    if Urgency::of(child) == Urgency::Ordinary {
        return Vec::new();
    }
    let mut ordinary = child.clone();
    ordinary.search.emergency = false;
    let ordinary = assess(snapshot, policy, &ordinary, &with_terms_that_fit(home, child, snapshot.date));
    let mut found = gates_that_go(snapshot.date, &ordinary, urgent);
    found.extend(outside_terms(snapshot.date, &ordinary, urgent));
    found.extend(urgent.duties.iter().filter_map(|duty| later(snapshot.date, duty, &ordinary)));
    found
}

fn gates_that_go(start: Date, ordinary: &Assessment, urgent: &Assessment) -> Vec<FollowUp> {
    let put_off = |rule: RuleCode| match urgent.gates.iter().find(|gate| gate.rule == rule) {
        None => Some(PutOff::Replaced),
        Some(gate) if gate.emergency == Emergency::Unchanged => None,
        Some(_) => Some(PutOff::StepsFollow),
    };
    let gates = ordinary.gates.iter().filter_map(|gate| {
        Some(FollowUp {
            rule: gate.rule,
            put_off: put_off(gate.rule)?,
            approval: Some(gate.approval),
            source: gate.source.clone(),
            facts: gate.facts.clone(),
            by: steps_within(gate.rule).and_then(|days| after_working_days(start, days)),
        })
    });
    gates.collect()
}

/// The home as if its terms of approval admitted the child: without an emergency a home whose terms do not is excluded,
/// and nothing else is told of it.
fn with_terms_that_fit(home: &Home, child: &Child, today: Date) -> Home {
    let (mut home, age) = (home.clone(), child.age_on(today));
    home.approval.age_from = home.approval.age_from.min(age);
    home.approval.age_to = home.approval.age_to.max(age);
    home.approval.sexes.insert(child.sex);
    home
}

/// Gates that only an emergency has: the home's terms are exceeded for some days.
fn outside_terms<'a>(
    start: Date,
    ordinary: &'a Assessment,
    urgent: &'a Assessment,
) -> impl Iterator<Item = FollowUp> + 'a {
    let is_new = |rule: RuleCode| ordinary.gates.iter().all(|gate| gate.rule != rule);
    urgent.gates.iter().filter(move |gate| is_new(gate.rule)).map(move |gate| FollowUp {
        rule: gate.rule,
        put_off: PutOff::OutsideTerms,
        approval: Some(gate.approval),
        source: gate.source.clone(),
        facts: gate.facts.clone(),
        by: steps_within(gate.rule).and_then(|days| after_working_days(start, days)),
    })
}

/// Working days within which the steps of a gate follow, where its regulation states them.
fn steps_within(rule: RuleCode) -> Option<i64> {
    match rule.rule().check {
        Check::Requirement(requirement) => requirement.steps_within.map(i64::from),
        _ => None,
    }
}

/// A duty that an ordinary search asks for earlier.
fn later(start: Date, duty: &Duty, ordinary: &Assessment) -> Option<FollowUp> {
    let days = working_days_after(duty)?;
    let before = ordinary.duties.iter().find(|own| own.rule == duty.rule).and_then(working_days_after)?;
    (days > before).then(|| FollowUp {
        rule: duty.rule,
        put_off: PutOff::Later,
        approval: None,
        source: duty.source.clone(),
        facts: duty.facts.clone(),
        by: after_working_days(start, days),
    })
}

fn working_days_after(duty: &Duty) -> Option<i64> {
    duty.facts.iter().find_map(|fact| match fact.value {
        FactValue::Count(days) if fact.name == "working_days_after" => Some(days),
        _ => None,
    })
}

/// The day that is so many days from Monday to Friday after a day.
fn after_working_days(start: Date, days: i64) -> Option<Date> {
    let monday = Date::new(2024, 1, 1).expect("1 January 2024, a Monday, is a day");
    let (mut day, mut left) = (start, days);
    while left > 0 {
        day = day.plus_days(1)?;
        left -= i64::from(monday.days_until(day).rem_euclid(7) < 5);
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use nearhome_model::example::day;

    use super::*;

    fn check(start: &str, days: i64, last: &str) {
        assert_eq!(after_working_days(day(start), days), Some(day(last)), "{days} after {start}");
    }

    #[test]
    fn working_days_pass_over_weekends() {
        check("2025-03-31", 5, "2025-04-07");
        check("2025-04-04", 1, "2025-04-07");
        check("2025-04-05", 1, "2025-04-07");
        check("2025-04-05", 5, "2025-04-11");
        check("2023-12-29", 5, "2024-01-05");
        check("2025-04-01", 0, "2025-04-01");
    }
}
