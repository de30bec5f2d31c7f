//! Requires a temporary approval to last until the child would come.

use nearhome_model::Home;

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H004: temporary approval still running.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H004"),
    title: "temporary approval still running",
    source: "regulations 24 and 25, Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "Where the carer's approval is temporary, its last day is not before the day of the snapshot nor \
        before the day by which the home is needed.",
    why: "A temporary approval of a connected person lasts 16 weeks and may be extended once by 8 weeks, \
        or until a review of the decision; after that the child may not live there.",
    example: "An approval until 14 April covers a placement on 14 April and none on 15 April.",
    does_not_apply: "To approvals without an end. Wales has other periods.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let Some(until) = home.approval.until else { return Verdict::Pass };
    let needed = case.child.search.needed_by.filter(|_| !case.is_staying());
    let first_day = needed.map_or(case.date(), |needed| needed.max(case.date()));
    Verdict::fail_if(until < first_day, || {
        vec![Fact::new("approved_until", until), Fact::new("needed_on", first_day)]
    })
}
