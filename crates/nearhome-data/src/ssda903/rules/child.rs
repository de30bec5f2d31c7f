//! What a rule may ask about a child, an episode or a whole collection.

use nearhome_model::{AuthorityCode, Date};

use super::places::Place;
use crate::{
    geography::Postcodes,
    ofsted::OfstedList,
    ssda903::{
        CollectionYear,
        tables::{Cell, ChildRows, EpisodeCells, HeaderCells, Tables},
    },
};

/// A collection that is checked, and the one before it.
pub(super) struct Collection<'t, 'a> {
    pub(super) year: CollectionYear,
    /// 1 April.
    pub(super) first: Date,
    /// 31 March.
    pub(super) last: Date,
    /// The authority whose return it is, where it is known.
    pub(super) authority: Option<&'t AuthorityCode>,
    /// Ofsted's lists, where they speak of the collection's time.
    pub(super) ofsted: Option<&'t OfstedList>,
    pub(super) postcodes: &'t Postcodes,
    pub(super) tables: &'t Tables<'a>,
}

/// A child's rows in the collection, and in the one before it where that was read.
pub(super) struct Child<'t, 'a> {
    pub(super) collection: &'t Collection<'t, 'a>,
    pub(super) rows: ChildRows<'t, 'a>,
    /// Where the placements of `rows.episodes` are.
    pub(super) places: &'t [Place],
    /// The rows of the return before; empty where there is none.
    pub(super) last: ChildRows<'t, 'a>,
    /// Where the placements of `last.episodes` are.
    pub(super) last_places: &'t [Place],
}

impl<'t, 'a> Child<'t, 'a> {
    /// The Header row; the first where there are several.
    pub(super) fn header(&self) -> Option<&'t HeaderCells<'a>> {
        self.rows.header.first()
    }

    /// Birth date by the Header row.
    pub(super) fn birth(&self) -> Option<Date> {
        self.header()?.dob.day
    }

    /// The day on which the child reaches an age.
    pub(super) fn birthday(&self, years: i16) -> Option<Date> {
        Some(birthday(self.birth()?, years))
    }

    /// The calendar year in which the collection ends.
    pub(super) fn year(&self) -> u16 {
        self.collection.year.end_year()
    }

    /// Whether a day lies in the collection's year.
    pub(super) fn in_year(&self, day: Date) -> bool {
        self.collection.first <= day && day <= self.collection.last
    }

    /// Whether the child is or was an unaccompanied asylum-seeking child, as far as the two returns tell.
    pub(super) fn is_unaccompanied(&self) -> bool {
        let named = |rows: &ChildRows<'_, '_>| {
            !rows.uasc.is_empty() || rows.header.iter().any(|header| header.uasc == "1")
        };
        named(&self.rows) || named(&self.last)
    }

    /// Each episode with its neighbours.
    pub(super) fn episodes<'c>(&'c self) -> impl Iterator<Item = EpisodeFacts<'c, 'a>> + use<'c, 't, 'a> {
        (0..self.rows.episodes.len()).map(move |index| EpisodeFacts {
            child: self,
            episodes: self.rows.episodes,
            index,
        })
    }

    /// The first episode with a readable day.
    pub(super) fn first_episode(&self) -> Option<(usize, &'t EpisodeCells<'a>)> {
        self.rows.episodes.iter().enumerate().find(|(_, episode)| episode.decom.day.is_some())
    }

    /// The last episode with a readable day.
    pub(super) fn last_episode(&self) -> Option<&'t EpisodeCells<'a>> {
        self.rows.episodes.iter().rfind(|episode| episode.decom.day.is_some())
    }

    /// Whether the child was looked after throughout the year on 31 March: in care, and without a start,
    /// an end or short breaks within the year.
    ///
    /// Source: the guide of the Department for Education to the validation rules, 2021/22, as the public
    /// validator implements it.
    pub(super) fn is_in_care_all_year(&self) -> bool {
        let (first, last) = (self.collection.first, self.collection.last);
        let touches = |episode: &&EpisodeCells<'_>| {
            episode.decom.day.is_some_and(|start| start <= last)
                && episode.dec.day.is_none_or(|end| end >= first)
        };
        let breaks = |episode: &EpisodeCells<'_>| {
            let enters =
                episode.rne == "S" && episode.decom.day.is_some_and(|start| start > first && start <= last);
            let leaves = episode.rec != "X1" && episode.dec.day.is_some_and(|end| end >= first && end < last);
            enters || leaves || (is_short_break(episode.ls) && touches(&episode))
        };
        self.rows.episodes.iter().any(|episode| touches(&episode)) && !self.rows.episodes.iter().any(breaks)
    }

    /// Unbroken runs of episodes, each from its first to its last row; an episode that starts by the end
    /// of the one before belongs to the same run.
    pub(super) fn periods(&self) -> Vec<&'t [EpisodeCells<'a>]> {
        let dated = self.rows.episodes.partition_point(|episode| episode.decom.day.is_some());
        let joined = |one: &EpisodeCells<'_>, next: &EpisodeCells<'_>| {
            one.dec.day.is_none_or(|end| next.decom.day.is_none_or(|start| start <= end))
        };
        self.rows.episodes[..dated].chunk_by(joined).collect()
    }
}

/// An episode among the child's others.
pub(super) struct EpisodeFacts<'c, 'a> {
    pub(super) child: &'c Child<'c, 'a>,
    pub(super) episodes: &'c [EpisodeCells<'a>],
    pub(super) index: usize,
}

impl<'c, 'a> EpisodeFacts<'c, 'a> {
    /// The episode.
    pub(super) fn now(&self) -> &'c EpisodeCells<'a> {
        &self.episodes[self.index]
    }

    /// The episode before it.
    pub(super) fn before(&self) -> Option<&'c EpisodeCells<'a>> {
        self.index.checked_sub(1).and_then(|index| self.episodes.get(index))
    }

    /// The episode after it.
    pub(super) fn next(&self) -> Option<&'c EpisodeCells<'a>> {
        self.episodes.get(self.index + 1)
    }

    /// Where its placement is.
    pub(super) fn place(&self) -> &'c Place {
        &self.child.places[self.index]
    }

    /// First day.
    pub(super) fn start(&self) -> Option<Date> {
        self.now().decom.day
    }

    /// Last day, or the collection's where nothing stands there.
    pub(super) fn end_or_last(&self) -> Option<Date> {
        end_or(self.now(), self.child.collection.last)
    }

    /// Whether the child has not reached an age when the episode starts.
    pub(super) fn is_under(&self, years: i16) -> bool {
        let birthday = self.child.birthday(years);
        birthday.is_some_and(|birthday| self.start().is_some_and(|start| start < birthday))
    }

    /// Whether the episode ends before the child reaches an age.
    pub(super) fn ends_under(&self, years: i16) -> bool {
        let birthday = self.child.birthday(years);
        birthday.is_some_and(|birthday| self.now().dec.day.is_some_and(|end| end < birthday))
    }
}

/// Last day of an episode, or another day where nothing stands there; `None` where it cannot be read.
pub(super) fn end_or(episode: &EpisodeCells<'_>, last: Date) -> Option<Date> {
    if episode.dec.is_blank() { Some(last) } else { episode.dec.day }
}

/// The day on which somebody reaches an age; 1 March for those born on 29 February.
pub(super) fn birthday(birth: Date, years: i16) -> Date {
    let year = birth.year() + years;
    Date::new(year, birth.month(), birth.day()).or_else(|_| Date::new(year, 3, 1)).unwrap_or(birth)
}

/// Legal status of an agreed series of short breaks.
pub(super) fn is_short_break(ls: &str) -> bool {
    matches!(ls, "V3" | "V4")
}

/// Temporary placement.
pub(super) fn is_temporary(place: &str) -> bool {
    matches!(place, "T0" | "T1" | "T2" | "T3" | "T4")
}

/// Placed for adoption.
pub(super) fn is_adoption(place: &str) -> bool {
    matches!(place, "A3" | "A4" | "A5" | "A6")
}

/// Fostered.
pub(super) fn is_fostering(place: &str) -> bool {
    matches!(place, "U1" | "U2" | "U3" | "U4" | "U5" | "U6")
}

/// REC of an adopted child.
pub(super) fn is_adopted(rec: &str) -> bool {
    matches!(rec, "E11" | "E12")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(birth: &str, years: i16, expected: &str) {
        assert_eq!(birthday(birth.parse().unwrap(), years), expected.parse().unwrap());
    }

    #[test]
    fn birthdays_of_leap_days_are_kept_on_the_first_of_march() {
        check("2008-06-15", 18, "2026-06-15");
        check("2008-02-29", 4, "2012-02-29");
        check("2008-02-29", 18, "2026-03-01");
    }
}
