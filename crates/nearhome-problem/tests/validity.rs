//! What `Problem::new` refuses, each with its place.

use nearhome_problem::{
    Apart, Cap, Child, Fixed, Home, Limit, OptionSet, Problem, ProblemParts, Stay, Together,
};

/// Two children, two homes, an option for each pair but (1, 1).
fn parts() -> ProblemParts {
    let mut options = OptionSet::new(1);
    for (child, home) in [(0, 0), (0, 1), (1, 0)] {
        options.push(child, home, 1, &[5]);
    }
    let child = |id: &str| Child { id: id.to_owned(), unplaced: None, stay: None };
    let home = |id: &str| Home { id: id.to_owned(), places: 1 };
    ProblemParts {
        levels: vec!["pence".to_owned()],
        children: vec![child("a"), child("b")],
        homes: vec![home("h"), home("i")],
        options,
        ..ProblemParts::default()
    }
}

#[track_caller]
fn check_refused(change: impl FnOnce(&mut ProblemParts), expected: &str) {
    let mut parts = parts();
    assert!(Problem::new(parts.clone()).is_ok(), "the unchanged parts are a problem");
    change(&mut parts);
    assert_eq!(Problem::new(parts).expect_err("not a problem any more").to_string(), expected);
}

#[test]
fn levels_are_one_to_eight_and_different() {
    check_refused(|parts| parts.levels.clear(), "levels: 0 levels; give 1 to 8");
    check_refused(|parts| parts.levels = vec![String::new(); 9], "levels: 9 levels; give 1 to 8");
    check_refused(
        |parts| parts.levels = vec!["pence".to_owned(); 2],
        "levels[1]: a level name is given twice",
    );
}

#[test]
fn a_pair_has_one_option_within_range() {
    check_refused(
        |parts| parts.options.push(1, 0, 1, &[7]),
        "options[3]: the pair is already given by options[2]",
    );
    check_refused(
        |parts| parts.options.push(2, 0, 1, &[7]),
        "options[3].child: index 2 is not below the number of children, 2",
    );
    check_refused(
        |parts| parts.options.push(1, 2, 1, &[7]),
        "options[3].home: index 2 is not below the number of homes, 2",
    );
    check_refused(
        |parts| parts.options.push(1, 1, 0, &[7]),
        "options[3].places: takes 0 places; give 1 to 1000000",
    );
    check_refused(
        |parts| parts.options.push(1, 1, 1_000_001, &[7]),
        "options[3].places: takes 1000001 places; give 1 to 1000000",
    );
    check_refused(
        |parts| parts.options.push(1, 1, 1, &[-1]),
        "options[3].cost[0]: a cost must lie in 0..2^53",
    );
    check_refused(
        |parts| parts.options.push(1, 1, 1, &[1 << 53]),
        "options[3].cost[0]: a cost must lie in 0..2^53",
    );
}

#[test]
fn a_stay_ends_after_it_begins() {
    check_refused(
        |parts| parts.children[1].stay = Some(Stay { from: 5, to: 5 }),
        "children[1].stay: a stay must end after it begins",
    );
}

#[test]
fn groups_and_pairs_are_sets_of_children() {
    let together = |children: &[u32]| Together { children: children.to_vec(), split_cost: None };
    check_refused(|parts| parts.together = vec![together(&[])], "together[0].children: empty");
    check_refused(
        |parts| parts.together = vec![together(&[1, 1])],
        "together[0].children: an index is given twice",
    );
    check_refused(
        |parts| parts.together = vec![together(&[2])],
        "together[0].children: index 2 is not below 2",
    );
    check_refused(
        |parts| parts.apart = vec![Apart { children: [1, 1], cost: None }],
        "apart[0].children: an index is given twice",
    );
    check_refused(
        |parts| parts.apart = vec![Apart { children: [0, 1], cost: Some(vec![1, 2]) }],
        "apart[0].cost: 2 numbers for 1 levels",
    );
    check_refused(|parts| parts.alone = vec![0, 0], "alone: an index is given twice");
}

#[test]
fn caps_and_limits_name_what_there_is() {
    let cap = |homes: &[u32]| Cap { id: "lot".to_owned(), homes: homes.to_vec(), places: 1 };
    check_refused(|parts| parts.caps = vec![cap(&[0, 0])], "caps[0].homes: an index is given twice");
    check_refused(|parts| parts.caps = vec![cap(&[2])], "caps[0].homes: index 2 is not below 2");
    check_refused(|parts| parts.limits = vec![Limit { level: 1, max: 0 }], "limits[0].level: no such level");
    check_refused(
        |parts| parts.limits = vec![Limit { level: 0, max: -1 }],
        "limits[0].max: a limit cannot be negative",
    );
}

#[test]
fn a_child_is_fixed_once_and_to_an_option() {
    let fixed = |child, home| Fixed { child, home };
    check_refused(|parts| parts.fixed = vec![fixed(1, 1)], "fixed[0]: there is no option for this pair");
    check_refused(
        |parts| parts.fixed = vec![fixed(0, 0), fixed(0, 1)],
        "fixed[1].child: the child is fixed twice",
    );
}
