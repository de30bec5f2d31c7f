//! The tables on adoption: decisions that a child should be placed for adoption, and adoptions.

use nearhome_model::{LegalStatus, PlacementCode};

use super::{Records, Subject, Table, british};
use crate::synth::{
    day::Day,
    dice::Dice,
    episodes::Episode,
    people::{Period, Person},
    rates::Route,
};

/// A decision that a child should be placed for adoption.
struct Decision {
    made: Day,
    /// When and why it was reversed.
    reversed: Option<(Day, &'static str)>,
    /// When the period of care ends.
    care_ends: Day,
}

impl Records<'_> {
    /// `PlacedAdoption`: decisions that stood in the year. Each is told in every return until the child leaves
    /// care or it is reversed, as rules 559 to 561 expect.
    pub(super) fn placed_for_adoption(&self, end_year: i32) -> Table {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let mut table =
            Table::new(&["CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"]);
        for (index, person) in self.present(end_year) {
            let starts_anew = |decision: &Decision| {
                let starts = person.periods.iter().map(|period| period.start);
                starts
                    .filter(|start| *start >= decision.care_ends)
                    .any(|start| first <= start && start <= last)
            };
            for decision in self.decisions(index, person) {
                let stands = decision.made <= last
                    && decision.care_ends >= first
                    && decision.reversed.is_none_or(|(day, _)| day >= first);
                // A decision of an earlier period would seem to lie before all care (rule 1003).
                if !stands || starts_anew(&decision) {
                    continue;
                }
                let reversed = decision.reversed.filter(|(day, _)| *day <= last);
                table.row(&[
                    self.ids[index].as_str(),
                    &british(person.birth),
                    &british(decision.made),
                    &reversed.map_or_else(String::new, |(day, _)| british(day)),
                    reversed.map_or("", |(_, reason)| reason),
                ]);
            }
        }
        table
    }

    /// AD1: children adopted in the year.
    pub(super) fn adopted(&self, end_year: i32) -> Table {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let mut table = Table::new(&[
            "CHILD",
            "DOB",
            "DATE_INT",
            "DATE_MATCH",
            "FOSTER_CARE",
            "NB_ADOPTR",
            "SEX_ADOPTR",
            "LS_ADOPTR",
        ]);
        for (index, person) in self.present(end_year) {
            let adopted = |episode: &&Episode| {
                let reason = episode.ended.filter(|(day, _)| first <= *day && *day <= last);
                reason.is_some_and(|(_, reason)| matches!(reason, "E11" | "E12"))
            };
            let Some(final_episode) = self.episodes[index].iter().find(adopted) else { continue };
            let decisions = self.decisions(index, person);
            let made_before = |decision: &&Decision| decision.made <= final_episode.start;
            let Some(decision) = decisions.iter().rfind(made_before) else { continue };
            let placed = self.episodes[index]
                .iter()
                .find(|episode| is_adoptive(episode.place) && episode.start >= decision.made)
                .map_or(final_episode.start, |episode| episode.start);
            let mut dice = self.dice(Subject::Adopters, index);
            let matched = (placed - dice.between(7, 60)).max(decision.made);
            let [number, sexes, status] = adopters(&mut dice);
            let by_carers = matches!(final_episode.place, PlacementCode::A3 | PlacementCode::A5);
            table.row(&[
                self.ids[index].as_str(),
                &british(person.birth),
                &british(decision.made),
                &british(matched),
                if by_carers { "1" } else { "0" },
                number,
                sexes,
                status,
            ]);
        }
        table
    }

    /// The decisions on a child, at most one in a period of care: shortly before the placement order, or, for few
    /// young children who then stay, before the care order and reversed later.
    fn decisions(&self, index: usize, person: &Person) -> Vec<Decision> {
        let mut dice = self.dice(Subject::Decision, index);
        person.periods.iter().filter_map(|period| decision_in(&mut dice, period, person.birth)).collect()
    }
}

fn decision_in(dice: &mut Dice, period: &Period, birth: Day) -> Option<Decision> {
    let begins =
        |status: LegalStatus| period.legal.iter().find(|(_, known)| *known == status).map(|(from, _)| *from);
    if let Some(order) = begins(LegalStatus::PlacementOrder) {
        let made = (order - dice.between(14, 70)).max(period.start);
        return Some(Decision { made, reversed: None, care_ends: period.end });
    }
    let order = begins(LegalStatus::FullCareOrder)?;
    let stays = matches!(period.route, Route::Stay | Route::LateReturn) && order.age(birth) < 8;
    if !stays || !dice.chance(120) {
        return None;
    }
    let made = (order - dice.between(5, 40)).max(period.start);
    let reversed = made + dice.between(180, 600);
    let reason = dice.weighted(&[("RD1", 350), ("RD2", 150), ("RD3", 400), ("RD4", 100)]);
    let decision = Decision { made, reversed: Some((reversed, reason)), care_ends: period.end };
    (reversed < period.end).then_some(decision)
}

fn is_adoptive(place: PlacementCode) -> bool {
    matches!(place, PlacementCode::A3 | PlacementCode::A4 | PlacementCode::A5 | PlacementCode::A6)
}

/// Number, sexes and legal status of the adopters.
fn adopters(dice: &mut Dice) -> [&'static str; 3] {
    dice.weighted(&[
        (["2", "MF", "L11"], 640),
        (["2", "MF", "L3"], 90),
        (["2", "MM", "L12"], 80),
        (["2", "FF", "L12"], 40),
        (["2", "MM", "L4"], 20),
        (["2", "FF", "L2"], 20),
        (["1", "F1", "L0"], 90),
        (["1", "M1", "L0"], 20),
    ])
}
