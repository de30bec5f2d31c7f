//! Rules on whether the tables of a return agree about who a child is.
//!
//! They are the public validator's own (INT01 to INT36), not the Department for Education's: a child of
//! any table stands once in the Header, with the same birth date and sex.

use super::{Child, Marks, Rule, across};
use crate::{
    findings::Code,
    ssda903::tables::{At, Cell, DateCell, ReturnTable},
};

const HEADER: &[ReturnTable] = &[ReturnTable::Header];

macro_rules! no_header {
    ($code:ident, $table:ident, $rows:ident) => {
        across(Code::$code, ReturnTable::$table, &["CHILD"], |child, marks| {
            mark_unknown(child, child.rows.$rows.iter().map(|row| row.at), marks);
        })
        .needs(HEADER)
    };
}

macro_rules! other_birth {
    ($code:ident, $table:ident, $rows:ident) => {
        across(Code::$code, ReturnTable::$table, &["DOB"], |child, marks| {
            mark_other_birth(child, child.rows.$rows.iter().map(|row| (row.at, row.dob)), marks);
        })
        .needs(HEADER)
    };
}

macro_rules! twice {
    ($code:ident, $table:ident, $rows:ident) => {
        across(Code::$code, ReturnTable::$table, &["CHILD"], |child, marks| {
            if child.rows.$rows.len() > 1 {
                marks.rows(child.rows.$rows.iter().map(|row| row.at));
            }
        })
    };
}

pub(super) const RULES: &[Rule] = &[
    no_header!(Int01, Ad1, ad1),
    no_header!(Int02, PlacedAdoption, placed_adoption),
    no_header!(Int03, Episodes, episodes),
    no_header!(Int04, Missing, missing),
    no_header!(Int05, Oc2, oc2),
    no_header!(Int06, Oc3, oc3),
    no_header!(Int07, PrevPerm, prev_perm),
    no_header!(Int08, Reviews, reviews),
    no_header!(Int09, Uasc, uasc),
    other_birth!(Int11, Ad1, ad1),
    other_birth!(Int12, PlacedAdoption, placed_adoption),
    other_birth!(Int13, Missing, missing),
    other_birth!(Int14, Oc2, oc2),
    other_birth!(Int15, Oc3, oc3),
    other_birth!(Int16, PrevPerm, prev_perm),
    other_birth!(Int17, Reviews, reviews),
    other_birth!(Int18, Uasc, uasc),
    across(Code::Int21, ReturnTable::Uasc, &["SEX"], |child, marks| {
        let Some(header) = child.header() else { return };
        for row in child.rows.uasc {
            let both = row.sex.is_given() && header.sex.is_given();
            marks.row_if(both && row.sex != header.sex, row.at);
        }
    })
    .needs(HEADER),
    twice!(Int31, Ad1, ad1),
    twice!(Int32, Header, header),
    twice!(Int33, Oc2, oc2),
    twice!(Int34, Oc3, oc3),
    twice!(Int35, PrevPerm, prev_perm),
    twice!(Int36, Uasc, uasc),
];

fn mark_unknown(child: &Child<'_, '_>, rows: impl Iterator<Item = At>, marks: &mut Marks) {
    if child.rows.header.is_empty() {
        rows.for_each(|at| marks.row(at));
    }
}

fn mark_other_birth<'a>(
    child: &Child<'_, '_>,
    rows: impl Iterator<Item = (At, DateCell<'a>)>,
    marks: &mut Marks,
) {
    let Some(birth) = child.birth() else { return };
    for (at, _) in rows.filter(|(_, dob)| dob.day.is_some_and(|day| day != birth)) {
        marks.row(at);
    }
}
