//! The ground on which a synthetic authority stands: real postcode sectors of England, by distance.
//!
//! The last two letters of a postcode are drawn, so that a postcode points at a sector and at nobody.

use nearhome_model::{AuthorityCode, GridPoint};

use super::{SynthError, dice::Dice};
use crate::{Authorities, Postcodes, Sector};

/// Letters that end postcodes (Royal Mail leaves out C, I, K, M, O and V).
const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";

/// The last letter but one of families' postcodes, and of all others.
const FAMILY_LETTERS: &[u8] = b"ABDEF";
const HOME_LETTERS: &[u8] = b"GHJLNPQRSTUWXYZ";

/// Twenty miles in metres, by the factor of the statutory return.
pub(super) const TWENTY_MILES: u32 = 32_186;

/// A place: a real sector with two drawn letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    sector: &'static Sector,
    letters: [u8; 2],
}

impl Spot {
    /// Where it is.
    pub(super) fn point(self) -> GridPoint {
        self.sector.point
    }

    /// The authority in whose area it lies.
    pub(super) fn authority(self) -> &'static AuthorityCode {
        &self.sector.authority
    }

    /// The postcode in its printed form.
    pub(super) fn postcode(self) -> String {
        format!("{}{}{}", self.sector.sector, char::from(self.letters[0]), char::from(self.letters[1]))
    }
}

/// Where a placement lies: within the authority or not, within twenty miles of the child's home or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    InsideNear,
    InsideFar,
    OutsideNear,
    OutsideFar,
}

/// The sectors of the authority and of the rest of England.
#[derive(Debug)]
pub(super) struct Ground {
    authority: AuthorityCode,
    name: &'static str,
    own: Vec<&'static Sector>,
    others: Vec<&'static Sector>,
}

impl Ground {
    /// The ground around an authority of England.
    pub(super) fn around(authority: &AuthorityCode) -> Result<Self, SynthError> {
        let unknown = || SynthError::UnknownAuthority { authority: authority.clone() };
        let postcodes = Postcodes::built_in();
        let known = Authorities::built_in().get(authority).ok_or_else(unknown)?;
        let own: Vec<_> = postcodes.sectors_of(authority).collect();
        if own.is_empty() || !authority.as_str().starts_with('E') {
            return Err(unknown());
        }
        let others = Authorities::built_in()
            .iter()
            .filter(|other| other.code != *authority && other.code.as_str().starts_with('E'))
            .flat_map(|other| postcodes.sectors_of(&other.code))
            .collect();
        Ok(Self { authority: authority.clone(), name: &known.name, own, others })
    }

    /// Name of the authority.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// Code of the authority.
    pub(super) fn authority(&self) -> &AuthorityCode {
        &self.authority
    }

    /// Whether a spot lies in the authority's area.
    pub(super) fn is_inside(&self, spot: Spot) -> bool {
        *spot.authority() == self.authority
    }

    /// The cell of a placement for a child from a home.
    pub(super) fn cell(&self, home: Spot, placement: Spot) -> Cell {
        let far = home.point().distance_to(placement.point()).metres() > TWENTY_MILES;
        match (self.is_inside(placement), far) {
            (true, false) => Cell::InsideNear,
            (true, true) => Cell::InsideFar,
            (false, false) => Cell::OutsideNear,
            (false, true) => Cell::OutsideFar,
        }
    }

    /// Where a family lives: anywhere in the authority, by the number of postcodes, under a postcode at
    /// which no home of the register can lie.
    pub(super) fn family_home(&self, dice: &mut Dice) -> Spot {
        let spot = self.inside(dice);
        Spot { letters: [*dice.one_of(FAMILY_LETTERS), spot.letters[1]], ..spot }
    }

    /// A spot anywhere in the authority, by the number of postcodes.
    pub(super) fn inside(&self, dice: &mut Dice) -> Spot {
        weighted(&self.own, dice).expect("the ground was made with sectors of its own")
    }

    /// A spot in a cell as seen from a home; from the nearest cell where that one is empty.
    pub(super) fn in_cell(&self, home: Spot, cell: Cell, dice: &mut Dice) -> Spot {
        let reach = match cell {
            Cell::InsideNear => dice.along(&[750, 2_000, 4_200, 7_500, 12_000, 25_000]),
            Cell::OutsideNear => dice.along(&[6_000, 10_000, 15_000, 21_000, TWENTY_MILES.cast_signed()]),
            Cell::InsideFar => i32::MAX,
            Cell::OutsideFar => {
                dice.along(&[40_000, 46_000, 54_000, 64_000, 78_000, 100_000, 140_000, 230_000])
            }
        };
        let reach = reach.unsigned_abs();
        let found = match cell {
            Cell::InsideNear => within(&self.own, home, 0, reach + 1_000, dice)
                .or_else(|| within(&self.own, home, 0, TWENTY_MILES, dice)),
            Cell::InsideFar => within(&self.own, home, TWENTY_MILES + 1, reach, dice)
                .or_else(|| within(&self.own, home, 0, reach, dice)),
            Cell::OutsideNear => within(&self.others, home, reach * 3 / 5, reach, dice)
                .or_else(|| within(&self.others, home, 0, TWENTY_MILES, dice))
                .or_else(|| within(&self.others, home, TWENTY_MILES, 2 * TWENTY_MILES, dice)),
            Cell::OutsideFar => {
                within(&self.others, home, (reach * 3 / 4).max(TWENTY_MILES + 1), reach, dice)
                    .or_else(|| within(&self.others, home, TWENTY_MILES + 1, 250_000, dice))
            }
        };
        found.unwrap_or_else(|| self.inside(dice))
    }

    /// A spot in the authority's area close to another spot: a school, a relative's house.
    pub(super) fn near(&self, spot: Spot, metres: u32, dice: &mut Dice) -> Spot {
        let pool = if self.is_inside(spot) { &self.own } else { &self.others };
        within(pool, spot, 0, metres, dice).unwrap_or_else(|| with_letters(spot.sector, dice))
    }
}

/// A spot at a distance between two bounds, by the number of postcodes.
fn within(pool: &[&'static Sector], home: Spot, least: u32, most: u32, dice: &mut Dice) -> Option<Spot> {
    let fits =
        |sector: &&&'static Sector| (least..=most).contains(&home.point().distance_to(sector.point).metres());
    let fitting: Vec<&'static Sector> = pool.iter().filter(fits).copied().collect();
    weighted(&fitting, dice)
}

fn weighted(pool: &[&'static Sector], dice: &mut Dice) -> Option<Spot> {
    let mut left = dice.below(pool.iter().map(|sector| sector.postcodes).sum());
    for sector in pool {
        if left < sector.postcodes {
            return Some(with_letters(sector, dice));
        }
        left -= sector.postcodes;
    }
    None
}

fn with_letters(sector: &'static Sector, dice: &mut Dice) -> Spot {
    Spot { sector, letters: [*dice.one_of(HOME_LETTERS), *dice.one_of(LETTERS)] }
}
