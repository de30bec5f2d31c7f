//! Rules on the first and last day of a single episode.

use nearhome_model::Date;

use super::{Child, Marks, Rule, across, episode};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, ReturnTable},
};

pub(super) const RULES: &[Rule] = &[
    episode(Code::R148, &["DEC", "REC"], |facts| facts.now().dec.is_given() != facts.now().rec.is_given()),
    across(Code::R302, ReturnTable::Episodes, &["DECOM"], starts_before_birth).needs(&[ReturnTable::Header]),
    episode(Code::R353, &["DECOM"], |facts| {
        // The Children Act 1989 came into force on this day.
        let first = Date::new(1991, 10, 14).ok();
        facts.start().is_some_and(|start| Some(start) < first)
    }),
    episode(Code::R354, &["DECOM"], |facts| {
        facts.start().is_some_and(|start| start > facts.child.collection.last)
    }),
    episode(Code::R355, &["DEC", "DECOM"], |facts| {
        facts.start().is_some() && facts.start() == facts.now().dec.day
    }),
    episode(Code::R356, &["DEC", "DECOM"], |facts| {
        facts.start().zip(facts.now().dec.day).is_some_and(|(start, end)| end < start)
    }),
    episode(Code::R385, &["DEC"], |facts| {
        facts.now().dec.day.is_some_and(|end| end > facts.child.collection.last)
    }),
];

fn starts_before_birth(child: &Child<'_, '_>, marks: &mut Marks) {
    let first = child.first_episode().map(|(_, episode)| episode);
    let (Some(first), Some(header)) = (first, child.header()) else { return };
    if first.decom.day.zip(header.dob.day).is_some_and(|(start, birth)| start < birth) {
        marks.row(first.at);
        marks.row(header.at);
    }
}
