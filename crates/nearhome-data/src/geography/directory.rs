//! The full postcode directory, read from the file that the user names.
//!
//! Some 2.7 million rows are held as packed numbers, so that the whole directory takes 24 bytes a row.

use std::{collections::BTreeMap, fs::File, io::Read, path::Path, sync::Arc};

use nearhome_model::{AuthorityCode, GridPoint, Location, Postcode};

use super::{Authorities, Postcodes};

/// Why a postcode directory could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DirectoryError {
    /// The file could not be opened or read.
    #[error("cannot read the postcode directory `{path}`")]
    Io {
        /// The file.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A column is missing.
    #[error("the postcode directory has no column for the {what}; expected one of {names}")]
    MissingColumn {
        /// What the column holds.
        what: &'static str,
        /// The names that are understood.
        names: String,
    },
    /// The text is no CSV, or not UTF-8.
    #[error("the postcode directory is not a CSV file in UTF-8, line {line}")]
    Malformed {
        /// Physical line, 1 being the header.
        line: u64,
    },
    /// No row could be used.
    #[error("the postcode directory holds no postcode")]
    Empty,
}

/// Names of the columns in the editions of the directory, in lower case.
const POSTCODE: &[&str] = &["pcds", "pcd", "pcd8", "pcd7", "pcd2", "postcode"];
const AUTHORITY: &[&str] = &["laua", "oslaua", "utla", "ladcd", "lad", "lad23cd", "lad24cd", "lad25cd"];
const EASTING: &[&str] = &["oseast1m", "east1m", "easting", "eastings"];
const NORTHING: &[&str] = &["osnrth1m", "north1m", "northing", "northings"];

/// A full postcode directory.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    entries: Arc<[Entry]>,
    authorities: Arc<[AuthorityCode]>,
}

/// One postcode; ordered by its letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    postcode: u64,
    point: Option<(i32, i32)>,
    authority: Option<u16>,
}

impl Postcodes {
    /// Adds the full directory in a file of the Office for National Statistics (`ONSPD`): a CSV file with
    /// the columns `pcds` or `pcd`, `laua`, `oseast1m` and `osnrth1m`, in any order and among others.
    ///
    /// Terminated postcodes are kept, because old episodes hold them. Rows without a postcode are
    /// passed over; a row without a point or an authority is known to lack them. A postcode that the
    /// file lacks is still placed by its sector, since the directory is also published in parts.
    ///
    /// # Errors
    ///
    /// [`DirectoryError`] when the file cannot be read, is no CSV, lacks a column or holds no postcode.
    pub fn with_directory(self, path: &Path) -> Result<Self, DirectoryError> {
        let failed = |source| DirectoryError::Io { path: path.display().to_string(), source };
        let file = File::open(path).map_err(failed)?;
        Ok(self.with(Directory::read(file)?))
    }
}

impl Directory {
    /// Reads a directory.
    pub(crate) fn read(source: impl Read) -> Result<Self, DirectoryError> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source);
        let columns = Columns::of(reader.headers().map_err(|error| malformed(&error))?)?;
        let mut entries = Vec::new();
        let mut codes = Codes::default();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| malformed(&error))? {
            entries.extend(columns.entry(&record, &mut codes));
        }
        if entries.is_empty() {
            return Err(DirectoryError::Empty);
        }
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.postcode);
        Ok(Self { entries: entries.into(), authorities: codes.list.into() })
    }

    /// The place of a full postcode; `None` for sectors and for postcodes that it does not hold.
    pub(crate) fn locate(&self, postcode: &Postcode) -> Option<Location> {
        let key = packed(postcode.as_str())?;
        let index = self.entries.binary_search_by_key(&key, |entry| entry.postcode).ok()?;
        let entry = self.entries.get(index)?;
        Some(Location {
            postcode: Some(postcode.clone()),
            point: entry.point.map(|(easting, northing)| GridPoint { easting, northing }),
            authority: entry.authority.and_then(|index| self.authorities.get(usize::from(index)).cloned()),
        })
    }

    /// Whether it holds any postcode of the sector in which a postcode lies.
    pub(crate) fn covers_sector_of(&self, postcode: &Postcode) -> bool {
        let bound = |letters: &str| packed(&format!("{}{letters}", postcode.sector()));
        let (Some(first), Some(last)) = (bound("AA"), bound("ZZ")) else { return false };
        let from = self.entries.partition_point(|entry| entry.postcode < first);
        self.entries.get(from).is_some_and(|entry| entry.postcode <= last)
    }
}

struct Columns {
    postcode: usize,
    authority: usize,
    easting: usize,
    northing: usize,
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Self, DirectoryError> {
        let names: Vec<String> = header
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').trim().to_ascii_lowercase())
            .collect();
        let find = |what, known: &[&str]| {
            let found = known.iter().find_map(|name| names.iter().position(|column| column == name));
            found.ok_or_else(|| DirectoryError::MissingColumn { what, names: known.join(", ") })
        };
        Ok(Self {
            postcode: find("postcode", POSTCODE)?,
            authority: find("authority", AUTHORITY)?,
            easting: find("easting", EASTING)?,
            northing: find("northing", NORTHING)?,
        })
    }

    fn entry(&self, record: &csv::StringRecord, codes: &mut Codes) -> Option<Entry> {
        let cell = |column: usize| record.get(column).unwrap_or_default().trim();
        let point = cell(self.easting).parse().ok().zip(cell(self.northing).parse().ok());
        Some(Entry {
            postcode: packed(cell(self.postcode))?,
            point: point.filter(|&point| point != (0, 0)),
            authority: codes.index(cell(self.authority)),
        })
    }
}

/// The authorities met so far, each once.
#[derive(Default)]
struct Codes {
    list: Vec<AuthorityCode>,
    known: BTreeMap<String, Option<u16>>,
}

impl Codes {
    fn index(&mut self, text: &str) -> Option<u16> {
        if let Some(&known) = self.known.get(text) {
            return known;
        }
        let index = u16::try_from(self.list.len()).ok().filter(|&index| index < u16::MAX);
        let added = text.parse().ok().zip(index).map(|(code, index)| {
            self.list.push(Authorities::built_in().upper_tier(&code));
            index
        });
        if self.known.len() < usize::from(u16::MAX) {
            self.known.insert(text.to_owned(), added);
        }
        added
    }
}

/// A full postcode's five to seven letters and digits in one number that keeps their order.
fn packed(text: &str) -> Option<u64> {
    let mut bytes = [0_u8; 8];
    let mut length = 0;
    for byte in text.bytes().filter(|&byte| byte != b' ') {
        if !byte.is_ascii_alphanumeric() || length == 7 {
            return None;
        }
        bytes[length] = byte.to_ascii_uppercase();
        length += 1;
    }
    let full = length >= 5 && bytes[length - 2..length].iter().all(u8::is_ascii_uppercase);
    full.then(|| u64::from_be_bytes(bytes))
}

fn malformed(error: &csv::Error) -> DirectoryError {
    DirectoryError::Malformed { line: error.position().map_or(1, csv::Position::line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "PCD,pcds,dointr,doterm,laua,oseast1m,osnrth1m\r\n\
        DH1 5UL,DH1 5UL,198001,,E06000047,427000,542000\r\n\
        AL1 1AA,AL1 1AA,198001,201501,E07000240,515000,206000\r\n\
        JE1 1AA,JE1 1AA,198001,,L99999999,,\r\n";

    fn postcodes() -> Postcodes {
        Postcodes::built_in().with(Directory::read(SAMPLE.as_bytes()).unwrap())
    }

    #[track_caller]
    fn check_place(postcode: &str, easting: Option<i32>, authority: Option<&str>) {
        let place = postcodes().locate(&postcode.parse().unwrap());
        assert_eq!(place.point.map(|point| point.easting), easting, "{postcode}");
        assert_eq!(place.authority.as_ref().map(AuthorityCode::as_str), authority, "{postcode}");
    }

    #[test]
    fn the_directory_comes_before_the_sector() {
        check_place("DH1 5UL", Some(427_000), Some("E06000047"));
        check_place("AL1 1AA", Some(515_000), Some("E10000015"));
        check_place("AL1 1AB", Some(515_402), Some("E10000015"));
        check_place("JE1 1AA", None, None);
    }

    #[track_caller]
    fn check_refused(text: &str, expected: &str) {
        let error = Directory::read(text.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn what_is_no_directory_is_refused() {
        check_refused("pcds,laua,oseast1m\n", "northing");
        check_refused("pcds,laua,oseast1m,osnrth1m\n", "holds no postcode");
        check_refused("", "no column for the postcode");
    }
}
