//! Social workers' episodes, which returns hold since 2023/24.

use super::{Records, Subject, Table, british};
use crate::synth::{day::Day, dice::Dice, people::Person};

/// A time during which a child has one social worker; the next one takes over on the day on which it ends.
struct Worked {
    from: Day,
    to: Option<Day>,
    id: String,
    reason: &'static str,
}

impl Records<'_> {
    /// `SWEpisodes`: every social worker of the year, and since 2024/25 of the year before, times outside care
    /// included. Whoever is the social worker on 31 March stays open.
    pub(super) fn social_workers(&self, end_year: i32) -> Table {
        let told_since = if end_year >= 2025 { end_year - 1 } else { end_year };
        let (since, last) = (Day::first_of_collection(told_since), Day::last_of_collection(end_year));
        let mut table = Table::new(&["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"]);
        for (index, person) in self.present(end_year) {
            for one in self
                .workers(index, person, last)
                .into_iter()
                .filter(|one| one.to.is_none_or(|to| to >= since))
            {
                table.row(&[
                    self.ids[index].as_str(),
                    &british(person.birth),
                    &one.id,
                    &british(one.from),
                    &one.to.map_or_else(String::new, british),
                    one.reason,
                ]);
            }
        }
        table
    }

    /// A child's social workers up to a day, from before care until after it.
    fn workers(&self, index: usize, person: &Person, last: Day) -> Vec<Worked> {
        let mut dice = self.dice(Subject::SocialWorkers, index);
        let mut from = person.periods[0].start - dice.between(0, 90);
        let mut workers: Vec<Worked> = Vec::new();
        while from <= last {
            if let Some(before) = workers.last_mut() {
                before.to = Some(from);
            }
            let reason = if workers.is_empty() { "FCONTA" } else { change(&mut dice) };
            workers.push(Worked { from, to: None, id: name(&mut dice), reason });
            from = from + dice.along(&[40, 120, 240, 400, 600, 1_000]);
        }
        workers
    }
}

/// The id of a worker; most are registered, few have an id that the authority gives.
fn name(dice: &mut Dice) -> String {
    let letters = if dice.chance(970) { "SW" } else { "XX" };
    format!("{letters}{:05}", dice.below(100_000))
}

fn change(dice: &mut Dice) -> &'static str {
    dice.weighted(&[
        ("LEFTRL", 330),
        ("TSPROC", 280),
        ("MANAGE", 150),
        ("ORGRST", 80),
        ("ABSENC", 80),
        ("OTHERS", 50),
        ("CHCHAN", 15),
        ("PCCHAN", 15),
    ])
}
