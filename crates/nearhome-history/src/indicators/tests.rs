//! Edges of each measure on hand-made histories; the year is that to 31 March 2020 throughout.

use nearhome_data::{SameCarers, ShortBreaks, TemporaryMoves};
use nearhome_model::{
    Contract, ContractId, ContractKind, NeedLevel, Pence, ProviderId, SiblingAssessment, SiblingGroupId,
    Tier, example,
};

use super::*;
use crate::made::{council, day, row, with_homes, year};

const USUAL: CountingPolicy = CountingPolicy {
    short_breaks: ShortBreaks::LeftOut,
    temporary: TemporaryMoves::PassedOver,
    same_carers: SameCarers::SamePlacement,
};
const TEMPORARY: CountingPolicy = CountingPolicy { temporary: TemporaryMoves::Counted, ..USUAL };
const CARERS: CountingPolicy = CountingPolicy { same_carers: SameCarers::NewPlacement, ..USUAL };
const BREAKS: CountingPolicy = CountingPolicy { short_breaks: ShortBreaks::Counted, ..USUAL };

/// The answer on a council whose histories hold a return of each of these years.
fn answer(mut council: Council, counting: CountingPolicy, years: &[u16]) -> Indicators {
    for history in council.histories.values_mut() {
        history.years = years.iter().map(|&end_year| year(end_year)).collect();
    }
    let authority = example::authority(example::AUTHORITY);
    indicators(&council, &IndicatorRequest { year: year(2020), authority, counting }).unwrap()
}

/// The cells that are not empty, as `cell count`.
fn cells(indicators: &Indicators, code: &str) -> Vec<String> {
    let measure = indicators.measures.iter().find(|measure| measure.about.code == code).unwrap();
    let filled = measure.cells.iter().filter(|cell| cell.count > 0);
    let excluded = measure.excluded.iter().map(|one| format!("not: {} {}", one.reason, one.count));
    filled.map(|cell| format!("{} {}", cell.cell, cell.count)).chain(excluded).collect()
}

#[track_caller]
fn check(code: &str, lines: &[&str], counting: CountingPolicy, expected: &[&str]) {
    let found = cells(&answer(council(2020, lines), counting, &[2019, 2020]), code);
    assert_eq!(found, expected, "{lines:?} {counting:?}");
}

#[track_caller]
fn check_placements(lines: &[&str], counting: CountingPolicy, expected: &[&str]) {
    check("three_placements", lines, counting, expected);
}

#[test]
fn the_placement_held_on_1_april_and_each_later_one_count() {
    let held = "a 2018-01-01 S U6 DH13 -> 2019-05-01";
    let second = "a 2019-05-01 P U6 DH14 -> 2020-03-31";
    let third = "a 2020-03-31 P K2 DH15";
    check_placements(&[held, "a 2019-05-01 P U6 DH14"], USUAL, &["two 1"]);
    check_placements(&[held, second, third], USUAL, &["three_or_more 1"]);
    check_placements(&[held, second, "a 2020-03-31 L U6 DH14"], USUAL, &["two 1"]);
    // What ended before the year, or on its first day, was not held in it.
    let earlier = ["a 2018-01-01 S U6 DH13 -> 2019-04-01", "a 2019-04-01 P U6 DH14"];
    check_placements(&earlier, USUAL, &["one 1"]);
    // What begins after the year does not count, and whoever left is not in the cohort.
    check_placements(
        &[held, "a 2019-05-01 P U6 DH14 -> 2020-04-01", "a 2020-04-01 P U6 DH15"],
        USUAL,
        &["two 1"],
    );
    check_placements(&[held, "a 2019-05-01 P U6 DH14 -> 2020-03-31"], USUAL, &[]);
    check_placements(&[held, "a 2019-05-01 P U6 DH14 -> 2020-04-01"], USUAL, &["two 1"]);
    // Another period of care in the year counts with its placements.
    let again = [
        "a 2019-04-10 S U6 DH13 -> 2019-05-01",
        "a 2019-05-01 P U6 DH14 -> 2019-06-01",
        "a 2019-09-01 S U6 DH15",
    ];
    check_placements(&again, USUAL, &["three_or_more 1"]);
}

#[test]
fn temporary_moves_count_where_the_policy_says() {
    let lines = [
        "a 2018-01-01 S U6 DH13 -> 2019-05-01",
        "a 2019-05-01 P T4 DH14 -> 2019-05-04",
        "a 2019-05-04 P U6 DH13",
    ];
    check_placements(&lines, USUAL, &["one 1"]);
    check_placements(&lines, TEMPORARY, &["three_or_more 1"]);
}

#[test]
fn moves_with_the_same_carers_count_where_the_policy_says() {
    for (same, why) in [("T", ""), ("U", ""), ("P", "why=PLACE")] {
        let held = format!("a 2018-01-01 S U6 DH13 -> 2019-05-01 {why}");
        let second = format!("a 2019-05-01 {same} U6 DH14 -> 2019-06-01 {why}");
        let third = format!("a 2019-06-01 {same} U4 DH14");
        let lines = [held.as_str(), second.as_str(), third.as_str()];
        check_placements(&lines, USUAL, &["one 1"]);
        check_placements(&lines, CARERS, &["three_or_more 1"]);
    }
    check_placements(&["a 2018-01-01 S U6 DH13 -> 2019-05-01", "a 2019-05-01 B U6 DH14"], USUAL, &["two 1"]);
}

#[test]
fn short_breaks_are_left_out() {
    for status in ["V3", "V4"] {
        let line = format!("a 2019-05-01 S U6 DH13 ls={status}");
        check_placements(&[&line], USUAL, &[]);
        check_placements(&[&line], BREAKS, &["one 1"]);
        check("location", &[&line], USUAL, &[]);
        check("starts_by_location", &[&line], USUAL, &[]);
    }
}

#[test]
fn two_years_are_those_of_children_in_care_on_both_days() {
    let code = "three_placements_two_years";
    let both = [
        "a 2018-01-01 S U6 DH13 -> 2018-05-01",
        "a 2018-05-01 P U6 DH14 -> 2019-05-01",
        "a 2019-05-01 P U6 DH15",
    ];
    check(code, &both, USUAL, &["three_or_more 1"]);
    check(code, &["a 2019-03-31 S U6 DH13"], USUAL, &["one 1"]);
    check(code, &["a 2019-04-01 S U6 DH13"], USUAL, &[]);
    let alone = answer(council(2020, &both), USUAL, &[2020]);
    let measure = alone.measures.iter().find(|measure| measure.about.code == code).unwrap();
    assert!(measure.unavailable.is_some() && measure.cells.is_empty());
}

#[track_caller]
fn check_stability(lines: &[&str], expected: &[&str]) {
    check("long_term_stability", lines, USUAL, expected);
}

#[test]
fn two_and_a_half_years_of_care_are_reached_on_30_september() {
    check_stability(&["a 2017-09-30 S U6 DH13"], &["two_years 1"]);
    check_stability(&["a 2017-10-01 S U6 DH13"], &[]);
    // Care that was left and taken up again is not continuous.
    check_stability(&["a 2016-01-01 S U6 DH13 -> 2017-12-01", "a 2017-12-02 S U6 DH13"], &[]);
}

#[test]
fn two_years_in_the_placement_are_reached_on_31_march() {
    let check_day = |day: &str, expected: &[&str]| {
        let before = format!("a 2016-01-01 S U6 DH13 -> {day}");
        check_stability(&[&before, &format!("a {day} P U4 DH14")], expected);
    };
    check_day("2018-03-31", &["two_years 1"]);
    check_day("2018-04-01", &["shorter 1"]);
}

#[test]
fn the_sixteenth_birthday_ends_the_measure() {
    let care = "a 2010-01-01 S U6 DH13";
    check_stability(&[care, "a born 2004-04-01"], &["two_years 1"]);
    check_stability(&[care, "a born 2004-03-31"], &[]);
}

#[test]
fn an_adoptive_placement_counts_with_the_one_before_it() {
    let fostered = "a 2016-01-01 S U6 DH13 -> 2019-12-01";
    check_stability(&[fostered, "a 2019-12-01 P A5 DH14"], &["two_years 1"]);
    check_stability(&[fostered, "a 2019-12-01 P U4 DH14"], &["shorter 1"]);
    let two_before = ["a 2016-01-01 S U6 DH13 -> 2018-12-01", "a 2018-12-01 P U6 DH97 -> 2019-12-01"];
    check_stability(&[two_before[0], two_before[1], "a 2019-12-01 P A5 DH14"], &["shorter 1"]);
}

#[test]
fn the_same_carers_are_one_placement_unless_the_policy_says_otherwise() {
    let moved = ["a 2016-01-01 S U6 DH13 -> 2019-12-01", "a 2019-12-01 T U4 DH14"];
    check("long_term_stability", &moved, USUAL, &["two_years 1"]);
    check("long_term_stability", &moved, CARERS, &["shorter 1"]);
    let away = [
        "a 2016-01-01 S U6 DH13 -> 2019-12-01",
        "a 2019-12-01 P T1 DH14 -> 2019-12-08",
        "a 2019-12-08 P U6 DH13",
    ];
    check("long_term_stability", &away, USUAL, &["two_years 1"]);
    check("long_term_stability", &away, TEMPORARY, &["shorter 1"]);
}

#[test]
fn care_whose_beginning_is_not_known_is_excluded() {
    check_stability(&["a 2018-01-01 L U6 DH13"], &["not: it is not known when care began 1"]);
    check_stability(&["a 2017-01-01 L U6 DH13"], &["two_years 1"]);
    let mut council = council(2020, &["a 2010-01-01 S U6 DH13"]);
    council.histories.values_mut().for_each(|history| history.header = None);
    let found = cells(&answer(council, USUAL, &[2020]), "long_term_stability");
    assert_eq!(found, ["not: the birth date is not known 1"]);
}

#[test]
fn children_are_counted_where_their_placement_is() {
    let check_cell = |line: &str, location: &str, far: &str, outside: &str| {
        check("location", &[line], USUAL, &[location]);
        check("more_than_20_miles", &[line], USUAL, &[far]);
        check("outside_boundary", &[line], USUAL, &[outside]);
    };
    // Durham, Teesdale (in the same county), Darlington next to it, and London.
    check_cell("a 2019-05-01 S U6 DH13", "inside_within_20 1", "within_20 1", "inside 1");
    check_cell("a 2019-05-01 S U6 DL129", "inside_over_20 1", "over_20 1", "inside 1");
    check_cell("a 2019-05-01 S U6 DL11", "outside_within_20 1", "within_20 1", "outside 1");
    check_cell("a 2019-05-01 S U6 SW1A1", "outside_over_20 1", "over_20 1", "outside 1");
    check_cell("a 2019-05-01 S U6 DH13 home=-", "inside_not_known 1", "not_known 1", "inside 1");
    check_cell("a 2019-05-01 S U6 DL11 home=-", "outside_not_known 1", "not_known 1", "outside 1");
    // A home in Wales has no distance in the return.
    check_cell("a 2019-05-01 S U6 SW1A1 home=CF101", "outside_not_known 1", "not_known 1", "outside 1");
    check_cell("a 2019-05-01 S U6 -", "not_known 1", "not_known 1", "not_known 1");
}

#[test]
fn the_distance_of_unaccompanied_children_is_not_known() {
    let mut council = council(2020, &["a 2019-05-01 S U6 SW1A1"]);
    let uasc = nearhome_data::UascRow {
        child: example::child_id("a"),
        ceases: Some(day("2019-06-01")),
        year: year(2020),
    };
    council.histories.values_mut().for_each(|history| history.uasc = Some(uasc.clone()));
    let answer = answer(council, USUAL, &[2020]);
    assert_eq!(cells(&answer, "location"), ["outside_not_known 1"]);
    assert_eq!(cells(&answer, "more_than_20_miles"), ["unaccompanied 1"]);
    assert_eq!(cells(&answer, "outside_boundary"), ["outside 1"]);
}

#[test]
fn during_a_temporary_move_the_placement_that_is_kept_is_meant() {
    let away = ["a 2019-05-01 S U6 DH13 -> 2020-03-30", "a 2020-03-30 P T1 SW1A1"];
    check("location", &away, USUAL, &["inside_within_20 1"]);
    check("location", &away, TEMPORARY, &["outside_over_20 1"]);
}

#[test]
fn starts_are_those_of_the_year_of_all_children() {
    let code = "starts_by_location";
    check(code, &["a 2019-03-31 S U6 DH13"], USUAL, &[]);
    check(code, &["a 2019-04-01 S U6 DH13 -> 2019-06-01"], USUAL, &["inside_within_20 1"]);
    check(code, &["a 2020-03-31 S U6 DH13"], USUAL, &["inside_within_20 1"]);
    check(code, &["a 2020-04-01 S U6 DH13"], USUAL, &[]);
    let moved = ["a 2018-05-01 S U6 DH13 -> 2019-06-01", "a 2019-06-01 T U6 DL11"];
    check(code, &moved, USUAL, &[]);
    check(code, &moved, CARERS, &["outside_within_20 1"]);
}

/// Children a, b and c, each in the sibling group g with an assessment, in placements as the lines say.
#[track_caller]
fn check_siblings(lines: &[&str], assessments: &[SiblingAssessment], expected: &[&str], basis: BasedOn) {
    let mut council = council(2020, lines);
    for (name, &assessment) in ["a", "b", "c"].iter().zip(assessments) {
        let child = example::child_id(name);
        let mut row = row(&child, "nowhere");
        row.home = None;
        row.siblings = Some((SiblingGroupId::new("g").unwrap(), assessment));
        council.children.insert(child, row);
    }
    let answer = answer(council, USUAL, &[2020]);
    assert_eq!(cells(&answer, "siblings_together"), expected, "{lines:?}");
    let measure = answer.measures.last().unwrap();
    assert_eq!(measure.based_on, basis, "{lines:?}");
}

#[test]
fn sibling_groups_are_together_where_all_their_children_are() {
    use SiblingAssessment::{Apart, NotAssessed, Together};
    let at = |child: &str, place: &str| format!("{child} 2019-05-01 S {place}");
    let check = |places: [&str; 3], assessments: &[SiblingAssessment], expected: &[&str], basis| {
        let lines: Vec<String> =
            ["a", "b", "c"].iter().zip(places).map(|(child, place)| at(child, place)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        check_siblings(&lines, assessments, expected, basis);
    };
    let three = [Together; 3];
    check(["U6 DH13"; 3], &three, &["together 1"], BasedOn::Reconstruction);
    check(["U6 DH13", "U4 DH13", "K2 DH13"], &three, &["some_together 1"], BasedOn::Reconstruction);
    check(["U6 DH13", "U6 DH14", "K2 DH13"], &three, &["apart 1"], BasedOn::Reconstruction);
    check(["P1 DH13"; 3], &three, &["together 1"], BasedOn::Register);
    check(["P1 DH13", "P1 DH13", "P1 -"], &three, &["not_known 1"], BasedOn::Register);
    check(["U6 DH13"; 3], &[Apart; 3], &["not: assessed to live apart 1"], BasedOn::Register);
    let mixed = [Together, NotAssessed, Together];
    let reason = "not: the rows of the group disagree about its assessment 1";
    check(["U6 DH13"; 3], &mixed, &[reason], BasedOn::Register);
    check(["U6 DH13"; 3], &[Together], &[], BasedOn::Register);
}

/// Prices as `kind sector children mean median`.
#[track_caller]
fn check_costs(council: Council, expected: &[&str], excluded: &[&str]) {
    let costs = answer(council, USUAL, &[2020]).unit_costs;
    let told: Vec<String> = costs
        .rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {} {}",
                row.kind.unwrap(),
                row.sector.unwrap(),
                row.children,
                row.mean,
                row.median
            )
        })
        .collect();
    let left: Vec<String> =
        costs.excluded.iter().map(|one| format!("{} {}", one.count, one.reason)).collect();
    assert_eq!(
        (told, left),
        (
            expected.iter().map(ToString::to_string).collect(),
            excluded.iter().map(ToString::to_string).collect()
        )
    );
    assert_eq!(
        costs.all.map_or(0, |all| all.children),
        costs.rows.iter().map(|row| row.children).sum::<u64>()
    );
}

#[test]
fn prices_are_the_means_and_medians_of_places() {
    let lines = [
        "a 2019-05-01 S U6 DH13",
        "b 2019-05-01 S U6 DH14",
        "c 2019-05-01 S U6 DH15",
        "d 2019-05-01 S P1 DH15",
        "e 2019-05-01 S U6 DH97",
    ];
    let homes = ["h1 DH13 U6 1 -", "h2 DH14 U6 1 -", "h3 DH15 U6 1 -"];
    let mut council = with_homes(council(2020, &lines), &homes);
    for (home, pounds) in council.homes.values_mut().zip([400, 500, 900]) {
        home.weekly_fee = Some(Pence::from_pounds(pounds));
    }
    let outside =
        ["1 in a reconstructed home, whose price is not known", "1 not in a home that a register holds"];
    check_costs(council.clone(), &["foster PR1 3 £600.00 £500.00"], &outside);
    council.homes.get_mut(&example::home_id("h2")).unwrap().weekly_fee = None;
    let outside = ["1 in a home without a price", outside[0], outside[1]];
    check_costs(council, &["foster PR1 2 £650.00 £650.00"], &outside);
}

#[test]
fn a_contract_in_force_sets_the_price() {
    let priced = |kind: ContractKind, from: &str, expected: &str| {
        let lines = ["a 2019-05-01 S U6 DH13", "b 2019-05-01 S U6 DH13"];
        let mut council = with_homes(council(2020, &lines), &["h1 DH13 U6 2 -"]);
        let id = ContractId::new("k").unwrap();
        let provider = ProviderId::new("p1").unwrap();
        council
            .contracts
            .insert(id.clone(), Contract { id: id.clone(), provider, from: day(from), to: None, kind });
        let home = council.homes.get_mut(&example::home_id("h1")).unwrap();
        home.contract = Some(id);
        home.weekly_fee = Some(Pence::from_pounds(500));
        check_costs(council, &[&format!("foster PR1 2 {expected} {expected}")], &[]);
    };
    let tier = Tier { level: NeedLevel::Standard, weekly_fee: Pence::from_pounds(800) };
    let framework = ContractKind::Framework { tiers: vec![tier], most_children: None };
    let block = ContractKind::Block { paid_places: 3, weekly_price: Pence::from_pounds(3_000) };
    priced(framework.clone(), "2019-01-01", "£800.00");
    priced(framework, "2020-04-01", "£500.00");
    priced(block, "2019-01-01", "£1,000.00");
    priced(ContractKind::Spot, "2019-01-01", "£500.00");
}

#[test]
fn a_year_without_a_return_is_refused() {
    let mut council = council(2020, &["a 2019-05-01 S U6 DH13"]);
    council.histories.values_mut().for_each(|history| history.years = vec![year(2019), year(2020)]);
    let authority = example::authority(example::AUTHORITY);
    let refused = indicators(&council, &IndicatorRequest { year: year(2021), authority, counting: USUAL });
    assert_eq!(
        refused.unwrap_err().to_string(),
        "there is no return of 2020/21; there are those of 2018/19, 2019/20"
    );
}
