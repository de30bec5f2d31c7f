//! The policy file: what it may say, and how it is told what it may not.

use nearhome_model::example;
use nearhome_rules::{Level, Policy};

#[track_caller]
fn check_error(text: &str, expected: &str) {
    assert_eq!(Policy::from_toml(text).unwrap_err().to_string(), expected, "{text}");
}

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(Policy::from_toml("").unwrap(), Policy::default());
}

#[test]
fn the_template_reads_back_as_the_default() {
    let authority = example::authority(example::AUTHORITY);
    let read = Policy::from_toml(&Policy::template(&authority)).unwrap();
    let mut expected = Policy::default();
    expected.authority = Some(authority);
    assert_eq!(read, expected);
}

#[test]
fn what_is_written_reads_back() {
    let mut policy = Policy::default();
    policy.travel.road_factor_percent = 120;
    policy.set_weight("S001".parse().unwrap(), 7).unwrap();
    policy.set_severity("G006".parse().unwrap(), nearhome_rules::Severity::Hard).unwrap();
    policy.siblings.assessed_together = nearhome_rules::TogetherMeans::Required;
    let mut levels = Level::ALL.to_vec();
    levels.swap(2, 4);
    policy.set_levels(levels).unwrap();
    assert_eq!(Policy::from_toml(&policy.to_toml()).unwrap(), policy);
}

#[test]
fn unknown_keys_are_named_with_their_place() {
    let unknown = Policy::from_toml("\n[travel]\nroad_factor = 3\n").unwrap_err();
    assert_eq!((unknown.line, unknown.path.as_str()), (Some(3), "travel.road_factor"));
    assert!(unknown.to_string().contains("unknown field `road_factor`"), "{unknown}");
    let rule = Policy::from_toml("[weights]\nS999 = 3\n").unwrap_err();
    assert_eq!(rule.line, Some(2));
    assert!(rule.to_string().contains("`S999`"), "{rule}");
    let top = Policy::from_toml("colour = 1\n").unwrap_err();
    assert_eq!((top.line, top.path.as_str()), (Some(1), "colour"));
}

#[test]
fn the_law_is_not_the_councils_to_choose() {
    check_error(
        "[rules]\nH001 = \"off\"\n",
        "line 2, `rules.H001`: a rule of law is always hard and cannot be set",
    );
    check_error(
        "[rules]\n\nG002 = \"soft\"\n",
        "line 3, `rules.G002`: a rule of law is always a gate and cannot be set",
    );
    check_error(
        "[rules]\nS011 = \"hard\"\n",
        "line 2, `rules.S011`: the rule can only be soft or off: it is no requirement",
    );
}

#[test]
fn numbers_have_ranges() {
    check_error("[weights]\nS002 = -1\n", "line 2, `weights.S002`: expected a number from 0 to 1000000");
    check_error("[weights]\nS021 = 0\n", "line 2, `weights.S021`: expected a number from 1 to 1000000");
    check_error(
        "[travel]\nroad_factor_percent = 99\n",
        "line 2, `travel.road_factor_percent`: expected a number from 100 to 300",
    );
    assert!(Policy::from_toml("[distance]\nunknown_miles = 0\n").is_err());
    assert!(Policy::from_toml("[distance]\nunknown_miles = 1.5\n").is_err());
    assert!(Policy::from_toml("[weights]\nS018 = 2\n").unwrap_err().to_string().contains("has no weight"));
}

#[test]
fn levels_are_each_once_with_homes_first_and_money_last() {
    check_error(
        "levels = [\"unplaced\"]",
        "line 1, `levels`: expected each level once: unplaced, gates, out_of_area, at_a_distance, \
         siblings_split, unwanted_moves, disruption, weekly_pence",
    );
    check_error(
        "levels = [\"weekly_pence\", \"unplaced\", \"gates\", \"out_of_area\", \"at_a_distance\", \
         \"siblings_split\", \"unwanted_moves\", \"disruption\"]",
        "line 1, `levels`: `unplaced` must be the first level and `weekly_pence` the last",
    );
}

#[test]
fn text_that_is_no_toml_is_told_by_line() {
    assert_eq!(Policy::from_toml("a = 1\nb = = 2\n").unwrap_err().line, Some(2));
}

#[test]
fn the_schema_names_every_part() {
    let schema = Policy::schema();
    let properties = schema.get("properties").and_then(|value| value.as_object()).unwrap();
    for key in ["authority", "levels", "rules", "weights", "distance", "travel", "fees", "siblings"] {
        assert!(properties.contains_key(key), "{key}");
    }
}

#[test]
fn the_example_of_the_page_is_valid() {
    let page = include_str!("../../../../docs/policy.md");
    let example = page.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(Policy::from_toml(example).unwrap().travel.school_pence_a_mile, 210);
}
