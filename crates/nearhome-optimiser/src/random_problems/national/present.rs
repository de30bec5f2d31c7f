//! Where the families of a country live now.

use super::families::{Family, Ties};
use super::{Form, Site, count};
use crate::random_problems::Numbers;

/// The present home of each family, `None` for those who have none; `shared` are the homes that each
/// family may share, nearest first.
pub(super) fn present_homes(
    numbers: &mut Numbers,
    form: Form,
    families: &[Family],
    shared: &[Vec<u32>],
    sites: &[Site],
) -> Vec<Option<u32>> {
    let mut free: Vec<u32> = sites.iter().map(|site| site.places).collect();
    if form == Form::Households {
        return housed_in_advance(numbers, families, shared, sites, &mut free);
    }
    let pairs = families.iter().zip(shared);
    pairs.map(|(family, shared)| housed_as_they_come(numbers, family, shared, sites, &mut free)).collect()
}

/// Houses all in turn, those who need most places first, and then forgets where three in ten are.
///
/// So there is room for nearly everybody beside those who stay, and few need move.
fn housed_in_advance(
    numbers: &mut Numbers,
    families: &[Family],
    shared: &[Vec<u32>],
    sites: &[Site],
    free: &mut [u32],
) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..families.len()).collect();
    let need = |family: &Family| family.ages.len() + 2 * usize::from(family.ties == Ties::Alone);
    order.sort_by_key(|&family| std::cmp::Reverse(need(&families[family])));
    let mut present = vec![None; families.len()];
    for index in order {
        let home = with_room(numbers, &families[index], &shared[index], sites, free);
        present[index] = home.filter(|_| numbers.chance(70));
    }
    present
}

/// One of a family's twenty nearest homes that has room for them all, which they then take; of the
/// smallest such homes for a child who lives alone.
fn with_room(
    numbers: &mut Numbers,
    family: &Family,
    nearest_first: &[u32],
    sites: &[Site],
    free: &mut [u32],
) -> Option<u32> {
    let places = |home: u32| places_needed(family, home, sites);
    let near = &nearest_first[..nearest_first.len().min(20)];
    let mut open: Vec<u32> =
        near.iter().copied().filter(|&home| free[home as usize] >= places(home)).collect();
    let least = open.iter().map(|&home| places(home)).min()?;
    open.retain(|&home| places(home) == least);
    let home = numbers.one_of(&open);
    free[home as usize] -= least;
    Some(home)
}

fn places_needed(family: &Family, home: u32, sites: &[Site]) -> u32 {
    match family.ties {
        Ties::Alone => sites[home as usize].places,
        Ties::None | Ties::Together | Ties::BetterTogether => count(family.ages.len()),
    }
}

/// Lets seven families in ten live in one of their twenty nearest homes, where one of eight drawn has
/// room for them.
fn housed_as_they_come(
    numbers: &mut Numbers,
    family: &Family,
    nearest_first: &[u32],
    sites: &[Site],
    free: &mut [u32],
) -> Option<u32> {
    let near = &nearest_first[..nearest_first.len().min(20)];
    if near.is_empty() || !numbers.chance(70) {
        return None;
    }
    for _ in 0..8 {
        let home = numbers.one_of(near);
        let places = places_needed(family, home, sites);
        if free[home as usize] >= places {
            free[home as usize] -= places;
            return Some(home);
        }
    }
    None
}
