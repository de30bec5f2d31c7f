//! Requires the home to be approved for children of the child's sex.

use nearhome_model::{Home, Sex};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    gate::may_exceed_terms,
};

/// H002: sex that the home is approved for.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H002"),
    title: "sex that the home is approved for",
    source: "regulation 27(5)(a), Fostering Services (England) Regulations 2011; regulation 22, Care \
        Planning, Placement and Case Review (England) Regulations 2010; for children's homes regulation \
        16(5) and Schedule 1, Children's Homes (England) Regulations 2015",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "The child's sex is among those of the home's approval or statement of purpose. Where the record \
        says neither, the home must be approved for both.",
    why: "Terms of approval may be limited to one sex; a placement outside them breaks them.",
    example: "A home for girls is not offered to a boy.",
    does_not_apply: "To a child who lives there already. In an emergency G016 stands for it where the home fosters.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    outside(case, home).filter(|_| !may_exceed_terms(case, home)).map_or(Verdict::Pass, Verdict::Fail)
}

/// The facts, where the terms do not admit the child's sex.
pub(crate) fn outside(case: &Case<'_>, home: &Home) -> Option<Vec<Fact>> {
    let sexes = &home.approval.sexes;
    let admitted = match case.child.sex {
        Sex::Unspecified => {
            sexes.contains(&Sex::Unspecified) || (sexes.contains(&Sex::Male) && sexes.contains(&Sex::Female))
        }
        sex => sexes.contains(&sex),
    };
    (!admitted).then(|| {
        vec![
            Fact::code("sex", case.child.sex.code()),
            Fact::codes("approved_sexes", sexes.iter().map(|sex| sex.code())),
        ]
    })
}
