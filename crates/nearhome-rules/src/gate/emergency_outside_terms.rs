//! Asks for a decision before a foster carer's terms of approval are exceeded in an emergency.

use nearhome_model::{Home, PlacementCode};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    case::lasting_kinds,
    hard::{approved_age, approved_sex},
};

/// G016: emergency outside a foster carer's terms of approval.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G016"),
    title: "emergency outside a foster carer's terms of approval",
    source: "regulation 23, Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::since(2011, 4, 1),
    standing: Standing::Unconfirmed(
        "the six working days are as practice handbooks give them; who decides is practice, as the regulation names \
         nobody as far as is known",
    ),
    freedom: Freedom::Council,
    requires: "In an emergency a home that fosters and does nothing else may be offered to a child whose age or sex its terms of approval do \
        not admit (H001, H002), for six working days at most and with a senior manager's approval. By then the terms \
        are varied to fit, or the child moves on.",
    why: "A night's bed with an approved carer is better than none, and a carer who was not assessed for such a child \
        is no lasting home.",
    example: "A girl of 12 who needs a bed tonight, and a carer approved for 0 to 11 with a free place.",
    does_not_apply: "To searches that are no emergency, to homes that do not foster, to carers with a temporary approval or \
        one for a connected child, who are not approved foster parents within the regulation, and to a child who lives \
        there already. The number of places, the usual fostering limit (H003) and every requirement of safety hold in \
        an emergency too. A council that does not place outside terms sets this rule to `hard`.",
    check: Check::Requirement(
        Requirement::approved_by(Approver::SeniorManager, 1, Emergency::Unchanged, check)
            .steps_within(SIX_WORKING_DAYS),
    ),
};

/// How long such a placement may last.
const SIX_WORKING_DAYS: u8 = 6;

/// Whether an emergency lets the terms of a home be exceeded, so that this rule and not H001 and H002 says no.
pub(crate) fn may_exceed_terms(case: &Case<'_>, home: &Home) -> bool {
    let is_approved = home.connected_to.is_none() && home.approval.until.is_none();
    let only_fosters = home.fosters() && lasting_kinds(home).all(PlacementCode::is_fostering);
    case.is_emergency() && !case.is_staying() && only_fosters && is_approved
}

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    if !may_exceed_terms(case, home) {
        return Verdict::Pass;
    }
    let outside = [approved_age::outside(case, home), approved_sex::outside(case, home)];
    let mut facts: Vec<Fact> = outside.into_iter().flatten().flatten().collect();
    Verdict::fail_if(!facts.is_empty(), || {
        facts.push(Fact::new("working_days_at_most", u32::from(SIX_WORKING_DAYS)));
        facts
    })
}
