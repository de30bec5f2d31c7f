//! Shortlists and plans agree on brothers and sisters assessed to live together of whom one is to live with nobody
//! else.

use nearhome_matching::{Assembly, Forced, Sitting, judge_homes};
use nearhome_model::{
    Child, LivingCompanions, Moving, SiblingAssessment, SiblingGroup, SiblingGroupId, Snapshot,
    example::{self, child_id, home_id, living_in},
};
use nearhome_optimiser::Settings;
use nearhome_rules::Policy;

fn solo() -> Child {
    let mut child = example::child("c1");
    child.needs.companions = LivingCompanions::Solo;
    child
}

/// Whether the solo child's shortlist has the home, and whether a plan can.
fn check(other: Child, assessment: SiblingAssessment, ranked: bool, possible: bool) {
    let parts = nearhome_model::SnapshotParts {
        sibling_groups: vec![SiblingGroup {
            id: SiblingGroupId::new("s1").unwrap(),
            children: [child_id("c1"), child_id("c2")].into(),
            assessment,
        }],
        ..example::parts(vec![solo(), other], vec![example::home("h1")])
    };
    let snapshot = Snapshot::new(parts).unwrap();
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let list = judge_homes(&assembly, &child_id("c1")).unwrap();
    assert_eq!(list.ranked.iter().any(|entry| entry.home == home_id("h1")), ranked, "{assessment:?}");
    let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let forced = sitting.forced(0, Some(0), &Settings::default()).unwrap();
    let Forced::Best(plan) = forced else {
        assert!(!possible, "{assessment:?}");
        return;
    };
    assert_eq!(plan.homes == [Some(0), Some(0)], possible, "{assessment:?}");
}

#[test]
fn a_solo_child_joins_nobody_but_siblings_assessed_to_live_together() {
    let settled = || {
        let mut child = living_in("h1", example::child("c2"));
        child.search.moving = Moving::Settled;
        child
    };
    check(settled(), SiblingAssessment::Together, true, true);
    check(settled(), SiblingAssessment::NotAssessed, false, false);
    check(example::child("c2"), SiblingAssessment::Together, true, true);
    check(example::child("c2"), SiblingAssessment::NotAssessed, true, false);
}
