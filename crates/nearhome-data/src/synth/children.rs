//! Writes `children.csv`: one row for every child looked after on the last day and every referral.

use std::collections::BTreeMap;

use nearhome_model::{LegalStatus, NeedLevel, PlacementCode};

use super::{
    day::Day,
    dice::{Dice, Purpose},
    kinds::Kind,
    needs::Facts,
    people::Person,
    rates::Route,
    returns::Table,
    search::{Conflicts, Search},
    simulation::Stay,
};
use crate::register::CHILDREN;

/// A child of the file.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Position in the lists of everyone.
    pub(super) child: usize,
    pub(super) person: &'a Person,
    pub(super) stay: Option<&'a Stay>,
    pub(super) facts: &'a Facts,
    pub(super) search: &'a Search,
}

/// The file and what its rows refer to.
#[derive(Debug)]
pub(super) struct Children<'a> {
    pub(super) seed: u64,
    pub(super) last: Day,
    pub(super) ids: &'a [String],
    pub(super) homes: &'a BTreeMap<usize, String>,
    pub(super) conflicts: &'a Conflicts,
    /// Baby's position by its parent's.
    pub(super) babies: &'a BTreeMap<usize, usize>,
    /// Sibling group and assessment by child.
    pub(super) siblings: BTreeMap<usize, (String, &'static str)>,
}

/// Groups of siblings who are looked after or referred, with what their assessment says.
pub(super) fn sibling_groups(
    seed: u64,
    rows: &[Row<'_>],
    babies: &BTreeMap<usize, usize>,
) -> BTreeMap<usize, (String, &'static str)> {
    let mut families: BTreeMap<usize, Vec<&Row<'_>>> = BTreeMap::new();
    let is_baby = |row: &&Row<'_>| babies.values().any(|&baby| baby == row.child);
    for row in rows.iter().filter(|row| !is_baby(row)) {
        families.entry(row.person.family).or_default().push(row);
    }
    let mut groups = BTreeMap::new();
    for (family, members) in families.into_iter().filter(|(_, members)| members.len() >= 2) {
        let dice = &mut Dice::new(seed, Purpose::Conflicts, 1 + family);
        let home = |row: &&Row<'_>| row.stay.map(|stay| (stay.home, stay.spot.postcode()));
        let together = members.iter().all(|row| home(row) == home(&members[0]));
        let assessment = if together {
            dice.weighted(&[("together", 700), ("not_assessed", 300)])
        } else {
            dice.weighted(&[("together", 420), ("apart", 300), ("not_assessed", 280)])
        };
        for member in members {
            groups.insert(member.child, (format!("SYN-F{family:05}"), assessment));
        }
    }
    groups
}

impl Children<'_> {
    /// `children.csv`.
    pub(super) fn table(&self, rows: &[Row<'_>]) -> Table {
        let mut table = Table::new(CHILDREN.columns);
        for row in rows {
            table.row(&self.cells(row));
        }
        table
    }

    fn cells(&self, row: &Row<'_>) -> Vec<String> {
        let Row { child, person, stay, facts, search } = *row;
        let dice = &mut Dice::new(self.seed, Purpose::Search, 1_000_000 + child);
        let yes = |holds: bool| if holds { "yes" } else { "" }.to_owned();
        let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.date().to_string());
        let baby = self.babies.get(&child);
        let (group, assessment) = self.siblings.get(&child).cloned().unwrap_or_default();
        let mut cells = vec![
            self.ids[child].clone(),
            search.moving.word().to_owned(),
            day(search.needed_by),
            yes(search.emergency),
            stay.and_then(|stay| stay.home).map_or_else(String::new, |home| self.homes[&home].clone()),
            self.long_term(dice, row),
        ];
        cells.extend(referral_cells(row));
        cells.extend([
            facts.religion.to_owned(),
            facts.languages.join(";"),
            facts.disabilities.join(";"),
            circumstances(dice, row, self.last).join(";"),
            person.need.code().to_owned(),
            facts.communication.join(";"),
            facts.adaptations.join(";"),
            support(facts, baby.is_some()).join(";"),
            facts.cultural.to_owned(),
            search.companions.to_owned(),
            facts.pets.to_owned(),
            String::new(),
            facts.risks.join(";"),
        ]);
        cells.extend(suitability(dice, row, self.last).map(str::to_owned));
        cells.extend([
            group,
            assessment.to_owned(),
            self.others(&self.conflicts.never, child),
            self.others(&self.conflicts.better_not, child),
            baby.map_or_else(String::new, |&baby| self.ids[baby].clone()),
            facts.school.map_or_else(String::new, super::ground::Spot::postcode),
            String::new(),
            yes(facts.school.is_some() && facts.school_must_continue),
            facts
                .contacts
                .iter()
                .map(|(spot, often)| format!("{}={often}", spot.postcode()))
                .collect::<Vec<_>>()
                .join(";"),
            facts.avoid.map_or_else(String::new, super::ground::Spot::postcode),
        ]);
        cells.extend(self.wishes(dice, row));
        cells
    }

    fn others(&self, pairs: &BTreeMap<usize, std::collections::BTreeSet<usize>>, child: usize) -> String {
        let ids = pairs.get(&child).into_iter().flatten().map(|&other| self.ids[other].as_str());
        ids.collect::<Vec<_>>().join(";")
    }

    /// Children's homes in which a child has lived for years are matched long term here and there.
    fn long_term(&self, dice: &mut Dice, row: &Row<'_>) -> String {
        let matched = row.stay.is_some_and(|stay| {
            let years = stay.carers_since.until(self.last) / 365;
            stay.kind == Kind::ChildrensHome
                && years >= 2
                && row.search.moving == super::search::Moving::Settled
        });
        if matched && dice.chance(500) { "yes".to_owned() } else { String::new() }
    }

    fn wishes(&self, dice: &mut Dice, row: &Row<'_>) -> [String; 3] {
        let present = row.stay.and_then(|stay| stay.home).map(|home| self.homes[&home].clone());
        let old = self.last.age(row.person.birth) >= 6;
        let stay = present.clone().filter(|_| old && dice.chance(130));
        let leave = present.filter(|_| old && stay.is_none() && dice.chance(30));
        let kinds = if !old || !dice.chance(80) {
            ""
        } else if self.last.age(row.person.birth) >= 16 {
            dice.weighted(&[("K3", 5), ("U4;U6", 4), ("K2", 1)])
        } else {
            dice.weighted(&[("U4;U6", 7), ("U1;U3", 2), ("K2", 1)])
        };
        [stay.unwrap_or_default(), leave.unwrap_or_default(), kinds.to_owned()]
    }
}

/// Birth date to unaccompanied: filled for referrals only, since the return holds them for the others.
fn referral_cells(row: &Row<'_>) -> [String; 7] {
    if row.stay.is_some() {
        return Default::default();
    }
    let period = &row.person.periods[0];
    let sex = if row.person.male { "M" } else { "F" };
    [
        row.person.birth.date().to_string(),
        sex.to_owned(),
        row.person.ethnicity.to_owned(),
        period.legal[0].1.code().to_owned(),
        period.category.to_owned(),
        row.person.home.map_or_else(String::new, super::ground::Spot::postcode),
        if row.person.unaccompanied() { "yes" } else { "" }.to_owned(),
    ]
}

fn circumstances(dice: &mut Dice, row: &Row<'_>, last: Day) -> Vec<&'static str> {
    let disputed = row.person.unaccompanied() && dice.chance(50);
    let in_care = row.person.period_on(last).map(|nth| &row.person.periods[nth]);
    let adoption = in_care.is_some_and(|period| {
        period.route == Route::Adoption && period.legal_on(last) == LegalStatus::PlacementOrder
    });
    let place = row.stay.map(|stay| stay.place);
    let all = [
        ("age_disputed", disputed),
        ("ehc_plan", row.facts.ehc_plan),
        ("adoption_planned", adoption),
        ("parents_assessed", place == Some(PlacementCode::P1)),
        ("secure_order", place == Some(PlacementCode::K1)),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect()
}

fn support(facts: &Facts, parent: bool) -> Vec<&'static str> {
    let mut support = facts.support.clone();
    support.extend(parent.then_some("parent_and_child"));
    support
}

/// Foster, residential and supported suitability; given for children for whom a home is sought.
fn suitability(dice: &mut Dice, row: &Row<'_>, last: Day) -> [&'static str; 3] {
    if row.search.moving == super::search::Moving::Settled {
        return ["", "", ""];
    }
    let age = last.age(row.person.birth);
    let stays_residential = row.stay.is_some_and(|stay| stay.kind == Kind::ChildrensHome);
    match row.person.need {
        _ if age < 8 => ["preferred", "unsuitable", "unsuitable"],
        _ if age >= 16 && row.stay.is_none_or(|stay| stay.kind != Kind::Foster) => dice.weighted(&[
            (["suitable", "suitable", "preferred"], 3),
            (["suitable", "unsuitable", "suitable"], 1),
        ]),
        NeedLevel::Complex if stays_residential => {
            dice.weighted(&[(["unsuitable", "preferred", ""], 3), (["suitable", "suitable", ""], 2)])
        }
        NeedLevel::Complex => ["suitable", "suitable", ""],
        NeedLevel::Standard | NeedLevel::Enhanced => ["preferred", "suitable", ""],
    }
}
