//! Rules on the form of single cells: codes that belong to lists, and dates that are days.

use std::str::FromStr;

use nearhome_model::{Ethnicity, PlacementCode};

use super::{
    Rule, ad1, dolo, episode, header, missing, oc2, oc3, placed_adoption, prev_perm, review, sw_episode, uasc,
};
use crate::{
    findings::Code,
    ssda903::{
        ChangeReason, CollectionYear, EpisodeEnd, NewEpisode,
        codes::{end_is_of_year, place_is_of_year, reason_is_of_year, sex, sex_is_of_year},
        tables::{Cell, Oc2Cells},
    },
};

pub(super) const RULES: &[Rule] = &[
    header(Code::R101, &["SEX"], |_, row| sex(row.sex).is_none()).of_form(),
    header(Code::R101OtherYear, &["SEX"], |child, row| {
        sex(row.sex).is_some() && !sex_is_of_year(row.sex, child.collection.year)
    })
    .of_form(),
    header(Code::R102, &["DOB"], |_, row| row.dob.day.is_none()).of_form(),
    header(Code::R103, &["ETHNIC"], |_, row| row.ethnic.parse::<Ethnicity>().is_err()).of_form(),
    header(Code::R168, &["UPN"], |_, row| row.upn.is_given() && !is_pupil_number(row.upn)).of_form(),
    header(Code::R171, &["MC_DOB"], |_, row| row.mc_dob.is_unreadable()).of_form(),
    uasc(Code::R104, &["DUC"], |child, row| {
        row.duc.is_unreadable() || row.duc.day.is_some_and(|ceased| ceased < child.collection.first)
    })
    .of_form(),
    header(Code::R105, &["UASC"], |_, row| !matches!(row.uasc, "0" | "1")).of_form(),
    episode(Code::R141, &["DECOM"], |facts| facts.now().decom.is_unreadable()).of_form(),
    episode(Code::R143, &["RNE"], |facts| !is_listed::<NewEpisode>(facts.now().rne)).of_form(),
    episode(Code::R144, &["LS"], |facts| !is_listed::<nearhome_model::LegalStatus>(facts.now().ls)).of_form(),
    episode(Code::R145, &["CIN"], |facts| !is_listed::<nearhome_model::CategoryOfNeed>(facts.now().cin))
        .of_form(),
    episode(Code::R146, &["PLACE"], |facts| !is_listed::<PlacementCode>(facts.now().place)).of_form(),
    episode(Code::R146OtherYear, &["PLACE"], |facts| {
        is_of_other_year(facts.now().place, facts.child.collection.year, place_is_of_year)
    })
    .of_form(),
    episode(Code::R147, &["DEC"], |facts| facts.now().dec.is_unreadable()).of_form(),
    episode(Code::R149, &["REC"], |facts| !is_listed::<EpisodeEnd>(facts.now().rec)).of_form(),
    episode(Code::R149OtherYear, &["REC"], |facts| {
        is_of_other_year(facts.now().rec, facts.child.collection.year, end_is_of_year)
    })
    .of_form(),
    episode(Code::R1009, &["REASON_PLACE_CHANGE"], |facts| {
        !is_listed::<ChangeReason>(facts.now().reason_place_change)
    })
    .of_form(),
    episode(Code::R1009OtherYear, &["REASON_PLACE_CHANGE"], |facts| {
        is_of_other_year(facts.now().reason_place_change, facts.child.collection.year, reason_is_of_year)
    })
    .of_form(),
    review(Code::R166, &["REVIEW"], |row| row.review.day.is_none()).of_form(),
    review(Code::R167, &["REVIEW_CODE"], |row| {
        let listed = matches!(row.review_code, "PN0" | "PN1" | "PN2" | "PN3" | "PN4" | "PN5" | "PN6" | "PN7");
        let blank = row.review.is_blank() && row.review_code.is_blank();
        !(blank || (row.review.is_given() && listed))
    })
    .of_form(),
    oc2(Code::R180, &["SDQ_SCORE"], |_, row| row.sdq_score.is_given() && !is_score(row.sdq_score)).of_form(),
    oc2(Code::R181, &["CONVICTED"], |_, row| {
        flags(row).into_iter().any(|flag| !matches!(flag, "" | "0" | "1"))
    })
    .of_form(),
    oc2(Code::R196, &["SDQ_REASON"], |_, row| {
        !matches!(row.sdq_reason, "" | "SDQ1" | "SDQ2" | "SDQ3" | "SDQ4" | "SDQ5")
    })
    .of_form(),
    oc3(Code::R131, &["IN_TOUCH"], |_, row| {
        !matches!(row.in_touch, "YES" | "NO" | "DIED" | "REFU" | "NREQ" | "RHOM")
    })
    .of_form(),
    oc3(Code::R132, &["ACTIV"], |child, row| !is_activity(row.activ, child.year())).of_form(),
    oc3(Code::R133, &["ACCOM"], |_, row| !is_accommodation(row.accom)).of_form(),
    ad1(Code::R112, &["DATE_INT"], |_, row| row.date_int.is_unreadable()).of_form(),
    ad1(Code::R113, &["DATE_MATCH"], |_, row| row.date_match.is_unreadable()).of_form(),
    ad1(Code::R114, &["FOSTER_CARE"], |_, row| !matches!(row.foster_care, "" | "0" | "1")).of_form(),
    ad1(Code::R175, &["NB_ADOPTR"], |_, row| !matches!(row.nb_adoptr, "" | "1" | "2")).of_form(),
    ad1(Code::R176, &["SEX_ADOPTR"], |_, row| {
        !matches!(row.sex_adoptr, "" | "M1" | "F1" | "MM" | "FF" | "MF")
    })
    .of_form(),
    ad1(Code::R177, &["LS_ADOPTR"], |_, row| {
        !matches!(row.ls_adoptr, "" | "L0" | "L11" | "L12" | "L2" | "L3" | "L4")
    })
    .of_form(),
    placed_adoption(Code::R115, &["DATE_PLACED"], |_, row| row.date_placed.is_unreadable()).of_form(),
    placed_adoption(Code::R116, &["DATE_PLACED_CEASED"], |_, row| row.date_placed_ceased.is_unreadable())
        .of_form(),
    placed_adoption(Code::R120, &["REASON_PLACED_CEASED"], |_, row| {
        !matches!(row.reason_placed_ceased, "" | "RD1" | "RD2" | "RD3" | "RD4")
    })
    .of_form(),
    prev_perm(Code::R631, &["PREV_PERM"], |row| {
        !matches!(row.prev_perm, "" | "P1" | "P2" | "P3" | "P4" | "Z1")
    })
    .of_form(),
    prev_perm(Code::R633, &["LA_PERM"], |row| row.la_perm.is_given() && !is_authority_number(row.la_perm))
        .of_form(),
    missing(Code::R1004, &["MIS_START"], |_, row| row.mis_start.day.is_none()).of_form(),
    missing(Code::R1005, &["MIS_END"], |_, row| row.mis_end.is_unreadable()).of_form(),
    missing(Code::R1006, &["MISSING"], |_, row| !matches!(row.missing, "" | "M" | "A")).of_form(),
    sw_episode(Code::Sw02, &["SW_ID"], |child, row| {
        let begins = row.sw_id.starts_with("SW") || row.sw_id.starts_with("XX");
        !begins || (child.year() >= 2026 && row.sw_id.len() < 4)
    })
    .of_form(),
    sw_episode(Code::Sw04, &["SW_DECOM"], |_, row| row.sw_decom.is_unreadable()).of_form(),
    sw_episode(Code::Sw05, &["SW_DEC"], |_, row| row.sw_dec.is_unreadable()).of_form(),
    dolo(Code::R700, &["DOLO_START"], |_, row| row.dolo_start.day.is_none()).of_form(),
    dolo(Code::R701, &["DOLO_END"], |_, row| row.dolo_end.is_unreadable()).of_form(),
];

/// Whether a cell is blank or holds a code of a list, whichever the year.
fn is_listed<T: FromStr>(text: &str) -> bool {
    text.is_blank() || text.parse::<T>().is_ok()
}

fn is_of_other_year<T: FromStr>(
    text: &str,
    year: CollectionYear,
    is_of_year: fn(T, CollectionYear) -> bool,
) -> bool {
    text.is_given() && text.parse().is_ok_and(|code| !is_of_year(code, year))
}

/// A letter but I, O and S and twelve digits, the last of which may be a letter; or why there is none.
fn is_pupil_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: &[u8]| range.iter().all(u8::is_ascii_digit);
    match bytes {
        [b'U', b'N', b'1'..=b'5'] => true,
        [letter, middle @ .., last] if bytes.len() == 13 => {
            letter.is_ascii_uppercase()
                && !matches!(letter, b'I' | b'O' | b'S')
                && digits(middle)
                && (last.is_ascii_digit() || last.is_ascii_uppercase())
        }
        _ => false,
    }
}

/// A score of the questionnaire on strengths and difficulties: 0 to 40, perhaps written `12.0`.
fn is_score(text: &str) -> bool {
    let whole = text
        .split_once('.')
        .map_or(Some(text), |(whole, rest)| rest.bytes().all(|byte| byte == b'0').then_some(whole));
    whole.is_some_and(|whole| whole.parse::<u8>().is_ok_and(|score| score <= 40))
}

/// The columns of OC2 that hold 0 or 1.
pub(super) fn flags<'a>(row: &Oc2Cells<'a>) -> [&'a str; 8] {
    [
        row.convicted,
        row.health_check,
        row.immunisations,
        row.teeth_check,
        row.health_assessment,
        row.substance_misuse,
        row.intervention_received,
        row.intervention_offered,
    ]
}

/// ACTIV: apprenticeships (4) and training or employment (5) were one code (3) to 2017/18.
fn is_activity(text: &str, year: u16) -> bool {
    match text {
        "F1" | "P1" | "F2" | "P2" | "G4" | "G5" | "G6" | "0" => true,
        "F4" | "P4" | "F5" | "P5" => year >= 2019,
        "F3" | "P3" => year <= 2018,
        _ => false,
    }
}

fn is_accommodation(text: &str) -> bool {
    match text.as_bytes() {
        [b'S' | b'X', b'2'] | b"0" => true,
        [letter, b'1' | b'2'] => b"BCDEGHKRTUVWYZ".contains(letter),
        _ => false,
    }
}

/// The numbers of the Department for Education for authorities of England, and what stands for others.
fn is_authority_number(text: &str) -> bool {
    matches!(text, "WAL" | "SCO" | "NUK" | "NIR" | "999")
        || text.parse::<u16>().is_ok_and(|number| AUTHORITY_NUMBERS.binary_search(&number).is_ok())
}

/// Source: the numbers of local authorities in England of the Department for Education, as the public
/// validator lists them for rule 633; those of 2023 (838, 839, 840, 841, 942, 943, 940, 941) added.
const AUTHORITY_NUMBERS: &[u16] = &[
    201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 301, 302, 303, 304, 305, 306, 307, 308,
    309, 310, 311, 312, 313, 314, 315, 316, 317, 318, 319, 320, 330, 331, 332, 333, 334, 335, 336, 340, 341,
    342, 343, 344, 350, 351, 352, 353, 354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 380, 381, 382, 383,
    384, 390, 391, 392, 393, 394, 420, 800, 801, 802, 803, 805, 806, 807, 808, 810, 811, 812, 813, 815, 816,
    821, 822, 823, 825, 826, 830, 831, 835, 836, 837, 838, 839, 840, 841, 845, 846, 850, 851, 852, 855, 856,
    857, 860, 861, 865, 866, 867, 868, 869, 870, 871, 872, 873, 874, 876, 877, 878, 879, 880, 881, 882, 883,
    884, 885, 886, 887, 888, 889, 890, 891, 892, 893, 894, 895, 896, 908, 909, 916, 919, 921, 925, 926, 928,
    929, 931, 933, 935, 936, 937, 938, 940, 941, 942, 943,
];
