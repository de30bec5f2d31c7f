//! Properties that hold for every pair, on scenes made from a small linear congruential sequence.

use nearhome_model::{
    Age, Child, Ethnicity, Home, InspectionJudgement, LegalStatus, LivingCompanions, Moving, Pets,
    PlacementCode, RegistrationStatus, Religion, Risk, Sex, Suitability, example,
};
use nearhome_rules::{Assessment, Charge, Kind, Policy, Severity, assess, catalogue, price};

use crate::scene::elsewhere;

/// Numbers that look random and are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

fn random_child(numbers: &mut Numbers) -> Child {
    let years = u8::try_from(numbers.below(18)).unwrap();
    let mut child = example::aged(years, example::child("c1"));
    child.sex = numbers.of(Sex::ALL);
    child.legal_status = numbers.of(LegalStatus::ALL);
    child.needs.companions = numbers.of(LivingCompanions::ALL);
    child.needs.pets = numbers.of(Pets::ALL);
    child.recommendation.foster = numbers.of(Suitability::ALL);
    child.risks = [numbers.of(Risk::ALL)].into();
    child.search.emergency = numbers.below(4) == 0;
    if numbers.below(3) == 0 {
        child = example::living_in("h1", child);
        child.search.moving = numbers.of(&[Moving::Permitted, Moving::Planned, Moving::Needed]);
    }
    child
}

fn random_home(numbers: &mut Numbers) -> Home {
    let mut home = example::home("h1");
    home.kinds = [numbers.of(PlacementCode::ALL), numbers.of(PlacementCode::ALL)].into();
    home.approval.age_from = Age::new(u8::try_from(numbers.below(8)).unwrap());
    home.usable_places = u8::try_from(numbers.below(3)).unwrap();
    home.pets = numbers.of(&[None, Some(true), Some(false)]);
    home.registration[0].status = numbers.of(RegistrationStatus::ALL);
    home.judgement = numbers.of(InspectionJudgement::ALL);
    home.risks_excluded = [numbers.of(Risk::ALL)].into();
    home.location = elsewhere(numbers.of(&[example::AUTHORITY, example::ADJOINING, example::DISTANT]), 5_000);
    home
}

fn assess_pair(child: Child, home: Home, policy: &Policy) -> Assessment {
    let snapshot = example::snapshot(vec![child], vec![home]);
    assess(&snapshot, policy, &snapshot.children[0], &snapshot.homes[0])
}

#[test]
fn a_dropped_rule_never_shrinks_the_candidates() {
    let mut numbers = Numbers(1);
    let strict = Policy::default();
    let mut allowed = 0;
    for _ in 0..300 {
        let (child, home) = (random_child(&mut numbers), random_home(&mut numbers));
        if !assess_pair(child.clone(), home.clone(), &strict).is_allowed() {
            continue;
        }
        allowed += 1;
        for rule in catalogue() {
            let mut policy = Policy::default();
            if policy.set_severity(rule.code, Severity::Off).is_ok() {
                assert!(assess_pair(child.clone(), home.clone(), &policy).is_allowed(), "{}", rule.code);
            }
        }
    }
    assert!(allowed > 5, "the scenes must not be trivial: {allowed}");
}

#[test]
fn ethnicity_and_religion_change_nothing_but_the_rule_of_culture() {
    let others = |charges: Vec<Charge>| -> Vec<Charge> {
        charges.into_iter().filter(|charge| charge.rule.as_str() != "S011").collect()
    };
    let mut numbers = Numbers(2);
    for _ in 0..300 {
        let (child, home) = (random_child(&mut numbers), random_home(&mut numbers));
        let mut changed = child.clone();
        changed.ethnicity = Some(numbers.of(Ethnicity::ALL));
        changed.religion = Some(numbers.of(Religion::ALL));
        let before = assess_pair(child, home.clone(), &Policy::default());
        let after = assess_pair(changed, home, &Policy::default());
        assert_eq!(
            (before.exclusions, before.gates, before.duties),
            (after.exclusions, after.gates, after.duties)
        );
        assert_eq!(others(before.charges), others(after.charges));
    }
}

#[test]
fn an_excluded_home_is_not_priced_and_a_gate_is_counted_once() {
    let mut numbers = Numbers(3);
    for _ in 0..300 {
        let assessment =
            assess_pair(random_child(&mut numbers), random_home(&mut numbers), &Policy::default());
        if assessment.is_allowed() {
            let listed: i64 = assessment.gates.iter().map(|gate| gate.weight).sum();
            assert_eq!(assessment.cost(&[nearhome_rules::Level::Gates]), [listed]);
        } else {
            assert!(
                assessment.charges.is_empty() && assessment.gates.is_empty() && assessment.duties.is_empty()
            );
        }
    }
}

#[test]
fn the_price_is_the_cost_of_the_assessment() {
    let mut numbers = Numbers(5);
    let policy = Policy::default();
    for _ in 0..300 {
        let snapshot = example::snapshot(vec![random_child(&mut numbers)], vec![random_home(&mut numbers)]);
        let (child, home) = (&snapshot.children[0], &snapshot.homes[0]);
        let assessment = assess(&snapshot, &policy, child, home);
        let expected = assessment.is_allowed().then(|| (assessment.cost(policy.levels()), assessment.places));
        let price = price(&snapshot, &policy, child, home);
        assert_eq!(price.map(|price| (price.cost(policy.levels()), price.places)), expected);
    }
}

#[test]
fn an_assessment_reads_back_from_json() {
    let mut numbers = Numbers(4);
    for _ in 0..50 {
        let assessment =
            assess_pair(random_child(&mut numbers), random_home(&mut numbers), &Policy::default());
        let text = serde_json::to_string(&assessment).unwrap();
        assert_eq!(serde_json::from_str::<Assessment>(&text).unwrap(), assessment);
    }
}

#[test]
fn codes_are_unique_ascending_within_their_kind_and_tell_it() {
    let codes: Vec<_> = catalogue().iter().map(|rule| (rule.kind(), rule.code.as_str())).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    let letters = |kind| match kind {
        Kind::Hard => 'H',
        Kind::Gate => 'G',
        Kind::Soft => 'S',
        Kind::Duty => 'D',
    };
    assert!(codes.iter().all(|(kind, code)| code.starts_with(letters(*kind))));
}

#[test]
fn every_rule_has_cases() {
    let sources = [
        include_str!("hard.rs"),
        include_str!("gate.rs"),
        include_str!("soft.rs"),
        include_str!("duty.rs"),
        include_str!("staying.rs"),
    ]
    .concat();
    for rule in catalogue() {
        let quoted = sources.contains(&format!("\"{}\"", rule.code));
        let named = sources.contains(&rule.code.as_str().to_lowercase());
        assert!(quoted || named, "{} has no case", rule.code);
    }
}
