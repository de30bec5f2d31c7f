//! The placements of the past, and the guard that lets nobody look past the day.
//!
//! A policy is given [`Known`], the record as it stood on one day. It has no way to a placement that began
//! later: asking for one panics. Nor has it any to the end of a placement: no policy uses how long a child
//! stayed, and the ends themselves are private to this module. Only [`Whole`] shows everything; hindsight and
//! the accounts use it.

use std::ops::Range;

use nearhome_model::{ChildId, PlacementCode, PlacementGroup};

use crate::{day::Day, offers::Offers, relations::Relation};

/// Why a placement was made without a search among homes, so that every policy keeps it as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kept {
    /// Its kind is not chosen from homes: relatives, parents, adopters, hospital, custody, a court's order.
    Kind,
    /// The record does not say enough to judge homes for the child.
    ChildUnknown,
    /// The home where the child was placed cannot be told.
    HomeUnknown,
}

/// A placement as it was recorded.
#[derive(Clone, Debug)]
pub(crate) struct Placement {
    pub(crate) child: ChildId,
    pub(crate) start: Day,
    /// Its kind on the first day.
    pub(crate) place: PlacementCode,
    pub(crate) group: PlacementGroup,
    /// The home where the child was placed.
    pub(crate) home: Option<u32>,
    /// Why no home is sought; `None` where one is.
    pub(crate) kept: Option<Kept>,
    /// Exclusive; `None` while it is open.
    end: Option<Day>,
}

impl Placement {
    pub(crate) fn new(child: ChildId, span: (Day, Option<Day>), place: PlacementCode) -> Self {
        let group = place.group();
        Self { child, start: span.0, place, group, home: None, kept: None, end: span.1 }
    }

    /// The recorded end, for those who make the record; once it is made, [`Whole`] tells it.
    pub(crate) fn recorded_end(&self) -> Option<Day> {
        self.end
    }
}

/// Everything that was recorded.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// By first day, then by child.
    placements: Vec<Placement>,
    offers: Offers,
    /// What binds each placement to earlier ones, or to ones of the same day that stand before it.
    relations: Vec<Vec<Relation>>,
}

impl Record {
    /// Placements must stand in the order of their first day.
    pub(crate) fn new(placements: Vec<Placement>, offers: Offers, relations: Vec<Vec<Relation>>) -> Self {
        debug_assert!(placements.is_sorted_by_key(|placement| placement.start), "placements by first day");
        Self { placements, offers, relations }
    }

    /// The record as it stood on a day, that day's arrivals included.
    pub(crate) fn known_on(&self, today: Day) -> Known<'_> {
        Known { record: self, today }
    }

    /// The record as a council had it that knew nothing after a day: to show that nothing else is used.
    #[cfg(test)]
    pub(crate) fn up_to(&self, day: Day) -> Self {
        let mut record = self.clone();
        record.placements.retain(|placement| placement.start <= day);
        for placement in &mut record.placements {
            placement.end = placement.end.filter(|&end| end <= day);
        }
        record
    }

    /// The same record under rules that let more homes be offered.
    pub(crate) fn with_offers(&self, offers: Offers) -> Self {
        Self { placements: self.placements.clone(), offers, relations: self.relations.clone() }
    }

    /// The record with what came later.
    pub(crate) fn whole(&self) -> Whole<'_> {
        Whole { record: self }
    }
}

/// What was known on a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    record: &'a Record,
    today: Day,
}

impl<'a> Known<'a> {
    /// The day.
    pub(crate) fn today(self) -> Day {
        self.today
    }

    /// Placements that began in a time before today.
    ///
    /// # Panics
    ///
    /// When the time reaches beyond yesterday.
    pub(crate) fn begun(self, from: Day, to: Day) -> Range<usize> {
        assert!(to <= self.today, "placements that begin later are not known yet");
        let first = self.record.placements.partition_point(|placement| placement.start < from);
        let end = self.record.placements.partition_point(|placement| placement.start < to);
        first..end
    }

    /// A placement that has begun.
    ///
    /// # Panics
    ///
    /// When it begins later than today.
    pub(crate) fn placement(self, index: usize) -> &'a Placement {
        let placement = &self.record.placements[index];
        assert!(placement.start <= self.today, "a placement that begins later is not known yet");
        placement
    }

    /// The offers of a placement that has begun: lawful homes with their costs.
    pub(crate) fn offers(self, index: usize) -> &'a Offers {
        let _begun = self.placement(index);
        &self.record.offers
    }

    /// What binds a placement that has begun to earlier ones.
    pub(crate) fn relations(self, index: usize) -> &'a [Relation] {
        let _begun = self.placement(index);
        &self.record.relations[index]
    }
}

/// The record with what came later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whole<'a> {
    record: &'a Record,
}

impl<'a> Whole<'a> {
    /// All placements, by first day.
    pub(crate) fn placements(self) -> &'a [Placement] {
        &self.record.placements
    }

    /// The day on which a placement ended, exclusive.
    pub(crate) fn end(self, index: usize) -> Option<Day> {
        self.record.placements[index].end
    }

    /// All offers.
    pub(crate) fn offers(self) -> &'a Offers {
        &self.record.offers
    }

    /// What binds each placement to earlier ones.
    pub(crate) fn relations(self, index: usize) -> &'a [Relation] {
        &self.record.relations[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::OffersOfOne;

    fn record() -> Record {
        let placement = |child: &str, start, end: Option<i32>| {
            let child = ChildId::new(child).expect("an id");
            Placement::new(child, (Day(start), end.map(Day)), PlacementCode::U6)
        };
        let placements =
            vec![placement("a", 0, Some(10)), placement("b", 5, Some(20)), placement("c", 12, None)];
        Record::new(placements, Offers::of(1, vec![OffersOfOne::default(); 3]), vec![vec![]; 3])
    }

    #[test]
    fn the_whole_record_shows_ends() {
        assert_eq!(record().whole().end(1), Some(Day(20)));
        assert_eq!(record().whole().end(2), None);
    }

    #[test]
    fn what_began_before_is_known() {
        let record = record();
        assert_eq!(record.known_on(Day(12)).begun(Day(0), Day(12)), 0..2);
        assert_eq!(record.known_on(Day(12)).placement(2).start, Day(12));
    }

    #[test]
    #[should_panic(expected = "not known yet")]
    fn a_later_placement_is_out_of_reach() {
        let record = record();
        let _later = record.known_on(Day(11)).placement(2);
    }

    #[test]
    #[should_panic(expected = "not known yet")]
    fn later_placements_are_out_of_reach() {
        let record = record();
        let _later = record.known_on(Day(4)).begun(Day(0), Day(6));
    }
}
