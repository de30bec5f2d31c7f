//! Hides small counts, and those that would give them away.
//!
//! A count of 1 to 5 is shown as `c`; a zero stays, as in the department's tables. A hidden count could be worked out from a
//! sum and its other parts, and many sums are known to whoever reads all tables: those of each table, and those of
//! one table's cells that another one shows. In every such sum further counts are hidden, the smallest first and
//! totals last, until at least two are and they are together no small count themselves.

use serde::{Deserialize, Serialize};

use super::rounding::{Figure, Mark};

/// Which counts are hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Suppression {
    /// None.
    #[default]
    #[serde(rename = "none")]
    None,
    /// Counts of 1 to 5, and those that would give them away.
    #[serde(rename = "under-6")]
    UnderSix,
}

/// Whether a figure is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Openly,
    AsConfidential,
}

impl Shown {
    pub(super) fn figure(self, figure: Figure) -> Figure {
        match self {
            Self::Openly => figure,
            Self::AsConfidential => Figure::Mark(Mark::Confidential),
        }
    }
}

/// Least count that is shown, zero apart.
const LEAST_SHOWN: u64 = 6;

/// Whether a count is part of a table or the sum of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Part,
    Total,
}

/// The place of a count among all that are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(usize);

/// All counts that are published together, and what a reader knows of their sums.
#[derive(Debug, Default)]
pub(super) struct Counts {
    counts: Vec<(Role, u64)>,
    relations: Vec<Vec<Place>>,
}

impl Counts {
    /// Adds a count.
    pub(super) fn add(&mut self, role: Role, count: u64) -> Place {
        self.counts.push((role, count));
        Place(self.counts.len() - 1)
    }

    /// Says that these counts are bound by an equation: some of them add up to the others.
    pub(super) fn relate(&mut self, places: impl IntoIterator<Item = Place>) {
        self.relations.push(places.into_iter().collect());
    }

    /// Decides which counts are hidden, by place.
    pub(super) fn hide(&self, suppression: Suppression) -> Decided {
        let small = |&(_, count): &(Role, u64)| (1..LEAST_SHOWN).contains(&count);
        let mut decided = Decided(vec![Shown::Openly; self.counts.len()]);
        if suppression == Suppression::None {
            return decided;
        }
        for (index, _) in self.counts.iter().enumerate().filter(|(_, count)| small(count)) {
            decided.0[index] = Shown::AsConfidential;
        }
        // Each round hides one more count, so that this ends.
        while let Some(next) = self.relations.iter().find_map(|relation| self.next(relation, &decided)) {
            decided.0[next.0] = Shown::AsConfidential;
        }
        decided
    }

    /// The count that must be hidden as well for a relation to give nothing away, if there is any to hide.
    fn next(&self, relation: &[Place], decided: &Decided) -> Option<Place> {
        let count = |place: &&Place| self.counts[place.0].1;
        let hidden = || relation.iter().filter(|place| decided.of(**place) == Shown::AsConfidential);
        let sum: u64 = hidden().map(|place| count(&place)).sum();
        let is_safe = hidden().count() == 0 || (hidden().count() >= 2 && sum >= LEAST_SHOWN);
        let shown = relation.iter().filter(|place| decided.of(**place) == Shown::Openly && count(place) > 0);
        shown.filter(|_| !is_safe).min_by_key(|place| self.counts[place.0]).copied()
    }
}

/// What was decided of each count.
#[derive(Debug)]
pub(super) struct Decided(Vec<Shown>);

impl Decided {
    /// Whether a count is shown.
    pub(super) fn of(&self, place: Place) -> Shown {
        self.0[place.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with its total: which parts are hidden, a letter each, and whether the total is.
    fn hidden(parts: &[u64]) -> (String, char) {
        let mut counts = Counts::default();
        let mut places: Vec<Place> = parts.iter().map(|&part| counts.add(Role::Part, part)).collect();
        places.push(counts.add(Role::Total, parts.iter().sum()));
        counts.relate(places.clone());
        let decided = counts.hide(Suppression::UnderSix);
        let mut text: String = places.iter().map(|place| mark(decided.of(*place))).collect();
        let total = text.pop().unwrap();
        (text, total)
    }

    fn mark(shown: Shown) -> char {
        if shown == Shown::Openly { '.' } else { 'c' }
    }

    #[track_caller]
    fn check_hidden(counts: &[u64], cells: &str, total: char) {
        assert_eq!(hidden(counts), (cells.to_owned(), total), "{counts:?}");
    }

    #[test]
    fn small_counts_are_hidden_and_zeros_stay() {
        check_hidden(&[6, 0, 100], "...", '.');
        check_hidden(&[5, 4, 100], "cc.", '.');
        check_hidden(&[0, 0, 0], "...", '.');
        check_hidden(&[], "", '.');
    }

    #[test]
    fn one_hidden_cell_takes_the_next_smallest_with_it() {
        check_hidden(&[3, 40, 0, 20], "c..c", '.');
        check_hidden(&[1, 1, 40, 20], "cc.c", '.');
        check_hidden(&[1, 5, 40], "cc.", '.');
    }

    #[test]
    fn a_small_total_is_hidden_too() {
        check_hidden(&[3, 0], "c.", 'c');
        check_hidden(&[2, 1, 0], "cc.", 'c');
    }

    #[test]
    fn nothing_is_hidden_unless_asked() {
        let mut counts = Counts::default();
        let place = counts.add(Role::Part, 1);
        assert_eq!(counts.hide(Suppression::None).of(place), Shown::Openly);
    }

    /// The nine figures of a table of two rows and two columns with all of its sums, by row.
    fn with_sums([a, b, c, d]: [u64; 4]) -> [u64; 9] {
        [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]
    }

    /// Whether each of the nine figures is shown, decided as the indicators do.
    fn decide(figures: [u64; 9]) -> [Shown; 9] {
        let mut counts = Counts::default();
        let role = |index| if index == 8 { Role::Total } else { Role::Part };
        let places: Vec<Place> =
            figures.iter().enumerate().map(|(index, &figure)| counts.add(role(index), figure)).collect();
        for relation in [[0, 1, 2], [3, 4, 5], [0, 3, 6], [1, 4, 7], [2, 5, 8], [6, 7, 8]] {
            counts.relate(relation.map(|index| places[index]));
        }
        let decided = counts.hide(Suppression::UnderSix);
        places.iter().map(|place| decided.of(*place)).collect::<Vec<Shown>>().try_into().unwrap()
    }

    /// Tables of two rows and two columns whose sums are all published: whoever tries all tables with the figures that
    /// are shown finds several values for each small count.
    #[test]
    fn no_small_count_can_be_worked_out_from_all_sums() {
        let sides = [0, 1, 3, 5, 6, 8];
        for (a, b) in sides.into_iter().flat_map(|a| sides.map(|b| (a, b))) {
            for (c, d) in sides.into_iter().flat_map(|c| sides.map(|d| (c, d))) {
                let truth = with_sums([a, b, c, d]);
                let shown = decide(truth);
                for index in (0..9).filter(|&index| (1..LEAST_SHOWN).contains(&truth[index])) {
                    assert_eq!(shown[index], Shown::AsConfidential);
                    assert!(values(truth, shown, index) >= 2, "{truth:?} {shown:?} {index}");
                }
            }
        }
    }

    /// How many values a figure may have, as far as the figures tell that are shown. Where the total is shown it bounds
    /// all others; where it is not, values up to 12 are tried, which is enough to find a second one.
    fn values(truth: [u64; 9], shown: [Shown; 9], index: usize) -> usize {
        let most = if shown[8] == Shown::Openly { truth[8] } else { 12 };
        let mut values = std::collections::BTreeSet::new();
        for (a, b) in (0..=most).flat_map(|a| (0..=most - a).map(move |b| (a, b))) {
            for (c, d) in (0..=most - a - b).flat_map(|c| (0..=most - a - b - c).map(move |d| (c, d))) {
                let other = with_sums([a, b, c, d]);
                let fits = (0..9).all(|at| shown[at] == Shown::AsConfidential || other[at] == truth[at]);
                if fits {
                    values.insert(other[index]);
                }
            }
        }
        values.len()
    }
}
