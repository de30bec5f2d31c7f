//! Rules on reviews and the child's part in them.

use super::{Rule, child::birthday, review};
use crate::{findings::Code, ssda903::tables::ReviewCells};

pub(super) const RULES: &[Rule] = &[
    review(Code::R440, &["REVIEW_CODE", "DOB"], |row| {
        row.review_code == "PN0" && is_reviewed(row, |review, four| review > four)
    }),
    review(Code::R441, &["REVIEW_CODE", "DOB"], |row| {
        let took_part = matches!(row.review_code, "PN1" | "PN2" | "PN3" | "PN4" | "PN5" | "PN6" | "PN7");
        took_part && is_reviewed(row, |review, four| review < four)
    }),
];

/// Compares the day of the review with the fourth birthday.
fn is_reviewed(
    row: &ReviewCells<'_>,
    compare: fn(nearhome_model::Date, nearhome_model::Date) -> bool,
) -> bool {
    let four = row.dob.day.map(|birth| birthday(birth, 4));
    row.review.day.zip(four).is_some_and(|(review, four)| compare(review, four))
}
