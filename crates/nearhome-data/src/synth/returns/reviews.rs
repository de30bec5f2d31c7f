//! Reviews of looked-after children and the children's part in them.

use super::{Records, Subject, Table, british};
use crate::synth::{day::Day, dice::Dice, people::Period};

impl Records<'_> {
    /// Reviews of the year: the first within twenty working days, the second within three months of it,
    /// the others within six months of the one before (regulation 33 of the Care Planning, Placement and
    /// Case Review Regulations 2010).
    pub(super) fn reviews(&self, end_year: i32) -> Table {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let mut table = Table::new(&["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]);
        for (index, person) in self.present(end_year) {
            let mut dice = self.dice(Subject::Reviews, index);
            for (day, code) in
                person.periods.iter().flat_map(|period| held(&mut dice, period, person.birth, last))
            {
                if day >= first {
                    table.row(&[self.ids[index].as_str(), &british(person.birth), &british(day), code]);
                }
            }
        }
        table
    }
}

/// The reviews of a period of care up to a day; what is drawn does not depend on that day.
fn held(dice: &mut Dice, period: &Period, birth: Day, last: Day) -> Vec<(Day, &'static str)> {
    let mut reviews = Vec::new();
    let mut day = period.start + dice.between(15, 27);
    let mut next = (70, 91);
    while day < period.end && day <= last {
        let took_part = dice.weighted(&[
            ("PN1", 520),
            ("PN2", 60),
            ("PN3", 15),
            ("PN4", 30),
            ("PN5", 150),
            ("PN6", 180),
            ("PN7", 45),
        ]);
        reviews.push((day, if day < birth.birthday(4) { "PN0" } else { took_part }));
        day = day + dice.between(next.0, next.1);
        next = (150, 183);
    }
    reviews
}
