//! Asks for the director's approval of a placement at a distance.

use nearhome_model::Home;

use crate::{
    Approver, Case, Check, Emergency, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

use super::out_of_area;

/// G002: director approves a placement at a distance.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G002"),
    title: "director approves a placement at a distance",
    source: "regulation 11(1)(b), (2) and (5), Care Planning, Placement and Case Review (England) Regulations \
        2010, as amended by SI 2013/3239",
    in_force: InForce::since(2014, 1, 27),
    standing: Standing::Unconfirmed(
        "paragraphs (3) and (4), emergency and exemptions, were not read; the day on which SI 2013/3239 \
        came into force is believed to be 27 January 2014",
    ),
    freedom: Freedom::Law,
    requires: "A home outside the area and not in the area of an adjoining authority needs the approval of the \
        director of children's services; the area authority is consulted and given the care plan. A home \
        whose authority is not known counts as at a distance.",
    why: "As for G001, the more so.",
    example: "Durham proposes a home in Kent: the director approves first.",
    does_not_apply: "Within the area or an adjoining authority, and for a child who lives there already. In an \
        emergency as for G001.",
    check: Check::Requirement(
        Requirement::approved_by(Approver::DirectorOfChildrensServices, 0, Emergency::StepsFollow, check)
            .steps_within(5),
    ),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    Verdict::fail_if(case.is_at_a_distance(), || out_of_area::facts(case, home))
}
