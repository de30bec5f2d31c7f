//! Finds the nearest homes without looking at all of them.

use super::ground::{Point, Site};

/// Side of a cell.
const CELL_METRES: u32 = 2_000;

/// The homes of each cell of a square grid.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Cells along one side.
    across: u32,
    /// For each cell the index in `homes` of its first home; one entry more than cells.
    first: Vec<usize>,
    /// Indices of homes, cell by cell.
    homes: Vec<u32>,
}

impl Grid {
    /// Sorts the homes into cells; their coordinates lie below `width`.
    pub(crate) fn new(sites: &[Site], width: u32) -> Self {
        let across = width / CELL_METRES + 1;
        let cell = |home: u32| {
            let (column, row) = cell_of(sites[home as usize].at);
            row * across + column
        };
        let mut homes: Vec<u32> = (0..).zip(sites).map(|(home, _)| home).collect();
        homes.sort_by_key(|&home| cell(home));
        let first = (0..=across * across).map(|bound| homes.partition_point(|&home| cell(home) < bound));
        Self { across, first: first.collect(), homes }
    }

    /// The `wanted` nearest homes that fit (fewer when there are not so many), nearest first.
    pub(crate) fn nearest(
        &self,
        sites: &[Site],
        at: Point,
        wanted: usize,
        fits: impl Fn(&Site) -> bool,
    ) -> Vec<u32> {
        let mut found: Vec<(u64, u32)> = Vec::new();
        for radius in 0..self.across {
            for &home in self.ring(cell_of(at), radius).flatten() {
                let site = &sites[home as usize];
                if fits(site) {
                    found.push((at.distance_squared(site.at), home));
                }
            }
            // Every home within this distance lies in a ring that has been looked at.
            let seen = u64::from(radius * CELL_METRES).pow(2);
            if found.iter().filter(|(distance, _)| *distance <= seen).count() >= wanted {
                break;
            }
        }
        found.sort_unstable();
        found.truncate(wanted);
        found.into_iter().map(|(_, home)| home).collect()
    }

    /// The homes of each cell at this number of cells from the centre, counted as a king walks.
    fn ring(&self, (column, row): (u32, u32), radius: u32) -> impl Iterator<Item = &[u32]> {
        let last = self.across - 1;
        let rows = row.saturating_sub(radius)..=(row + radius).min(last);
        rows.flat_map(move |here| {
            let step = if here.abs_diff(row) == radius { 1 } else { 2 * radius.max(1) };
            let columns = (0..=2 * radius).step_by(step as usize);
            columns.filter_map(move |shift| {
                let column = (column + shift).checked_sub(radius).filter(|&column| column <= last)?;
                let cell = (here * self.across + column) as usize;
                Some(&self.homes[self.first[cell]..self.first[cell + 1]])
            })
        })
    }
}

fn cell_of(at: Point) -> (u32, u32) {
    (at.east / CELL_METRES, at.north / CELL_METRES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random_problems::Numbers;
    use crate::random_problems::national::ground::Country;

    #[track_caller]
    fn check_nearest(seed: u64, areas: u32, homes: u32, wanted: usize) {
        let mut numbers = Numbers::new(seed);
        let country = Country::new(&mut numbers, areas);
        let sites: Vec<Site> =
            (0..homes).map(|home| country.site(&mut numbers, home % areas, 1 + home % 3)).collect();
        let at = country.spot(&mut numbers, 0);
        let fits = |site: &Site| site.places > 1;
        let mut all: Vec<(u64, u32)> = (0..)
            .zip(&sites)
            .filter(|(_, site)| fits(site))
            .map(|(home, site)| (at.distance_squared(site.at), home))
            .collect();
        all.sort_unstable();
        let expected: Vec<u32> = all.into_iter().take(wanted).map(|(_, home)| home).collect();
        let grid = Grid::new(&sites, country.width());
        assert_eq!(grid.nearest(&sites, at, wanted, fits), expected, "seed {seed}");
    }

    #[test]
    fn the_grid_finds_the_same_homes_as_a_look_at_all() {
        for seed in 0..20 {
            check_nearest(seed, 1, 200, 40);
            check_nearest(seed, 9, 2_000, 80);
            check_nearest(seed, 4, 30, 80);
            check_nearest(seed, 4, 300, 1);
        }
    }
}
