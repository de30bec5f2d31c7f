//! Requires that a child matched long term with the carers is not moved for a better fit.

use nearhome_model::{Home, Matching, Moving};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H025: long-term match kept.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H025"),
    title: "long-term match kept",
    source: "regulation 22B, Care Planning, Placement and Case Review (England) Regulations 2010; SI \
        2015/495; the care plan",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "A child who is matched long term and for whom a move is only permitted is offered no other home.",
    why: "The match promises permanence; only the care plan may end it.",
    example: "A child matched long term stays, although a home nearer to school has a place.",
    does_not_apply: "Where the care plan asks for a move or the placement ends: `planned` or `needed`.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    let Some(placement) = &case.child.placement else { return Verdict::Pass };
    let fixed = placement.matching == Matching::LongTerm && case.child.search.moving == Moving::Permitted;
    Verdict::fail_if(fixed && !case.is_staying(), || {
        vec![Fact::new("since", placement.since), Fact::known("present_home", placement.home.clone())]
    })
}
