//! The tables of the return and how each is known by its columns; names of files mean nothing.

use crate::table::Layout;

/// A table of the return that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReturnTable {
    Header,
    Episodes,
    Uasc,
    Missing,
    Oc2,
    /// A table that is recognised and passed over.
    Other(&'static str),
}

/// The columns by which a table is known; one of them is enough.
const SIGNATURES: &[(ReturnTable, &[&str])] = &[
    (ReturnTable::Episodes, &["DECOM", "RNE", "REASON_PLACE_CHANGE"]),
    (ReturnTable::Header, &["ETHNIC", "MOTHER", "MC_DOB"]),
    (ReturnTable::Uasc, &["DUC"]),
    (ReturnTable::Missing, &["MIS_START", "MIS_END"]),
    (ReturnTable::Oc2, &["SDQ_SCORE", "SDQ_REASON", "HEALTH_CHECK"]),
    (ReturnTable::Other("Reviews"), &["REVIEW", "REVIEW_CODE"]),
    (ReturnTable::Other("OC3"), &["IN_TOUCH", "ACTIV", "ACCOM"]),
    (ReturnTable::Other("AD1"), &["DATE_INT", "NB_ADOPTR"]),
    (ReturnTable::Other("PlacedAdoption"), &["DATE_PLACED", "REASON_PLACED_CEASED"]),
    (ReturnTable::Other("PrevPerm"), &["PREV_PERM", "LA_PERM"]),
    (ReturnTable::Other("SWEpisodes"), &["SW_ID", "SW_DECOM"]),
    (ReturnTable::Other("DoLo"), &["DOLO_START", "DOLO_END"]),
];

/// The table that has these columns, given in upper case.
pub(super) fn recognise(columns: &[String]) -> Option<ReturnTable> {
    let has = |name: &str| columns.iter().any(|column| column == name);
    SIGNATURES.iter().find(|(_, names)| names.iter().any(|name| has(name))).map(|&(table, _)| table)
}

impl ReturnTable {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Header => "Header",
            Self::Episodes => "Episodes",
            Self::Uasc => "UASC",
            Self::Missing => "Missing",
            Self::Oc2 => "OC2",
            Self::Other(name) => name,
        }
    }

    /// Its columns; pooled exports add `LA` and `YEAR`.
    pub(super) fn layout(self) -> Layout {
        let (columns, required): (&[&str], &[&str]) = match self {
            Self::Header => (
                &["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB", "UASC", "LA", "YEAR"],
                &["CHILD", "SEX", "DOB", "ETHNIC"],
            ),
            Self::Episodes => (
                &[
                    "CHILD",
                    "DECOM",
                    "RNE",
                    "LS",
                    "CIN",
                    "PLACE",
                    "PLACE_PROVIDER",
                    "DEC",
                    "REC",
                    "REASON_PLACE_CHANGE",
                    "HOME_POST",
                    "PL_POST",
                    "URN",
                    "LA",
                    "YEAR",
                ],
                &[
                    "CHILD",
                    "DECOM",
                    "RNE",
                    "LS",
                    "CIN",
                    "PLACE",
                    "PLACE_PROVIDER",
                    "DEC",
                    "REC",
                    "HOME_POST",
                    "PL_POST",
                ],
            ),
            Self::Uasc => (&["CHILD", "SEX", "DOB", "DUC", "LA", "YEAR"], &["CHILD", "DUC"]),
            Self::Missing => (
                &["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END", "LA", "YEAR"],
                &["CHILD", "MISSING", "MIS_START", "MIS_END"],
            ),
            Self::Oc2 => (
                &[
                    "CHILD",
                    "DOB",
                    "SDQ_SCORE",
                    "SDQ_REASON",
                    "CONVICTED",
                    "HEALTH_CHECK",
                    "IMMUNISATIONS",
                    "TEETH_CHECK",
                    "HEALTH_ASSESSMENT",
                    "SUBSTANCE_MISUSE",
                    "INTERVENTION_RECEIVED",
                    "INTERVENTION_OFFERED",
                    "LA",
                    "YEAR",
                ],
                &["CHILD", "SDQ_SCORE"],
            ),
            Self::Other(_) => (&[], &[]),
        };
        Layout { name: self.name(), columns, required }
    }

    /// Columns of dates that are read; each must be in one form throughout.
    pub(super) fn date_columns(self) -> &'static [&'static str] {
        match self {
            Self::Header => &["DOB"],
            Self::Episodes => &["DECOM", "DEC"],
            Self::Uasc => &["DUC"],
            Self::Missing => &["MIS_START", "MIS_END"],
            Self::Oc2 | Self::Other(_) => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(columns: &str, expected: Option<&str>) {
        let columns: Vec<String> = columns.split(',').map(str::to_owned).collect();
        assert_eq!(recognise(&columns).map(ReturnTable::name), expected);
    }

    #[test]
    fn tables_are_known_by_their_columns() {
        check("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", Some("Header"));
        check("CHILD,SEX,DOB,DUC", Some("UASC"));
        check("CHILD,DOB,MISSING,MIS_START,MIS_END", Some("Missing"));
        check("CHILD,DOB,REVIEW,REVIEW_CODE", Some("Reviews"));
        check("CHILD,DOB,DOLO_START,DOLO_END,LA,YEAR", Some("DoLo"));
        check("home,urn", None);
    }
}
