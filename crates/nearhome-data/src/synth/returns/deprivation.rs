//! Deprivation of liberty orders, which returns hold from 2026/27.

use nearhome_model::{NeedLevel, PlacementCode};

use super::{Records, Subject, Table, british};
use crate::synth::{day::Day, dice::Dice, episodes::Episode, people::Person};

impl Records<'_> {
    /// `DoLo`: orders for some of the children with complex needs in children's homes, each within one placement.
    pub(super) fn deprivations_of_liberty(&self, end_year: i32) -> Table {
        let mut table = Table::new(&["CHILD", "DOB", "DOLO_START", "DOLO_END"]);
        for (index, person) in self.present(end_year) {
            let mut dice = self.dice_of_year(Subject::Liberty, index, end_year);
            let found = self.episodes[index]
                .iter()
                .find_map(|episode| order(&mut dice, person, episode, end_year).filter(|_| dice.chance(250)));
            if let Some((from, to)) = found {
                table.row(&[
                    self.ids[index].as_str(),
                    &british(person.birth),
                    &british(from),
                    &to.map_or_else(String::new, british),
                ]);
            }
        }
        table
    }
}

/// An order of a month to half a year within an episode and the year; it is open where both are.
fn order(dice: &mut Dice, person: &Person, episode: &Episode, end_year: i32) -> Option<(Day, Option<Day>)> {
    let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
    let secure = episode.place == PlacementCode::K2 && person.need == NeedLevel::Complex;
    let from = Day(episode.start.0.max(first.0)) + dice.between(3, 40);
    let to = from + dice.between(28, 180);
    let ends = episode.ended.filter(|(day, _)| *day <= last).map(|(day, _)| day);
    let fits = secure && from.age(person.birth) >= 10 && from + 28 < ends.unwrap_or(last);
    let to = match ends {
        Some(ends) => Some(Day(to.0.min(ends.0 - 1))),
        None => Some(to).filter(|to| *to <= last),
    };
    fits.then_some((from, to))
}
