//! Requires that the child joins no resident with whom one puts the other at risk.

use nearhome_model::{ApartReason, ChildId, Home, KeepApart, Snapshot};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H019: kept apart from residents who are a risk.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H019"),
    title: "kept apart from residents who are a risk",
    source: "regulation 14, Children's Homes (England) Regulations 2015; section 22C(5), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the wording of regulation 14"),
    freedom: Freedom::Law,
    requires: "No resident who stays is recorded as one who must never share a home with the child or with the \
        child's baby.",
    why: "One of the two is known to put the other at risk.",
    example: "Children c1 and c2 are recorded to be kept apart; c2 stays in home h1, so h1 is excluded for c1.",
    does_not_apply: "To pairs recorded only as better apart (rule S013). Two children who are both to be matched are \
        kept apart in the problem itself.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    if case.stayers.is_empty() || case.snapshot.keep_apart.is_empty() {
        return Verdict::Pass;
    }
    let barred = |id: &ChildId| {
        case.stayers
            .iter()
            .find(|other| apart_reason(case.snapshot, id, &other.id) == Some(ApartReason::Risk))
    };
    let found = barred(&case.child.id).or_else(|| case.child.baby.as_ref().and_then(barred));
    found.map_or(Verdict::Pass, |resident| Verdict::Fail(vec![Fact::new("resident", resident.id.clone())]))
}

/// Why two children are not to share a home, where a pair of them is recorded; risk comes first.
pub(crate) fn apart_reason(snapshot: &Snapshot, a: &ChildId, b: &ChildId) -> Option<ApartReason> {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    let key = |pair: &KeepApart| (&pair.first, &pair.second).cmp(&(first, second));
    let index = snapshot.keep_apart.binary_search_by(key).ok()?;
    Some(snapshot.keep_apart[index].reason)
}
