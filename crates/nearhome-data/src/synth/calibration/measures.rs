//! Counts on the written files: the stock on the last day, the last year's flow, homes and prices.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{AuthorityCode, Date, GridPoint, Postcode, TenthMiles};

use crate::{Postcodes, synth::SyntheticAuthority};

/// A row by column name.
type Row = BTreeMap<String, String>;

/// One episode as the return shows it.
#[derive(Clone, Debug)]
pub(super) struct Episode {
    pub(super) child: String,
    pub(super) start: Date,
    pub(super) began: String,
    pub(super) legal: String,
    pub(super) category: String,
    pub(super) place: String,
    pub(super) provider: String,
    pub(super) end: Option<Date>,
    pub(super) ended: String,
    pub(super) reason: String,
    /// Inside the authority's boundary.
    pub(super) inside: bool,
    pub(super) miles: Option<TenthMiles>,
}

impl Episode {
    fn of(row: &Row, own: &AuthorityCode, postcodes: &Postcodes) -> Self {
        let point = |column: &str| -> Option<(GridPoint, AuthorityCode)> {
            let postcode: Postcode = row[column].parse().ok()?;
            let place = postcodes.locate(&postcode);
            Some((place.point?, place.authority?))
        };
        let placed = point("PL_POST");
        let home = point("HOME_POST");
        Self {
            child: row["CHILD"].clone(),
            start: british(&row["DECOM"]),
            began: row["RNE"].clone(),
            legal: row["LS"].clone(),
            category: row["CIN"].clone(),
            place: row["PLACE"].clone(),
            provider: row["PLACE_PROVIDER"].clone(),
            end: (!row["DEC"].is_empty()).then(|| british(&row["DEC"])),
            ended: row["REC"].clone(),
            reason: row["REASON_PLACE_CHANGE"].clone(),
            inside: placed.as_ref().is_some_and(|(_, authority)| authority == own),
            miles: placed.zip(home).map(|((placed, _), (home, _))| home.miles_to(placed)),
        }
    }

    /// Whether the distance is known and above twenty miles.
    pub(super) fn far(&self) -> bool {
        self.miles.is_some_and(|miles| miles.tenths() > 200)
    }

    /// Whether it is a temporary move.
    pub(super) fn temporary(&self) -> bool {
        self.place.starts_with('T')
    }
}

/// A child of the header.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) male: bool,
    pub(super) birth: Date,
    pub(super) ethnicity: String,
}

/// The episodes of one annual return, by child and day.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) first_day: Date,
    pub(super) episodes: Vec<Episode>,
}

/// The files as rows.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) headers: BTreeMap<String, Header>,
    pub(super) unaccompanied: BTreeSet<String>,
    /// The collections, oldest first.
    pub(super) collections: Vec<Collection>,
    pub(super) last_day: Date,
    pub(super) outcomes: Vec<Row>,
    pub(super) homes: Vec<Row>,
    pub(super) children: Vec<Row>,
    pub(super) contracts: Vec<Row>,
}

impl Files {
    /// Reads the files.
    pub(super) fn read(authority: &SyntheticAuthority) -> Self {
        let end_year = i16::try_from(authority.end_year).expect("end years have four digits");
        let table = |name: &str| rows(&authority.files[name]);
        let postcodes = Postcodes::built_in();
        let mut files = Self {
            headers: BTreeMap::new(),
            unaccompanied: BTreeSet::new(),
            collections: vec![],
            last_day: Date::new(end_year, 3, 31).expect("31 March exists in every year"),
            outcomes: table(&format!("ssda903/{end_year}/oc2.csv")),
            homes: table("homes.csv"),
            children: table("children.csv"),
            contracts: table("contracts.csv"),
        };
        for year in end_year - i16::from(authority.years) + 1..=end_year {
            let of_year = |name: &str| table(&format!("ssda903/{year}/{name}.csv"));
            let episodes = of_year("episodes");
            files.headers.extend(of_year("header").iter().map(header));
            files.unaccompanied.extend(of_year("uasc").into_iter().map(|row| row["CHILD"].clone()));
            files.collections.push(Collection {
                first_day: Date::new(year - 1, 4, 1).expect("1 April exists in every year"),
                episodes: episodes
                    .iter()
                    .map(|row| Episode::of(row, &authority.authority, &postcodes))
                    .collect(),
            });
        }
        files
    }

    /// Open episodes on the last day.
    pub(super) fn stock(&self) -> impl Iterator<Item = &Episode> {
        self.collections
            .last()
            .into_iter()
            .flat_map(|year| &year.episodes)
            .filter(|episode| episode.end.is_none())
    }

    /// Share of the stock, in per cent.
    pub(super) fn stock_share(&self, holds: impl Fn(&Episode) -> bool) -> f64 {
        share(self.stock(), holds)
    }

    /// Age on the last day.
    pub(super) fn age(&self, episode: &Episode) -> u8 {
        self.last_day.age_since(self.headers[&episode.child].birth).years()
    }

    /// New placements of all years: with new carers, neither temporary nor a return from a temporary move.
    pub(super) fn new_placements(&self) -> Vec<&Episode> {
        self.collections.iter().flat_map(Collection::new_placements).collect()
    }

    /// Placements in each year by child of that year's stock: the one held first and each later new one.
    pub(super) fn placements_by_child(&self) -> Vec<usize> {
        self.collections.iter().flat_map(Collection::placements_by_child).collect()
    }

    /// Episodes with which care began in any year.
    pub(super) fn started(&self) -> impl Iterator<Item = &Episode> {
        self.collections.iter().flat_map(|year| {
            year.episodes.iter().filter(|episode| episode.began == "S" && episode.start >= year.first_day)
        })
    }

    /// Episodes that ended care in any year.
    pub(super) fn leavers(&self) -> impl Iterator<Item = &Episode> {
        let episodes = self.collections.iter().flat_map(|year| &year.episodes);
        episodes.filter(|episode| episode.end.is_some() && episode.ended != "X1")
    }

    /// Children looked after at the ends of all years, added up.
    pub(super) fn stock_years(&self) -> usize {
        let episodes = self.collections.iter().flat_map(|year| &year.episodes);
        episodes.filter(|episode| episode.end.is_none()).count()
    }

    /// Median weekly fee of homes that a test chooses; by need level where a framework sets the fee.
    pub(super) fn median_fee(&self, chosen: impl Fn(&Row) -> bool, level: &str) -> f64 {
        let mut fees: Vec<f64> =
            self.homes.iter().filter(|row| chosen(row)).filter_map(|row| self.fee(row, level)).collect();
        fees.sort_by(f64::total_cmp);
        fees.get(fees.len() / 2).copied().unwrap_or(0.0)
    }

    fn fee(&self, home: &Row, level: &str) -> Option<f64> {
        if let Ok(fee) = home["fee"].parse() {
            return Some(fee);
        }
        let tier = |row: &&Row| row["contract"] == home["contract"] && row["need_level"] == level;
        self.contracts.iter().find(tier)?["fee"].parse().ok()
    }
}

impl Collection {
    fn new_placements(&self) -> Vec<&Episode> {
        let mut list = Vec::new();
        for (index, episode) in self.episodes.iter().enumerate() {
            let previous = index.checked_sub(1).map(|before| &self.episodes[before]);
            let back =
                previous.is_some_and(|previous| previous.child == episode.child && previous.temporary());
            let new_carers = matches!(episode.began.as_str(), "S" | "P" | "B");
            if episode.start >= self.first_day && new_carers && !episode.temporary() && !back {
                list.push(episode);
            }
        }
        list
    }

    fn placements_by_child(&self) -> Vec<usize> {
        let stock = self.episodes.iter().filter(|episode| episode.end.is_none());
        let mut count: BTreeMap<&str, usize> = stock.map(|episode| (episode.child.as_str(), 0)).collect();
        for episode in &self.episodes {
            if let Some(number) =
                count.get_mut(episode.child.as_str()).filter(|_| episode.start < self.first_day)
            {
                *number = 1;
            }
        }
        for episode in self.new_placements() {
            if let Some(number) = count.get_mut(episode.child.as_str()) {
                *number += 1;
            }
        }
        count.into_values().collect()
    }
}

fn header(row: &Row) -> (String, Header) {
    let male = matches!(row["SEX"].as_str(), "M" | "1");
    (row["CHILD"].clone(), Header { male, birth: british(&row["DOB"]), ethnicity: row["ETHNIC"].clone() })
}

/// Share of rows for which a test holds, in per cent; 0 of none.
pub(super) fn share<T>(rows: impl Iterator<Item = T>, holds: impl Fn(T) -> bool) -> f64 {
    let (mut all, mut held) = (0_u32, 0_u32);
    for row in rows {
        all += 1;
        held += u32::from(holds(row));
    }
    if all == 0 { 0.0 } else { f64::from(held) * 100.0 / f64::from(all) }
}

fn british(text: &str) -> Date {
    Date::from_british(text).expect("the synthetic returns hold valid days")
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(|row| row.expect("the synthetic files are well formed")).collect()
}
