//! Assesses a child and a home against every rule, keeping all reasons and not only the first.
//!
//! A pair that a hard rule excludes is not priced: its gates, charges and duties are empty. [`price`]
//! gives the same answer as a bare cost, for the many pairs of a problem that nobody reads about.

use std::borrow::Cow;

use nearhome_model::{Child, Date, Home, Moving, Snapshot};

use crate::{
    Assessment, Case, Charge, Charges, Check, Duty, Emergency, Exclusion, Gate, Level, Policy, Requirement,
    Residents, Rule, RuleCode, Severity, Verdict,
    charges::{Sink, Sums},
    occupants::places_of,
};

/// Assesses a home of the register for a child.
///
/// For the home where the child lives now this is the same as [`assess_staying`].
///
/// # Examples
///
/// ```
/// use nearhome_model::example;
/// use nearhome_rules::{Policy, assess};
///
/// let mut home = example::home("h1");
/// home.approval.age_to = nearhome_model::Age::new(4);
/// let snapshot = example::snapshot(vec![example::child("c1")], vec![home]);
/// let assessment = assess(&snapshot, &Policy::default(), &snapshot.children[0], &snapshot.homes[0]);
/// assert_eq!(assessment.exclusions[0].rule.as_str(), "H001");
/// ```
#[must_use]
pub fn assess(snapshot: &Snapshot, policy: &Policy, child: &Child, home: &Home) -> Assessment {
    assess_case(&Case::of_home(snapshot, policy, child, home))
}

/// Assesses staying where the child lives now.
///
/// `None` where staying is no choice: the child has no placement, or the placement ends
/// ([`Moving::Needed`]). Requirements for new admissions do not oblige a child to leave; they are then
/// listed as duties. A setting outside the register is known by its place alone, so only the rules of
/// distance and area charge it.
#[must_use]
pub fn assess_staying(snapshot: &Snapshot, policy: &Policy, child: &Child) -> Option<Assessment> {
    let placement = child.placement.as_ref().filter(|_| child.search.moving != Moving::Needed)?;
    let case = match placement.home.as_ref().and_then(|home| snapshot.home(home)) {
        Some(home) => Case::of_home(snapshot, policy, child, home),
        None => Case::of_setting(snapshot, policy, child, &placement.location),
    };
    Some(assess_case(&case))
}

/// What it costs to leave the child without a home of the plan.
///
/// It is offered to a child for whom [`assess_staying`] gives no lawful answer.
#[must_use]
pub fn assess_unplaced(snapshot: &Snapshot, policy: &Policy, child: &Child) -> Vec<Charge> {
    let mut list = Vec::new();
    for (rule, setting) in in_force(policy.weighed(), snapshot.date) {
        let Check::Unplaced { assess, .. } = rule.check else { continue };
        if let Verdict::Fail(facts) = assess(child, snapshot.date) {
            let mut charges = Charges::new(rule.code, Level::Unplaced, Sink::List(&mut list));
            charges.add(setting.weight, || facts);
        }
    }
    list
}

/// What a home that may be offered costs, without reasons: see [`price`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    sums: Sums,
    /// Places of the home that the child takes.
    pub places: u32,
}

impl Price {
    /// The cost on each of the levels, in the order given.
    #[must_use]
    pub fn cost(&self, levels: &[Level]) -> Vec<i64> {
        levels.iter().map(|&level| self.sums[level as usize]).collect()
    }
}

/// The cost of a home of the register for a child; `None` where a rule excludes it.
///
/// Equal to the cost of [`assess`] and several times as fast, because no facts are gathered.
///
/// # Examples
///
/// ```
/// use nearhome_model::example;
/// use nearhome_rules::{Policy, assess, price};
///
/// let snapshot = example::snapshot(vec![example::child("c1")], vec![example::home("h1")]);
/// let (policy, child, home) = (Policy::default(), &snapshot.children[0], &snapshot.homes[0]);
/// let price = price(&snapshot, &policy, child, home).map(|price| price.cost(policy.levels()));
/// assert_eq!(price, Some(assess(&snapshot, &policy, child, home).cost(policy.levels())));
/// ```
#[must_use]
pub fn price(snapshot: &Snapshot, policy: &Policy, child: &Child, home: &Home) -> Option<Price> {
    let case = Case::of_home(snapshot, policy, child, home);
    failing(&case, home).next().is_none().then(|| priced(&case, home))
}

/// What a home would cost that one rule alone excludes, if that rule were not there, and the rule; `None` where the
/// home may be offered or several rules exclude it.
///
/// # Examples
///
/// ```
/// use nearhome_model::example;
/// use nearhome_rules::{Policy, price_but_for_one};
///
/// let mut home = example::home("h1");
/// home.approval.age_to = nearhome_model::Age::new(4);
/// let snapshot = example::snapshot(vec![example::child("c1")], vec![home]);
/// let (child, home) = (&snapshot.children[0], &snapshot.homes[0]);
/// let (rule, _) = price_but_for_one(&snapshot, &Policy::default(), child, home).expect("too old");
/// assert_eq!(rule.as_str(), "H001");
/// ```
#[must_use]
pub fn price_but_for_one(
    snapshot: &Snapshot,
    policy: &Policy,
    child: &Child,
    home: &Home,
) -> Option<(RuleCode, Price)> {
    let case = Case::of_home(snapshot, policy, child, home);
    let mut failing = failing(&case, home);
    let rule = failing.next()?;
    failing.next().is_none().then(|| (rule, priced(&case, home)))
}

/// The rules that exclude the home, in the catalogue's order.
fn failing(case: &Case<'_>, home: &Home) -> impl Iterator<Item = RuleCode> {
    in_force(case.policy.binding(), case.date()).filter_map(move |(rule, _)| match rule.check {
        Check::Requirement(requirement) if fails(case, home, requirement) => Some(rule.code),
        _ => None,
    })
}

/// Whether a requirement is not met and does not merely oblige new admissions.
fn fails(case: &Case<'_>, home: &Home, requirement: Requirement) -> bool {
    let lets_stay = case.is_staying() && requirement.residents == Residents::Stay;
    !lets_stay && (requirement.assess)(case, home) != Verdict::Pass
}

/// What the home costs as far as nothing excludes it.
fn priced(case: &Case<'_>, home: &Home) -> Price {
    let mut sums = Sums::default();
    for (rule, setting) in in_force(case.policy.weighed(), case.date()) {
        match rule.check {
            Check::Requirement(requirement) if fails(case, home, requirement) => {
                let (level, amount) = weight_of(case, requirement, setting);
                sums[level as usize] += amount;
            }
            Check::Charge { level, assess, .. } => {
                assess(case, setting.weight, &mut Charges::new(rule.code, level, Sink::Sums(&mut sums)));
            }
            _ => {}
        }
    }
    Price { sums, places: places_of(case.child) }
}

fn assess_case(case: &Case<'_>) -> Assessment {
    let mut assessment = Assessment { places: places_of(case.child), ..Assessment::default() };
    if let Some(home) = case.home {
        exclude(case, home, &mut assessment);
        if !assessment.is_allowed() {
            assessment.duties.clear();
            return assessment;
        }
    }
    for (rule, setting) in in_force(case.policy.weighed(), case.date()) {
        match rule.check {
            Check::Requirement(requirement) => weigh(case, rule, requirement, setting, &mut assessment),
            Check::Charge { level, assess, .. } => {
                let sink = Sink::List(&mut assessment.charges);
                assess(case, setting.weight, &mut Charges::new(rule.code, level, sink));
            }
            Check::Unplaced { .. } => {}
            Check::Duty(assess) => note(rule, assess(case), &mut assessment),
        }
    }
    assessment
}

/// How a policy sets one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) severity: Severity,
    pub(crate) weight: i64,
}

/// The rules of a list of the policy that are in force on a day.
fn in_force(
    rules: &[(&'static Rule, Setting)],
    date: Date,
) -> impl Iterator<Item = (&'static Rule, Setting)> {
    rules.iter().copied().filter(move |(rule, _)| rule.in_force.on(date))
}

/// Applies the requirements that the policy holds hard.
fn exclude(case: &Case<'_>, home: &Home, assessment: &mut Assessment) {
    let staying = case.is_staying();
    for (rule, _) in in_force(case.policy.binding(), case.date()) {
        let Check::Requirement(requirement) = rule.check else { continue };
        let Verdict::Fail(facts) = (requirement.assess)(case, home) else { continue };
        let source = Cow::Borrowed(rule.source);
        if staying && requirement.residents == Residents::Stay {
            assessment.duties.push(Duty { rule: rule.code, source, facts });
        } else {
            assessment.exclusions.push(Exclusion { rule: rule.code, source, facts });
        }
    }
}

/// What a failed requirement that is not hard costs: level and amount.
fn weight_of(case: &Case<'_>, requirement: Requirement, setting: Setting) -> (Level, i64) {
    if setting.severity == Severity::Soft {
        return (Level::Disruption, setting.weight);
    }
    let relaxed = case.is_emergency() && requirement.emergency != Emergency::Unchanged;
    (Level::Gates, if relaxed { 0 } else { setting.weight })
}

/// Applies a requirement that the policy holds a gate or a cost.
fn weigh(
    case: &Case<'_>,
    rule: &'static Rule,
    requirement: Requirement,
    setting: Setting,
    assessment: &mut Assessment,
) {
    let Some(home) = case.home else { return };
    if case.is_staying() && requirement.residents == Residents::Stay {
        return;
    }
    let Verdict::Fail(facts) = (requirement.assess)(case, home) else { return };
    let (level, weight) = weight_of(case, requirement, setting);
    Charges::new(rule.code, level, Sink::List(&mut assessment.charges)).add(weight, || facts.clone());
    if setting.severity == Severity::Soft {
        return;
    }
    let source = Cow::Borrowed(rule.source);
    let emergency = if case.is_emergency() { requirement.emergency } else { Emergency::Unchanged };
    if emergency == Emergency::Exempt {
        assessment.duties.push(Duty { rule: rule.code, source, facts });
    } else {
        let approval = requirement.approver;
        assessment.gates.push(Gate { rule: rule.code, approval, emergency, source, facts, weight });
    }
}

fn note(rule: &'static Rule, verdict: Verdict, assessment: &mut Assessment) {
    if let Verdict::Fail(facts) = verdict {
        assessment.duties.push(Duty { rule: rule.code, source: Cow::Borrowed(rule.source), facts });
    }
}
