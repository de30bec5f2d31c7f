//! The parameters of the synthetic authority: rates and shares, tuned until the calibration targets of
//! `docs/calibration.md` are reached. Weights are relative; where they add up to 1,000 they are shares.

use nearhome_model::NeedLevel::{self, Complex, Enhanced, Standard};

/// What brings an entrant into care and about how old the child is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entrant {
    Infant,
    Preschool,
    Primary,
    Teenager,
    Older,
    Unaccompanied,
}

/// How a period of care goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// Over within two weeks.
    Brief,
    /// Back with the family within about a year.
    Return,
    /// Back with the family or relatives after more than a year.
    LateReturn,
    /// A special guardian takes over.
    Guardianship,
    /// Adopted.
    Adoption,
    /// In care until 18.
    Stay,
    /// Remanded.
    Custody,
}

impl Route {
    /// The name in the file of the truth.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Return => "return",
            Self::LateReturn => "late_return",
            Self::Guardianship => "guardianship",
            Self::Adoption => "adoption",
            Self::Stay => "until_18",
            Self::Custody => "remand",
        }
    }
}

/// Entering families by the age of the child who is drawn first.
pub(super) const ENTRANTS: &[(Entrant, u32)] = &[
    (Entrant::Infant, 190),
    (Entrant::Preschool, 50),
    (Entrant::Primary, 103),
    (Entrant::Teenager, 135),
    (Entrant::Older, 345),
    (Entrant::Unaccompanied, 182),
];

/// Children of a family who enter together.
pub(super) const FAMILY_SIZES: &[(usize, u32)] = &[(1, 575), (2, 225), (3, 117), (4, 56), (5, 27)];

/// In how many of a thousand cases a sibling's care takes the same course.
pub(super) const SIBLINGS_SHARE_ROUTE: u32 = 900;

/// In how many of a thousand cases a child who would stay until 18 leaves at 16 or 17.
pub(super) const LEAVES_EARLY: u32 = 165;

/// In how many of a thousand cases a child who went home comes back.
pub(super) const READMISSION: u32 = 130;

/// Multiplier of the hazard of moves, in thousandths.
pub(super) const FRAILTY: &[(u32, u32)] = &[(850, 350), (1_000, 450), (1_200, 200)];

/// Ethnicity of children who are not unaccompanied.
pub(super) const ETHNICITY: &[(&str, u32)] = &[
    ("WBRI", 736),
    ("WOTH", 32),
    ("WIRI", 4),
    ("WIRT", 6),
    ("WROM", 10),
    ("MWBC", 42),
    ("MWBA", 15),
    ("MWAS", 18),
    ("MOTH", 46),
    ("BCRB", 20),
    ("BAFR", 22),
    ("BOTH", 14),
    ("AIND", 5),
    ("APKN", 14),
    ("ABAN", 7),
    ("AOTH", 8),
    ("CHNE", 1),
    ("OOTH", 10),
    ("REFU", 2),
    ("NOBT", 6),
];

/// Ethnicity of unaccompanied children.
pub(super) const ETHNICITY_UNACCOMPANIED: &[(&str, u32)] =
    &[("BAFR", 340), ("AOTH", 250), ("OOTH", 320), ("WOTH", 60), ("BOTH", 15), ("NOBT", 15)];

/// Category of need of children who are not unaccompanied.
pub(super) const CATEGORY: &[(&str, u32)] =
    &[("N1", 715), ("N5", 130), ("N4", 82), ("N3", 33), ("N6", 15), ("N2", 6), ("N8", 8), ("N7", 2)];

/// Ways of leaving at 18.
pub(super) const AT_EIGHTEEN: &[(&str, u32)] =
    &[("E17", 270), ("E5", 240), ("E6", 130), ("E4A", 120), ("E7", 60), ("E8", 160), ("E13", 20)];

/// Ways of leaving at 18 for unaccompanied young people.
pub(super) const AT_EIGHTEEN_UNACCOMPANIED: &[(&str, u32)] =
    &[("E17", 180), ("E5", 480), ("E6", 200), ("E8", 140)];

/// Routes by completed age at entry.
pub(super) fn routes(age: i32) -> &'static [(Route, u32)] {
    match age {
        ..1 => &[
            (Route::Brief, 90),
            (Route::Return, 190),
            (Route::LateReturn, 90),
            (Route::Guardianship, 230),
            (Route::Adoption, 320),
            (Route::Stay, 110),
        ],
        1..5 => &[
            (Route::Brief, 120),
            (Route::Return, 270),
            (Route::LateReturn, 140),
            (Route::Guardianship, 180),
            (Route::Adoption, 120),
            (Route::Stay, 200),
        ],
        5..10 => &[
            (Route::Brief, 140),
            (Route::Return, 320),
            (Route::LateReturn, 170),
            (Route::Guardianship, 90),
            (Route::Stay, 340),
        ],
        10..16 => &[
            (Route::Brief, 175),
            (Route::Return, 290),
            (Route::LateReturn, 90),
            (Route::Guardianship, 20),
            (Route::Stay, 490),
            (Route::Custody, 10),
        ],
        _ => &[(Route::Brief, 150), (Route::Return, 420), (Route::Stay, 465), (Route::Custody, 15)],
    }
}

/// In how many of a thousand cases a child who stays until 18 is accommodated by agreement throughout.
pub(super) fn accommodated_until_18(age: i32) -> u32 {
    match age {
        ..10 => 10,
        10..14 => 200,
        14..16 => 420,
        _ => 720,
    }
}

/// Levels of need by completed age.
pub(super) fn need_levels(age: i32) -> &'static [(NeedLevel, u32)] {
    match age {
        ..5 => &[(Standard, 810), (Enhanced, 155), (Complex, 35)],
        5..10 => &[(Standard, 670), (Enhanced, 260), (Complex, 70)],
        10..13 => &[(Standard, 560), (Enhanced, 310), (Complex, 130)],
        _ => &[(Standard, 500), (Enhanced, 330), (Complex, 170)],
    }
}
