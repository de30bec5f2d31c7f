//! Asks for approval where a placement disrupts schooling in key stage 4.

use nearhome_model::{Date, Home};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G003: nominated officer approves a change of school in years 10 and 11.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G003"),
    title: "nominated officer approves a change of school in years 10 and 11",
    source: "regulation 10(1) to (3), Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "For a child in year 10 or 11 with a school: a home farther from the school than the policy's \
        `distance.school_change_miles` needs the nominated officer's approval, with the designated \
        teacher and the reviewing officer consulted.",
    why: "A change in these years costs examinations.",
    example: "A girl born on 31 August 2009 is in year 11 until 31 August 2025; a home 30 miles from her \
        school needs approval in June 2025.",
    does_not_apply: "Outside years 10 and 11 by birth date, without a school, for a child who lives there already, \
        and in an emergency, where education is to be arranged as soon as practicable.",
    check: Check::Requirement(Requirement::approved_by(
        Approver::NominatedOfficer,
        1,
        Emergency::Exempt,
        check,
    )),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    if !is_in_key_stage_4(case.child.birth_date, case.date()) {
        return Verdict::Pass;
    }
    let Some((_, distance)) = case.school() else { return Verdict::Pass };
    Verdict::fail_if(case.policy.distance.changes_school(distance.tenth_miles()), || {
        vec![distance.fact("school_distance"), Fact::new("birth_date", case.child.birth_date)]
    })
}

/// Whether a child born on a day is in year 10 or 11: aged 14 or 15 on the 31 August before the school
/// year that the date lies in.
pub(crate) fn is_in_key_stage_4(birth: Date, date: Date) -> bool {
    let school_year = if date.month() >= 9 { date.year() } else { date.year() - 1 };
    let born_year = if birth.month() >= 9 { birth.year() } else { birth.year() - 1 };
    (15..=16).contains(&(school_year - born_year))
}
