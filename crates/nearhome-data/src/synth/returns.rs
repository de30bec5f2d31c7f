//! Writes the annual statutory returns, each table in the columns and codes of its collection year: header,
//! episodes, unaccompanied children, missing episodes and outcomes here, the others in files of their own.

mod adoption;
mod care_leavers;
mod deprivation;
mod permanence;
mod reviews;
mod social_workers;

use std::collections::BTreeMap;

use nearhome_model::{Date, PlacementCode};

use super::{
    day::Day,
    dice::{Dice, Purpose},
    episodes::Episode,
    people::Person,
};

/// What the returns are written from.
#[derive(Debug)]
pub(super) struct Records<'a> {
    pub(super) seed: u64,
    pub(super) people: &'a [Person],
    pub(super) ids: &'a [String],
    pub(super) episodes: &'a [Vec<Episode>],
    /// Birth dates of the babies of young mothers, by the mother's position.
    pub(super) mothers: &'a BTreeMap<usize, Day>,
}

/// What a child's own stream of chance decides in the tables of the return.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Reviews = 1,
    Permanence = 2,
    Decision = 3,
    Adopters = 4,
    Leaving = 5,
    SocialWorkers = 6,
    Liberty = 7,
}

/// A CSV file in memory.
#[derive(Debug)]
pub(super) struct Table(String);

impl Table {
    /// A table with its header row.
    pub(super) fn new(columns: &[&str]) -> Self {
        Self(columns.join(",") + "\n")
    }

    /// Adds a row of cells; quotes those that hold a comma.
    pub(super) fn row<Cell: AsRef<str>>(&mut self, cells: &[Cell]) {
        for (index, cell) in cells.iter().enumerate() {
            let cell = cell.as_ref();
            if index > 0 {
                self.0.push(',');
            }
            if cell.contains([',', '"', '\n']) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(cell);
            }
        }
        self.0.push('\n');
    }

    /// The file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

impl Records<'_> {
    /// The files of the collection that ends in a year.
    pub(super) fn collection(&self, end_year: i32, files: &mut BTreeMap<String, Vec<u8>>) {
        let mut name = |table: &str, rows: Table| {
            files.insert(format!("ssda903/{end_year}/{table}.csv"), rows.into_bytes());
        };
        name("header", self.header(end_year));
        name("episodes", self.episodes(end_year));
        name("uasc", self.unaccompanied(end_year));
        name("missing", self.missing(end_year));
        name("oc2", self.outcomes(end_year));
        name("oc3", self.care_leavers(end_year));
        name("ad1", self.adopted(end_year));
        name("placed_for_adoption", self.placed_for_adoption(end_year));
        name("previous_permanence", self.previous_permanence(end_year));
        name("reviews", self.reviews(end_year));
        if end_year >= 2024 {
            name("sw_episodes", self.social_workers(end_year));
        }
        if end_year >= 2027 {
            name("dolo", self.deprivations_of_liberty(end_year));
        }
    }

    /// The chance of one table and child, the same in every return.
    fn dice(&self, subject: Subject, index: usize) -> Dice {
        Dice::new(self.seed ^ ((subject as u64) << 48), Purpose::Tables, index)
    }

    /// The chance of one table and child in one return.
    fn dice_of_year(&self, subject: Subject, index: usize, end_year: i32) -> Dice {
        Dice::new(self.seed ^ ((subject as u64) << 48) ^ (end_year.into_u64() << 32), Purpose::Tables, index)
    }

    fn present(&self, end_year: i32) -> impl Iterator<Item = (usize, &Person)> {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let in_year = move |episode: &Episode| {
            episode.start <= last && episode.ended.is_none_or(|(day, _)| day >= first)
        };
        self.people.iter().enumerate().filter(move |(index, _)| self.episodes[*index].iter().any(in_year))
    }

    fn header(&self, end_year: i32) -> Table {
        let last = Day::last_of_collection(end_year);
        let mut table = Table::new(&["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]);
        let mut told: BTreeMap<usize, (&Person, Status)> = BTreeMap::new();
        told.extend(self.leavers(end_year).map(|one| (one.index, (one.person, Status::Left))));
        told.extend(self.present(end_year).map(|(index, person)| (index, (person, Status::InCare))));
        for (index, (person, status)) in told {
            let baby = self.mothers.get(&index).filter(|birth| **birth <= last);
            // Nothing is told of motherhood once care has ended before the year (rule 628).
            let mother = match (person.male, status, baby) {
                (true, ..) | (_, Status::Left, _) => "",
                (false, _, None) => "0",
                (false, _, Some(_)) => "1",
            };
            table.row(&[
                self.ids[index].as_str(),
                sex(person, end_year),
                &british(person.birth),
                person.ethnicity,
                &self.pupil_number(index, person, last),
                mother,
                &baby.map_or_else(String::new, |birth| british(*birth)),
            ]);
        }
        table
    }

    /// The pupil number: fixed for a child, unknown below school age and for most unaccompanied children.
    fn pupil_number(&self, index: usize, person: &Person, day: Day) -> String {
        if day.age(person.birth) < 5 {
            return "UN1".to_owned();
        }
        if person.unaccompanied() {
            return "UN3".to_owned();
        }
        let mut dice = Dice::new(self.seed ^ 0x55_50_4e, Purpose::Return, index);
        let letter = char::from(*dice.one_of(b"ABCDEFGHJKLMNPQRTUVWXYZ"));
        format!("{letter}9{:05}{:06}", dice.below(100_000), index % 1_000_000)
    }

    fn episodes(&self, end_year: i32) -> Table {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let mut table = Table::new(&[
            "CHILD",
            "DECOM",
            "RNE",
            "LS",
            "CIN",
            "PLACE",
            "PLACE_PROVIDER",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
            "HOME_POST",
            "PL_POST",
            "URN",
        ]);
        for (index, person) in self.present(end_year) {
            let home = person.home.map_or_else(String::new, super::ground::Spot::postcode);
            let in_year = self.episodes[index]
                .iter()
                .filter(|episode| episode.start <= last && episode.ended.is_none_or(|(day, _)| day >= first));
            for episode in in_year {
                let ended = episode.ended.filter(|(day, _)| *day <= last);
                table.row(&[
                    self.ids[index].as_str(),
                    &british(episode.start),
                    episode.began,
                    episode.legal.code(),
                    episode.category,
                    episode.place.code(),
                    episode.provider.map_or("", |provider| provider.code()),
                    &ended.map_or_else(String::new, |(day, _)| british(day)),
                    ended.map_or("", |(_, reason)| code_of_year(reason, end_year)),
                    if ended.is_some() { code_of_year(episode.reason, end_year) } else { "" },
                    &home,
                    &episode.spot.postcode(),
                    if needs_urn(episode.place, end_year) {
                        episode.urn.as_deref().unwrap_or("")
                    } else {
                        ""
                    },
                ]);
            }
        }
        table
    }

    fn unaccompanied(&self, end_year: i32) -> Table {
        let mut table = Table::new(&["CHILD", "SEX", "DOB", "DUC"]);
        for (index, person) in self.present(end_year).filter(|(_, person)| person.unaccompanied()) {
            // The status ends on the 18th birthday, which the return states in advance (rule 205B).
            let ceases = british(person.birth.birthday(18));
            table.row(&[self.ids[index].as_str(), sex(person, end_year), &british(person.birth), &ceases]);
        }
        table
    }

    fn missing(&self, end_year: i32) -> Table {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let mut table = Table::new(&["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"]);
        for (index, person) in self.present(end_year) {
            let year = u64::from(end_year.unsigned_abs());
            let mut dice = Dice::new(self.seed.wrapping_add(year << 32), Purpose::Return, index);
            if last.age(person.birth) < 11 || !dice.chance(170) {
                continue;
            }
            let mut day = first + dice.between(0, 200);
            for _ in 0..dice.weighted(&[(1, 400), (3, 250), (6, 200), (12, 150)]) {
                let end = day + dice.between(1, 3);
                let within = |period: &super::people::Period| period.start < day && end < period.end;
                if end < last && person.periods.iter().any(within) {
                    let kind = if dice.chance(800) { "M" } else { "A" };
                    let (from, to) = (british(day), british(end));
                    table.row(&[self.ids[index].as_str(), &british(person.birth), kind, &from, &to]);
                }
                day = end + dice.between(2, 30);
            }
        }
        table
    }

    fn outcomes(&self, end_year: i32) -> Table {
        let (first, last) = (Day::first_of_collection(end_year), Day::last_of_collection(end_year));
        let mut table = Table::new(&[
            "CHILD",
            "DOB",
            "SDQ_SCORE",
            "SDQ_REASON",
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ]);
        for (index, person) in self.present(end_year) {
            let all_year = |period: &super::people::Period| period.start <= first && period.end >= last;
            if person.periods.iter().any(all_year) {
                let mut dice = Dice::new(self.seed.wrapping_add(end_year.into_u64()), Purpose::Return, index);
                let age = exact_age(last.date(), person.birth.date());
                table.row(&outcome(&mut dice, &self.ids[index], &british(person.birth), age));
            }
        }
        table
    }
}

/// Whether a child of the Header was in care in the year.
#[derive(Clone, Copy)]
enum Status {
    InCare,
    Left,
}

trait IntoU64 {
    fn into_u64(self) -> u64;
}

impl IntoU64 for i32 {
    fn into_u64(self) -> u64 {
        u64::from(self.unsigned_abs())
    }
}

fn exact_age(day: Date, birth: Date) -> u8 {
    day.age_since(birth).years()
}

fn outcome(dice: &mut Dice, id: &str, birth: &str, age: u8) -> Vec<String> {
    let flag = |holds: bool| u8::from(holds).to_string();
    let score = dice.along(&[0, 4, 6, 9, 11, 14, 17, 19, 22, 25, 35]);
    let scored = (4..=16).contains(&age) && dice.chance(820);
    let reason = if (4..=16).contains(&age) {
        dice.weighted(&[("SDQ2", 300), ("SDQ3", 150), ("SDQ4", 350), ("SDQ5", 200)])
    } else {
        "SDQ1"
    };
    let misuse = age >= 11 && dice.chance(50);
    let received = misuse && dice.chance(500);
    vec![
        id.to_owned(),
        birth.to_owned(),
        if scored { score.to_string() } else { String::new() },
        if scored || !(4..18).contains(&age) { String::new() } else { reason.to_owned() },
        if age >= 10 { flag(dice.chance(20)) } else { String::new() },
        if age < 5 { flag(dice.chance(900)) } else { String::new() },
        flag(dice.chance(830)),
        flag(dice.chance(790)),
        flag(dice.chance(900)),
        flag(misuse),
        if misuse { flag(received) } else { String::new() },
        if misuse && !received { flag(dice.chance(700)) } else { String::new() },
    ]
}

/// Whether the return asks for Ofsted's number (rules 218, 222 and 230); for H5 since 2023/24.
fn needs_urn(place: PlacementCode, end_year: i32) -> bool {
    use PlacementCode::{H5, P1, P3, R1, R2, R5, T0, T1, T2, T3, T4};
    match place {
        H5 => end_year >= 2024,
        P1 | P3 | R1 | R2 | R5 | T0 | T1 | T2 | T3 | T4 => false,
        _ => true,
    }
}

/// The code that stood for a reason in the collections up to 2017/18, which knew neither custody as a
/// reason of change nor four kinds of special guardianship.
fn code_of_year(reason: &'static str, end_year: i32) -> &'static str {
    match reason {
        "E45" | "E46" if end_year <= 2018 => "E43",
        "E47" | "E48" if end_year <= 2018 => "E44",
        "CUSTOD" if end_year <= 2018 => "OTHER",
        _ => reason,
    }
}

fn sex(person: &Person, end_year: i32) -> &'static str {
    match (person.male, end_year >= 2025) {
        (true, true) => "M",
        (false, true) => "F",
        (true, false) => "1",
        (false, false) => "2",
    }
}

/// A day in the form of the return.
pub(super) fn british(day: Day) -> String {
    day.date().to_british()
}
