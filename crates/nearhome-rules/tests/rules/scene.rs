//! A scene of one child and one home that a test changes, and one helper for each kind of question.

use nearhome_model::{
    Child, Contract, Date, Home, KeepApart, Location, SiblingAssessment, SiblingGroup, Snapshot, example,
};
use nearhome_rules::{Assessment, Policy, assess};

/// A child who may be placed in a home, until a test changes something.
pub(crate) struct Scene {
    pub(crate) child: Child,
    pub(crate) home: Home,
    pub(crate) others: Vec<Child>,
    pub(crate) date: Date,
    pub(crate) keep_apart: Vec<KeepApart>,
    pub(crate) groups: Vec<SiblingGroup>,
    pub(crate) contracts: Vec<Contract>,
    pub(crate) policy: Policy,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self {
            child: example::child("c1"),
            home: example::home("h1"),
            others: vec![],
            date: example::date(),
            keep_apart: vec![],
            groups: vec![],
            contracts: vec![],
            policy: Policy::default(),
        }
    }

    /// A child of the authority, aged so many years, settled in the home.
    pub(crate) fn settle(&mut self, id: &str, years: u8) -> &mut Child {
        self.others.push(example::living_in("h1", example::aged(years, example::child(id))));
        self.others.last_mut().unwrap()
    }

    pub(crate) fn siblings(&mut self, ids: &[&str], assessment: SiblingAssessment) {
        let children = ids.iter().map(|id| example::child_id(id)).collect();
        self.groups.push(SiblingGroup { id: "g1".parse().unwrap(), children, assessment });
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let children = self.others.iter().cloned().chain([self.child.clone()]).collect();
        let mut parts = example::parts(children, vec![self.home.clone(), example::home("h2")]);
        parts.date = self.date;
        parts.keep_apart.clone_from(&self.keep_apart);
        parts.sibling_groups.clone_from(&self.groups);
        parts.contracts.clone_from(&self.contracts);
        Snapshot::new(parts).unwrap()
    }

    pub(crate) fn assess(&self) -> Assessment {
        let snapshot = self.snapshot();
        let child = snapshot.child(&self.child.id).unwrap();
        assess(&snapshot, &self.policy, child, snapshot.home(&self.home.id).unwrap())
    }
}

pub(crate) fn scene(edit: impl FnOnce(&mut Scene)) -> Scene {
    let mut scene = Scene::new();
    edit(&mut scene);
    scene
}

/// What one rule made of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    Nothing,
    Excluded,
    Gate,
    Charge(i64),
    Duty,
}

pub(crate) use Says::{Charge, Duty, Excluded, Gate, Nothing};

pub(crate) fn says(code: &str, assessment: &Assessment) -> Says {
    let charged: i64 = assessment
        .charges
        .iter()
        .filter(|charge| charge.rule.as_str() == code)
        .map(|charge| charge.amount)
        .sum();
    if assessment.exclusions.iter().any(|exclusion| exclusion.rule.as_str() == code) {
        Says::Excluded
    } else if assessment.gates.iter().any(|gate| gate.rule.as_str() == code) {
        Says::Gate
    } else if charged > 0 {
        Says::Charge(charged)
    } else if assessment.duties.iter().any(|duty| duty.rule.as_str() == code) {
        Says::Duty
    } else {
        Says::Nothing
    }
}

/// One case: in the scene so changed the rule says this, and no other rule excludes the home.
#[track_caller]
pub(crate) fn check(code: &str, expected: Says, edit: impl FnOnce(&mut Scene)) {
    let assessment = scene(edit).assess();
    assert_eq!(says(code, &assessment), expected, "{code}: {assessment:#?}");
    let others = assessment.exclusions.iter().filter(|exclusion| exclusion.rule.as_str() != code);
    assert_eq!(others.count(), 0, "{code}: another rule excludes the home: {assessment:#?}");
}

/// The same where another rule may exclude the home as well.
#[track_caller]
pub(crate) fn check_among_others(code: &str, expected: Says, edit: impl FnOnce(&mut Scene)) {
    assert_eq!(says(code, &scene(edit).assess()), expected, "{code}");
}

pub(crate) fn day(text: &str) -> Date {
    example::day(text)
}

/// A place in another authority, so many metres east.
pub(crate) fn elsewhere(authority: &str, metres_east: i32) -> Location {
    Location { authority: Some(example::authority(authority)), ..example::location(metres_east) }
}
