//! Rules on the OC2 table: health, convictions and the questionnaire on strengths and difficulties.

use nearhome_model::Date;

use super::{Child, Marks, Rule, across, child::birthday, codes::flags, oc2};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, Oc2Cells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];

pub(super) const RULES: &[Rule] = &[
    oc2(Code::R157, &["SDQ_REASON", "DOB"], |child, row| {
        let four = of_age(row, 4).is_some_and(|day| day <= child.collection.first);
        let sixteen = of_age(row, 16).is_some_and(|day| day >= child.collection.last);
        let excused = row.sdq_score.is_blank() && row.sdq_reason == "SDQ1";
        four && sixteen && excused && child.is_in_care_all_year()
    })
    .needs(EPISODES),
    oc2(Code::R158, &["INTERVENTION_OFFERED", "INTERVENTION_RECEIVED"], |_, row| {
        row.intervention_received == "1" && row.intervention_offered.is_given()
    }),
    oc2(Code::R159, &["INTERVENTION_OFFERED", "INTERVENTION_RECEIVED", "SUBSTANCE_MISUSE"], |_, row| {
        let refused = row.substance_misuse == "1" && row.intervention_received == "0";
        refused && row.intervention_offered.is_blank()
    }),
    oc2(Code::R182, &["IMMUNISATIONS"], |_, row| {
        let others = [row.convicted, row.health_check, row.intervention_received, row.intervention_offered];
        is_incomplete(row) && others.into_iter().any(Cell::is_given)
    }),
    oc2(Code::R185, &["SDQ_SCORE"], |child, row| row.sdq_score.is_given() && !child.is_in_care_all_year())
        .needs(EPISODES),
    oc2(Code::R186, &["SDQ_SCORE", "SDQ_REASON", "DOB"], |child, row| {
        let four = of_age(row, 4).is_some_and(|day| day <= child.collection.first);
        let seventeen = of_age(row, 17).is_some_and(|day| day > child.collection.last);
        four && seventeen && has_no_score(row) && child.is_in_care_all_year()
    })
    .needs(EPISODES),
    oc2(Code::R188, &["SDQ_SCORE", "SDQ_REASON", "DOB"], |child, row| {
        of_age(row, 4).is_some_and(|day| day > child.collection.last) && !has_no_score(row)
    }),
    oc2(Code::R189, &["SDQ_SCORE", "SDQ_REASON", "DOB"], |child, row| {
        of_age(row, 17).is_some_and(|day| day < child.collection.first) && !has_no_score(row)
    }),
    oc2(Code::R190, &["CONVICTED"], |child, row| {
        flags(row).into_iter().any(Cell::is_given) && !child.is_in_care_all_year()
    })
    .needs(EPISODES),
    across(Code::R191, ReturnTable::Oc2, &["IMMUNISATIONS"], outcomes_are_missing).needs(EPISODES),
    oc2(Code::R192, &["INTERVENTION_RECEIVED", "SUBSTANCE_MISUSE"], |_, row| {
        row.substance_misuse == "1" && row.intervention_received.is_blank()
    }),
    oc2(Code::R193, &["INTERVENTION_RECEIVED", "INTERVENTION_OFFERED", "SUBSTANCE_MISUSE"], |_, row| {
        let told = row.intervention_received.is_given() || row.intervention_offered.is_given();
        matches!(row.substance_misuse, "" | "0") && told
    }),
    oc2(Code::R197A, &["SDQ_REASON", "SDQ_SCORE"], |_, row| {
        row.sdq_score.is_given() && row.sdq_reason.is_given()
    }),
    oc2(Code::R197B, &["SDQ_REASON", "SDQ_SCORE", "DOB"], |child, row| {
        let turns = |years| of_age(row, years).is_some_and(|day| child.in_year(day));
        (turns(4) || turns(17)) && has_no_score(row) && child.is_in_care_all_year()
    })
    .needs(EPISODES),
    oc2(Code::R198, &["SDQ_REASON"], |child, row| row.sdq_reason.is_given() && !child.is_in_care_all_year())
        .needs(EPISODES),
    oc2(Code::R542, &["CONVICTED", "DOB"], |child, row| {
        of_age(row, 10).is_some_and(|day| day > child.collection.last) && row.convicted.is_given()
    }),
    oc2(Code::R543, &["CONVICTED", "DOB"], |child, row| {
        let ten = of_age(row, 10).is_some_and(|day| day < child.collection.last);
        ten && row.convicted.is_blank() && child.is_in_care_all_year()
    })
    .needs(EPISODES),
    oc2(Code::R544, &["IMMUNISATIONS", "CONVICTED"], |_, row| row.convicted == "1" && is_incomplete(row)),
    oc2(Code::R545, &["HEALTH_CHECK", "DOB"], |child, row| {
        let under_five = of_age(row, 5).is_some_and(|day| day > child.collection.last);
        under_five && row.health_check.is_blank() && child.is_in_care_all_year()
    })
    .needs(EPISODES),
    oc2(Code::R546, &["HEALTH_CHECK", "DOB"], |child, row| {
        let five = of_age(row, 5).is_some_and(|day| day <= child.collection.last);
        five && row.health_check.is_given() && child.is_in_care_all_year()
    })
    .needs(EPISODES),
    oc2(Code::R547, &["IMMUNISATIONS", "HEALTH_CHECK"], |_, row| {
        row.health_check == "1" && is_incomplete(row)
    }),
];

/// The day on which the child of a row reaches an age.
fn of_age(row: &Oc2Cells<'_>, years: i16) -> Option<Date> {
    row.dob.day.map(|birth| birthday(birth, years))
}

fn has_no_score(row: &Oc2Cells<'_>) -> bool {
    row.sdq_score.is_blank() && row.sdq_reason.is_blank()
}

/// Whether one of the four columns that every child's row fills is blank.
fn is_incomplete(row: &Oc2Cells<'_>) -> bool {
    [row.immunisations, row.teeth_check, row.health_assessment, row.substance_misuse]
        .into_iter()
        .any(Cell::is_blank)
}

/// In care all year, and either the row is incomplete or there is none; then the first episode is marked.
fn outcomes_are_missing(child: &Child<'_, '_>, marks: &mut Marks) {
    if child.rows.episodes.is_empty() || !child.is_in_care_all_year() {
        return;
    }
    child.rows.oc2.iter().filter(|row| is_incomplete(row)).for_each(|row| marks.row(row.at));
    if let Some((_, first)) = child.first_episode().filter(|_| child.rows.oc2.is_empty()) {
        marks.row(first.at);
    }
}
