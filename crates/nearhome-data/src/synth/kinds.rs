//! Kinds of home in the simulation, with the shares and hazards that decide who goes where.

use nearhome_model::{
    LegalStatus, NeedLevel,
    PlaceProvider::{
        self, OtherAuthority, OtherPublic, OwnAuthority, Parents as PrParents, Private, Voluntary,
    },
};

use super::{dice::Dice, ground::Cell, people::Person};

/// A kind of home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Kin,
    Foster,
    ChildrensHome,
    Secure,
    Supported,
    School,
    ParentAndChild,
    Parents,
    Adopters,
    Hospital,
    CareHome,
    Custody,
}

impl Kind {
    /// Whether homes of the kind stand in the register.
    pub(super) fn registered(self) -> bool {
        self <= Self::ParentAndChild
    }

    /// Whether carers are foster carers.
    pub(super) fn fosters(self) -> bool {
        self <= Self::Foster
    }
}

/// Weights of the kinds for a new placement of a child who is not unaccompanied.
fn weights(age: i32, person: &Person, legal: LegalStatus, present: Option<Kind>) -> Vec<(Kind, u32)> {
    let (kin, foster, home, supported, parents) = match age {
        ..2 => (150, 560, 0, 0, 100),
        2..5 => (155, 560, 4, 0, 160),
        5..10 => (165, 500, 50, 0, 160),
        10..13 => (125, 410, 200, 0, 145),
        13..16 => (85, 310, 420, 0, 130),
        _ => (60, 190, 240, 580, 85),
    };
    let ordered = matches!(
        legal,
        LegalStatus::InterimCareOrder | LegalStatus::FullCareOrder | LegalStatus::PlacementOrder
    );
    let heavy = match person.need {
        NeedLevel::Standard => 45,
        NeedLevel::Enhanced => 130,
        NeedLevel::Complex => 300,
    };
    let school = if person.disabled && age >= 7 { 150 } else { 4 * u32::from(age >= 8) };
    let again = present == Some(Kind::Parents);
    vec![
        (Kind::Kin, kin * 100 / heavy.max(80)),
        (Kind::Foster, foster),
        (Kind::ChildrensHome, home * heavy / 100),
        (Kind::Supported, supported),
        (Kind::Parents, if ordered && !again { parents } else { 0 }),
        (Kind::School, school),
        (Kind::ParentAndChild, if age < 2 { 170 } else { 0 }),
        (Kind::Secure, if age >= 13 { 14 } else { 0 }),
        (Kind::Hospital, 14),
        (Kind::CareHome, if age >= 13 { 25 } else { 0 }),
        (Kind::Custody, if age >= 15 { 4 } else { 0 }),
    ]
}

/// The kind of the child's next placement.
pub(super) fn next(
    dice: &mut Dice,
    person: &Person,
    age: i32,
    legal: LegalStatus,
    present: Option<Kind>,
) -> Kind {
    if legal == LegalStatus::Remanded {
        return dice.weighted(&[(Kind::Custody, 600), (Kind::Secure, 250), (Kind::Foster, 150)]);
    }
    if person.unaccompanied() {
        let supported = if age >= 16 { 560 } else { 0 };
        return dice.weighted(&[
            (Kind::Foster, 360),
            (Kind::Supported, supported),
            (Kind::ChildrensHome, 25),
        ]);
    }
    let same = present.filter(|kind| matches!(kind, Kind::Foster | Kind::ChildrensHome));
    match same {
        Some(kind) if dice.chance(400) => kind,
        _ => dice.weighted(&weights(age, person, legal, present)),
    }
}

/// Who provides a placement of a kind.
pub(super) fn provider(dice: &mut Dice, kind: Kind) -> PlaceProvider {
    dice.weighted(match kind {
        Kind::Kin => &[(OwnAuthority, 1)],
        Kind::Foster => &[(OwnAuthority, 465), (Private, 480), (Voluntary, 35), (OtherAuthority, 20)],
        Kind::ChildrensHome => &[(OwnAuthority, 140), (Private, 838), (Voluntary, 22)],
        Kind::Secure => &[(OtherAuthority, 800), (Private, 200)],
        Kind::Supported => &[(OwnAuthority, 130), (Private, 720), (Voluntary, 150)],
        Kind::School => &[(Private, 600), (Voluntary, 400)],
        Kind::ParentAndChild => &[(Private, 750), (Voluntary, 250)],
        Kind::Parents => &[(PrParents, 1)],
        Kind::Adopters => &[(OwnAuthority, 700), (OtherAuthority, 200), (Voluntary, 100)],
        Kind::Hospital | Kind::Custody => &[(OtherPublic, 1)],
        Kind::CareHome => &[(Private, 1)],
    })
}

/// Where a placement lies, in thousandths for inside near, inside far, outside near, outside far.
///
/// An authority's own children's homes and supported accommodation lie in its area (rule 1015).
pub(super) fn cell(
    dice: &mut Dice,
    kind: Kind,
    provider: PlaceProvider,
    unaccompanied: Unaccompanied,
) -> Cell {
    let shares: [u32; 4] = match (kind, provider) {
        (Kind::Foster | Kind::Supported, Private | Voluntary) if unaccompanied == Unaccompanied::Yes => {
            [320, 60, 420, 200]
        }
        (Kind::Kin, _) => [550, 60, 230, 160],
        (Kind::Foster, OwnAuthority) => [770, 75, 140, 15],
        (Kind::Foster, OtherAuthority) => [0, 0, 600, 400],
        (Kind::Foster, _) => [450, 55, 310, 185],
        (Kind::ChildrensHome | Kind::Supported, OwnAuthority) => [850, 150, 0, 0],
        (Kind::ChildrensHome, _) => [160, 65, 290, 485],
        (Kind::Supported, _) => [580, 60, 250, 110],
        (Kind::School, _) => [150, 50, 200, 600],
        (Kind::Secure | Kind::Custody, _) => [0, 0, 150, 850],
        (Kind::Adopters, _) => [120, 40, 300, 540],
        (Kind::Parents, _) => [150, 100, 450, 300],
        (Kind::ParentAndChild | Kind::Hospital | Kind::CareHome, _) => [400, 50, 300, 250],
    };
    dice.weighted(&[
        (Cell::InsideNear, shares[0]),
        (Cell::InsideFar, shares[1]),
        (Cell::OutsideNear, shares[2]),
        (Cell::OutsideFar, shares[3]),
    ])
}

/// Chance in a million that a placement ends on a day, by days since it began.
pub(super) fn hazard(kind: Kind, long_term: LongTerm, days: i32, age: i32, person: &Person) -> u32 {
    let base = match days {
        0..7 => 16_000_u64,
        7..30 => 5_400,
        30..90 => 3_500,
        90..365 => 2_300,
        365..730 => 2_000,
        _ => 1_150,
    };
    let of_kind = match (kind, long_term) {
        (Kind::Adopters, _) => 0,
        (_, LongTerm::Matched) => 330,
        (Kind::Kin | Kind::Parents, _) => 450,
        (Kind::Custody | Kind::Hospital | Kind::Secure | Kind::ParentAndChild, _) => 1_300,
        (Kind::School, _) => 500,
        _ => 1_000,
    };
    let of_age = match age {
        ..10 => 800,
        10..13 => 850,
        13..16 => 1_050,
        _ => 1_200,
    };
    let of_need = match person.need {
        NeedLevel::Standard => 850,
        NeedLevel::Enhanced => 1_100,
        NeedLevel::Complex => 1_350,
    };
    let per_million = [of_kind, of_age, of_need, person.frailty]
        .iter()
        .fold(base, |hazard, factor| hazard * u64::from(*factor) / 1_000);
    u32::try_from(per_million.min(500_000)).unwrap_or(500_000)
}

/// Whether the child came alone to seek asylum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unaccompanied {
    Yes,
    No,
}

/// Whether the child is matched long term with the carers (U1, U4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LongTerm {
    Matched,
    NotMatched,
}

/// Why a placement ended in a move to other carers.
pub(super) fn reason(dice: &mut Dice, from: Kind, to: Kind) -> &'static str {
    if matches!(to, Kind::Adopters | Kind::Parents | Kind::Supported | Kind::Kin) && dice.chance(480) {
        return "CARPL";
    }
    if to == Kind::Custody {
        return "CUSTOD";
    }
    let fosters = if from.fosters() { 110 } else { 45 };
    dice.weighted(&[
        ("CARPL", 220),
        ("OTHER", 250),
        ("CREQB", fosters),
        ("CREQO", fosters * 9 / 10),
        ("CHILD", 42),
        ("LAREQ", 15),
        ("STAND", 14),
        ("CLOSE", 14),
        ("ALLEG", 14),
        ("APPRR", 4),
    ])
}
