//! Plants defects in the last return of a synthetic authority, each on a child of its own, and tells
//! where: what a validation must find, no more and no less.
//!
//! The truth is written down with each defect and owes nothing to the rules that look for it.

use serde::Serialize;

use super::{
    SyntheticAuthority,
    day::Day,
    defect_list::DEFECTS,
    dice::{Dice, Purpose},
    returns::british,
};

/// A rule that a planted defect breaks, and the rows at which it must be found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PlantedDefect {
    /// The code of the finding, such as `SSDA903-501`.
    pub code: String,
    /// The file, relative to the folder.
    pub file: String,
    /// The physical row, the header being 1.
    pub row: u64,
    /// The child made for the defect.
    pub child: String,
}

/// A row of a planted child before its place in the file is known.
struct PlantedRow {
    file: String,
    /// Its table and its number among the child's rows of it, such as `Episodes.2`.
    name: String,
    cells: String,
}

impl SyntheticAuthority {
    /// Adds a child for every known defect to the last return, and to the one before where the defect
    /// lies between two, at rows that the seed decides. Gives what must be found; the file
    /// `defects.json` says the same.
    ///
    /// Needs at least two returns.
    pub fn plant_defects(&mut self, seed: u64) -> Vec<PlantedDefect> {
        let mut planted = Vec::new();
        let mut truth: Vec<(String, String, String)> = Vec::new();
        for (index, line) in DEFECTS.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
            let mut dice = Dice::new(seed, Purpose::Return, index);
            let child = format!("D{index:03}");
            let (rows, found) = line.split_once('|').unwrap_or((line, ""));
            let rows = self.rows_of(&child, rows, &mut dice);
            for one in found.split(';') {
                let mut words = one.split_whitespace();
                let Some(rule) = words.next() else { continue };
                for name in words {
                    let row = rows.iter().find(|row| row.name == name);
                    truth.extend(row.map(|row| (rule.to_owned(), row.file.clone(), row.cells.clone())));
                }
            }
            for row in rows {
                self.insert(&row, &mut dice);
            }
        }
        for (rule, file, cells) in truth {
            let row = self.row_of(&file, &cells);
            let child = cells.split(',').next().unwrap_or_default().to_owned();
            planted.extend(row.map(|row| PlantedDefect {
                code: format!("SSDA903-{rule}"),
                file,
                row,
                child,
            }));
        }
        planted.sort();
        let text = serde_json::to_vec_pretty(&planted).unwrap_or_default();
        self.files.insert("defects.json".to_owned(), text);
        planted
    }

    /// The rows of a planted child: those that the defect names, and a Header row in each return.
    fn rows_of(&self, child: &str, text: &str, dice: &mut Dice) -> Vec<PlantedRow> {
        let last = i32::from(self.end_year);
        let shift = dice.between(0, 20);
        let day = |offset: i32| british(Day::first_of_collection(last) + (offset + shift));
        let mut rows: Vec<PlantedRow> = Vec::new();
        let mut names: Vec<String> = text.split(';').map(|row| row.trim().to_owned()).collect();
        for (prefix, year) in [("", "Header"), ("last ", "last Header")] {
            let wanted = names.iter().any(|name| name.starts_with("last ") == (prefix == "last "));
            if wanted && !names.iter().any(|name| name.starts_with(year)) {
                names.push(year.to_owned());
            }
        }
        let home = self.home(dice);
        for name in names {
            let (end_year, name) = match name.strip_prefix("last ") {
                Some(rest) => (last - 1, rest.to_owned()),
                None => (last, name),
            };
            let (table, changes) = name.split_once(' ').unwrap_or((&name, ""));
            let (file, columns, sound) = sound_row(table, end_year);
            let file = format!("ssda903/{end_year}/{file}.csv");
            let mut cells: Vec<String> = sound.split(',').map(str::to_owned).collect();
            for change in changes.split_whitespace() {
                let Some((column, value)) = change.split_once('=') else { continue };
                let Some(index) = columns.split(',').position(|known| known == column) else { continue };
                value.clone_into(&mut cells[index]);
            }
            for (cell, column) in cells.iter_mut().zip(columns.split(',')) {
                let offset: Option<i32> = cell.strip_prefix('@').and_then(|offset| offset.parse().ok());
                *cell = match (offset, column, cell.as_str()) {
                    (Some(offset), ..) => day(offset),
                    (_, _, "HOME") => home[0].clone(),
                    (_, _, "NEAR") => home[1].clone(),
                    (_, "CHILD", _) => child.to_owned(),
                    _ => cell.replace('_', " "),
                };
            }
            let number = rows.iter().filter(|row| row.file == file).count() + 1;
            rows.push(PlantedRow { name: format!("{table}.{number}"), file, cells: cells.join(",") });
        }
        // Rows of the return before are never at fault, so their names must not be found.
        for row in rows.iter_mut().filter(|row| row.file.contains(&format!("/{}/", last - 1))) {
            row.name.insert_str(0, "last ");
        }
        rows
    }

    /// Home and placement postcode of some sound fostering episode.
    fn home(&self, dice: &mut Dice) -> [String; 2] {
        let file = format!("ssda903/{}/episodes.csv", self.end_year);
        let text = String::from_utf8_lossy(self.files.get(&file).map_or(&[][..], Vec::as_slice)).into_owned();
        let found: Vec<[String; 2]> = text
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|cells| cells.get(5) == Some(&"U6") && cells.get(6) == Some(&"PR1"))
            .filter(|cells| !cells[10].is_empty() && cells[10] != cells[11] && !cells[0].starts_with('D'))
            .map(|cells| [cells[10].to_owned(), cells[11].to_owned()])
            .collect();
        if found.is_empty() { [String::new(), String::new()] } else { dice.one_of(&found).clone() }
    }

    /// Writes a row into its file, after a row that chance decides.
    fn insert(&mut self, row: &PlantedRow, dice: &mut Dice) {
        let Some(bytes) = self.files.get_mut(&row.file) else { return };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut lines: Vec<&str> = text.lines().collect();
        let at = 1 + usize::try_from(dice.below(u32::try_from(lines.len()).unwrap_or(1))).unwrap_or(0);
        lines.insert(at.min(lines.len()), &row.cells);
        *bytes = (lines.join("\n") + "\n").into_bytes();
    }

    fn row_of(&self, file: &str, cells: &str) -> Option<u64> {
        let text = String::from_utf8_lossy(self.files.get(file)?);
        text.lines().position(|line| line == cells).map(|index| index as u64 + 1)
    }
}

/// The file of a table, its columns and a sound row of it, `@` standing before days after 1 April.
fn sound_row(table: &str, end_year: i32) -> (&'static str, &'static str, &'static str) {
    let is_lettered = end_year >= 2025;
    match table {
        "Header" => (
            "header",
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
            if is_lettered { ",M,@-4000,WBRI,UN3,," } else { ",1,@-4000,WBRI,UN3,," },
        ),
        "Episodes" => (
            "episodes",
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
            ",@30,S,C2,N1,U6,PR1,,,,HOME,NEAR,1234567",
        ),
        "Missing" => ("missing", "CHILD,DOB,MISSING,MIS_START,MIS_END", ",@-4000,M,@40,@42"),
        "UASC" => {
            ("uasc", "CHILD,SEX,DOB,DUC", if is_lettered { ",M,@-4000,@2574" } else { ",1,@-4000,@2574" })
        }
        "OC2" => (
            "oc2",
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,\
             HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
            ",@-4000,10,,0,,1,1,1,0,,",
        ),
        // A name that no table has gives a row without a cell, which the tests would miss at once.
        _ => ("", "", ""),
    }
}
