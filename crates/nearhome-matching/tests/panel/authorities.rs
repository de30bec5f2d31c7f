//! Random small authorities: crowded homes, brothers and sisters, pairs to keep apart, children who are to be
//! alone, young parents, contracts, other authorities' children; some without any plan that pleases.

use nearhome_model::{
    Adaptation, ApartReason, Child, Contract, ContractId, ContractKind, Home, KeepApart, LivingCompanions,
    Location, Moving, NeedLevel, OtherResident, Pence, PlacementCode, ProviderId, RegistrationEvent,
    RegistrationStatus, Risk, Sex, SiblingAssessment, SiblingGroup, SiblingGroupId, Snapshot, SnapshotParts,
    example::{self, ADJOINING, AUTHORITY, DISTANT, aged, authority, child_id, home_id, living_in},
};

/// Numbers that look random and are the same everywhere (`SplitMix64`).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    pub(crate) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    pub(crate) fn byte(&mut self, bound: usize) -> u8 {
        u8::try_from(self.below(bound)).unwrap()
    }

    fn metres(&mut self, bound: usize) -> i32 {
        i32::try_from(self.below(bound)).unwrap()
    }
}

/// At most `children` children and `homes` homes.
pub(crate) fn random_authority(seed: u64, children: usize, homes: usize) -> Snapshot {
    let mut numbers = Numbers::new(seed);
    let homes: Vec<Home> = (0..=numbers.below(homes)).map(|index| home(&mut numbers, index)).collect();
    let mut free: Vec<usize> =
        homes.iter().map(|home| usize::from(home.usable_places) - home.other_residents.len()).collect();
    let count = 2 + numbers.below(children - 1);
    let mut all: Vec<Child> = (0..count).map(|index| child(&mut numbers, index, &homes, &mut free)).collect();
    add_baby(&mut numbers, &mut all);
    let contract = contract(&mut numbers);
    let mut parts = SnapshotParts {
        sibling_groups: groups(&mut numbers, count),
        keep_apart: pairs(&mut numbers, count),
        ..example::parts(all, homes)
    };
    if let Some(contract) = contract {
        for home in parts.homes.iter_mut().filter(|_| numbers.below(2) == 0) {
            home.contract = Some(contract.id.clone());
        }
        parts.contracts = vec![contract];
    }
    Snapshot::new(parts).unwrap()
}

/// The same with more that stands against a placement: temporary approvals, notices, risks and needs not catered for.
pub(crate) fn strict_authority(seed: u64, children: usize, homes: usize) -> Snapshot {
    let mut parts = random_authority(seed, children, homes).into_parts();
    let mut numbers = Numbers::new(seed);
    for home in &mut parts.homes {
        home.approval.until =
            numbers.of(&[None, None, Some("2025-03-01"), Some("2025-05-01")]).map(example::day);
        if numbers.below(5) == 0 {
            let status = numbers.of(&[RegistrationStatus::Restricted, RegistrationStatus::Suspended]);
            home.registration.push(RegistrationEvent { from: example::day("2025-02-01"), status });
        }
        if numbers.below(3) == 0 {
            home.risks_excluded = [Risk::SelfHarm, Risk::FireSetting].into();
        }
        if numbers.below(3) == 0 {
            home.need_levels = [NeedLevel::Standard].into();
        }
    }
    for child in &mut parts.children {
        child.needs.level = numbers.of(&[NeedLevel::Standard, NeedLevel::Complex]);
        if numbers.below(3) == 0 {
            child.risks = [Risk::SelfHarm].into();
        }
        if child.placement.is_none() {
            child.search.needed_by = numbers.of(&[None, Some("2025-06-01")]).map(example::day);
        }
    }
    Snapshot::new(parts).unwrap()
}

fn home(numbers: &mut Numbers, index: usize) -> Home {
    let mut home = example::home(&format!("h{index:02}"));
    let places = 1 + numbers.byte(4);
    (home.registered_places, home.usable_places) = (places, places);
    home.weekly_fee = Some(Pence::new(i64::try_from(40_000 + numbers.below(6) * 10_000).unwrap()));
    let area = numbers.of(&[AUTHORITY, AUTHORITY, AUTHORITY, ADJOINING, DISTANT]);
    let near = example::location(numbers.metres(60_000));
    home.location = Location { authority: Some(authority(area)), ..near };
    home.approval.age_from = nearhome_model::Age::new(numbers.byte(6));
    if numbers.below(5) == 0 {
        home.approval.sexes = [Sex::Female].into();
    }
    if numbers.below(2) == 0 {
        home.adaptations = [Adaptation::StepFree].into();
    }
    home.pets = numbers.of(&[None, Some(true), Some(false)]);
    if numbers.below(4) == 0 {
        home.kinds = [PlacementCode::K2].into();
    }
    if numbers.below(6) == 0 && places > 1 {
        let age = nearhome_model::Age::new(numbers.byte(18));
        home.other_residents =
            vec![OtherResident { age, sex: Sex::Male, risks: std::collections::BTreeSet::new() }];
    }
    home
}

fn child(numbers: &mut Numbers, index: usize, homes: &[Home], free: &mut [usize]) -> Child {
    let mut child = aged(numbers.byte(18), example::child(&format!("c{index:02}")));
    child.home = example::location(numbers.metres(60_000));
    child.sex = numbers.of(&[Sex::Male, Sex::Female]);
    if numbers.below(6) == 0 {
        child.needs.adaptations = [Adaptation::StepFree].into();
    }
    if numbers.below(4) == 0 {
        child.needs.companions = numbers.of(LivingCompanions::ALL);
    }
    child.search.emergency = numbers.below(8) == 0;
    if numbers.below(3) == 0 {
        child.wishes.homes = [home_id(&format!("h{:02}", numbers.below(homes.len())))].into();
    }
    let at = numbers.below(homes.len());
    if numbers.below(5) < 3 && free[at] > 0 {
        free[at] -= 1;
        child = living_in(homes[at].id.as_str(), child);
        child.search.moving = numbers.of(&[
            Moving::Settled,
            Moving::Settled,
            Moving::Permitted,
            Moving::Planned,
            Moving::Needed,
        ]);
    }
    child
}

/// Sometimes a young parent with a baby, both without a home.
fn add_baby(numbers: &mut Numbers, all: &mut [Child]) {
    let [parent, baby, ..] = all else { return };
    if numbers.below(5) == 0 && parent.placement.is_none() && baby.placement.is_none() {
        *parent = aged(16, parent.clone());
        *baby = aged(0, baby.clone());
        parent.baby = Some(baby.id.clone());
    }
}

fn groups(numbers: &mut Numbers, count: usize) -> Vec<SiblingGroup> {
    let assessments = [SiblingAssessment::Together, SiblingAssessment::NotAssessed, SiblingAssessment::Apart];
    let mut groups = Vec::new();
    let mut next = 0;
    while next + 1 < count && numbers.below(3) > 0 {
        let size = (2 + numbers.below(2)).min(count - next);
        groups.push(SiblingGroup {
            id: SiblingGroupId::new(&format!("s{next:02}")).unwrap(),
            children: (next..next + size).map(|index| child_id(&format!("c{index:02}"))).collect(),
            assessment: numbers.of(&assessments),
        });
        next += size + numbers.below(3);
    }
    groups
}

fn pairs(numbers: &mut Numbers, count: usize) -> Vec<KeepApart> {
    let mut pairs = Vec::new();
    for first in 0..count {
        for second in first + 1..count {
            if numbers.below(12) == 0 {
                let reason = numbers.of(&[ApartReason::Risk, ApartReason::Preference]);
                let id = |index: usize| child_id(&format!("c{index:02}"));
                pairs.push(KeepApart { first: id(first), second: id(second), reason });
            }
        }
    }
    pairs
}

fn contract(numbers: &mut Numbers) -> Option<Contract> {
    (numbers.below(2) == 0).then(|| Contract {
        id: ContractId::new("k1").unwrap(),
        provider: ProviderId::new("p1").unwrap(),
        from: example::day("2020-01-01"),
        to: None,
        kind: ContractKind::Block {
            paid_places: u32::from(1 + numbers.byte(5)),
            weekly_price: Pence::from_pounds(1_000),
        },
    })
}
