//! Plants defects in the last return of a synthetic authority, each on a child of its own, and tells
//! where: what a validation must find, no more and no less.
//!
//! The truth is written down with each defect and owes nothing to the rules that look for it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    SyntheticAuthority,
    defect_list::{Defect, Years, defects},
    defect_rows::{PlantedRow, Postcodes, rows_of},
    dice::{Dice, Purpose},
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

/// What must be found at a row: the rule, the file, the row's text and the child.
type Truth = (String, String, String, String);

impl SyntheticAuthority {
    /// Adds a child for every defect that the last return can have, and rows to the one before where the
    /// defect lies between two, at places that the seed decides. Gives what must be found; the file
    /// `defects.json` says the same.
    ///
    /// Needs at least two returns.
    pub fn plant_defects(&mut self, seed: u64) -> Vec<PlantedDefect> {
        self.plant(defects(), seed)
    }

    /// Plants the defects of a list.
    pub(super) fn plant(&mut self, list: impl Iterator<Item = Defect>, seed: u64) -> Vec<PlantedDefect> {
        let postcodes = self.postcodes();
        let mut truth: Vec<Truth> = Vec::new();
        let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (index, defect) in list.enumerate() {
            if !defect.years.contains(&self.end_year) {
                continue;
            }
            let mut dice = Dice::new(seed, Purpose::Return, index);
            let child = format!("D{index:03}");
            let planted = rows_of(&child, defect.rows, self.end_year.into(), &postcodes, &mut dice);
            self.expect(defect.found, &planted, &mut truth);
            for row in planted {
                rows.entry(row.file).or_default().push(row.cells);
            }
        }
        for (nth, (file, rows)) in rows.into_iter().enumerate() {
            self.insert(&file, rows, &mut Dice::new(seed, Purpose::Tables, nth));
        }
        let planted = self.located(&truth);
        let text = serde_json::to_vec_pretty(&planted).unwrap_or_default();
        self.files.insert("defects.json".to_owned(), text);
        planted
    }

    /// Notes what a defect must lead to: a list of a rule, perhaps with the collections in which it finds the
    /// defect, and of rows.
    fn expect(&self, found: &str, planted: &[PlantedRow], truth: &mut Vec<Truth>) {
        for one in found.split(';') {
            let mut words = one.split_whitespace();
            let Some(rule) = words.next() else { continue };
            let (rule, years) = rule.split_once(':').unwrap_or((rule, ".."));
            if !Years::parse(years).is_some_and(|years| years.contains(&self.end_year)) {
                continue;
            }
            for name in words {
                let row = planted.iter().find(|row| row.name == name);
                truth.extend(row.map(|row| {
                    let child = row.cells.split(',').next().unwrap_or_default().to_owned();
                    (format!("SSDA903-{rule}"), row.file.clone(), row.cells.clone(), child)
                }));
            }
        }
    }

    /// Home and placement postcodes of sound fostering episodes.
    fn postcodes(&self) -> Postcodes {
        let file = format!("ssda903/{}/episodes.csv", self.end_year);
        let text = String::from_utf8_lossy(self.files.get(&file).map_or(&[][..], Vec::as_slice)).into_owned();
        let found = text
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|cells| cells.get(5) == Some(&"U6") && cells.get(6) == Some(&"PR1"))
            .filter(|cells| !cells[10].is_empty() && cells[10] != cells[11] && !cells[0].starts_with('D'))
            .map(|cells| [cells[10].to_owned(), cells[11].to_owned()])
            .collect();
        Postcodes(found)
    }

    /// Writes rows into a file, each after a row that chance decides.
    fn insert(&mut self, file: &str, rows: Vec<String>, dice: &mut Dice) {
        let Some(bytes) = self.files.get_mut(file) else { return };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for row in rows {
            let at = 1 + dice.below(u32::try_from(lines.len()).unwrap_or(1)) as usize;
            lines.insert(at.min(lines.len()), row);
        }
        *bytes = (lines.join("\n") + "\n").into_bytes();
    }

    /// The truth with the physical rows, in order.
    fn located(&self, truth: &[Truth]) -> Vec<PlantedDefect> {
        let mut numbers: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for (_, file, ..) in truth {
            let text = self.files.get(file).map_or("", |bytes| std::str::from_utf8(bytes).unwrap_or(""));
            numbers
                .entry(file)
                .or_insert_with(|| text.lines().zip(1..).filter(|(line, _)| line.starts_with('D')).collect());
        }
        let mut planted: Vec<PlantedDefect> = truth
            .iter()
            .filter_map(|(code, file, cells, child)| {
                let row = *numbers.get(file.as_str())?.get(cells.as_str())?;
                Some(PlantedDefect { code: code.clone(), file: file.clone(), row, child: child.clone() })
            })
            .collect();
        planted.sort();
        planted.dedup();
        planted
    }
}
