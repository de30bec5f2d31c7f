//! The validation rules of the return: each a line of a table with its number, its columns and a small
//! pure function, in a file by subject.
//!
//! The rules run on rows as the files state them (`super::tables`), bad cells included, and only mark
//! rows; nothing is left out here. Facts follow the Department for Education's guide as the public
//! validator of the sector (`data-to-insight/csc-validator-be-903`) implements it; where the two part
//! ways `docs/ssda903-agreement.md` says why.

mod adoption;
mod ages;
mod agreement;
mod care_leavers;
mod child;
mod codes;
mod deprivation;
mod episode_dates;
mod last_return;
mod legal;
mod marks;
mod missing;
mod mothers;
mod ofsted;
mod outcomes;
mod page;
mod permanence;
mod person;
mod placement;
mod places;
mod provider;
mod reviews;
mod run;
mod sequence;
mod social_worker;
mod temporary;
#[cfg(test)]
mod tests;
mod unaccompanied;

use child::{Child, Collection, EpisodeFacts};
use marks::Marks;
pub use page::return_rules_page;
pub(super) use run::check;

use super::tables::{
    Ad1Cells, DoLoCells, HeaderCells, MissingCells, Oc2Cells, Oc3Cells, PlacedAdoptionCells, PrevPermCells,
    ReturnTable, ReviewCells, SwEpisodeCells, UascCells,
};
use crate::findings::Code;

/// Which of the two stages of the Department for Education's validation a rule belongs to.
///
/// There a record that fails stage 1 goes no further; here every rule runs on every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The form of single cells.
    One,
    /// What cells, rows and returns say of one another.
    Two,
}

/// Which rows beside the one that fails a finding concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Concerns {
    /// None.
    Itself,
    /// The episode before it.
    Before,
    /// The episode after it.
    Next,
}

/// What a rule compares the return with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Itself and the return before it.
    Return,
    /// Ofsted's lists of providers; it cannot be judged without one.
    Ofsted,
}

/// How a rule is judged; each answer `true` marks a row.
enum Judge {
    Header(fn(&Child<'_, '_>, &HeaderCells<'_>) -> bool),
    Episode(Concerns, fn(&EpisodeFacts<'_, '_>) -> bool),
    Review(fn(&ReviewCells<'_>) -> bool),
    Uasc(fn(&Child<'_, '_>, &UascCells<'_>) -> bool),
    Oc2(fn(&Child<'_, '_>, &Oc2Cells<'_>) -> bool),
    Oc3(fn(&Child<'_, '_>, &Oc3Cells<'_>) -> bool),
    Ad1(fn(&Child<'_, '_>, &Ad1Cells<'_>) -> bool),
    PlacedAdoption(fn(&Child<'_, '_>, &PlacedAdoptionCells<'_>) -> bool),
    PrevPerm(fn(&PrevPermCells<'_>) -> bool),
    Missing(fn(&Child<'_, '_>, &MissingCells<'_>) -> bool),
    SwEpisode(fn(&Child<'_, '_>, &SwEpisodeCells<'_>) -> bool),
    DoLo(fn(&Child<'_, '_>, &DoLoCells<'_>) -> bool),
    /// Marks rows of several tables of one child.
    Child(fn(&Child<'_, '_>, &mut Marks)),
    /// Marks rows of several children.
    Collection(fn(&Collection<'_, '_>, &mut Marks)),
}

/// A validation rule.
struct Rule {
    code: Code,
    stage: Stage,
    /// The table that the columns belong to.
    table: ReturnTable,
    /// Columns without which it cannot be judged; the first is the one that findings name.
    columns: &'static [&'static str],
    /// Further tables without which it cannot be judged.
    needs: &'static [ReturnTable],
    /// Tables of the return before without which it cannot be judged.
    needs_last: &'static [ReturnTable],
    source: Source,
    judge: Judge,
}

type Columns = &'static [&'static str];

impl Rule {
    const fn new(code: Code, table: ReturnTable, columns: Columns, judge: Judge) -> Self {
        Self {
            code,
            stage: Stage::Two,
            table,
            columns,
            needs: &[],
            needs_last: &[],
            source: Source::Return,
            judge,
        }
    }

    /// The same rule as one of stage 1.
    const fn of_form(self) -> Self {
        Self { stage: Stage::One, ..self }
    }

    /// The same rule, which looks into Ofsted's lists.
    const fn against_ofsted(self) -> Self {
        Self { source: Source::Ofsted, ..self }
    }

    /// The same rule, which also looks at other tables.
    const fn needs(self, needs: &'static [ReturnTable]) -> Self {
        Self { needs, ..self }
    }

    /// The same rule, which also looks at tables of the return before.
    const fn needs_last(self, needs_last: &'static [ReturnTable]) -> Self {
        Self { needs_last, ..self }
    }
}

const fn header(code: Code, columns: Columns, fails: fn(&Child<'_, '_>, &HeaderCells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Header, columns, Judge::Header(fails))
}

const fn episode(code: Code, columns: Columns, fails: fn(&EpisodeFacts<'_, '_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Episodes, columns, Judge::Episode(Concerns::Itself, fails))
}

const fn after(code: Code, columns: Columns, fails: fn(&EpisodeFacts<'_, '_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Episodes, columns, Judge::Episode(Concerns::Before, fails))
}

const fn ahead(code: Code, columns: Columns, fails: fn(&EpisodeFacts<'_, '_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Episodes, columns, Judge::Episode(Concerns::Next, fails))
}

const fn review(code: Code, columns: Columns, fails: fn(&ReviewCells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Reviews, columns, Judge::Review(fails))
}

const fn uasc(code: Code, columns: Columns, fails: fn(&Child<'_, '_>, &UascCells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Uasc, columns, Judge::Uasc(fails))
}

const fn oc2(code: Code, columns: Columns, fails: fn(&Child<'_, '_>, &Oc2Cells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Oc2, columns, Judge::Oc2(fails))
}

const fn oc3(code: Code, columns: Columns, fails: fn(&Child<'_, '_>, &Oc3Cells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Oc3, columns, Judge::Oc3(fails))
}

const fn ad1(code: Code, columns: Columns, fails: fn(&Child<'_, '_>, &Ad1Cells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Ad1, columns, Judge::Ad1(fails))
}

const fn placed_adoption(
    code: Code,
    columns: Columns,
    fails: fn(&Child<'_, '_>, &PlacedAdoptionCells<'_>) -> bool,
) -> Rule {
    Rule::new(code, ReturnTable::PlacedAdoption, columns, Judge::PlacedAdoption(fails))
}

const fn prev_perm(code: Code, columns: Columns, fails: fn(&PrevPermCells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::PrevPerm, columns, Judge::PrevPerm(fails))
}

const fn missing(code: Code, columns: Columns, fails: fn(&Child<'_, '_>, &MissingCells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::Missing, columns, Judge::Missing(fails))
}

const fn sw_episode(
    code: Code,
    columns: Columns,
    fails: fn(&Child<'_, '_>, &SwEpisodeCells<'_>) -> bool,
) -> Rule {
    Rule::new(code, ReturnTable::SwEpisodes, columns, Judge::SwEpisode(fails))
}

const fn dolo(code: Code, columns: Columns, fails: fn(&Child<'_, '_>, &DoLoCells<'_>) -> bool) -> Rule {
    Rule::new(code, ReturnTable::DoLo, columns, Judge::DoLo(fails))
}

/// A rule that marks rows of several tables; the columns belong to the table named.
const fn across(
    code: Code,
    table: ReturnTable,
    columns: Columns,
    marks: fn(&Child<'_, '_>, &mut Marks),
) -> Rule {
    Rule::new(code, table, columns, Judge::Child(marks))
}

/// Every rule, by subject.
fn all() -> impl Iterator<Item = &'static Rule> {
    [
        codes::RULES,
        person::RULES,
        mothers::RULES,
        unaccompanied::RULES,
        episode_dates::RULES,
        ages::RULES,
        legal::RULES,
        placement::RULES,
        provider::RULES,
        ofsted::RULES,
        places::RULES,
        temporary::RULES,
        sequence::RULES,
        last_return::RULES,
        reviews::RULES,
        missing::RULES,
        outcomes::RULES,
        care_leavers::RULES,
        adoption::RULES,
        permanence::RULES,
        social_worker::RULES,
        deprivation::RULES,
        agreement::RULES,
    ]
    .into_iter()
    .flatten()
}
