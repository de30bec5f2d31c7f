//! Requires that a child is not placed in the home in which the placement ends.

use nearhome_model::{Home, Moving};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H028: not the home in which the placement ends.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H028"),
    title: "not the home in which the placement ends",
    source: "regulation 14, Care Planning, Placement and Case Review (England) Regulations 2010; the record of \
        the search",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "A child whose placement ends (`needed`) is not placed where it lives now.",
    why: "The carers or the home have given notice, or the placement was terminated: the place is not there for \
        this child any more.",
    example: "A child whose carer resigns must be found another home, however well the present one fits.",
    does_not_apply: "Where staying is permitted until there is another home: `permitted` or `planned`.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let Some(placement) = &case.child.placement else { return Verdict::Pass };
    let ends_here = placement.home.as_ref() == Some(&home.id) && case.child.search.moving == Moving::Needed;
    Verdict::fail_if(ends_here, || vec![Fact::new("since", placement.since)])
}
