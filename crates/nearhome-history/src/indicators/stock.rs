//! The children looked after on 31 March.
//!
//! A child is looked after on the day when an episode covers it; the day on which care ends is not a day of it, so
//! that whoever leaves on 31 March is not counted.

use nearhome_data::{Council, Episode, History, TemporaryMoves};
use nearhome_model::{AuthorityCode, ChildId, Date};

use super::IndicatorRequest;
use crate::care;

/// A child looked after on the day.
#[derive(Clone, Copy, Debug)]
pub(super) struct InCare<'a> {
    pub(super) child: &'a ChildId,
    pub(super) history: &'a History,
    /// The episode of the day.
    pub(super) episode: &'a Episode,
    /// The placement of the day: during a temporary move that the counting passes over, the one that is kept.
    pub(super) placement: &'a Episode,
}

/// The children of the day and what they are counted with.
#[derive(Debug)]
pub(super) struct Stock<'a> {
    pub(super) council: &'a Council,
    pub(super) request: &'a IndicatorRequest,
    /// By id.
    pub(super) children: Vec<InCare<'a>>,
}

impl<'a> Stock<'a> {
    pub(super) fn of(council: &'a Council, request: &'a IndicatorRequest) -> Self {
        let day = request.year.last_day();
        let in_care = |(child, history): (&'a ChildId, &'a History)| {
            let episode = care::on_day(council, history, day, request.counting.short_breaks)?;
            let placement = placement_of(history, episode, request);
            Some(InCare { child, history, episode, placement })
        };
        Self { council, request, children: council.histories.iter().filter_map(in_care).collect() }
    }

    /// 31 March.
    pub(super) fn day(&self) -> Date {
        self.request.year.last_day()
    }

    /// 1 April of the year before.
    pub(super) fn first_day(&self) -> Date {
        self.request.year.first_day()
    }

    pub(super) fn authority(&self) -> &AuthorityCode {
        &self.request.authority
    }
}

/// The episode whose place is meant by a placement.
pub(super) fn placement_of<'a>(
    history: &'a History,
    episode: &'a Episode,
    request: &IndicatorRequest,
) -> &'a Episode {
    match request.counting.temporary {
        TemporaryMoves::PassedOver => history.usual_placement(episode),
        TemporaryMoves::Counted => episode,
    }
}
