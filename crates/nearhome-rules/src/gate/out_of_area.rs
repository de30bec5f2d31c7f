//! Asks for the nominated officer's approval of a placement outside the authority's area.

use nearhome_model::{Home, PlaceProvider};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G001: nominated officer approves a placement out of area.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G001"),
    title: "nominated officer approves a placement out of area",
    source: "regulation 11(1)(a) and (2), Care Planning, Placement and Case Review (England) Regulations \
        2010, as amended by SI 2013/3239",
    in_force: InForce::since(2014, 1, 27),
    standing: Standing::Unconfirmed("paragraphs (3) and (4), emergency and exemptions, were not read"),
    freedom: Freedom::Law,
    requires: "A home outside the area, in an adjoining authority, needs the nominated officer's approval; the \
        officer is satisfied that it is the most appropriate placement and that the area authority was \
        notified.",
    why: "Away from family, school and friends, and out of sight of the responsible authority, more goes \
        wrong.",
    example: "Durham proposes a home in Darlington: the nominated officer approves first.",
    does_not_apply: "Within the area, and for a child who lives there already. In an emergency the approval is still \
        needed, while consultation and notice may follow within five working days. Paragraph (4) \
        exempts, as far as is known, connected persons and the authority's own foster carers: the gate \
        is listed with the fact `carer` so that the officer can say so.",
    check: Check::Requirement(
        Requirement::approved_by(Approver::NominatedOfficer, 0, Emergency::StepsFollow, check)
            .steps_within(5),
    ),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    Verdict::fail_if(case.is_out_of_area() && !case.is_at_a_distance(), || facts(case, home))
}

/// The facts of a placement out of area, with the carer where an exemption may apply.
pub(crate) fn facts(case: &Case<'_>, home: &Home) -> Vec<Fact> {
    let mut facts = vec![Fact::known("area", home.location.authority.clone())];
    if home.connected_to.as_ref() == Some(&case.child.id) {
        facts.push(Fact::code("carer", "connected_person"));
    } else if home.fosters() && home.sector == PlaceProvider::OwnAuthority {
        facts.push(Fact::code("carer", "own_foster_carer"));
    }
    facts
}
