//! Makes homes from times that fit no home of the register.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_data::{Council, is_registered_kind};
use nearhome_model::{
    Age, Approval, Date, Home, HomeId, InspectionJudgement, NeedLevel, PlaceProvider, PlacementCode,
    PlacementGroup, Postcode, Provider, ProviderId, RegistrationEvent, RegistrationStatus, Sex, Urn,
};

use super::{
    Basis, Fit, Stay, SuppliedHome,
    assign::{joined, stay},
    lived::Time,
    most_at_once,
};

/// What episodes show of one home, by first day.
#[derive(Clone, Debug, Default)]
pub(super) struct Sightings {
    seen: Vec<Seen>,
    stays: Vec<Stay>,
}

/// One episode's part of a stay.
#[derive(Clone, Debug)]
struct Seen {
    start: Date,
    /// The last day that is known.
    last: Date,
    kind: PlacementCode,
    birth_date: Option<Date>,
}

/// What makes a home, the URN apart.
type Setting = (Postcode, PlacementGroup);
/// The times of one home.
type Times<'a> = Vec<Time<'a>>;

/// The homes that the times show, the providers of all homes, and how many times have no postcode.
pub(super) fn homes(council: &Council, times: Times<'_>) -> (Vec<SuppliedHome>, Vec<Provider>, usize) {
    let (settings, without_postcode) = settings(times);
    let mut groups: Vec<(Setting, Option<Urn>, Times<'_>)> = Vec::new();
    for (setting, by_urn) in settings {
        groups.extend(by_urn.into_iter().map(|(urn, times)| (setting.clone(), urn, times)));
    }
    groups.sort_by_key(|(_, _, times)| times.iter().map(|time| time.start).min());
    let prefix = prefix(council);
    let mut numbers: BTreeMap<(PlaceProvider, PlacementGroup), usize> = BTreeMap::new();
    let mut providers = council.providers.clone();
    let mut homes = Vec::new();
    for ((postcode, group), urn, times) in groups {
        let sector = sector(group, &times);
        let number = numbers.entry((sector, group)).or_default();
        *number += 1;
        let id = format!("{prefix}-{sector}-{group}-{number:04}");
        let provider = provider(&prefix, sector, urn.as_ref());
        let blank = blank(council, &id, urn, &provider, &postcode);
        providers.entry(provider.id.clone()).or_insert(provider);
        homes.extend(home(council, &blank, &times));
    }
    (homes, providers.into_values().collect(), without_postcode)
}

/// The times in registered kinds of home by setting and URN, and how many have no postcode.
///
/// Older extracts lack the URN: a time without one belongs to the first URN that is seen in its setting, if there
/// is any, so that returns added later change no home that was seen before.
fn settings(times: Times<'_>) -> (BTreeMap<Setting, BTreeMap<Option<Urn>, Times<'_>>>, usize) {
    let mut settings: BTreeMap<Setting, BTreeMap<Option<Urn>, Times<'_>>> = BTreeMap::new();
    let mut without_postcode = 0;
    for time in times.into_iter().filter(|time| is_registered_kind(time.first().place)) {
        let episode = time.first();
        match &episode.placement_postcode {
            Some(postcode) => {
                let setting = settings.entry((postcode.clone(), episode.place.group())).or_default();
                setting.entry(episode.urn.clone()).or_default().push(time);
            }
            None => without_postcode += 1,
        }
    }
    for by_urn in settings.values_mut() {
        let without = by_urn.remove(&None).unwrap_or_default();
        let first = by_urn.values_mut().min_by_key(|times| times.first().map(|time| time.start));
        match first {
            Some(times) => times.extend(without),
            None => drop(by_urn.insert(None, without)),
        }
    }
    (settings, without_postcode)
}

/// A first part of ids with which no id of the register begins: `R`, or more of it.
fn prefix(council: &Council) -> String {
    let mut prefix = String::from("R");
    while council.homes.keys().any(|id| id.as_str().starts_with(&format!("{prefix}-"))) {
        prefix.push('R');
    }
    prefix
}

/// The sector that the first episode with a readable one states; where none does, the authority's own for
/// relatives and friends, whom it approves itself, and otherwise a private provider.
fn sector(group: PlacementGroup, times: &Times<'_>) -> PlaceProvider {
    let mut episodes: Vec<_> = times.iter().flat_map(|time| &time.episodes).collect();
    episodes.sort_by_key(|episode| episode.start);
    let mut stated = episodes.iter().filter_map(|episode| episode.provider);
    let other = match group {
        PlacementGroup::KinshipFoster => PlaceProvider::OwnAuthority,
        _ => PlaceProvider::Private,
    };
    stated.find(|&sector| sector != PlaceProvider::Parents).unwrap_or(other)
}

/// One provider a sector and URN: for fostering the URN is the agency's.
fn provider(prefix: &str, sector: PlaceProvider, urn: Option<&Urn>) -> Provider {
    let inspected = urn.filter(|urn| urn.as_str() != "XXXXXXX");
    let text =
        inspected.map_or_else(|| format!("{prefix}-{sector}"), |urn| format!("{prefix}-{sector}-{urn}"));
    let id = ProviderId::new(&text).expect("a code and a URN make an id");
    Provider { id, name: text, sector }
}

/// The home of which nothing was seen so far; need levels and sexes are not known, so none is ruled out.
fn blank(council: &Council, id: &str, urn: Option<Urn>, provider: &Provider, postcode: &Postcode) -> Home {
    Home {
        id: HomeId::new(id).expect("codes and a number make an id"),
        urn,
        kinds: BTreeSet::new(),
        provider: provider.id.clone(),
        sector: provider.sector,
        location: council.locate(Some(postcode)),
        registered_places: 1,
        usable_places: 1,
        unusable_reason: None,
        bedrooms: None,
        approval: Approval {
            age_from: Age::new(0),
            age_to: Age::new(17),
            sexes: Sex::ALL.iter().copied().collect(),
            until: None,
        },
        exempted_children: BTreeSet::new(),
        connected_to: None,
        adaptations: BTreeSet::new(),
        communication: BTreeSet::new(),
        support: BTreeSet::new(),
        need_levels: NeedLevel::ALL.iter().copied().collect(),
        risks_excluded: BTreeSet::new(),
        languages: BTreeSet::new(),
        religions: BTreeSet::new(),
        ethnicities: BTreeSet::new(),
        pets: None,
        registration: vec![],
        judgement: InspectionJudgement::NotInspected,
        other_residents: vec![],
        weekly_fee: None,
        contract: None,
    }
}

/// The home with all that its times show.
fn home(council: &Council, blank: &Home, times: &Times<'_>) -> Option<SuppliedHome> {
    let stays: Vec<Stay> = times.iter().map(|time| stay(time, Fit::Reconstructed)).collect();
    let sightings = Sightings { seen: seen(council, times), stays: joined(&stays) };
    let home = sightings.home(blank, None)?;
    Some(SuppliedHome { home, basis: Basis::Reconstructed, stays: sightings.stays.clone(), sightings })
}

fn seen(council: &Council, times: &Times<'_>) -> Vec<Seen> {
    let mut seen = Vec::new();
    for time in times {
        let birth_date = council.histories[time.child].header.as_ref().map(|header| header.birth_date);
        let today = council.last_year.map_or(time.start, |year| year.last_day().max(time.start));
        let last = time.end.and_then(|end| end.plus_days(-1)).unwrap_or(today);
        seen.extend(time.episodes.iter().map(|episode| Seen {
            start: episode.start.max(time.start),
            last,
            kind: episode.place,
            birth_date,
        }));
    }
    seen.sort_by_key(|seen| seen.start);
    seen
}

impl Sightings {
    /// The home as what was seen until the end of a day shows it, or all that was ever seen; `None` before the first.
    pub(super) fn home(&self, blank: &Home, until: Option<Date>) -> Option<Home> {
        let by_then = |start: Date| until.is_none_or(|until| start <= until);
        let seen: Vec<&Seen> = self.seen.iter().filter(|seen| by_then(seen.start)).collect();
        let stays = self.stays.partition_point(|stay| by_then(stay.start));
        let first = seen.first()?.start;
        let ages = |day: fn(&Seen) -> Date| {
            let on = move |seen: &&Seen| {
                let day = until.map_or(day(seen), |until| day(seen).min(until));
                Some(day.age_since(seen.birth_date?))
            };
            seen.iter().filter_map(on)
        };
        let places = u8::try_from(most_at_once(&self.stays[..stays])).unwrap_or(u8::MAX);
        let mut home = blank.clone();
        home.kinds = seen.iter().map(|seen| seen.kind).collect();
        home.registered_places = places;
        home.usable_places = places;
        home.approval.age_from = ages(|seen| seen.start).min().unwrap_or(Age::new(0));
        home.approval.age_to = ages(|seen| seen.last).max().unwrap_or(Age::new(17));
        home.registration = vec![RegistrationEvent { from: first, status: RegistrationStatus::Registered }];
        Some(home)
    }
}
