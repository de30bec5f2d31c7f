//! Cells of the return to rows that can be used, and what is left out.
//!
//! The validation rules see every row as it stands and report on it (`super::rules`); here it is only
//! decided what a row that breaks them is still good for.

use std::sync::Arc;

use nearhome_model::{ChildId, Date, Postcode};

use super::{
    CollectionYear, Episode, Given, HeaderRow, Missing, Return, Source, StrengthsScore, UascRow,
    codes::{end_is_of_year, place_is_of_year, reason_is_of_year, sex, sex_is_of_year},
    dates::DateForm,
    history::BadRow,
    tables::ReturnTable,
};
use crate::{
    findings::{Code, Findings},
    table::{Cells, Column, FileAccount, Row, Table},
};

/// Reads a table into the return; gives the account of its rows.
pub(super) fn read_table(
    table: &Table,
    kind: ReturnTable,
    forms: &[(Column, DateForm)],
    collection: &mut Return,
    findings: &mut Findings,
) -> FileAccount {
    let year = collection.year;
    let mut account = table.account.clone();
    for row in &table.rows {
        let mut reader = RowReader { cells: Cells::new(table, row, findings), forms, year };
        let accepted = match kind {
            ReturnTable::Header => keep(&mut collection.header, reader.header()),
            ReturnTable::Episodes => {
                let (episode, bad_row) = reader.episode();
                collection.bad_rows.extend(bad_row);
                keep(&mut collection.episodes, episode)
            }
            ReturnTable::Uasc => keep(&mut collection.uasc, reader.uasc()),
            ReturnTable::Missing => keep(&mut collection.missing, reader.missing()),
            ReturnTable::Oc2 => keep(&mut collection.strengths, reader.strengths()),
            _ => u64::from(reader.child().is_some()),
        };
        account.accepted += accepted;
        account.quarantined += 1 - accepted;
    }
    account
}

/// Keeps a row; gives how many were kept.
fn keep<T>(rows: &mut Vec<T>, row: Option<T>) -> u64 {
    let kept = u64::from(row.is_some());
    rows.extend(row);
    kept
}

struct RowReader<'a> {
    cells: Cells<'a>,
    forms: &'a [(Column, DateForm)],
    year: CollectionYear,
}

impl RowReader<'_> {
    fn source(&self) -> Source {
        let (table, row): (&Table, &Row) = (self.cells.table, self.cells.row);
        Source::of(table, row)
    }

    fn child(&mut self) -> Option<ChildId> {
        let child: Option<ChildId> = self.cells.id("CHILD");
        self.cells.child.clone_from(&child);
        child
    }

    /// A date that may be blank; `code` is the rule that an unreadable one breaks.
    fn date(&mut self, column: Column, code: Code) -> Option<Date> {
        let text = self.cells.text(column);
        let form =
            self.forms.iter().find(|(name, _)| *name == column).map_or(DateForm::British, |&(_, form)| form);
        let date = form.read(text);
        if date.is_none() && !text.is_empty() {
            self.cells.report(code, column, "not a day in the form 31/03/2025");
        }
        date
    }

    fn required_date(&mut self, column: Column, code: Code) -> Option<Date> {
        if self.cells.is_blank(column) {
            self.cells.report(Code::BadDate, column, "the date is blank");
        }
        self.date(column, code)
    }

    fn header(&mut self) -> Option<HeaderRow> {
        let child = self.child();
        let birth_date = self.required_date("DOB", Code::R102);
        if let Some(birth_date) = birth_date {
            self.check_birth_date(birth_date);
        }
        let sex = self.sex();
        let ethnicity = self.cells.required("ETHNIC", Code::R103);
        let pupil_number = self.cells.text("UPN");
        let known = pupil_number.len() == 13;
        if self.cells.left_out().is_some() {
            return None;
        }
        Some(HeaderRow {
            child: child?,
            sex,
            birth_date: birth_date?,
            ethnicity,
            pupil_number: known.then(|| Arc::from(pupil_number.to_uppercase())),
            year: self.year,
            source: self.source(),
        })
    }

    fn check_birth_date(&mut self, birth_date: Date) {
        let last = self.year.last_day();
        if birth_date > last || last.age_since(birth_date).years() > 25 {
            self.cells.report(
                Code::ImplausibleDate,
                "DOB",
                "no child of this collection can be born on this day",
            );
        }
    }

    fn sex(&mut self) -> Option<nearhome_model::Sex> {
        let text = self.cells.text("SEX");
        let sex = sex(text);
        if sex.is_none() {
            self.cells.report(Code::R101, "SEX", "the code is missing or not in the list");
        } else if !sex_is_of_year(text, self.year) {
            self.cells.report(Code::R101OtherYear, "SEX", format!("not a code of {}", self.year));
        }
        sex
    }

    /// An episode; else what is known of the row that was left out, where its child is known.
    fn episode(&mut self) -> (Option<Episode>, Option<BadRow>) {
        let child = self.child();
        let start = self.required_date("DECOM", Code::R141);
        let end = self.date("DEC", Code::R147);
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            self.cells.report(Code::R356, "DEC", "the episode ends before it starts");
        }
        if start.is_some_and(|start| start > self.year.last_day()) {
            self.cells.report(
                Code::R354,
                "DECOM",
                format!("the episode starts after {}", self.year.last_day()),
            );
        }
        let episode = child.clone().and_then(|child| self.episode_of(child, start, end));
        match (episode, self.cells.left_out()) {
            (Some(episode), None) => (Some(episode), None),
            (_, code) => {
                let code = code.unwrap_or(Code::BadDate);
                (None, child.map(|child| BadRow { child, code, start, end, year: self.year }))
            }
        }
    }

    fn episode_of(&mut self, child: ChildId, start: Option<Date>, end: Option<Date>) -> Option<Episode> {
        let new_episode = self.cells.optional("RNE", Code::R143);
        let legal_status = self.coded("LS", Code::R144);
        let category_of_need = self.coded("CIN", Code::R145);
        let place = self.place();
        let provider = self.cells.optional("PLACE_PROVIDER", Code::R178);
        let episode_end = self.episode_end();
        let change_reason = self.change_reason();
        let home_postcode = self.postcode("HOME_POST");
        let placement_postcode = self.postcode("PL_POST");
        let urn = self.cells.optional("URN", Code::BadUrn);
        Some(Episode {
            child,
            start: start?,
            end,
            new_episode,
            legal_status: legal_status?,
            category_of_need: category_of_need?,
            place: place?,
            provider,
            episode_end,
            change_reason,
            home_postcode,
            placement_postcode,
            urn,
            given: self.given(),
            has_urn_column: self.cells.table.has("URN"),
            year: self.year,
            source: self.source(),
        })
    }

    fn given(&self) -> Given {
        let given = |column| !self.cells.is_blank(column);
        Given {
            provider: given("PLACE_PROVIDER"),
            rec: given("REC"),
            reason: given("REASON_PLACE_CHANGE"),
            home_postcode: given("HOME_POST"),
            placement_postcode: given("PL_POST"),
            urn: given("URN"),
        }
    }

    /// A code without which an episode says nothing: a blank one is no breach of the rule on the list.
    fn coded<T: std::str::FromStr<Err: ToString>>(&mut self, column: Column, rule: Code) -> Option<T> {
        let code = if self.cells.is_blank(column) { Code::UnknownCode } else { rule };
        self.cells.required(column, code)
    }

    fn place(&mut self) -> Option<nearhome_model::PlacementCode> {
        let place = self.coded("PLACE", Code::R146)?;
        if !place_is_of_year(place, self.year) {
            self.cells.report(
                Code::R146OtherYear,
                "PLACE",
                format!("{place} is not a code of {}", self.year),
            );
        }
        Some(place)
    }

    fn episode_end(&mut self) -> Option<super::EpisodeEnd> {
        let end = self.cells.optional("REC", Code::R149)?;
        if !end_is_of_year(end, self.year) {
            self.cells.report(
                Code::R149OtherYear,
                "REC",
                format!("{} is not a code of {}", end.code(), self.year),
            );
        }
        Some(end)
    }

    fn change_reason(&mut self) -> Option<super::ChangeReason> {
        let reason = self.cells.optional("REASON_PLACE_CHANGE", Code::R1009)?;
        if !reason_is_of_year(reason, self.year) {
            let message = format!("{} is not a code of {}", reason.code(), self.year);
            self.cells.report(Code::R1009OtherYear, "REASON_PLACE_CHANGE", message);
        }
        Some(reason)
    }

    fn postcode(&mut self, column: Column) -> Option<Postcode> {
        self.cells.postcode(column, Code::R392C)
    }

    fn uasc(&mut self) -> Option<UascRow> {
        let child = self.child();
        let ceases = self.date("DUC", Code::UnknownDate);
        if self.cells.left_out().is_some() {
            return None;
        }
        Some(UascRow { child: child?, ceases, year: self.year })
    }

    fn missing(&mut self) -> Option<Missing> {
        let child = self.child();
        let start = self.required_date("MIS_START", Code::BadDate);
        let end = self.date("MIS_END", Code::UnknownDate);
        if self.cells.left_out().is_some() {
            return None;
        }
        Some(Missing { child: child?, start: start?, end, year: self.year })
    }

    fn strengths(&mut self) -> Option<StrengthsScore> {
        let child = self.child();
        let score = self.cells.number("SDQ_SCORE", 0, 40);
        if self.cells.left_out().is_some() {
            return None;
        }
        Some(StrengthsScore { child: child?, score, year: self.year })
    }
}
