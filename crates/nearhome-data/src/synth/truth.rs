//! The truth that the returns only show in part: the parameters used and each child's hidden facts.

use serde::Serialize;

use super::{SynthRequest, ground::Ground, people::Person, rates};

/// `truth.json`.
#[derive(Debug, Serialize)]
pub(super) struct Truth<'a> {
    format: &'static str,
    fictional: &'static str,
    request: Asked,
    authority_name: &'static str,
    parameters: Parameters,
    children: Vec<Hidden<'a>>,
}

#[derive(Debug, Serialize)]
struct Asked {
    authority: String,
    children: u32,
    years: u8,
    seed: u64,
    end_year: u16,
}

#[derive(Debug, Serialize)]
struct Parameters {
    family_sizes_per_mille: Vec<(usize, u32)>,
    siblings_share_route_per_mille: u32,
    readmission_per_mille: u32,
    frailty_per_mille: Vec<(u32, u32)>,
    routes_by_age_at_entry: Vec<RouteTable>,
}

#[derive(Debug, Serialize)]
struct RouteTable {
    age_from: i32,
    routes_per_mille: Vec<(&'static str, u32)>,
}

#[derive(Debug, Serialize)]
struct Hidden<'a> {
    child: &'a str,
    family: usize,
    need_level: &'static str,
    disabled: bool,
    frailty_per_mille: u32,
    periods: Vec<Drawn>,
}

#[derive(Debug, Serialize)]
struct Drawn {
    start: String,
    route: &'static str,
    /// Days of care drawn; for a child still in care the return does not show them.
    days: i32,
    adoptive_placement: Option<String>,
}

impl<'a> Truth<'a> {
    /// Gathers the truth of a run.
    pub(super) fn new(
        request: &SynthRequest,
        ground: &Ground,
        people: &[&'a Person],
        ids: &'a [String],
    ) -> Self {
        Self {
            format: "nearhome-truth/1",
            fictional: "invented by a program; describes no real child, home or provider",
            request: Asked {
                authority: request.authority.to_string(),
                children: request.children,
                years: request.years,
                seed: request.seed,
                end_year: request.end_year,
            },
            authority_name: ground.name(),
            parameters: Parameters::used(),
            children: people.iter().zip(ids).map(|(person, id)| Hidden::of(person, id)).collect(),
        }
    }

    /// The file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let mut bytes =
            serde_json::to_vec_pretty(&self).expect("plain numbers and texts can be written as JSON");
        bytes.push(b'\n');
        bytes
    }
}

impl Parameters {
    fn used() -> Self {
        let table = |age_from| RouteTable {
            age_from,
            routes_per_mille: rates::routes(age_from)
                .iter()
                .map(|(route, share)| (route.name(), *share))
                .collect(),
        };
        Self {
            family_sizes_per_mille: rates::FAMILY_SIZES.to_vec(),
            siblings_share_route_per_mille: rates::SIBLINGS_SHARE_ROUTE,
            readmission_per_mille: rates::READMISSION,
            frailty_per_mille: rates::FRAILTY.to_vec(),
            routes_by_age_at_entry: [0, 1, 5, 10, 16].map(table).into(),
        }
    }
}

impl<'a> Hidden<'a> {
    fn of(person: &Person, id: &'a str) -> Self {
        Self {
            child: id,
            family: person.family,
            need_level: person.need.code(),
            disabled: person.disabled,
            frailty_per_mille: person.frailty,
            periods: person
                .periods
                .iter()
                .map(|period| Drawn {
                    start: period.start.date().to_string(),
                    route: period.route.name(),
                    days: period.start.until(period.end),
                    adoptive_placement: period.adoptive.map(|day| day.date().to_string()),
                })
                .collect(),
        }
    }
}
