//! Every table of the return with its columns, and its rows as they stand in the file.
//!
//! A row here keeps bad cells: the validation rules need to see them. Which rows may be used, and as
//! what, is decided in `super::parse`.

use nearhome_model::Date;

use super::dates::DateForm;
use crate::table::{Layout, Row, Table};

/// Where a row stands: its table, and its place among the table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) table: ReturnTable,
    pub(super) row: u32,
}

/// A cell of a date: its text, and the day where it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DateCell<'a> {
    pub(super) text: &'a str,
    pub(super) day: Option<Date>,
}

/// What every cell can tell.
pub(super) trait Cell: Copy {
    /// Whether nothing stands in the cell, or the column is absent.
    fn is_blank(self) -> bool;

    /// Whether something stands in the cell, readable or not.
    fn is_given(self) -> bool {
        !self.is_blank()
    }
}

impl Cell for &str {
    fn is_blank(self) -> bool {
        self.is_empty()
    }
}

impl Cell for DateCell<'_> {
    fn is_blank(self) -> bool {
        self.text.is_empty()
    }
}

impl DateCell<'_> {
    /// Whether something stands in the cell that is no day.
    pub(super) fn is_unreadable(self) -> bool {
        self.is_given() && self.day.is_none()
    }
}

/// The rows of a table as its file states them, every value in upper case.
#[derive(Debug)]
pub(super) struct RawTable {
    pub(super) kind: ReturnTable,
    pub(super) table: Table,
    pub(super) forms: Vec<(&'static str, DateForm)>,
}

/// Reads the cells of one row.
struct RowCells<'c, 'a> {
    row: &'a Row,
    at: At,
    /// Index of each column of the table, in the order of its columns, and the form of its dates.
    columns: &'c [(Option<usize>, DateForm)],
}

impl<'a> RowCells<'_, 'a> {
    fn text(&self, column: usize) -> &'a str {
        self.columns.get(column).and_then(|(index, _)| *index).map_or("", |index| self.row.field(index))
    }

    fn date(&self, column: usize) -> DateCell<'a> {
        let text = self.text(column);
        let form = self.columns.get(column).map_or(DateForm::British, |(_, form)| *form);
        DateCell { text, day: if text.is_empty() { None } else { form.read(text) } }
    }
}

/// A row that belongs to a child.
pub(super) trait OfChild<'a>: Sized {
    /// The child's id, in upper case.
    fn child(&self) -> &'a str;
}

/// Rows of one child, which stand together; the cursor moves past them.
fn take<'t, 'a, R: OfChild<'a>>(rows: &'t [R], cursor: &mut usize, child: &str) -> &'t [R] {
    while rows.get(*cursor).is_some_and(|row| row.child() < child) {
        *cursor += 1;
    }
    let from = *cursor;
    while rows.get(*cursor).is_some_and(|row| row.child() == child) {
        *cursor += 1;
    }
    &rows[from..*cursor]
}

macro_rules! cell_type {
    (text) => { &'a str };
    (date) => { DateCell<'a> };
}

macro_rules! dates_of {
    ($($kind:ident $column:literal)+) => { &[$((dates_of!(@ $kind), $column)),+] };
    (@ text) => { false };
    (@ date) => { true };
}

macro_rules! tables {
    ($($table:ident $rows:ident $row:ident $name:literal needs [$($required:literal)*] {
        $($cell:ident: $kind:ident $column:literal,)+
    })+) => {
        /// A table of the return.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum ReturnTable { $($table,)+ }

        $(
            /// A row of the table as it stands in the file.
            #[derive(Clone, Copy, Debug)]
            pub(super) struct $row<'a> {
                pub(super) at: At,
                $(pub(super) $cell: cell_type!($kind),)+
            }

            impl<'a> OfChild<'a> for $row<'a> {
                fn child(&self) -> &'a str { self.child }
            }

            impl<'a> $row<'a> {
                fn read(cells: &RowCells<'_, 'a>) -> Self {
                    let mut column = 0..;
                    let mut next = || column.next().unwrap_or_default();
                    Self { at: cells.at, $($cell: cells.$kind(next()),)+ }
                }
            }
        )+

        /// All tables of a collection, the rows of each in the order of their children.
        #[derive(Debug, Default)]
        pub(super) struct Tables<'a> {
            $(pub(super) $rows: Vec<$row<'a>>,)+
        }

        /// The rows of one child in every table.
        #[derive(Clone, Copy, Debug, Default)]
        pub(super) struct ChildRows<'t, 'a> {
            $(pub(super) $rows: &'t [$row<'a>],)+
        }

        /// How far each table has been read.
        #[derive(Debug, Default)]
        pub(super) struct Cursors { $($rows: usize,)+ }

        impl ReturnTable {
            /// Every table, in the order of the Department for Education's guide.
            pub(super) const ALL: &'static [Self] = &[$(Self::$table),+];

            /// Its name.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$table => $name,)+ }
            }

            /// Its columns; pooled exports add `LA` and `YEAR`.
            pub(super) const fn layout(self) -> Layout {
                match self {
                    $(Self::$table => Layout {
                        name: $name,
                        columns: &[$($column,)+ "LA", "YEAR"],
                        required: &[$($required),*],
                    },)+
                }
            }

            /// Its columns, each with whether it holds dates.
            const fn kinds(self) -> &'static [(bool, &'static str)] {
                match self { $(Self::$table => dates_of!($($kind $column)+),)+ }
            }
        }

        impl<'a> Tables<'a> {
            /// The rows of the tables read, by child.
            pub(super) fn of(raw: &'a [RawTable]) -> Self {
                let mut tables = Self::default();
                for one in raw {
                    let columns = one.columns();
                    match one.kind {
                        $(ReturnTable::$table => tables.$rows.extend(one.cells(&columns).map(|cells| $row::read(&cells))),)+
                    }
                }
                $(tables.$rows.sort_by_key(|row| row.child);)+
                tables.episodes.sort_by(|one, other| one.order().cmp(&other.order()));
                tables
            }

            /// Every child of any table, in order.
            pub(super) fn children(&self) -> Vec<&'a str> {
                let mut children: Vec<&'a str> = Vec::with_capacity(2 * self.header.len());
                $(children.extend(self.$rows.iter().map(|row| row.child));)+
                children.sort_unstable();
                children.dedup();
                children
            }

            /// The rows of a child; children must be asked for in order.
            pub(super) fn rows_of(&self, child: &str, cursors: &mut Cursors) -> ChildRows<'_, 'a> {
                ChildRows { $($rows: take(&self.$rows, &mut cursors.$rows, child),)+ }
            }
        }
    };
}

tables! {
    Header header HeaderCells "Header" needs ["CHILD" "SEX" "DOB" "ETHNIC"] {
        child: text "CHILD",
        sex: text "SEX",
        dob: date "DOB",
        ethnic: text "ETHNIC",
        upn: text "UPN",
        mother: text "MOTHER",
        mc_dob: date "MC_DOB",
        uasc: text "UASC",
    }
    Episodes episodes EpisodeCells "Episodes" needs
        ["CHILD" "DECOM" "RNE" "LS" "CIN" "PLACE" "PLACE_PROVIDER" "DEC" "REC" "HOME_POST" "PL_POST"] {
        child: text "CHILD",
        decom: date "DECOM",
        rne: text "RNE",
        ls: text "LS",
        cin: text "CIN",
        place: text "PLACE",
        place_provider: text "PLACE_PROVIDER",
        dec: date "DEC",
        rec: text "REC",
        reason_place_change: text "REASON_PLACE_CHANGE",
        home_post: text "HOME_POST",
        pl_post: text "PL_POST",
        urn: text "URN",
    }
    Reviews reviews ReviewCells "Reviews" needs ["CHILD" "REVIEW" "REVIEW_CODE"] {
        child: text "CHILD",
        dob: date "DOB",
        review: date "REVIEW",
        review_code: text "REVIEW_CODE",
    }
    Uasc uasc UascCells "UASC" needs ["CHILD" "DUC"] {
        child: text "CHILD",
        sex: text "SEX",
        dob: date "DOB",
        duc: date "DUC",
    }
    Oc2 oc2 Oc2Cells "OC2" needs ["CHILD" "SDQ_SCORE"] {
        child: text "CHILD",
        dob: date "DOB",
        sdq_score: text "SDQ_SCORE",
        sdq_reason: text "SDQ_REASON",
        convicted: text "CONVICTED",
        health_check: text "HEALTH_CHECK",
        immunisations: text "IMMUNISATIONS",
        teeth_check: text "TEETH_CHECK",
        health_assessment: text "HEALTH_ASSESSMENT",
        substance_misuse: text "SUBSTANCE_MISUSE",
        intervention_received: text "INTERVENTION_RECEIVED",
        intervention_offered: text "INTERVENTION_OFFERED",
    }
    Oc3 oc3 Oc3Cells "OC3" needs ["CHILD" "IN_TOUCH" "ACTIV" "ACCOM"] {
        child: text "CHILD",
        dob: date "DOB",
        in_touch: text "IN_TOUCH",
        activ: text "ACTIV",
        accom: text "ACCOM",
    }
    Ad1 ad1 Ad1Cells "AD1" needs ["CHILD" "DATE_INT" "DATE_MATCH"] {
        child: text "CHILD",
        dob: date "DOB",
        date_int: date "DATE_INT",
        date_match: date "DATE_MATCH",
        foster_care: text "FOSTER_CARE",
        nb_adoptr: text "NB_ADOPTR",
        sex_adoptr: text "SEX_ADOPTR",
        ls_adoptr: text "LS_ADOPTR",
    }
    PlacedAdoption placed_adoption PlacedAdoptionCells "PlacedAdoption" needs
        ["CHILD" "DATE_PLACED" "DATE_PLACED_CEASED" "REASON_PLACED_CEASED"] {
        child: text "CHILD",
        dob: date "DOB",
        date_placed: date "DATE_PLACED",
        date_placed_ceased: date "DATE_PLACED_CEASED",
        reason_placed_ceased: text "REASON_PLACED_CEASED",
    }
    PrevPerm prev_perm PrevPermCells "PrevPerm" needs ["CHILD" "PREV_PERM"] {
        child: text "CHILD",
        dob: date "DOB",
        prev_perm: text "PREV_PERM",
        la_perm: text "LA_PERM",
        date_perm: text "DATE_PERM",
    }
    Missing missing MissingCells "Missing" needs ["CHILD" "MISSING" "MIS_START" "MIS_END"] {
        child: text "CHILD",
        dob: date "DOB",
        missing: text "MISSING",
        mis_start: date "MIS_START",
        mis_end: date "MIS_END",
    }
    SwEpisodes sw_episodes SwEpisodeCells "SWEpisodes" needs ["CHILD" "SW_ID" "SW_DECOM" "SW_DEC" "SW_REASON"] {
        child: text "CHILD",
        _dob: date "DOB",
        sw_id: text "SW_ID",
        sw_decom: date "SW_DECOM",
        sw_dec: date "SW_DEC",
        sw_reason: text "SW_REASON",
    }
    DoLo dolo DoLoCells "DoLo" needs ["CHILD" "DOLO_START" "DOLO_END"] {
        child: text "CHILD",
        dob: date "DOB",
        dolo_start: date "DOLO_START",
        dolo_end: date "DOLO_END",
    }
}

impl Cursors {
    /// How many episodes have been passed.
    pub(super) fn episodes(&self) -> usize {
        self.episodes
    }
}

impl ReturnTable {
    /// Columns of dates; each must be in one form throughout.
    pub(super) fn date_columns(self) -> impl Iterator<Item = &'static str> {
        self.kinds().iter().filter(|(is_date, _)| *is_date).map(|&(_, column)| column)
    }

    /// The table that has these columns, given in upper case; names of files mean nothing.
    ///
    /// A column that only one table has is enough to know it by.
    pub(super) fn recognise(columns: &[String]) -> Option<Self> {
        let has = |name: &str| columns.iter().any(|column| column == name);
        let is_own = |name: &str| !matches!(name, "CHILD" | "DOB" | "SEX" | "LA" | "YEAR" | "UASC");
        let own = |table: &Self| table.layout().columns.iter().any(|name| is_own(name) && has(name));
        Self::ALL.iter().copied().find(own)
    }
}

impl RawTable {
    fn columns(&self) -> Vec<(Option<usize>, DateForm)> {
        let column = |&(_, name): &(bool, &'static str)| {
            let form = self.forms.iter().find(|(known, _)| *known == name);
            (self.table.index_of(name), form.map_or(DateForm::British, |&(_, form)| form))
        };
        self.kind.kinds().iter().map(column).collect()
    }

    fn cells<'c, 'a>(
        &'a self,
        columns: &'c [(Option<usize>, DateForm)],
    ) -> impl Iterator<Item = RowCells<'c, 'a>> + use<'c, 'a> {
        let kind = self.kind;
        self.table.rows.iter().zip(0..).map(move |(row, index)| RowCells {
            row,
            at: At { table: kind, row: index },
            columns,
        })
    }
}

impl<'a> EpisodeCells<'a> {
    /// By child and day; episodes without a readable day come last, and what is left is decided by the
    /// cells, so that the order of a file means nothing.
    fn order(&self) -> impl Ord + use<'a> {
        let day = |cell: DateCell<'_>| (cell.day.is_none(), cell.day);
        let cells = [self.rne, self.ls, self.place, self.place_provider, self.pl_post, self.urn, self.rec];
        (self.child, day(self.decom), day(self.dec), cells, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(columns: &str, expected: Option<ReturnTable>) {
        let columns: Vec<String> = columns.split(',').map(str::to_owned).collect();
        assert_eq!(ReturnTable::recognise(&columns), expected);
    }

    #[test]
    fn tables_are_known_by_their_columns() {
        check("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", Some(ReturnTable::Header));
        check("CHILD,SEX,DOB,DUC", Some(ReturnTable::Uasc));
        check("CHILD,DOB,MISSING,MIS_START,MIS_END", Some(ReturnTable::Missing));
        check("CHILD,DOB,REVIEW,REVIEW_CODE", Some(ReturnTable::Reviews));
        check("CHILD,DOB,DOLO_START,DOLO_END,LA,YEAR", Some(ReturnTable::DoLo));
        check("home,urn", None);
        check("CHILD,DOB", None);
    }

    #[test]
    fn every_table_is_known_by_its_own_columns() {
        for &table in ReturnTable::ALL {
            let columns: Vec<String> = table.layout().columns.iter().map(|&name| name.to_owned()).collect();
            assert_eq!(ReturnTable::recognise(&columns), Some(table));
        }
    }
}
