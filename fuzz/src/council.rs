//! A small sound council, any file of which may be exchanged.

use std::collections::BTreeMap;

/// A table that a CSV file may hold.
pub(crate) struct CsvTable {
    letter: u8,
    /// Where its file lies, `YEAR` standing for the year of the collection.
    pub(crate) file: &'static str,
    /// The header that it should have.
    pub(crate) header: &'static str,
}

const fn csv_table(letter: u8, file: &'static str, header: &'static str) -> CsvTable {
    CsvTable { letter, file, header }
}

/// Every table, with the letter by which a fuzz input names it.
const TABLES: &[CsvTable] = &[
    csv_table(b'h', "ssda903/YEAR/header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"),
    csv_table(b'e', "ssda903/YEAR/episodes.csv", EPISODES),
    csv_table(b'r', "ssda903/YEAR/reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE"),
    csv_table(b'u', "ssda903/YEAR/uasc.csv", "CHILD,SEX,DOB,DUC"),
    csv_table(
        b'o',
        "ssda903/YEAR/oc2.csv",
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,\
         SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    ),
    csv_table(b'c', "ssda903/YEAR/oc3.csv", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"),
    csv_table(
        b'a',
        "ssda903/YEAR/ad1.csv",
        "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    ),
    csv_table(
        b'd',
        "ssda903/YEAR/placed_adoption.csv",
        "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    ),
    csv_table(b'p', "ssda903/YEAR/prev_perm.csv", "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"),
    csv_table(b'm', "ssda903/YEAR/missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END"),
    csv_table(b's', "ssda903/YEAR/sw_episodes.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"),
    csv_table(b'l', "ssda903/YEAR/dolo.csv", "CHILD,DOB,DOLO_START,DOLO_END"),
    csv_table(
        b'q',
        "ssda903/pool.csv",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,LA,YEAR",
    ),
    csv_table(
        b'f',
        "homes.csv",
        "home,urn,kinds,provider,provider_name,place_provider,authority,postcode,registered_places,usable_places,\
         unusable_reason,bedrooms,age_from,age_to,sexes,approved_until,connected_to,exempted_children,adaptations,\
         communication,support,need_levels,risks_excluded,languages,religions,ethnicities,pets,registration,judgement,\
         other_residents,fee,fee_unit,contract",
    ),
    csv_table(
        b'g',
        "children.csv",
        "child,search,needed_by,emergency,home,long_term,birth_date,sex,ethnicity,legal_status,category_of_need,\
         home_postcode,unaccompanied,religion,languages,disabilities,circumstances,need_level,communication,adaptations,\
         support,cultural_need,companions,pets,deprivation_of_liberty,risks,foster_suitability,residential_suitability,\
         supported_suitability,sibling_group,sibling_assessment,keep_apart,better_apart,baby,school_postcode,\
         school_days_a_week,school_must_continue,contacts,avoid,wish_homes,wish_not_homes,wish_kinds",
    ),
    csv_table(b'k', "contracts.csv", "contract,provider,kind,from,to,need_level,fee,fee_unit,places"),
];

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";

/// The sound council, `YEAR` standing for the year of the collection.
const FILES: &[(&str, &str)] = &[
    (
        "ssda903/YEAR/header.csv",
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n\
         1,1,15/06/2008,WBRI,A123456789012,,\n\
         2,2,16/07/2009,WBRI,B123456789012,0,\n",
    ),
    (
        "ssda903/YEAR/episodes.csv",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
         1,01/02/YEAR,S,C2,N1,U6,PR1,,,,DH1 4SG,DH7 7AA,1234567\n\
         2,02/02/YEAR,S,C2,N1,U6,PR1,,,,DH1 5UJ,DH7 7AB,1234567\n",
    ),
    ("homes.csv", HOMES),
    ("children.csv", CHILDREN),
    ("contracts.csv", CONTRACTS),
    ("policy.toml", "authority = \"E06000047\"\n"),
];

/// The register of the sound council.
pub(crate) const HOMES: &str = "home,urn,kinds,provider,place_provider,postcode,registered_places,age_from,age_to,fee,fee_unit\n\
     H1,1234567,U6,PA,PR1,DH7 7AA,2,0,17,450.00,week\n\
     H2,1234567,U6,PA,PR1,DH7 7AB,2,0,17,460.00,week\n";

/// Its children.
pub(crate) const CHILDREN: &str = "child,search,risks,keep_apart\n1,permitted,missing,\n2,needed,,\n";

/// Its contracts.
pub(crate) const CONTRACTS: &str =
    "contract,provider,kind,from,fee,fee_unit,places\nK1,PA,block,2019-01-01,1000.00,week,2\n";

/// The table of a letter, in either case.
pub(crate) fn table(letter: u8) -> Option<&'static CsvTable> {
    TABLES.iter().find(|table| table.letter == letter.to_ascii_lowercase())
}

/// The files of a council.
#[derive(Clone)]
pub(crate) struct Council {
    /// The year in which its collection ends.
    pub(crate) year: u16,
    /// Every file by its path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Council {
    /// The sound council with one collection, which ends in a year.
    pub(crate) fn ending(year: u16) -> Self {
        let dated = |text: &str| text.replace("YEAR", &year.to_string());
        let files = FILES.iter().map(|(file, text)| (dated(file), dated(text).into_bytes()));
        Self { year, files: files.collect() }
    }

    /// The same council with a file in place of its own or beside them.
    pub(crate) fn with(&self, file: &str, bytes: Vec<u8>) -> Self {
        let mut council = self.clone();
        council.files.insert(file.replace("YEAR", &self.year.to_string()), bytes);
        council
    }

    /// The same council without a file.
    pub(crate) fn without(mut self, file: &str) -> Self {
        self.files.remove(file);
        self
    }
}
