//! Lays out five linked returns of the public sample as a council's folder.
//!
//! The sample is fictional (data-to-insight/cs-demand-model, MIT, copyright 2022 Social Finance Ltd) and
//! holds no carers, places or prices, so that a register of homes and a children.csv are made for it from
//! its own episodes, by fixed rules. They show the software at work and describe no real home.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use nearhome_data::{Episode, History, ReadOptions, read_council};
use nearhome_model::{Date, PlaceProvider, PlacementCode, PlacementGroup};

/// The sample's folder, beside the workspace; `None` where it is absent.
#[must_use]
pub fn sample() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ssda903/five-linked-returns");
    folder.is_dir().then_some(folder)
}

/// Lays the sample out in a folder: the returns by the year in which each collection ends (the names of
/// the sample's files say when it starts), and homes.csv, children.csv and policy.toml made for it.
///
/// The day for which searches are made up is 31 March 2018.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn lay_out(sample: &Path, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(sample)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some((starts, table)) = name.split_once('-') else { continue };
        let ends: u16 = starts.parse::<u16>().map_err(io::Error::other)? + 1;
        let target = folder.join("ssda903").join(ends.to_string());
        fs::create_dir_all(&target)?;
        fs::write(target.join(table), fs::read(&path)?)?;
    }
    let reading = read_council(folder, &ReadOptions::default()).map_err(io::Error::other)?;
    let histories: Vec<&History> = reading.council.histories.values().collect();
    fs::write(folder.join("homes.csv"), homes_csv(&histories))?;
    fs::write(folder.join("children.csv"), children_csv(&histories))?;
    fs::write(folder.join("policy.toml"), "authority = \"E06000047\"\n")
}

/// A home of which only its episodes are known.
#[derive(Default)]
struct MadeHome<'a> {
    episodes: Vec<&'a Episode>,
    kinds: BTreeSet<PlacementCode>,
    ages: BTreeSet<u8>,
}

/// One home a postcode and URN, with as many places as it ever had residents at once, and one more in
/// every second home.
fn homes_csv(histories: &[&History]) -> String {
    let mut homes: BTreeMap<(String, String), MadeHome<'_>> = BTreeMap::new();
    for history in histories {
        for episode in history.episodes.iter().filter(|episode| is_in_register(episode.place)) {
            let (Some(postcode), Some(urn)) = (&episode.placement_postcode, &episode.urn) else { continue };
            let home = homes.entry((postcode.to_string(), urn.to_string())).or_default();
            home.kinds.insert(episode.place);
            home.ages
                .extend(history.header.as_ref().map(|row| episode.start.age_since(row.birth_date).years()));
            home.episodes.push(episode);
        }
    }
    let mut text = String::from(
        "home,urn,kinds,provider,place_provider,postcode,registered_places,age_from,age_to,registration,fee,fee_unit\n",
    );
    for (number, ((postcode, urn), home)) in homes.iter().enumerate() {
        let sector = home.episodes.iter().filter_map(|episode| episode.provider).min();
        let sector =
            sector.filter(|sector| *sector != PlaceProvider::Parents).unwrap_or(PlaceProvider::Private);
        let places = most_at_once(&home.episodes).max(1) + number % 2;
        let youngest = home.ages.first().copied().unwrap_or(0).saturating_sub(3);
        let oldest = (home.ages.last().copied().unwrap_or(17) + 3).min(21);
        let kinds: Vec<&str> = home.kinds.iter().map(|kind| kind.code()).collect();
        let fee =
            weekly_pounds(*home.kinds.first().expect("a home has an episode"), sector) + 5 * (number % 40);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "H{number:04},{urn},{},{}-{urn},{},{postcode},{places},{youngest},{oldest},2010-01-01=registered,{fee},week",
            kinds.join(";"),
            sector.code(),
            sector.code(),
        );
    }
    text
}

fn is_in_register(place: PlacementCode) -> bool {
    use PlacementGroup::{Foster, KinshipFoster, Residential, Secure, Supported};
    matches!(place.group(), Foster | KinshipFoster | Residential | Secure | Supported)
}

/// The most episodes that cover one day; it is reached on a day on which one starts.
fn most_at_once(episodes: &[&Episode]) -> usize {
    let at_start = |one: &&Episode| episodes.iter().filter(|other| other.covers(one.start)).count();
    episodes.iter().map(at_start).max().unwrap_or_default()
}

/// Round fees in the order of the published ones (docs on calibration); only their ratio matters here.
fn weekly_pounds(place: PlacementCode, sector: PlaceProvider) -> usize {
    let is_bought = matches!(sector, PlaceProvider::Private | PlaceProvider::Voluntary);
    match place.group() {
        PlacementGroup::Secure => 7_000,
        PlacementGroup::Residential => 5_000,
        PlacementGroup::Supported => 1_100,
        PlacementGroup::KinshipFoster => 400,
        _ if is_bought => 900,
        _ => 550,
    }
}

/// A row for some of the children in care on the day: by a hash of the id one in ten needs a home, one in
/// ten may move and one in twenty plans to; one in eight has a sibling group with the next child.
fn children_csv(histories: &[&History]) -> String {
    let day = Date::new(2018, 3, 31).expect("a day of the calendar");
    let in_care: Vec<&Episode> =
        histories.iter().filter_map(|history| history.covering(day).next()).collect();
    let mut groups: BTreeMap<&str, (String, &str)> = BTreeMap::new();
    for pair in in_care.chunks(2) {
        if let [one, other] = pair
            && hash(one.child.as_str()).is_multiple_of(8)
        {
            let assessment = match hash(other.child.as_str()) % 3 {
                0 => "together",
                1 => "not_assessed",
                _ => "apart",
            };
            for child in [one, other] {
                groups.insert(child.child.as_str(), (format!("S{}", one.child), assessment));
            }
        }
    }
    let mut text = String::from("child,search,need_level,risks,sibling_group,sibling_assessment\n");
    for episode in &in_care {
        let child = episode.child.as_str();
        let number = hash(child) / 8;
        let search = match number % 20 {
            0 | 1 => "needed",
            2 | 3 => "permitted",
            4 => "planned",
            _ => "settled",
        };
        let level = if number.is_multiple_of(7) { "enhanced" } else { "standard" };
        let risks = if number.is_multiple_of(11) { "missing" } else { "" };
        let (group, assessment) = groups.get(child).map_or(("", ""), |(group, text)| (group.as_str(), *text));
        let _ = writeln!(text, "{child},{search},{level},{risks},{group},{assessment}");
    }
    text
}

/// A fixed hash (FNV-1a), so that the same sample always gives the same folder.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
