//! The targets: what is wanted, by which source, and how it is counted.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::TenthMiles;

use super::{
    CalibrationRow,
    measures::{Episode, Files, share},
};

const EES_2025: &str = "EES, children looked after, 2025";
const MEMORY: &str = "[M] England, 31 March 2024";
const LOCATION: &str = "EES 96e153a2, new placements 2025";
const REASONS: &str = "EES c3ae926d, placement changes 2024";
const LEAVING: &str = "EES 0274f6e8, leavers 2025";

/// All targets with what the files reach.
pub(super) fn all(files: &Files) -> Vec<CalibrationRow> {
    let mut rows = Vec::new();
    people(files, &mut rows);
    law(files, &mut rows);
    placements(files, &mut rows);
    places(files, &mut rows);
    flows(files, &mut rows);
    reasons(files, &mut rows);
    families(files, &mut rows);
    homes(files, &mut rows);
    prices(files, &mut rows);
    for row in &mut rows {
        row.explanation = EXPLANATIONS.iter().find(|(target, _)| *target == row.target).map(|(_, why)| *why);
    }
    rows
}

/// Misses that are known and left.
const EXPLANATIONS: &[(&str, &str)] = &[
    (
        "registered places for each child",
        "foster places alone need 0.8 a child to be 61% filled, and homes outside the authority hold other authorities' children",
    ),
    (
        "distance not known",
        "equal to the unaccompanied children here, since every other child has a home postcode in England",
    ),
    (
        "new placements inside, up to 20 miles",
        "two sources of different years: 44% of the stock outside needs more new placements outside than 36%, since those outside last no longer here",
    ),
    (
        "three or more placements in the year",
        "1.1 new placements for each child in care and 69% with one placement leave more than 10% with three unless leavers move far more often than stayers",
    ),
    ("children's homes: outside the boundary", "about a hundred children: one standard error is five points"),
    ("children's homes: beyond 20 miles", "about a hundred children: one standard error is five points"),
    ("children's homes: private", "about a hundred homes: one standard error is four points"),
    ("children's homes: good or outstanding", "about a hundred homes: one standard error is four points"),
    ("sibling groups of two", "about 180 groups: one standard error is four points"),
    ("median fee, residential schools", "about ten schools"),
    (
        "median distance",
        "the source is ten years old: it goes with 18% beyond 20 miles, and 22% moves the median up",
    ),
];

fn row(
    target: &'static str,
    source: &'static str,
    wanted: f64,
    reached: f64,
    unit: &'static str,
) -> CalibrationRow {
    CalibrationRow { target, source, wanted, reached, unit, explanation: None }
}

fn per_cent(target: &'static str, source: &'static str, wanted: f64, reached: f64) -> CalibrationRow {
    row(target, source, wanted, reached, "%")
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn people(files: &Files, rows: &mut Vec<CalibrationRow>) {
    for (target, from, to, wanted) in [
        ("age under 1", 0, 0, 5.0),
        ("age 1 to 4", 1, 4, 13.0),
        ("age 5 to 9", 5, 9, 18.0),
        ("age 10 to 15", 10, 15, 38.0),
        ("age 16 and over", 16, 99, 27.0),
    ] {
        let reached = files.stock_share(|episode| (from..=to).contains(&files.age(episode)));
        rows.push(per_cent(target, MEMORY, wanted, reached));
    }
    let header = |episode: &Episode| &files.headers[&episode.child];
    let alone = |episode: &Episode| files.unaccompanied.contains(&episode.child);
    rows.push(per_cent("male", EES_2025, 56.0, files.stock_share(|episode| header(episode).male)));
    let others = files.stock().filter(|episode| !alone(episode));
    rows.push(per_cent(
        "male, without the unaccompanied",
        EES_2025,
        53.0,
        share(others, |episode| header(episode).male),
    ));
    for (target, codes, wanted) in [
        ("ethnicity White", &["WBRI", "WIRI", "WOTH", "WIRT", "WROM"][..], 71.0),
        ("ethnicity Mixed", &["MWBC", "MWBA", "MWAS", "MOTH"], 11.0),
        ("ethnicity Black", &["BCRB", "BAFR", "BOTH"], 8.0),
        ("ethnicity Asian", &["AIND", "APKN", "ABAN", "AOTH"], 5.0),
        ("ethnicity other", &["CHNE", "OOTH"], 4.0),
        ("ethnicity not known", &["REFU", "NOBT"], 1.0),
    ] {
        let reached = files.stock_share(|episode| codes.contains(&header(episode).ethnicity.as_str()));
        rows.push(per_cent(target, EES_2025, wanted, reached));
    }
    rows.push(per_cent("unaccompanied asylum-seeking", MEMORY, 9.0, files.stock_share(alone)));
    let in_care: BTreeSet<&str> = files.stock().map(|episode| episode.child.as_str()).collect();
    let known = files.children.iter().filter(|child| in_care.contains(child["child"].as_str()));
    let plan = share(known, |child| child["circumstances"].contains("ehc_plan"));
    rows.push(per_cent("education, health and care plan", "EES 3a86f539", 29.0, plan));
    let scores: Vec<f64> = files.outcomes.iter().filter_map(|row| row["SDQ_SCORE"].parse().ok()).collect();
    let mean = scores.iter().sum::<f64>() / count(scores.len()).max(1.0);
    rows.push(row("mean SDQ score", MEMORY, 14.0, mean, "points"));
    rows.push(per_cent("SDQ score 17 and over", MEMORY, 38.0, share(scores.iter(), |score| *score >= 17.0)));
}

fn law(files: &Files, rows: &mut Vec<CalibrationRow>) {
    for (target, code, wanted) in [
        ("category of need N1, abuse or neglect", "N1", 65.0),
        ("category of need N2, disability", "N2", 2.0),
        ("category of need N3, parental illness", "N3", 3.0),
        ("category of need N4, acute stress", "N4", 8.0),
        ("category of need N5, dysfunction", "N5", 12.0),
        ("category of need N6, behaviour", "N6", 1.0),
        ("category of need N8, absent parenting", "N8", 8.0),
    ] {
        rows.push(per_cent(target, MEMORY, wanted, files.stock_share(|episode| episode.category == code)));
    }
    for (target, codes, wanted) in [
        ("legal status C1 and C2, care orders", &["C1", "C2"][..], 74.0),
        ("legal status V2, section 20", &["V2"], 20.0),
        ("legal status E1, placement order", &["E1"], 5.0),
        ("legal status J and L", &["J1", "J2", "J3", "L1", "L2", "L3"], 1.0),
    ] {
        let reached = files.stock_share(|episode| codes.contains(&episode.legal.as_str()));
        rows.push(per_cent(target, MEMORY, wanted, reached));
    }
}

fn placements(files: &Files, rows: &mut Vec<CalibrationRow>) {
    for (target, codes, wanted) in [
        ("fostered by relatives or friends", &["U1", "U2", "U3"][..], 16.0),
        ("fostered by others", &["U4", "U5", "U6"], 51.0),
        ("in children's homes", &["K2"], 10.5),
        ("in supported or independent living", &["K3", "H5", "P2"], 8.0),
        ("with parents", &["P1"], 8.0),
        ("placed for adoption", &["A3", "A4", "A5", "A6"], 3.0),
        ("in a residential school", &["S1"], 1.0),
        ("in a secure home", &["K1"], 0.4),
        ("in other placements", &["R1", "R2", "R3", "R5", "P3", "T0", "T1", "T2", "T3", "T4"], 3.0),
    ] {
        let reached = files.stock_share(|episode| codes.contains(&episode.place.as_str()));
        rows.push(per_cent(target, MEMORY, wanted, reached));
    }
    let fostered = files.stock().filter(|episode| episode.place.starts_with('U'));
    let lasting = share(fostered, |episode| matches!(episode.place.as_str(), "U1" | "U4"));
    rows.push(per_cent("long term, of the fostered", MEMORY, 50.0, lasting));
    for (target, code, wanted) in [
        ("provider PR1, own authority", "PR1", 46.0),
        ("provider PR4, private", "PR4", 41.0),
        ("provider PR5, voluntary", "PR5", 4.0),
        ("provider PR2, other authority", "PR2", 2.0),
        ("provider PR0, parents", "PR0", 7.0),
        ("provider PR3, other public", "PR3", 0.7),
    ] {
        rows.push(per_cent(target, MEMORY, wanted, files.stock_share(|episode| episode.provider == code)));
    }
}

fn places(files: &Files, rows: &mut Vec<CalibrationRow>) {
    let outside = files.stock_share(|episode| !episode.inside);
    rows.push(per_cent("outside the boundary", "EES 230a2814, 31 March 2025", 44.0, outside));
    rows.push(per_cent("beyond 20 miles", MEMORY, 22.0, files.stock_share(Episode::far)));
    rows.push(per_cent(
        "distance not known",
        MEMORY,
        7.0,
        files.stock_share(|episode| episode.miles.is_none()),
    ));
    let homes = || files.stock().filter(|episode| episode.place == "K2");
    let source = "NAO, September 2025, March 2024";
    rows.push(per_cent(
        "children's homes: outside the boundary",
        source,
        67.0,
        share(homes(), |episode| !episode.inside),
    ));
    rows.push(per_cent("children's homes: beyond 20 miles", source, 49.0, share(homes(), Episode::far)));
    let mut miles: Vec<u32> =
        files.stock().filter_map(|episode| episode.miles).map(TenthMiles::tenths).collect();
    miles.sort_unstable();
    let median = miles.get(miles.len() / 2).copied().unwrap_or(0);
    rows.push(row("median distance", "EES 29f6169e, 2015", 5.8, f64::from(median) / 10.0, "miles"));
    let new = files.new_placements();
    let known = |episode: &Episode| episode.miles.is_some();
    for (target, inside, far, wanted) in [
        ("new placements inside, up to 20 miles", true, false, 46.0),
        ("new placements inside, beyond 20 miles", true, true, 5.0),
        ("new placements outside, up to 20 miles", false, false, 20.0),
        ("new placements outside, beyond 20 miles", false, true, 16.0),
    ] {
        let reached =
            share(new.iter(), |episode| known(episode) && episode.inside == inside && episode.far() == far);
        rows.push(per_cent(target, LOCATION, wanted, reached));
    }
    rows.push(per_cent(
        "new placements, distance not known",
        LOCATION,
        13.0,
        share(new.iter(), |episode| !known(episode)),
    ));
}

fn flows(files: &Files, rows: &mut Vec<CalibrationRow>) {
    let stock = count(files.stock_years()).max(1.0);
    let new = files.new_placements();
    rows.push(row(
        "new placements for each child in care",
        LOCATION,
        1.1,
        count(new.len()) / stock,
        "a year",
    ));
    let placed = files.placements_by_child();
    for (target, least, most, wanted) in [
        ("one placement in the year", 1, 1, 69.0),
        ("two placements in the year", 2, 2, 21.0),
        ("three or more placements in the year", 3, usize::MAX, 10.0),
    ] {
        let reached = share(placed.iter(), |number| (least..=most).contains(number));
        rows.push(per_cent(target, MEMORY, wanted, reached));
    }
    let flow = "[M] about 33,000 of 83,500, 2024";
    rows.push(per_cent(
        "started to be looked after, of the stock",
        flow,
        40.0,
        count(files.started().count()) * 100.0 / stock,
    ));
    rows.push(per_cent(
        "ceased to be looked after, of the stock",
        flow,
        40.0,
        count(files.leavers().count()) * 100.0 / stock,
    ));
    let age_at = |episode: &Episode| episode.start.age_since(files.headers[&episode.child].birth).years();
    for (target, from, to, wanted) in [
        ("started under 1", 0, 0, 17.0),
        ("started at 1 to 4", 1, 4, 14.0),
        ("started at 5 to 9", 5, 9, 15.0),
        ("started at 10 to 15", 10, 15, 27.0),
        ("started at 16 and over", 16, 99, 27.0),
    ] {
        rows.push(per_cent(
            target,
            MEMORY,
            wanted,
            share(files.started(), |episode| (from..=to).contains(&age_at(episode))),
        ));
    }
    let left_at = |episode: &Episode| {
        episode.end.unwrap_or(files.last_day).age_since(files.headers[&episode.child].birth).years()
    };
    for (target, from, to, wanted) in [
        ("left at 1 to 4", 1, 4, 19.0),
        ("left at 5 to 9", 5, 9, 11.0),
        ("left at 10 to 15", 10, 15, 14.0),
        ("left at 16 or 17", 16, 17, 12.0),
        ("left at 18", 18, 99, 38.0),
    ] {
        rows.push(per_cent(
            target,
            LEAVING,
            wanted,
            share(files.leavers(), |episode| (from..=to).contains(&left_at(episode))),
        ));
    }
}

fn reasons(files: &Files, rows: &mut Vec<CalibrationRow>) {
    let changes = || {
        files.collections.iter().flat_map(|year| &year.episodes).filter(|episode| !episode.reason.is_empty())
    };
    for (target, code, wanted) in [
        ("reason CARPL, care plan", "CARPL", 31.0),
        ("reason PLACE, status only", "PLACE", 24.0),
        ("reason OTHER", "OTHER", 22.0),
        ("reason CREQB, carer asks, behaviour", "CREQB", 8.0),
        ("reason CREQO, carer asks, other", "CREQO", 6.0),
        ("reason CHILD, child asks", "CHILD", 3.0),
        ("reason LAREQ, authority asks", "LAREQ", 1.0),
        ("reason STAND, standards of care", "STAND", 1.0),
        ("reason CLOSE, closure", "CLOSE", 1.0),
        ("reason ALLEG, allegation", "ALLEG", 1.0),
        ("reason APPRR, approval removed", "APPRR", 0.4),
        ("reason CUSTOD, custody", "CUSTOD", 0.4),
    ] {
        rows.push(per_cent(target, REASONS, wanted, share(changes(), |episode| episode.reason == code)));
    }
}

fn families(files: &Files, rows: &mut Vec<CalibrationRow>) {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    let cared_for = || files.children.iter().filter(|child| child["legal_status"].is_empty());
    for child in cared_for().filter(|child| !child["sibling_group"].is_empty()) {
        *groups.entry(&child["sibling_group"]).or_default() += 1;
    }
    let with = |child: &BTreeMap<String, String>| {
        groups.get(child["sibling_group"].as_str()).is_some_and(|size| *size > 1)
    };
    rows.push(per_cent(
        "with a looked-after sibling",
        "[M] a third to a half",
        42.0,
        share(cared_for(), with),
    ));
    let sizes: Vec<usize> = groups.into_values().filter(|size| *size > 1).collect();
    for (target, least, most, wanted) in [
        ("sibling groups of two", 2, 2, 65.0),
        ("sibling groups of three", 3, 3, 24.0),
        ("sibling groups of four and more", 4, usize::MAX, 11.0),
    ] {
        rows.push(per_cent(
            target,
            MEMORY,
            wanted,
            share(sizes.iter(), |size| (least..=most).contains(size)),
        ));
    }
}

fn homes(files: &Files, rows: &mut Vec<CalibrationRow>) {
    let number =
        |home: &BTreeMap<String, String>, column: &str| -> usize { home[column].parse().unwrap_or(0) };
    let mut lived: BTreeMap<&str, usize> = BTreeMap::new();
    for child in files.children.iter().filter(|child| !child["home"].is_empty()) {
        *lived.entry(&child["home"]).or_default() += 1;
    }
    let others = |home: &BTreeMap<String, String>| {
        home["other_residents"].split(';').filter(|one| !one.is_empty()).count()
    };
    let taken = |home: &BTreeMap<String, String>| {
        lived.get(home["home"].as_str()).copied().unwrap_or(0) + others(home)
    };
    let foster: Vec<_> = files.homes.iter().filter(|home| home["kinds"].contains("U6")).collect();
    let places: usize = foster.iter().map(|home| number(home, "registered_places")).sum();
    let filled: usize = foster.iter().map(|home| taken(home)).sum();
    let usable: usize = foster.iter().map(|home| number(home, "usable_places")).sum();
    let of_places = |part: usize| count(part) * 100.0 / count(places).max(1.0);
    let source = "Ofsted, March 2024";
    rows.push(per_cent("foster places filled", source, 61.0, of_places(filled)));
    rows.push(per_cent("foster places vacant", source, 16.0, of_places(usable.saturating_sub(filled))));
    rows.push(per_cent(
        "foster places unavailable",
        "Ofsted, March 2024, the rest",
        23.0,
        of_places(places - usable),
    ));
    rows.push(row(
        "foster places a household",
        "Ofsted, March 2024: 70,465 / 42,615",
        1.65,
        count(places) / count(foster.len()).max(1.0),
        "places",
    ));
    let residential: Vec<_> = files.homes.iter().filter(|home| home["kinds"] == "K2").collect();
    let beds: usize = residential.iter().map(|home| number(home, "registered_places")).sum();
    rows.push(row(
        "places a children's home",
        "Ofsted, March 2025: 14,259 / 3,946",
        3.6,
        count(beds) / count(residential.len()).max(1.0),
        "places",
    ));
    rows.push(per_cent(
        "children's homes: private",
        "Ofsted, March 2025",
        84.0,
        share(residential.iter(), |home| home["place_provider"] == "PR4"),
    ));
    let good = share(residential.iter(), |home| matches!(home["judgement"].as_str(), "good" | "outstanding"));
    rows.push(per_cent("children's homes: good or outstanding", "Ofsted, March 2025", 82.0, good));
    let all: usize = files.homes.iter().map(|home| number(home, "registered_places")).sum();
    rows.push(row(
        "registered places for each child",
        "design of the demo: 900 for 600",
        1.5,
        count(all) / count(files.stock().count()).max(1.0),
        "places",
    ));
}

fn prices(files: &Files, rows: &mut Vec<CalibrationRow>) {
    type Home = BTreeMap<String, String>;
    let of = |codes: &'static str, own: bool| {
        move |home: &Home| home["kinds"].contains(codes) && (home["place_provider"] == "PR1") == own
    };
    let cases: [(&'static str, &'static str, bool, &'static str, f64); 7] = [
        ("median fee, relatives and friends", "U3", true, "standard", 350.0),
        ("median fee, own foster carers", "U6", true, "standard", 525.0),
        ("median fee, agency foster carers, standard", "U6", false, "standard", 975.0),
        ("median fee, supported accommodation", "K3", false, "enhanced", 1_300.0),
        ("median fee, own children's homes", "K2", true, "standard", 5_500.0),
        ("median fee, private children's homes", "K2", false, "enhanced", 6_000.0),
        ("median fee, residential schools", "S1", false, "standard", 5_500.0),
    ];
    for (target, codes, own, level, wanted) in cases {
        rows.push(row(
            target,
            "[M] middle of the range of 2024",
            wanted,
            files.median_fee(of(codes, own), level),
            "£ a week",
        ));
    }
}
