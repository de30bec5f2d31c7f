//! The rows of a child that a defect is planted on: those that the defect names, and those that such a
//! child needs to be sound otherwise.

use super::{day::Day, dice::Dice, returns::british};

/// Patterns of children, put in for a word of the list.
const PATTERNS: &[(&str, &str)] = &[
    ("AllYear", "last Episodes DECOM=@-200 ; Episodes DECOM=@-200"),
    ("Leaver", "Header DOB=@-6700 ; last Episodes DECOM=@-340 DEC=@-200 REC=E5"),
    ("Adopted", "Episodes LS=E1 PLACE=A6 DEC=@100 REC=E12"),
];

/// Home and placement postcodes of sound children.
pub(super) struct Postcodes(pub(super) Vec<[String; 2]>);

/// A row of a planted child before its place in the file is known.
#[derive(Debug)]
pub(super) struct PlantedRow {
    pub(super) file: String,
    /// Its table and its number among the child's rows of it, such as `Episodes.2`; `last.` before it stands
    /// for the return before.
    pub(super) name: String,
    pub(super) cells: String,
}

/// A row as the list names it: the return, the table and what differs from a sound row.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    last: bool,
    table: &'a str,
    changes: &'a str,
}

impl<'a> Wanted<'a> {
    fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let (last, text) = text.strip_prefix("last ").map_or((false, text), |rest| (true, rest));
        let (table, changes) = text.split_once(' ').unwrap_or((text, ""));
        Self { last, table, changes }
    }

    fn change(&self, column: &str) -> Option<&'a str> {
        let changes = self.changes.split_whitespace().filter_map(|change| change.split_once('='));
        changes.filter(|(known, _)| *known == column).map(|(_, value)| value).next_back()
    }

    /// Whether it only says that the table has no row of the child.
    fn is_none(&self) -> bool {
        self.changes == "-"
    }
}

/// The child's rows, each with its file.
pub(super) fn rows_of(
    child: &str,
    text: &str,
    end_year: i32,
    postcodes: &Postcodes,
    dice: &mut Dice,
) -> Vec<PlantedRow> {
    let text = PATTERNS.iter().fold(text.to_owned(), |text, (name, rows)| text.replace(name, rows));
    let mut wanted: Vec<Wanted<'_>> = text.split(';').map(Wanted::parse).collect();
    add_needed(&mut wanted, end_year);
    let planter = Planter {
        child,
        wanted: &wanted,
        end_year,
        shift: dice.between(0, 20),
        home: homes(postcodes, dice),
    };
    let mut rows: Vec<PlantedRow> = Vec::new();
    for one in wanted.iter().filter(|one| !one.is_none()) {
        let (file, cells) = planter.row(one);
        let number = rows.iter().filter(|row| row.file == file).count() + 1;
        let which = if one.last { "last." } else { "" };
        rows.push(PlantedRow { name: format!("{which}{}.{number}", one.table), file, cells });
    }
    rows
}

/// Adds what the list leaves out because every child has it: a Header row in each return that tells of the
/// child, and for children with episodes a social worker, and previous permanence where care starts.
fn add_needed(wanted: &mut Vec<Wanted<'_>>, end_year: i32) {
    for (last, end_year) in [(false, end_year), (true, end_year - 1)] {
        let of_return: Vec<Wanted<'_>> = wanted.iter().copied().filter(|one| one.last == last).collect();
        let has = |table: &str| of_return.iter().any(|one| one.table == table);
        let starts = |one: &&Wanted<'_>| one.table == "Episodes" && starts_in(one, last);
        let mut add = |table| wanted.push(Wanted { last, table, changes: "" });
        if !of_return.is_empty() && !has("Header") {
            add("Header");
        }
        if of_return.iter().any(|one| starts(&one)) && !has("PrevPerm") {
            add("PrevPerm");
        }
        if has("Episodes") && !has("SWEpisodes") && end_year >= 2024 {
            add("SWEpisodes");
        }
    }
}

/// Whether an episode starts in the year of its return, or later.
fn starts_in(episode: &Wanted<'_>, last: bool) -> bool {
    let start = episode.change("DECOM").unwrap_or("@30");
    let start: Option<i32> = start.strip_prefix('@').and_then(|offset| offset.parse().ok());
    start.is_some_and(|start| if last { (-365..0).contains(&start) } else { start >= 0 })
}

/// Home and placement of a sound child, and the home of another.
fn homes(postcodes: &Postcodes, dice: &mut Dice) -> [String; 3] {
    let Postcodes(found) = postcodes;
    if found.is_empty() {
        return Default::default();
    }
    let [home, near] = dice.one_of(found).clone();
    let others: Vec<&String> = found.iter().map(|[home, _]| home).filter(|other| **other != home).collect();
    let inside = if others.is_empty() { String::new() } else { (*dice.one_of(&others)).clone() };
    [home, near, inside]
}

struct Planter<'a> {
    child: &'a str,
    wanted: &'a [Wanted<'a>],
    end_year: i32,
    /// Days by which all days of the child are moved.
    shift: i32,
    home: [String; 3],
}

impl Planter<'_> {
    /// The file of a row and its text.
    fn row(&self, wanted: &Wanted<'_>) -> (String, String) {
        let end_year = if wanted.last { self.end_year - 1 } else { self.end_year };
        let (file, columns, sound) = sound_row(wanted.table);
        let cells = columns.split(',').zip(sound.split(',')).map(|(column, sound)| {
            let same = || self.of_header(wanted, column);
            let value = wanted.change(column).or_else(same).unwrap_or(sound);
            self.cell(column, value, end_year)
        });
        let cells: Vec<String> = cells.collect();
        (format!("ssda903/{end_year}/{file}.csv"), cells.join(","))
    }

    /// Birth date and sex are everywhere as the child's Header row has them.
    fn of_header(&self, wanted: &Wanted<'_>, column: &str) -> Option<&str> {
        if !matches!(column, "DOB" | "SEX") {
            return None;
        }
        let header = |last: bool| self.wanted.iter().find(|one| one.table == "Header" && one.last == last);
        let own = header(wanted.last).and_then(|header| header.change(column));
        own.or_else(|| header(false).and_then(|header| header.change(column)))
    }

    fn cell(&self, column: &str, value: &str, end_year: i32) -> String {
        if column == "CHILD" {
            let twin = if value == "TWIN" { "T" } else { "" };
            return format!("{}{twin}", self.child);
        }
        let letters = end_year >= 2025;
        match (value, self.day(value)) {
            (_, Some(day)) if column == "DOB" => british(day.as_birth()),
            (_, Some(day)) => british(day),
            ("HOME", _) => self.home[0].clone(),
            ("NEAR", _) => self.home[1].clone(),
            ("INSIDE", _) => self.home[2].clone(),
            ("MALE", _) => if letters { "M" } else { "1" }.to_owned(),
            ("FEMALE", _) => if letters { "F" } else { "2" }.to_owned(),
            _ => value.replace('_', " "),
        }
    }

    /// The day that a cell stands for: `@30` thirty days after 1 April, or the child's 18th birthday.
    fn day(&self, value: &str) -> Option<Day> {
        if value == "BIRTHDAY18" {
            let header = self.wanted.iter().find(|one| one.table == "Header" && !one.last)?;
            let birth = header.change("DOB").unwrap_or("@-4000");
            return Some(self.day(birth)?.as_birth().birthday(18));
        }
        let offset: i32 = value.strip_prefix('@')?.parse().ok()?;
        Some(Day::first_of_collection(self.end_year) + (offset + self.shift))
    }
}

/// The file of a table, its columns and a sound row of it about a boy of eleven.
fn sound_row(table: &str) -> (&'static str, &'static str, &'static str) {
    match table {
        "Header" => ("header", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", ",MALE,@-4000,WBRI,UN3,,"),
        "Episodes" => (
            "episodes",
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
            ",@30,S,C2,N1,U6,PR1,,,,HOME,NEAR,1234567",
        ),
        "Missing" => ("missing", "CHILD,DOB,MISSING,MIS_START,MIS_END", ",@-4000,M,@40,@42"),
        "UASC" => ("uasc", "CHILD,SEX,DOB,DUC", ",MALE,@-4000,BIRTHDAY18"),
        "OC2" => (
            "oc2",
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,\
             HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
            ",@-4000,10,,0,,1,1,1,0,,",
        ),
        "OC3" => ("oc3", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", ",@-4000,YES,F2,B1"),
        "AD1" => (
            "ad1",
            "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
            ",@-4000,@30,@30,0,2,MF,L11",
        ),
        "PlacedAdoption" => (
            "placed_for_adoption",
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
            ",@-4000,@30,,",
        ),
        "PrevPerm" => ("previous_permanence", "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", ",@-4000,Z1,,"),
        "Reviews" => ("reviews", "CHILD,DOB,REVIEW,REVIEW_CODE", ",@-4000,@50,PN1"),
        "SWEpisodes" => {
            ("sw_episodes", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON", ",@-4000,SW12345,@-300,,MANAGE")
        }
        "DoLo" => ("dolo", "CHILD,DOB,DOLO_START,DOLO_END", ",@-4000,@50,@80"),
        // A name that no table has gives a row without a cell, which the tests would miss at once.
        _ => ("", "", ""),
    }
}
