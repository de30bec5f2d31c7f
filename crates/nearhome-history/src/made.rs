//! Hand-made councils for tests: a line an episode.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_data::{
    ChangeReason, ChildRow, CollectionYear, Council, Episode, Given, HeaderRow, NewEpisode, Postcodes, Source,
};
use nearhome_model::{
    CategoryOfNeed, ChildId, Date, Home, LegalStatus, Moving, Needs, PlaceProvider, PlacementCode, Postcode,
    Provider, ProviderId, Recommendation, Search, Sex, Urn, Wishes, example,
};

/// Where the families of hand-made councils live, in the authority of [`example::AUTHORITY`].
pub(crate) const FAMILY: &str = "DH1 5";

/// A day from text.
pub(crate) fn day(text: &str) -> Date {
    example::day(text)
}

/// The collection that ends in a year.
pub(crate) fn year(end_year: u16) -> CollectionYear {
    CollectionYear::new(end_year).unwrap()
}

/// A council whose last return is that of `last_year`, from lines such as
/// `a 2019-04-01 S U6 DH13 -> 2019-05-01 urn=1234567 ls=V3 why=PLACE pr=PR4 y=2018`: child, first day, RNE, PLACE,
/// placement postcode (`-` for none), last day, and what differs from the usual.
///
/// Children are born on 15 June 2010, or as a line `a born 2005-01-31` says.
pub(crate) fn council(last_year: u16, lines: &[&str]) -> Council {
    let mut council = Council {
        authority: Some(example::authority(example::AUTHORITY)),
        histories: BTreeMap::new(),
        first_year: Some(year(last_year)),
        last_year: Some(year(last_year)),
        children: BTreeMap::new(),
        children_left_out: BTreeMap::new(),
        homes: BTreeMap::new(),
        providers: BTreeMap::new(),
        contracts: BTreeMap::new(),
        ofsted: None,
        placements: vec![],
        postcodes: Postcodes::built_in(),
    };
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let child = example::child_id(words[0]);
        let history = council.histories.entry(child.clone()).or_default();
        let header = history.header.get_or_insert_with(|| header(&child, last_year));
        if words[1] == "born" {
            header.birth_date = day(words[2]);
        } else {
            history.episodes.push(episode(child, last_year, &words[1..]));
            history.episodes.sort_by_key(|episode| episode.start);
        }
    }
    council
}

/// The council with homes of the register, each an id, a postcode, kinds, places and a URN or `-`, such as
/// `h1 DH13 U4;U6 2 1234567`.
pub(crate) fn with_homes(mut council: Council, lines: &[&str]) -> Council {
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let places = words[3].parse().unwrap();
        let mut home = Home {
            kinds: words[2].split(';').map(|kind| kind.parse::<PlacementCode>().unwrap()).collect(),
            urn: Urn::new(words[4]).ok(),
            location: council.locate(Some(&postcode(words[1]))),
            registered_places: places,
            usable_places: places,
            ..example::home(words[0])
        };
        home.provider = ProviderId::new("p1").unwrap();
        council.homes.insert(home.id.clone(), home);
    }
    let provider = ProviderId::new("p1").unwrap();
    let sector = PlaceProvider::OwnAuthority;
    council.providers.insert(provider.clone(), Provider { id: provider, name: "One".to_owned(), sector });
    council
}

/// A postcode from text.
pub(crate) fn postcode(text: &str) -> Postcode {
    text.parse().unwrap()
}

fn source() -> Source {
    Source { file: "episodes.csv".into(), row: 2, record: 1 }
}

fn header(child: &ChildId, last_year: u16) -> HeaderRow {
    HeaderRow {
        child: child.clone(),
        sex: Some(Sex::Male),
        birth_date: day("2010-06-15"),
        ethnicity: None,
        pupil_number: None,
        year: year(last_year),
        source: source(),
    }
}

fn episode(child: ChildId, last_year: u16, words: &[&str]) -> Episode {
    let value = |key: &str| words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
    let end = words.iter().position(|&word| word == "->").map(|at| day(words[at + 1]));
    Episode {
        child,
        start: day(words[0]),
        end,
        new_episode: words[1].parse::<NewEpisode>().ok(),
        legal_status: value("ls").map_or(LegalStatus::FullCareOrder, |code| code.parse().unwrap()),
        category_of_need: CategoryOfNeed::AbuseOrNeglect,
        place: words[2].parse().unwrap(),
        provider: value("pr").map(|code| code.parse().unwrap()),
        episode_end: None,
        change_reason: value("why").map(|code| code.parse::<ChangeReason>().unwrap()),
        home_postcode: value("home").map_or(Some(postcode(FAMILY)), |text| text.parse().ok()),
        placement_postcode: words[3].parse().ok(),
        urn: value("urn").and_then(|text| Urn::new(text).ok()),
        given: Given::default(),
        has_urn_column: true,
        year: year(value("y").map_or(last_year, |text| text.parse().unwrap())),
        source: source(),
    }
}

/// A row of children.csv that names the home.
pub(crate) fn row(child: &ChildId, home: &str) -> ChildRow {
    ChildRow {
        child: child.clone(),
        search: Search { moving: Moving::Settled, needed_by: None, emergency: false },
        home: Some(example::home_id(home)),
        long_term: None,
        birth_date: None,
        sex: None,
        ethnicity: None,
        legal_status: None,
        category_of_need: None,
        home_postcode: None,
        unaccompanied: None,
        religion: None,
        languages: BTreeSet::new(),
        disabilities: BTreeSet::new(),
        circumstances: BTreeSet::new(),
        needs: Needs::default(),
        risks: BTreeSet::new(),
        recommendation: Recommendation::default(),
        siblings: None,
        keep_apart: BTreeSet::new(),
        better_apart: BTreeSet::new(),
        baby: None,
        school: None,
        contacts: vec![],
        avoid: vec![],
        wishes: Wishes::default(),
        source: source(),
    }
}
