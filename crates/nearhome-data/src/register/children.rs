//! children.csv: what the return does not hold.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{
    CategoryOfNeed, ChildId, Circumstance, CulturalNeed, Date, DeprivationOfLiberty, Disability, Ethnicity,
    HomeId, Language, LegalStatus, LivingCompanions, Moving, NeedLevel, Needs, Pets, Postcode,
    Recommendation, Religion, Risk, Search, Sex, SiblingAssessment, SiblingGroupId, Suitability,
    VisitsPerYear, Wishes,
};

use super::{
    Placed,
    homes::{language, single},
};
use crate::{
    findings::{Code, Findings},
    ssda903::Source,
    table::{Cells, Column, FileAccount, Table},
};

/// A row of children.csv.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildRow {
    /// The child.
    pub child: ChildId,
    /// Whether a home is sought.
    pub search: Search,
    /// The home where the child lives.
    pub home: Option<HomeId>,
    /// Whether matched long term, where the row says so.
    pub long_term: Option<bool>,
    /// Birth date, where given.
    pub birth_date: Option<Date>,
    /// Sex, where given.
    pub sex: Option<Sex>,
    /// Ethnic background, where given.
    pub ethnicity: Option<Ethnicity>,
    /// Legal status, where given.
    pub legal_status: Option<LegalStatus>,
    /// Category of need, where given.
    pub category_of_need: Option<CategoryOfNeed>,
    /// The family's postcode, where given.
    pub home_postcode: Option<Postcode>,
    /// Whether an unaccompanied asylum seeker, where given.
    pub unaccompanied: Option<bool>,
    /// Religion.
    pub religion: Option<Religion>,
    /// Languages.
    pub languages: BTreeSet<Language>,
    /// Disabilities.
    pub disabilities: BTreeSet<Disability>,
    /// Facts of the care plan and of orders.
    pub circumstances: BTreeSet<Circumstance>,
    /// What the child needs of a home.
    pub needs: Needs,
    /// Risks.
    pub risks: BTreeSet<Risk>,
    /// Kinds of home recommended.
    pub recommendation: Recommendation,
    /// The sibling group and what its assessment says.
    pub siblings: Option<(SiblingGroupId, SiblingAssessment)>,
    /// Children who must never share the home.
    pub keep_apart: BTreeSet<ChildId>,
    /// Children who should not, if it can be avoided.
    pub better_apart: BTreeSet<ChildId>,
    /// The looked-after child of this young parent.
    pub baby: Option<ChildId>,
    /// The school.
    pub school: Option<SchoolRow>,
    /// Places of family and friends, with return journeys a year.
    pub contacts: Vec<(Postcode, VisitsPerYear)>,
    /// Places to avoid.
    pub avoid: Vec<Postcode>,
    /// Wishes.
    pub wishes: Wishes,
    /// Where the row stands.
    pub source: Source,
}

/// The school of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolRow {
    /// Its postcode.
    pub postcode: Postcode,
    /// Return journeys a year.
    pub visits: VisitsPerYear,
    /// Whether the child needs to continue to attend it.
    pub must_continue: bool,
}

/// Reads the table; gives the rows by child, and the children whose rows were left out.
pub(crate) fn read_children(
    table: &Table,
    account: &mut FileAccount,
    findings: &mut Findings,
) -> (BTreeMap<ChildId, ChildRow>, Vec<(ChildId, Code)>) {
    let mut rows: BTreeMap<ChildId, Vec<Placed<ChildRow>>> = BTreeMap::new();
    let mut left_out = Vec::new();
    for row in &table.rows {
        let mut cells = Cells::new(table, row, findings);
        let child: Option<ChildId> = cells.id("child");
        cells.child.clone_from(&child);
        let value = child.clone().map(|child| child_row(&mut cells, child));
        match (value, cells.left_out()) {
            (Some(value), None) => {
                account.accepted += 1;
                let source = value.source.clone();
                rows.entry(value.child.clone()).or_default().push(Placed { value, source });
            }
            (_, code) => {
                account.quarantined += 1;
                left_out.extend(child.map(|child| (child, code.unwrap_or(Code::BadId))));
            }
        }
    }
    let mut children = BTreeMap::new();
    for (child, rows) in rows {
        match single(rows, account, findings) {
            Some(row) => {
                children.insert(child, row.value);
            }
            None => left_out.push((child, Code::Conflict)),
        }
    }
    (children, left_out)
}

fn child_row(cells: &mut Cells<'_>, child: ChildId) -> ChildRow {
    ChildRow {
        child,
        search: search(cells),
        home: cells.optional_id("home"),
        long_term: cells.yes_no("long_term"),
        birth_date: cells.iso_date("birth_date", Code::BadDate),
        sex: cells.optional("sex", Code::UnknownCode),
        ethnicity: cells.optional("ethnicity", Code::UnknownListCode),
        legal_status: cells.optional("legal_status", Code::UnknownCode),
        category_of_need: cells.optional("category_of_need", Code::UnknownCode),
        home_postcode: cells.postcode("home_postcode", Code::NotAPostcode),
        unaccompanied: cells.yes_no("unaccompanied"),
        religion: cells.optional("religion", Code::UnknownListCode),
        languages: cells.list_with("languages", Code::UnknownListCode, language),
        disabilities: cells.list("disabilities", Code::UnknownCode),
        circumstances: cells.list("circumstances", Code::UnknownCode),
        needs: needs(cells),
        risks: cells.list("risks", Code::UnknownCode),
        recommendation: Recommendation {
            foster: suitability(cells, "foster_suitability"),
            residential: suitability(cells, "residential_suitability"),
            supported: suitability(cells, "supported_suitability"),
        },
        siblings: siblings(cells),
        keep_apart: cells.list("keep_apart", Code::BadId),
        better_apart: cells.list("better_apart", Code::BadId),
        baby: cells.optional_id("baby"),
        school: school(cells),
        contacts: cells.list_with("contacts", Code::NotAPostcode, contact),
        avoid: cells.list("avoid", Code::NoPlace),
        wishes: Wishes {
            homes: cells.list("wish_homes", Code::BadId),
            not_homes: cells.list("wish_not_homes", Code::BadId),
            kinds: cells.list("wish_kinds", Code::UnknownListCode),
        },
        source: Source::of(cells.table, cells.row),
    }
}

fn search(cells: &mut Cells<'_>) -> Search {
    let moving =
        cells.read_with("search", Code::UnknownCode, |text| match text.to_ascii_lowercase().as_str() {
            "settled" => Ok(Moving::Settled),
            "permitted" => Ok(Moving::Permitted),
            "planned" => Ok(Moving::Planned),
            "needed" => Ok(Moving::Needed),
            _ => Err("expected settled, permitted, planned or needed"),
        });
    Search {
        moving: moving.unwrap_or(Moving::Settled),
        needed_by: cells.iso_date("needed_by", Code::BadDate),
        emergency: cells.yes_no("emergency").unwrap_or(false),
    }
}

fn needs(cells: &mut Cells<'_>) -> Needs {
    Needs {
        level: cells.optional("need_level", Code::UnknownCode).unwrap_or(NeedLevel::Standard),
        communication: cells.list("communication", Code::UnknownCode),
        adaptations: cells.list("adaptations", Code::UnknownCode),
        support: cells.list("support", Code::UnknownCode),
        cultural: cells.optional("cultural_need", Code::UnknownListCode).unwrap_or(CulturalNeed::NotKnown),
        companions: cells.optional("companions", Code::UnknownCode).unwrap_or(LivingCompanions::NoPreference),
        pets: cells.optional("pets", Code::UnknownCode).unwrap_or(Pets::NotKnown),
        deprivation_of_liberty: deprivation_of_liberty(cells),
    }
}

/// `yes`, or the id of the home that the order names; `no` is blank.
fn deprivation_of_liberty(cells: &mut Cells<'_>) -> Option<DeprivationOfLiberty> {
    let column = "deprivation_of_liberty";
    match cells.text(column).to_ascii_lowercase().as_str() {
        "" | "no" => None,
        "yes" => Some(DeprivationOfLiberty { home: None }),
        _ => Some(DeprivationOfLiberty { home: cells.optional_id(column) }),
    }
}

fn suitability(cells: &mut Cells<'_>, column: Column) -> Suitability {
    cells.optional(column, Code::UnknownCode).unwrap_or(Suitability::NotSpecified)
}

fn siblings(cells: &mut Cells<'_>) -> Option<(SiblingGroupId, SiblingAssessment)> {
    let read = |text: &str| match text.to_ascii_lowercase().as_str() {
        "together" => Ok(SiblingAssessment::Together),
        "apart" => Ok(SiblingAssessment::Apart),
        "not_assessed" => Ok(SiblingAssessment::NotAssessed),
        _ => Err("expected together, apart or not_assessed"),
    };
    let assessment = cells.read_with("sibling_assessment", Code::UnknownCode, read);
    let group = cells.optional_id("sibling_group")?;
    Some((group, assessment.unwrap_or(SiblingAssessment::NotAssessed)))
}

/// School weeks of a year.
const SCHOOL_WEEKS: u32 = 38;
const WEEKS: u32 = 52;

fn school(cells: &mut Cells<'_>) -> Option<SchoolRow> {
    let postcode = cells.postcode("school_postcode", Code::NotAPostcode);
    let visits = cells.read_with("school_days_a_week", Code::OutOfRange, |text| {
        let days = hundredths(text).filter(|&days| days <= 700 && days % 10 == 0);
        days.and_then(|days| visits(days, SCHOOL_WEEKS)).ok_or("expected 0 to 7 with at most one decimal")
    });
    let must_continue = cells.yes_no("school_must_continue").unwrap_or(false);
    let visits = visits.or_else(|| visits_of_week(5));
    Some(SchoolRow { postcode: postcode?, visits: visits?, must_continue })
}

fn visits_of_week(days: u32) -> Option<VisitsPerYear> {
    visits(days * 100, SCHOOL_WEEKS)
}

/// Return journeys a year from hundredths a week, to the nearest whole one.
fn visits(hundredths: u32, weeks: u32) -> Option<VisitsPerYear> {
    let year = (hundredths.checked_mul(weeks)? + 50) / 100;
    VisitsPerYear::new(u16::try_from(year).ok()?)
}

/// A number with at most two decimals, in hundredths.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || whole.len() > 4 || decimals.len() > 2 {
        return None;
    }
    Some(whole.parse::<u32>().ok()? * 100 + format!("{decimals:0<2}").parse::<u32>().ok()?)
}

/// `DH1 5UL=0.5`.
fn contact(text: &str) -> Result<(Postcode, VisitsPerYear), &'static str> {
    let expected = "expected postcode=visits a week, such as DH1 5UL=0.5";
    let (postcode, visits_a_week) = text.split_once('=').ok_or(expected)?;
    let frequency =
        hundredths(visits_a_week.trim()).and_then(|number| visits(number, WEEKS)).ok_or(expected)?;
    Ok((postcode.parse().map_err(|_| expected)?, frequency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_a_week_become_whole_visits_a_year() {
        let per_year =
            |text: &str| hundredths(text).and_then(|number| visits(number, WEEKS)).map(VisitsPerYear::visits);
        assert_eq!(per_year("1"), Some(52));
        assert_eq!(per_year("0.5"), Some(26));
        assert_eq!(per_year("0.25"), Some(13));
        assert_eq!(per_year("0.125"), None);
        assert_eq!(per_year("-1"), None);
        assert_eq!(per_year("9999"), None);
        assert_eq!(visits_of_week(5).map(VisitsPerYear::visits), Some(190));
    }
}
