//! Requires the residents who stay to be those whom the child can live with.

use nearhome_model::{Age, Child, Date, Home, LivingCompanions, SiblingAssessment, Snapshot};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H018: living companions as recommended.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H018"),
    title: "living companions as recommended",
    source: "regulation 14, Children's Homes (England) Regulations 2015; Placements Data Standard version 2",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the wording of regulation 14"),
    freedom: Freedom::Council,
    requires: "A child for whom a solo placement is recommended joins nobody; a child to live only with older \
        (younger) children joins no resident who is as old or younger (older); and the child joins no \
        resident for whom the same would be broken.",
    why: "The recommendation protects the child or the others.",
    example: "A child of 12 to live only with older children is not offered a home where a child of 9 stays.",
    does_not_apply: "To a child who lives there already, to brothers and sisters in one sibling group assessed to \
        live together, and to the child's own baby. Two children who are both to be matched are kept \
        apart in the problem itself.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let companions = case.child.needs.companions;
    let needs_nothing = matches!(companions, LivingCompanions::WithOthers | LivingCompanions::NoPreference);
    if needs_nothing && case.stayers.is_empty() {
        return Verdict::Pass;
    }
    let own = case.stayers.iter().find(|other| !compatible(case.snapshot, case.child, other));
    let other = home.other_residents.iter().find(|other| !permits(companions, case.age, other.age));
    if own.is_none() && other.is_none() {
        return Verdict::Pass;
    }
    let mut facts = vec![Fact::code("companions", companions.code()), Fact::new("age", case.age)];
    if let Some(own) = own {
        facts.push(Fact::new("resident", own.id.clone()));
        facts.push(Fact::code("resident_companions", own.needs.companions.code()));
        facts.push(Fact::new("resident_age", own.age_on(case.date())));
    }
    if let Some(other) = other {
        facts.push(Fact::new("other_resident_age", other.age));
    }
    Verdict::Fail(facts)
}

/// Whether two children may live together as far as their recommended companions go.
///
/// Ages are compared by birth date. Siblings assessed to live together are exempt.
pub(crate) fn compatible(snapshot: &Snapshot, a: &Child, b: &Child) -> bool {
    let fits = |needs: LivingCompanions, born: Date, other: Date| match needs {
        LivingCompanions::Solo => false,
        LivingCompanions::OnlyOlder => other < born,
        LivingCompanions::OnlyYounger => other > born,
        LivingCompanions::WithOthers | LivingCompanions::NoPreference => true,
    };
    let each = fits(a.needs.companions, a.birth_date, b.birth_date)
        && fits(b.needs.companions, b.birth_date, a.birth_date);
    each || assessed_together(snapshot, a, b)
}

fn assessed_together(snapshot: &Snapshot, a: &Child, b: &Child) -> bool {
    snapshot.sibling_group(&a.id).is_some_and(|group| {
        group.assessment == SiblingAssessment::Together && group.children.contains(&b.id)
    })
}

/// The same for a resident of whom only the age is known.
fn permits(needs: LivingCompanions, age: Age, other: Age) -> bool {
    match needs {
        LivingCompanions::Solo => false,
        LivingCompanions::OnlyOlder => other > age,
        LivingCompanions::OnlyYounger => other < age,
        LivingCompanions::WithOthers | LivingCompanions::NoPreference => true,
    }
}
