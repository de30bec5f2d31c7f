//! Postcodes to places: by the full directory where one is loaded, else by sector.

use std::{collections::BTreeMap, sync::LazyLock};

use nearhome_model::{AuthorityCode, GridPoint, Location, Postcode};

use super::{Authorities, directory::Directory, rows};

/// A postcode sector, such as `DH1 5`, with the middle of its postcodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sector {
    /// The sector.
    pub sector: Postcode,
    /// Median easting and northing of its postcodes.
    pub point: GridPoint,
    /// The upper-tier authority of most of its postcodes.
    pub authority: AuthorityCode,
    /// How many postcodes it has, terminated ones included.
    pub postcodes: u32,
}

/// Finds the place of a postcode.
///
/// Without a directory a full postcode is placed at the middle of its sector, some hundreds of metres
/// from the truth in towns and a few kilometres in the country.
///
/// # Examples
///
/// ```
/// use nearhome_data::Postcodes;
///
/// let postcodes = Postcodes::built_in();
/// let place = postcodes.locate(&"DH1 5UL".parse()?);
/// assert_eq!(place.authority.map(|code| code.to_string()).as_deref(), Some("E06000047"));
///
/// let nowhere = postcodes.locate(&"ZZ99 3VZ".parse()?);
/// assert_eq!(nowhere.point, None);
/// # Ok::<(), nearhome_model::InvalidPostcode>(())
/// ```
#[derive(Clone, Debug)]
pub struct Postcodes {
    table: &'static Table,
    directory: Option<Directory>,
}

#[derive(Debug)]
struct Table {
    sectors: BTreeMap<Postcode, Sector>,
    of_authority: BTreeMap<AuthorityCode, Vec<Postcode>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::parse);

impl Postcodes {
    /// The sectors of Great Britain that ship with the crate.
    #[must_use]
    pub fn built_in() -> Self {
        Self { table: &TABLE, directory: None }
    }

    /// Adds a full directory, which then comes before the sectors.
    #[must_use]
    pub(crate) fn with(self, directory: Directory) -> Self {
        Self { directory: Some(directory), ..self }
    }

    /// The place of a postcode or sector: as the directory says, else the middle of the sector.
    ///
    /// A postcode that neither holds keeps its text and has neither point nor authority.
    #[must_use]
    pub fn locate(&self, postcode: &Postcode) -> Location {
        if let Some(place) = self.directory.as_ref().and_then(|directory| directory.locate(postcode)) {
            return place;
        }
        let sector = self.sector_of(postcode);
        Location {
            postcode: Some(postcode.clone()),
            point: sector.map(|sector| sector.point),
            authority: sector.map(|sector| sector.authority.clone()),
        }
    }

    /// Whether a postcode exists, as far as is known: by the directory where that holds any postcode of
    /// the sector, else by whether the sector exists.
    #[must_use]
    pub(crate) fn holds(&self, postcode: &Postcode) -> bool {
        let is_full = postcode.as_str().len() > postcode.sector().len();
        match &self.directory {
            Some(directory) if is_full && directory.covers_sector_of(postcode) => {
                directory.locate(postcode).is_some()
            }
            _ => self.sector_of(postcode).is_some(),
        }
    }

    /// The sector in which a postcode lies, where the table holds it.
    #[must_use]
    pub fn sector_of(&self, postcode: &Postcode) -> Option<&'static Sector> {
        let sector: Postcode = postcode.sector().parse().ok()?;
        self.table.sectors.get(&sector)
    }

    /// The sectors most of whose postcodes lie in the area of an upper-tier authority, by name.
    pub fn sectors_of(&self, authority: &AuthorityCode) -> impl Iterator<Item = &'static Sector> + use<> {
        let table = self.table;
        let names = table.of_authority.get(authority).map_or(&[][..], Vec::as_slice);
        names.iter().filter_map(|name| table.sectors.get(name))
    }
}

impl Table {
    fn parse() -> Self {
        let authorities = Authorities::built_in();
        let mut table = Self { sectors: BTreeMap::new(), of_authority: BTreeMap::new() };
        for row in rows(include_str!("../../data/postcode-sectors.csv")) {
            let sector = sector(authorities, &row).expect("the table that ships with the crate is sound");
            table.of_authority.entry(sector.authority.clone()).or_default().push(sector.sector.clone());
            table.sectors.insert(sector.sector.clone(), sector);
        }
        for names in table.of_authority.values_mut() {
            names.sort_unstable();
        }
        table
    }
}

fn sector(authorities: Authorities, row: &[&str]) -> Option<Sector> {
    let [sector, district, easting, northing, postcodes] = row else { return None };
    Some(Sector {
        sector: sector.parse().ok()?,
        point: GridPoint { easting: easting.parse().ok()?, northing: northing.parse().ok()? },
        authority: authorities.upper_tier(&district.parse().ok()?),
        postcodes: postcodes.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locate(text: &str) -> Location {
        Postcodes::built_in().locate(&text.parse().unwrap())
    }

    #[test]
    fn a_postcode_lies_in_the_middle_of_its_sector() {
        assert_eq!(locate("AL1 1AA").point, Some(GridPoint { easting: 515_402, northing: 206_670 }));
        assert_eq!(locate("AL1 1").point, locate("AL1 1AA").point);
    }

    #[test]
    fn a_district_is_placed_in_its_county() {
        assert_eq!(locate("AL1 1AA").authority.unwrap().as_str(), "E10000015");
    }

    #[test]
    fn an_unknown_postcode_is_unknown() {
        let place = locate("V28 5OY");
        assert_eq!((place.point, place.authority), (None, None));
        assert_eq!(place.postcode.unwrap().as_str(), "V28 5OY");
    }

    #[test]
    fn every_sector_has_a_known_authority_and_every_authority_a_sector() {
        let postcodes = Postcodes::built_in();
        let authorities = Authorities::built_in();
        let of_authorities: usize =
            authorities.iter().map(|authority| postcodes.sectors_of(&authority.code).count()).sum();
        assert_eq!(of_authorities, postcodes.table.sectors.len());
        // The City of London and the like are too small for a sector of which they have the most.
        let without = authorities.iter().filter(|one| postcodes.sectors_of(&one.code).next().is_none());
        assert!(without.count() <= 1);
    }
}
