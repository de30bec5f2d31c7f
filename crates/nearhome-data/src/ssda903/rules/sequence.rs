//! Rules on what follows what: an episode, the one before it and the one after it.

use super::{
    Child, EpisodeFacts, Marks, Rule, across, after, ahead,
    child::{is_adopted, is_adoption, is_fostering, is_temporary},
    episode,
};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, EpisodeCells, ReturnTable},
};

const PLACEMENT: &[&str] = &["RNE", "LS", "PLACE"];

pub(super) const RULES: &[Rule] = &[
    ahead(Code::R142, &["DEC", "REC"], |facts| {
        let now = facts.now();
        facts.next().is_some() && now.decom.day.is_some() && (now.dec.day.is_none() || now.rec.is_blank())
    }),
    across(Code::R199, ReturnTable::Episodes, &["REC"], after_an_adoption),
    ahead(Code::R225, &["REASON_PLACE_CHANGE"], |facts| {
        let now = facts.now();
        let moves =
            |next: &EpisodeCells<'_>| matches!(next.rne, "P" | "B" | "T" | "U") && !is_temporary(next.place);
        now.rec == "X1"
            && now.reason_place_change.is_blank()
            && !is_temporary(now.place)
            && facts.next().is_some_and(moves)
    }),
    episode(Code::R233, &["REASON_PLACE_CHANGE"], |facts| {
        facts.now().dec.is_blank() && facts.now().reason_place_change.is_given()
    }),
    after(Code::R336, &["PLACE"], |facts| {
        // The current foster carer adopts (A3, A5); the public validator tests A3 and A4.
        let cared = |before: &EpisodeCells<'_>| is_fostering(before.place) || is_adoption(before.place);
        matches!(facts.now().place, "A3" | "A5") && facts.before().is_some_and(|before| !cared(before))
    }),
    episode(Code::R357, &["RNE"], |facts| {
        let is_first = facts.child.first_episode().is_some_and(|(index, _)| index == facts.index);
        let in_year = facts.start().is_some_and(|start| start >= facts.child.collection.first);
        is_first && in_year && facts.now().rne != "S"
    }),
    ahead(Code::R388, &["REC"], continuation_disagrees),
    after(Code::R431, &["RNE", "DECOM"], |facts| {
        let ended = facts.before().and_then(|before| before.dec.day);
        facts.now().rne == "S" && facts.start().zip(ended).is_some_and(|(start, end)| start <= end)
    }),
    after(Code::R432, &["RNE"], |facts| {
        facts.now().rne != "S" && facts.before().is_some_and(|before| ends_care(before.rec))
    }),
    after(Code::R433, &["DECOM", "RNE"], |facts| {
        let continues = matches!(facts.now().rne, "P" | "L" | "T" | "U" | "B");
        let joined = |before: &EpisodeCells<'_>| facts.start().is_some() && before.dec.day == facts.start();
        continues && facts.before().is_some_and(|before| !joined(before))
    }),
    after(Code::R434, PLACEMENT, |facts| {
        facts.now().rne == "L" && facts.changes().is_some_and(|changes| changes.placement || !changes.status)
    }),
    after(Code::R435, PLACEMENT, |facts| {
        matches!(facts.now().rne, "P" | "T")
            && facts.changes().is_some_and(|changes| changes.status || !changes.placement)
    }),
    after(Code::R436, PLACEMENT, |facts| {
        matches!(facts.now().rne, "B" | "U")
            && facts.changes().is_some_and(|changes| !changes.status || !changes.placement)
    }),
    ahead(Code::R437, &["REC"], |facts| {
        let now = facts.now();
        matches!(now.rec, "E2" | "E15") && now.decom.day.is_some() && facts.next().is_some()
    }),
    after(Code::R501, &["DECOM"], |facts| {
        let ended = facts.before().and_then(|before| before.dec.day);
        facts.start().zip(ended).is_some_and(|(start, end)| start < end)
    }),
    after(Code::R504, &["CIN"], |facts| {
        let continued = |before: &&EpisodeCells<'_>| {
            before.rec == "X1" && before.dec.day.is_some() && before.dec.day == facts.start()
        };
        facts.before().filter(continued).is_some_and(|before| before.cin != facts.now().cin)
    }),
];

/// What differs between an episode and the one before it.
#[derive(Clone, Copy)]
struct Changes {
    status: bool,
    placement: bool,
}

impl EpisodeFacts<'_, '_> {
    fn changes(&self) -> Option<Changes> {
        let (before, now) = (self.before()?, self.now());
        let same = before.place == now.place
            && before.place_provider == now.place_provider
            && before.pl_post == now.pl_post
            && before.urn == now.urn;
        Some(Changes { status: before.ls != now.ls, placement: !same })
    }
}

/// REC of an episode after which the child is no longer looked after.
fn ends_care(rec: &str) -> bool {
    rec != "X1" && rec.parse::<crate::ssda903::EpisodeEnd>().is_ok()
}

/// Marks what comes after an adoption, in this return or the one before; the adoption itself is no
/// fault, a second one is.
fn after_an_adoption(child: &Child<'_, '_>, marks: &mut Marks) {
    let last = child.last.episodes.iter().map(|episode| (episode, None));
    let this = child.rows.episodes.iter().map(|episode| (episode, Some(episode.at)));
    let mut all: Vec<_> = last.chain(this).filter(|(episode, _)| episode.decom.day.is_some()).collect();
    all.sort_by_key(|(episode, at)| (episode.decom.day, at.is_none()));
    let mut adoptions = 0;
    for (episode, at) in all {
        let adopted = is_adopted(episode.rec);
        adoptions += u32::from(adopted);
        let fails = adoptions > 0 && !(adopted && adoptions == 1);
        if let Some(at) = at.filter(|_| fails) {
            marks.row(at);
        }
    }
}

/// Whether REC says that the next episode follows on the same day and none does, or the reverse.
fn continuation_disagrees(facts: &EpisodeFacts<'_, '_>) -> bool {
    let now = facts.now();
    let Some(end) = now.dec.day else { return false };
    let continues = now.rec == "X1";
    let Some(next) = facts.next() else { return continues };
    let Some(start) = next.decom.day else { return false };
    if start == end { now.rec.is_given() && !continues } else { continues }
}
