//! Rules on adoption: the AD1 table, and decisions that a child should be placed for adoption.

use nearhome_model::Date;

use super::{
    Child, Marks, Rule, across, ad1,
    child::{is_adopted, is_adoption, is_short_break},
    episode, placed_adoption,
};
use crate::{
    findings::Code,
    ssda903::tables::{Ad1Cells, At, Cell, EpisodeCells, PlacedAdoptionCells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];
const AD1: &[ReturnTable] = &[ReturnTable::Ad1];
const PLACED: &[ReturnTable] = &[ReturnTable::PlacedAdoption];
const ADOPTERS: &[&str] = &["SEX_ADOPTR", "LS_ADOPTR"];
const DECISION: &[&str] = &["DATE_PLACED"];
const REVERSAL: &[&str] = &["DATE_PLACED_CEASED", "REASON_PLACED_CEASED"];

pub(super) const RULES: &[Rule] = &[
    across(Code::R117, ReturnTable::PlacedAdoption, DECISION, decided_too_late).needs(EPISODES),
    across(Code::R118, ReturnTable::PlacedAdoption, REVERSAL, reversed_too_early).needs(EPISODES),
    placed_adoption(Code::R119, REVERSAL, |_, row| {
        row.date_placed_ceased.is_given() != row.reason_placed_ceased.is_given()
    }),
    ad1(Code::R134, &["DATE_INT"], |child, row| {
        has_information(row) && child.rows.oc3.iter().any(super::care_leavers::has_information)
    })
    .needs(&[ReturnTable::Oc3]),
    ad1(Code::R151, &["DATE_INT", "FOSTER_CARE"], |_, row| (1..=5).contains(&cells_given(row))),
    placed_adoption(Code::R184, &["DATE_PLACED"], |child, row| {
        row.date_placed.day.is_some_and(|decided| child.birth().is_some_and(|birth| decided < birth))
    })
    .needs(&[ReturnTable::Header]),
    across(Code::R331, ReturnTable::Ad1, &["DATE_MATCH"], |child, marks| {
        mark_pairs(child, marks, |episode, row| {
            is_adopted(episode.rec) && is_later(row.date_match.day, episode.decom.day)
        });
    })
    .needs(EPISODES),
    ad1(Code::R333, &["DATE_INT", "DATE_MATCH"], |_, row| {
        row.date_match.day.is_some()
            && (row.date_int.day.is_none() || is_later(row.date_int.day, row.date_match.day))
    }),
    across(Code::R334, ReturnTable::Ad1, &["DATE_INT"], intended_before_care).needs(EPISODES),
    across(Code::R335, ReturnTable::Ad1, &["FOSTER_CARE"], |child, marks| {
        mark_pairs(child, marks, |episode, row| {
            let by_carers = matches!(episode.place, "A3" | "A5") && row.foster_care == "0";
            let by_others = matches!(episode.place, "A4" | "A6") && row.foster_care == "1";
            is_adopted(episode.rec) && (by_carers || by_others)
        });
    })
    .needs(EPISODES),
    ad1(Code::R511, &["SEX_ADOPTR", "NB_ADOPTR"], |_, row| {
        row.nb_adoptr == "2" && matches!(row.sex_adoptr, "M1" | "F1")
    }),
    ad1(Code::R514, ADOPTERS, |_, row| row.ls_adoptr == "L0" && !matches!(row.sex_adoptr, "M1" | "F1")),
    ad1(Code::R517, ADOPTERS, |_, row| row.ls_adoptr == "L3" && row.sex_adoptr != "MF"),
    ad1(Code::R518, ADOPTERS, |_, row| row.ls_adoptr == "L4" && !matches!(row.sex_adoptr, "MM" | "FF")),
    ad1(Code::R519, ADOPTERS, |_, row| {
        row.ls_adoptr == "L2" && !matches!(row.sex_adoptr, "MM" | "FF" | "MF")
    }),
    ad1(Code::R520, ADOPTERS, |_, row| row.ls_adoptr == "L11" && row.sex_adoptr != "MF"),
    across(Code::R521, ReturnTable::Ad1, &["DATE_INT"], |child, marks| {
        mark_pairs(child, marks, |episode, row| {
            is_adoption(episode.place) && is_later(row.date_int.day, episode.decom.day)
        });
    })
    .needs(EPISODES),
    placed_adoption(Code::R522, &["DATE_PLACED_CEASED", "DATE_PLACED"], |_, row| {
        is_later(row.date_placed.day, row.date_placed_ceased.day)
    }),
    across(Code::R523, ReturnTable::PlacedAdoption, DECISION, two_dates).needs(AD1),
    ad1(Code::R524, ADOPTERS, |_, row| row.ls_adoptr == "L12" && !matches!(row.sex_adoptr, "MM" | "FF")),
    across(Code::R525, ReturnTable::PlacedAdoption, &["DATE_PLACED_CEASED"], reversed_and_adopted).needs(AD1),
    episode(Code::R551, &["PLACE"], |facts| {
        let rows = facts.child.rows.placed_adoption;
        let undecided = rows.is_empty() || rows.iter().any(|row| row.date_placed.is_blank());
        is_adoption(facts.now().place) && undecided
    })
    .needs(PLACED),
    across(Code::R552, ReturnTable::PlacedAdoption, DECISION, decided_after_placed).needs(EPISODES),
    across(Code::R553, ReturnTable::PlacedAdoption, REVERSAL, |child, marks| {
        order_without_decision(child, "E1", marks);
    })
    .needs(EPISODES),
    across(Code::R554, ReturnTable::PlacedAdoption, DECISION, |child, marks| {
        let order =
            child.rows.episodes.iter().find(|episode| episode.ls == "E1" && episode.decom.day.is_some());
        mark_decided_after(child, order, marks);
    })
    .needs(EPISODES),
    across(Code::R555, ReturnTable::PlacedAdoption, REVERSAL, |child, marks| {
        order_without_decision(child, "D1", marks);
    })
    .needs(EPISODES),
    episode(Code::R556, &["LS"], |facts| {
        let later = |row: &PlacedAdoptionCells<'_>| is_later(row.date_placed.day, facts.start());
        facts.now().ls == "D1" && facts.child.rows.placed_adoption.iter().any(later)
    })
    .needs(PLACED),
    across(Code::R557, ReturnTable::PlacedAdoption, REVERSAL, left_unadopted).needs(EPISODES),
    episode(Code::R558, &["REC"], |facts| {
        let rows = facts.child.rows.placed_adoption;
        is_adopted(facts.now().rec)
            && !rows.is_empty()
            && rows.iter().all(|row| row.date_placed_ceased.is_given())
    })
    .needs(PLACED),
    placed_adoption(Code::R559, DECISION, |child, row| {
        let early = row.date_placed.day.is_some_and(|decided| decided < child.collection.first);
        let told = child.last.placed_adoption.iter().any(|last| last.date_placed.day.is_some());
        early && !told
    })
    .needs_last(PLACED),
    placed_adoption(Code::R560, DECISION, |child, row| {
        child.last.placed_adoption.iter().any(|last| {
            last.date_placed.is_given()
                && last.date_placed_ceased.is_blank()
                && last.date_placed.text != row.date_placed.text
        })
    })
    .needs_last(PLACED),
    placed_adoption(Code::R561, DECISION, |child, row| {
        child.last.placed_adoption.iter().any(|last| {
            row.date_placed.is_given() && is_reversed(last) && last.date_placed.text == row.date_placed.text
        })
    })
    .needs_last(PLACED),
    placed_adoption(Code::R563, REVERSAL, |_, row| {
        row.reason_placed_ceased.is_given() && row.date_placed_ceased.is_given() && row.date_placed.is_blank()
    }),
    across(Code::R579, ReturnTable::PlacedAdoption, DECISION, overlapping_decisions),
    episode(Code::R582, &["DEC"], |facts| {
        let matched =
            |row: &Ad1Cells<'_>| row.date_match.day.is_some() && row.date_match.day == facts.now().dec.day;
        is_adopted(facts.now().rec) && facts.child.rows.ad1.iter().any(matched)
    })
    .needs(AD1),
    across(Code::R583, ReturnTable::PlacedAdoption, DECISION, earlier_is_open),
    placed_adoption(Code::R584, DECISION, |child, row| {
        child.last.placed_adoption.iter().filter(|last| is_reversed(last)).any(|last| {
            let earlier =
                row.date_placed.day.zip(last.date_placed.day).is_some_and(|(now, last)| now <= last);
            row.date_placed.is_blank() || earlier
        })
    })
    .needs_last(PLACED),
    across(Code::R601, ReturnTable::Ad1, &["DATE_INT", "FOSTER_CARE"], adopted_and_not_told).needs(EPISODES),
    across(Code::R1003, ReturnTable::PlacedAdoption, DECISION, |child, marks| {
        let starts = |episode: &&EpisodeCells<'_>| episode.rne == "S" && episode.decom.day.is_some();
        let first = child.rows.episodes.iter().find(starts);
        let start = first.and_then(|first| first.decom.day);
        for row in child.rows.placed_adoption.iter().filter(|row| is_later(start, row.date_placed.day)) {
            marks.row(row.at);
            marks.row(first.map_or(row.at, |first| first.at));
        }
    })
    .needs(EPISODES),
    ad1(Code::R602, &["DATE_INT"], |child, row| {
        has_information(row) && !child.rows.episodes.iter().any(|episode| is_adopted_in_year(child, episode))
    })
    .needs(EPISODES),
];

/// How many of the six columns about the adoption are filled.
fn cells_given(row: &Ad1Cells<'_>) -> usize {
    let texts = [row.foster_care, row.nb_adoptr, row.sex_adoptr, row.ls_adoptr];
    let given = texts.into_iter().filter(|cell| cell.is_given()).count();
    given + usize::from(row.date_int.is_given()) + usize::from(row.date_match.is_given())
}

/// Whether a row tells anything of an adoption.
pub(super) fn has_information(row: &Ad1Cells<'_>) -> bool {
    cells_given(row) > 0
}

fn is_later(day: Option<Date>, than: Option<Date>) -> bool {
    day.zip(than).is_some_and(|(day, than)| day > than)
}

fn is_reversed(row: &PlacedAdoptionCells<'_>) -> bool {
    row.date_placed_ceased.is_given() || row.reason_placed_ceased.is_given()
}

fn is_adopted_in_year(child: &Child<'_, '_>, episode: &EpisodeCells<'_>) -> bool {
    is_adopted(episode.rec) && episode.dec.day.is_some_and(|end| child.in_year(end))
}

/// Adopted in the year, and the row about it is incomplete or there is none; then the episode alone is marked.
fn adopted_and_not_told(child: &Child<'_, '_>, marks: &mut Marks) {
    mark_pairs(child, marks, |episode, row| is_adopted_in_year(child, episode) && cells_given(row) < 6);
    if child.rows.ad1.is_empty() {
        let adopted = child.rows.episodes.iter().filter(|episode| is_adopted_in_year(child, episode));
        adopted.for_each(|episode| marks.row(episode.at));
    }
}

/// Marks the episodes and AD1 rows that contradict each other.
fn mark_pairs(
    child: &Child<'_, '_>,
    marks: &mut Marks,
    contradict: impl Fn(&EpisodeCells<'_>, &Ad1Cells<'_>) -> bool,
) {
    for episode in child.rows.episodes {
        for row in child.rows.ad1.iter().filter(|row| contradict(episode, row)) {
            marks.row(episode.at);
            marks.row(row.at);
        }
    }
}

/// Decided or reversed after the year, or after the child left care.
fn decided_too_late(child: &Child<'_, '_>, marks: &mut Marks) {
    let ends = |episode: &&EpisodeCells<'_>| episode.decom.day.is_some() && episode.rec != "X1";
    let Some(last) = child.rows.episodes.iter().rfind(ends) else { return };
    let late = |day: Option<Date>| is_later(day, Some(child.collection.last)) || is_later(day, last.dec.day);
    for row in child.rows.placed_adoption {
        if late(row.date_placed.day) || late(row.date_placed_ceased.day) {
            marks.row(row.at);
            marks.row(last.at);
        }
    }
}

fn reversed_too_early(child: &Child<'_, '_>, marks: &mut Marks) {
    let recorded = |episode: &&EpisodeCells<'_>| episode.decom.day.is_some() && !is_short_break(episode.ls);
    let Some(first) = child.rows.episodes.iter().find(recorded) else { return };
    for row in child.rows.placed_adoption {
        let reversed = row.date_placed_ceased.day;
        if is_later(first.decom.day, reversed) || is_later(Some(child.collection.first), reversed) {
            marks.row(row.at);
            marks.row(first.at);
        }
    }
}

/// The decision on adoption lies before the start of the latest period of care.
fn intended_before_care(child: &Child<'_, '_>, marks: &mut Marks) {
    let starts = |episode: &&EpisodeCells<'_>| episode.rne == "S" && episode.decom.day.is_some();
    let Some(latest) = child.rows.episodes.iter().rfind(starts) else { return };
    for row in child.rows.ad1.iter().filter(|row| is_later(latest.decom.day, row.date_int.day)) {
        marks.row(row.at);
        marks.row(latest.at);
    }
}

fn two_dates(child: &Child<'_, '_>, marks: &mut Marks) {
    for decision in child.rows.placed_adoption.iter().filter(|row| row.date_placed.day.is_some()) {
        let differs =
            |row: &&Ad1Cells<'_>| row.date_int.day.is_some() && row.date_int.day != decision.date_placed.day;
        for row in child.rows.ad1.iter().filter(differs) {
            marks.row(decision.at);
            marks.row(row.at);
        }
    }
}

fn reversed_and_adopted(child: &Child<'_, '_>, marks: &mut Marks) {
    for decision in child.rows.placed_adoption.iter().filter(|row| row.date_placed_ceased.is_given()) {
        for row in child.rows.ad1.iter().filter(|row| has_information(row)) {
            marks.row(decision.at);
            marks.row(row.at);
        }
    }
}

/// The latest decision is later than the first placement for adoption.
fn decided_after_placed(child: &Child<'_, '_>, marks: &mut Marks) {
    let placed = |episode: &&EpisodeCells<'_>| is_adoption(episode.place) && episode.decom.day.is_some();
    let first = child.rows.episodes.iter().find(placed);
    let latest = child.rows.placed_adoption.iter().max_by_key(|row| row.date_placed.day);
    let (Some(first), Some(latest)) = (first, latest) else { return };
    if is_later(latest.date_placed.day, first.decom.day) {
        marks.row(latest.at);
        marks.row(first.at);
    }
}

fn mark_decided_after(child: &Child<'_, '_>, order: Option<&EpisodeCells<'_>>, marks: &mut Marks) {
    let Some(order) = order else { return };
    for row in child.rows.placed_adoption.iter().filter(|row| is_later(row.date_placed.day, order.decom.day))
    {
        marks.row(row.at);
        marks.row(order.at);
    }
}

/// An order that frees for adoption, and no day of a decision; or a decision reversed while the order stands.
fn order_without_decision(child: &Child<'_, '_>, order: &str, marks: &mut Marks) {
    let under = || child.rows.episodes.iter().filter(|episode| episode.ls == order);
    let decisions = child.rows.placed_adoption;
    if decisions.iter().all(|row| row.date_placed.is_blank()) {
        under().for_each(|episode| marks.row(episode.at));
    }
    if under().any(|episode| episode.dec.is_blank()) {
        decisions.iter().filter(|row| is_reversed(row)).for_each(|row| marks.row(row.at));
    }
}

/// Left care unadopted after a placement for adoption or under its order, and no reversal is told.
fn left_unadopted(child: &Child<'_, '_>, marks: &mut Marks) {
    let ordered = |ls: &str| ls == "E1" || (ls == "D1" && child.year() <= 2024);
    let leaves = |episode: &&EpisodeCells<'_>| {
        episode.rec.is_given() && episode.rec != "X1" && !is_adopted(episode.rec)
    };
    let concerned = |episode: &&EpisodeCells<'_>| is_adoption(episode.place) || ordered(episode.ls);
    let open: Vec<At> = child
        .rows
        .placed_adoption
        .iter()
        .filter(|row| row.date_placed_ceased.is_blank() || row.reason_placed_ceased.is_blank())
        .map(|row| row.at)
        .collect();
    if open.is_empty() && !child.rows.placed_adoption.is_empty() {
        return;
    }
    for episode in child.rows.episodes.iter().filter(concerned).filter(leaves) {
        marks.row(episode.at);
        for &at in &open {
            marks.row(at);
        }
    }
}

fn in_order<'c, 'a>(child: &Child<'c, 'a>) -> Vec<&'c PlacedAdoptionCells<'a>> {
    let mut rows: Vec<_> = child.rows.placed_adoption.iter().collect();
    rows.sort_by_key(|row| (row.date_placed.day.is_none(), row.date_placed.day, row.at));
    rows
}

/// A decision before the earlier one was reversed.
fn overlapping_decisions(child: &Child<'_, '_>, marks: &mut Marks) {
    for pair in in_order(child).windows(2) {
        if let [before, now] = pair {
            let reversed = before.date_placed_ceased.day;
            if reversed.is_none() || is_later(reversed, now.date_placed.day) {
                marks.row_with(now.at, Some(before.at));
            }
        }
    }
}

/// All but the latest decision must have been reversed.
fn earlier_is_open(child: &Child<'_, '_>, marks: &mut Marks) {
    let rows = in_order(child);
    for row in rows.iter().rev().skip(1).filter(|row| row.date_placed_ceased.is_blank()) {
        marks.row_with(row.at, rows.last().map(|latest| latest.at));
    }
}
