//! Code lists of the return that only the return has, and the collections in which codes are in force.

use nearhome_model::{PlacementCode, Sex};

use super::CollectionYear;

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident, $list:literal { $($(#[$variant_meta:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// Every code of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands in files.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotInList;

            fn from_str(text: &str) -> Result<Self, NotInList> {
                let found = Self::ALL.iter().copied().find(|entry| entry.code().eq_ignore_ascii_case(text));
                found.ok_or(NotInList { list: $list })
            }
        }
    };
}

/// A text that is none of a list's codes; it does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {list} code")]
pub struct NotInList {
    list: &'static str,
}

codes! {
    /// RNE: why an episode begins.
    NewEpisode, "RNE" {
        /// The child starts to be looked after.
        Started = "S",
        /// Only the legal status changes.
        LegalStatus = "L",
        /// The placement and the carers change.
        Placement = "P",
        /// The placement changes, with the same carers.
        PlacementSameCarer = "T",
        /// Legal status, placement and carers change on one day.
        Both = "B",
        /// Legal status and placement change, with the same carers.
        BothSameCarer = "U",
    }
}

codes! {
    /// REC: why an episode ends.
    EpisodeEnd, "REC" {
        /// A new episode begins on the same day.
        Continues = "X1",
        /// Adopted, unopposed.
        AdoptedUnopposed = "E11",
        /// Adopted, consent dispensed with.
        AdoptedConsentDispensed = "E12",
        /// Died.
        Died = "E2",
        /// Another authority takes over.
        OtherAuthority = "E3",
        /// Returned home as planned.
        HomePlanned = "E4A",
        /// Returned home, not as planned.
        HomeUnplanned = "E4B",
        /// Left to live with somebody without parental responsibility.
        WithoutResponsibility = "E13",
        /// A residence or child arrangements order.
        ChildArrangements = "E41",
        /// Special guardianship of former foster carers (to 2017/18).
        GuardianshipFosterOld = "E43",
        /// Special guardianship of others (to 2017/18).
        GuardianshipOtherOld = "E44",
        /// Special guardianship of former foster carers who are relatives or friends.
        GuardianshipKinshipFoster = "E45",
        /// Special guardianship of other former foster carers.
        GuardianshipFoster = "E46",
        /// Special guardianship of relatives or friends who did not foster the child.
        GuardianshipKinship = "E47",
        /// Special guardianship of others who did not foster the child.
        GuardianshipOther = "E48",
        /// Independent living with formal support.
        IndependentSupported = "E5",
        /// Independent living without formal support.
        Independent = "E6",
        /// Adult social care takes over.
        AdultCare = "E7",
        /// Any other reason.
        Other = "E8",
        /// Sentenced to custody.
        Custody = "E9",
        /// The remand ended.
        RemandEnded = "E14",
        /// Found to be 18 or over.
        FoundAdult = "E15",
        /// Moved abroad.
        Abroad = "E16",
        /// Remained with the carers after the 18th birthday.
        StayedPut = "E17",
    }
}

codes! {
    /// `REASON_PLACE_CHANGE`: why a placement ends; it stands on the episode that ends.
    ChangeReason, "REASON_PLACE_CHANGE" {
        /// The care plan.
        CarePlan = "CARPL",
        /// The provision closes.
        Closure = "CLOSE",
        /// An allegation.
        Allegation = "ALLEG",
        /// Concern about standards of care.
        Standards = "STAND",
        /// The approval was removed.
        ApprovalRemoved = "APPRR",
        /// The carer asked, because of the child's behaviour.
        CarerBehaviour = "CREQB",
        /// The carer asked, for another reason.
        CarerOther = "CREQO",
        /// The child asked.
        Child = "CHILD",
        /// The authority asked.
        Authority = "LAREQ",
        /// Only the status of the placement changes; the carers are the same.
        StatusOnly = "PLACE",
        /// Custody (from 2018/19).
        Custody = "CUSTOD",
        /// Other.
        Other = "OTHER",
    }
}

/// Reads SEX of any year.
pub(super) fn sex(text: &str) -> Option<Sex> {
    match text {
        "1" => Some(Sex::Male),
        "2" => Some(Sex::Female),
        _ => text.parse().ok(),
    }
}

/// Whether SEX stands in the code of the year: 1 and 2 to 2023/24, letters from 2024/25.
pub(super) fn sex_is_of_year(text: &str, year: CollectionYear) -> bool {
    (year.end_year() <= 2024) == matches!(text, "1" | "2")
}

/// Whether a kind of placement is in the list of the year.
pub(super) fn place_is_of_year(place: PlacementCode, year: CollectionYear) -> bool {
    use PlacementCode::{H5, K3, P2, Z1, Z11, Z12, Z13, Z14};
    match place {
        K3 => year.end_year() >= 2025,
        H5 | P2 | Z1 => year.end_year() <= 2025,
        Z11 | Z12 | Z13 | Z14 => year.end_year() >= 2026,
        _ => true,
    }
}

/// Whether a reason for the end is in the list of the year.
pub(super) fn end_is_of_year(end: EpisodeEnd, year: CollectionYear) -> bool {
    use EpisodeEnd as End;
    match end {
        End::GuardianshipFosterOld | End::GuardianshipOtherOld => year.end_year() <= 2018,
        End::GuardianshipKinshipFoster
        | End::GuardianshipFoster
        | End::GuardianshipKinship
        | End::GuardianshipOther => year.end_year() >= 2019,
        _ => true,
    }
}

/// Whether a reason for the change is in the list of the year.
pub(super) fn reason_is_of_year(reason: ChangeReason, year: CollectionYear) -> bool {
    reason != ChangeReason::Custody || year.end_year() >= 2019
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_place(place: PlacementCode, from: u16, to: u16) {
        for year in 2016..2030 {
            let expected = (from..=to).contains(&year);
            assert_eq!(
                place_is_of_year(place, CollectionYear::new(year).unwrap()),
                expected,
                "{place} {year}"
            );
        }
    }

    #[test]
    fn codes_are_in_force_in_their_years() {
        check_place(PlacementCode::K3, 2025, 9999);
        check_place(PlacementCode::H5, 0, 2025);
        check_place(PlacementCode::Z1, 0, 2025);
        check_place(PlacementCode::Z12, 2026, 9999);
        check_place(PlacementCode::U4, 0, 9999);
    }

    #[test]
    fn sex_changed_its_codes_in_2024_25() {
        let (before, after) = (CollectionYear::new(2024).unwrap(), CollectionYear::new(2025).unwrap());
        assert!(sex_is_of_year("1", before) && !sex_is_of_year("1", after));
        assert!(sex_is_of_year("F", after) && !sex_is_of_year("F", before));
        assert_eq!((sex("2"), sex("f"), sex("3")), (Some(Sex::Female), Some(Sex::Female), None));
    }
}
