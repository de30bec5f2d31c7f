//! Asks for a decision before a child and residents live together where one is a known risk of sexual harm.

use nearhome_model::{Home, Risk};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G015: risk of sexual harm to others assessed.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G015"),
    title: "risk of sexual harm to others assessed",
    source: "regulation 14, Children's Homes (England) Regulations 2015; practice",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the wording of regulation 14"),
    freedom: Freedom::Council,
    requires: "Where the child or a resident who stays is a known risk of sexual harm to others, and somebody \
        else lives there, a senior manager approves the assessment of their impact on one another.",
    why: "The provider and the authority must have weighed the impact on each of them.",
    example: "A boy recorded with `sexual_harm` and a home in which another child stays.",
    does_not_apply: "To homes where nobody stays, to pairs kept apart (rule H019 excludes them), and to a child who \
        lives there already.",
    check: Check::Requirement(Requirement::approved_by(
        Approver::SeniorManager,
        1,
        Emergency::Unchanged,
        check,
    )),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let others = case.residents_who_stay();
    if others == 0 {
        return Verdict::Pass;
    }
    let from_child = case.child.risks.contains(&Risk::SexualHarm);
    let from_resident = case.stayers.iter().any(|other| other.risks.contains(&Risk::SexualHarm))
        || home.other_residents.iter().any(|other| other.risks.contains(&Risk::SexualHarm));
    Verdict::fail_if(from_child || from_resident, || {
        let whose = if from_child { "child" } else { "resident" };
        vec![
            Fact::code("risk_from", whose),
            Fact::new("residents", u32::try_from(others).unwrap_or(u32::MAX)),
        ]
    })
}
