//! Asks for approval of a home whose latest judgement is inadequate.

use nearhome_model::{Home, InspectionJudgement};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G006: home judged inadequate.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G006"),
    title: "home judged inadequate",
    source: "council policy; Ofsted social care common inspection framework, chapter 15",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "A home whose latest inspection judged it inadequate needs a senior manager's approval.",
    why: "The inspectorate found that children may not be well cared for there.",
    example: "A home judged inadequate last month is listed with this gate.",
    does_not_apply: "To other judgements, to homes not inspected, and to a child who lives there already. A council \
        may hold it hard.",
    check: Check::Requirement(Requirement::approved_by(
        Approver::SeniorManager,
        1,
        Emergency::Unchanged,
        check,
    )),
};

fn check(_: &Case<'_>, home: &Home) -> Verdict {
    Verdict::fail_if(home.judgement == InspectionJudgement::Inadequate, || {
        vec![Fact::code("judgement", home.judgement.code())]
    })
}
