//! The table OC3: young people of 17 to 21 who have left care.

use super::{Records, Subject, Table, british, exact_age};
use crate::synth::{
    day::Day,
    dice::Dice,
    people::{Period, Person},
};

/// A young person who has left care, and the age reached in the year.
pub(super) struct Leaver<'a> {
    pub(super) index: usize,
    pub(super) person: &'a Person,
    age: u8,
}

impl Records<'_> {
    /// Those who left care before the birthday that the year's return asks about. People who left before the
    /// first return of the folder are not among them, since nothing is known of them.
    pub(super) fn leavers(&self, end_year: i32) -> impl Iterator<Item = Leaver<'_>> {
        let last = Day::last_of_collection(end_year);
        self.people.iter().enumerate().filter_map(move |(index, person)| {
            let age = exact_age(last.date(), person.birth.date());
            let ended = self.episodes[index].last()?.ended?;
            let left = ended.0 < person.birth.birthday(age.into()) && ended.0 <= last;
            let elsewhere = matches!(ended.1, "E2" | "E3" | "E11" | "E12" | "E15" | "E16");
            let told = (17..=21).contains(&age) && left && !elsewhere && is_relevant(person);
            told.then_some(Leaver { index, person, age })
        })
    }

    /// OC3 of the year.
    pub(super) fn care_leavers(&self, end_year: i32) -> Table {
        let mut table = Table::new(&["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]);
        for leaver in self.leavers(end_year) {
            let mut dice = self.dice_of_year(Subject::Leaving, leaver.index, end_year);
            let [in_touch, activity, home] = outcome(&mut dice, &leaver, end_year);
            table.row(&[
                self.ids[leaver.index].as_str(),
                &british(leaver.person.birth),
                in_touch,
                activity,
                home,
            ]);
        }
        table
    }
}

/// A relevant or former relevant child: in care for 13 weeks since the 14th birthday, at least a day of them
/// after the 16th (section 23A of the Children Act 1989).
fn is_relevant(person: &Person) -> bool {
    let days_since = |age: i16| {
        let birthday = person.birth.birthday(age);
        let days = |period: &Period| (period.end.0 - period.start.0.max(birthday.0)).max(0);
        person.periods.iter().map(days).sum::<i32>()
    };
    days_since(14) >= 91 && days_since(16) >= 1
}

/// Whether they are in touch, what they do and where they live.
fn outcome(dice: &mut Dice, leaver: &Leaver<'_>, end_year: i32) -> [&'static str; 3] {
    let in_touch = dice.weighted(&[("YES", 900), ("NO", 45), ("REFU", 20), ("NREQ", 25), ("RHOM", 10)]);
    let activity = activity(dice, leaver, end_year);
    let home = accommodation(dice, leaver);
    if in_touch == "YES" { [in_touch, activity, home] } else { [in_touch, "0", "0"] }
}

fn activity(dice: &mut Dice, leaver: &Leaver<'_>, end_year: i32) -> &'static str {
    let (adult, girl) = (u32::from(leaver.age >= 18), u32::from(!leaver.person.male));
    if end_year <= 2018 {
        return dice.weighted(&[
            ("F1", 60 * adult),
            ("F2", 300),
            ("P2", 30),
            ("F3", 200),
            ("P3", 60),
            ("G5", 300),
        ]);
    }
    dice.weighted(&[
        ("F1", 60 * adult),
        ("F2", 290),
        ("P2", 30),
        ("F4", 40),
        ("F5", 150),
        ("P5", 60),
        ("G4", 110),
        ("G6", 80 * girl),
        ("G5", 180),
    ])
}

/// Under 18 neither a foyer (rule 347, which looks at the first day of the year) nor former foster carers
/// around the 17th birthday (rule 3001).
fn accommodation(dice: &mut Dice, leaver: &Leaver<'_>) -> &'static str {
    let (adult, older) = (u32::from(leaver.age >= 18), u32::from(leaver.age >= 19));
    dice.weighted(&[
        ("B1", 220),
        ("C1", 30),
        ("D1", 250),
        ("E1", 40),
        ("K1", 20),
        ("R1", 10),
        ("S2", 10),
        ("T1", 15 * older),
        ("U1", 220 * adult),
        ("V2", 10),
        ("W2", 5),
        ("X2", 25),
        ("Y1", 20),
        ("Z1", 120 * adult),
    ])
}
