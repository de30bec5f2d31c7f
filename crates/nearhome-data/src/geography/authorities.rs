//! Authorities by code, and which of them lie side by side.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use nearhome_model::AuthorityCode;

use super::rows;

/// An upper-tier or unitary authority of Great Britain: in England, the one that looks after children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Nine-character code of the Office for National Statistics.
    pub code: AuthorityCode,
    /// Name.
    pub name: String,
}

/// The authorities of Great Britain as they were in November 2025.
///
/// # Examples
///
/// ```
/// use nearhome_data::Authorities;
///
/// let authorities = Authorities::built_in();
/// let durham = "E06000047".parse()?;
/// let gateshead = "E08000037".parse()?;
/// assert_eq!(authorities.get(&durham).map(|authority| authority.name.as_str()), Some("County Durham"));
/// assert!(authorities.adjoining(&durham).contains(&gateshead));
/// # Ok::<(), nearhome_model::InvalidId>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Authorities {
    tables: &'static Tables,
}

#[derive(Debug)]
struct Tables {
    authorities: BTreeMap<AuthorityCode, Authority>,
    adjoining: BTreeMap<AuthorityCode, BTreeSet<AuthorityCode>>,
    counties: BTreeMap<AuthorityCode, AuthorityCode>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::parse);

impl Authorities {
    /// The tables that ship with the crate.
    #[must_use]
    pub fn built_in() -> Self {
        Self { tables: &TABLES }
    }

    /// The authority of this code; `None` for districts of a county and codes no longer in use.
    #[must_use]
    pub fn get(&self, code: &AuthorityCode) -> Option<&'static Authority> {
        self.tables.authorities.get(code)
    }

    /// All authorities, by code.
    pub fn iter(&self) -> impl Iterator<Item = &'static Authority> + use<> {
        self.tables.authorities.values()
    }

    /// The authorities that adjoin this one, without itself; empty for an unknown code.
    ///
    /// An approximation: two authorities count as adjoining when postcodes of both lie within about
    /// three kilometres of each other, so a narrow estuary does not part them and an empty moor may.
    #[must_use]
    pub fn adjoining(&self, code: &AuthorityCode) -> BTreeSet<AuthorityCode> {
        self.tables.adjoining.get(code).cloned().unwrap_or_default()
    }

    /// The authority that looks after children in this one's area: the county of a district, and any
    /// other authority itself.
    #[must_use]
    pub fn upper_tier(&self, code: &AuthorityCode) -> AuthorityCode {
        self.tables.counties.get(code).unwrap_or(code).clone()
    }
}

impl Tables {
    fn parse() -> Self {
        let authorities = rows(include_str!("../../data/authorities.csv"))
            .map(|row| Authority { code: code(row[0]), name: row[1].to_owned() })
            .map(|authority| (authority.code.clone(), authority))
            .collect();
        let mut adjoining: BTreeMap<AuthorityCode, BTreeSet<AuthorityCode>> = BTreeMap::new();
        for row in rows(include_str!("../../data/authority-neighbours.csv")) {
            let (first, second) = (code(row[0]), code(row[1]));
            adjoining.entry(first.clone()).or_default().insert(second.clone());
            adjoining.entry(second).or_default().insert(first);
        }
        let counties =
            rows(include_str!("../../data/districts.csv")).map(|row| (code(row[0]), code(row[1]))).collect();
        Self { authorities, adjoining, counties }
    }
}

fn code(text: &str) -> AuthorityCode {
    text.parse().expect("the tables that ship with the crate hold valid codes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_mutual_and_known() {
        let authorities = Authorities::built_in();
        for authority in authorities.iter() {
            for neighbour in authorities.adjoining(&authority.code) {
                assert!(authorities.get(&neighbour).is_some(), "{neighbour}");
                assert!(authorities.adjoining(&neighbour).contains(&authority.code), "{neighbour}");
                assert_ne!(neighbour, authority.code);
            }
        }
    }

    #[test]
    fn districts_belong_to_known_counties() {
        let authorities = Authorities::built_in();
        assert_eq!(authorities.tables.counties.len(), 164);
        for county in authorities.tables.counties.values() {
            assert!(authorities.get(county).is_some(), "{county}");
        }
        let cambridge = code("E07000008");
        assert_eq!(authorities.upper_tier(&cambridge), code("E10000003"));
        assert_eq!(authorities.upper_tier(&code("E06000047")), code("E06000047"));
    }
}
