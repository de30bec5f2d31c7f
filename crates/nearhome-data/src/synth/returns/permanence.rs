//! Previous permanence of children who start to be looked after.

use super::{Records, Subject, Table, british};
use crate::synth::{day::Day, dice::Dice, people::Person};

/// Numbers of some authorities that arranged an order, and 999 for an unknown one.
const AUTHORITIES: &[(&str, u32)] =
    &[("840", 300), ("330", 150), ("383", 120), ("306", 80), ("886", 80), ("999", 200), ("SCO", 70)];

impl Records<'_> {
    /// `PrevPerm`: a row for each child who starts to be looked after in the year.
    pub(super) fn previous_permanence(&self, end_year: i32) -> Table {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let mut table = Table::new(&["CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"]);
        for (index, person) in self.present(end_year) {
            if person.periods.iter().any(|period| first <= period.start && period.start <= last) {
                let mut dice = self.dice(Subject::Permanence, index);
                let (kind, authority, day) = option(&mut dice, person);
                table.row(&[self.ids[index].as_str(), &british(person.birth), kind, authority, day.as_str()]);
            }
        }
        table
    }
}

/// The order that once gave permanence, the authority that arranged it and its day, which lies before all
/// care and of which old orders tell the year or the month only.
fn option(dice: &mut Dice, person: &Person) -> (&'static str, &'static str, String) {
    let kind = dice.weighted(&[("Z1", 930), ("P1", 12), ("P2", 28), ("P3", 20), ("P4", 10)]);
    let care = person.periods[0].start;
    let (youngest, latest) = (person.birth + 200, care - 400);
    if kind == "Z1" || person.unaccompanied() || youngest.until(latest) < 1 {
        return ("Z1", "", String::new());
    }
    let day = british(youngest + dice.between(0, youngest.until(latest)));
    let known = match dice.below(5) {
        0 => format!("zz/zz/{}", &day[6..]),
        1 => format!("zz/{}", &day[3..]),
        _ => day,
    };
    (kind, dice.weighted(AUTHORITIES), known)
}
