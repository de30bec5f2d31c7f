//! Fees with their unit, as pence a week.

use nearhome_model::Pence;

use crate::{
    findings::Code,
    table::{Cells, Column},
};

/// The fee a week of a pair of columns; `None` where both are blank or either cannot be read.
pub(super) fn weekly_fee(cells: &mut Cells<'_>, fee: Column, unit: Column) -> Option<Pence> {
    let amount: Option<Pence> = cells.optional(fee, Code::NotMoney);
    if cells.is_blank(fee) != cells.is_blank(unit) {
        let blank = if cells.is_blank(fee) { fee } else { unit };
        cells.report(Code::NoUnit, blank, "a fee and its unit stand together");
        return None;
    }
    let amount = amount?;
    let (numerator, denominator) = match cells.text(unit).to_ascii_lowercase().as_str() {
        "week" => (1, 1),
        "night" => (7, 1),
        "year" => (7, 365),
        _ => {
            cells.report(Code::NoUnit, unit, "expected week, night or year");
            return None;
        }
    };
    let weekly = amount.scaled(numerator, denominator);
    // No home costs a million pounds a week; sums of such amounts stay far below what pence can hold.
    let plausible = weekly.filter(|weekly| weekly.pence() <= 100_000_000);
    if plausible.is_none() {
        cells.report(Code::OutOfRange, fee, "more than £1,000,000 a week");
    }
    plausible
}
