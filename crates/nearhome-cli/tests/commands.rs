//! The commands as a user runs them: what they print, what they write, and how they end.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};

fn nearhome(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nearhome")).current_dir(folder).args(words).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn run(folder: &Path, words: &[&str]) -> String {
    let output = nearhome(folder, words);
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}", stderr(&output));
    stdout(&output)
}

/// Runs a command that must fail: its exit code, a part of its message, and nothing on stdout.
#[track_caller]
fn check_fails(folder: &Path, words: &[&str], code: i32, message: &str) {
    let output = nearhome(folder, words);
    assert_eq!(output.status.code(), Some(code), "{words:?}: {}", stderr(&output));
    assert!(stderr(&output).contains(message), "{words:?}: {}", stderr(&output));
    assert_eq!(stdout(&output), "", "{words:?}");
}

const PROBLEM: &str = r#"{ "format": "nearhome-problem/1", "levels": ["unplaced", "weekly_pence"],
    "children": [{ "id": "a", "unplaced": [1, 0] }, { "id": "b", "unplaced": [1, 0] }],
    "homes": [{ "id": "h", "places": 1 }],
    "options": [{ "child": 0, "home": 0, "cost": [0, 500] }, { "child": 1, "home": 0, "cost": [0, 300] }] }"#;

/// Code, file and row of each of a list of findings.
fn places(findings: &serde_json::Value) -> BTreeSet<(String, String, u64)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let place = |one: &serde_json::Value| {
        (text(&one["code"]), text(&one["file"]), one["row"].as_u64().unwrap_or_default())
    };
    findings.as_array().unwrap().iter().map(place).collect()
}

#[test]
fn planted_defects_are_found_no_more_and_no_less() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let county = ["synth", "--authority", "E06000047", "--children", "60", "--out", "county"];
    run(folder, &[&county[..], &["--years", "2", "--defects", "4"]].concat());
    let planted = fs::read_to_string(folder.join("county/defects.json")).unwrap();
    let planted = places(&serde_json::from_str(&planted).unwrap());
    let found: serde_json::Value =
        serde_json::from_str(&run(folder, &["validate", "county", "--format", "json"])).unwrap();
    let mut found = places(&found["findings"]);
    found.retain(|(code, _, _)| code.starts_with("SSDA903-"));
    assert!(planted.len() > 100, "only {} defects were planted", planted.len());
    assert_eq!(found, planted);
    let one_year =
        ["synth", "--authority", "E06000047", "--children", "60", "--years", "1", "--out", "other"];
    check_fails(folder, &[&one_year[..], &["--defects", "4"]].concat(), 2, "at least two years");
}

#[test]
fn from_a_made_up_county_to_a_checked_plan() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(
        folder,
        &["synth", "--authority", "E06000047", "--children", "60", "--years", "2", "--out", "county"],
    );
    let findings: serde_json::Value =
        serde_json::from_str(&run(folder, &["validate", "county", "--strict", "--format", "json"])).unwrap();
    assert_eq!(findings["format"], "nearhome-validation/1");
    run(folder, &["snapshot", "county", "--date", "2025-03-31", "-o", "day.json"]);
    run(folder, &["snapshot", "county", "--date", "2023-04-01", "-o", "first.json"]);
    check_fails(
        folder,
        &["snapshot", "county", "--date", "2023-03-31", "-o", "x.json"],
        2,
        "the first return begins on 2023-04-01",
    );
    for command in
        [&["validate", "county"][..], &["snapshot", "county", "--date", "2025-03-31", "-o", "x.json"]]
    {
        check_fails(
            folder,
            &[command, &["--authority", "E06000999"]].concat(),
            2,
            "`E06000999` is not the code",
        );
    }
    run(folder, &["problem", "day.json", "-o", "problem.json.gz"]);
    run(folder, &["solve", "--problem", "problem.json.gz", "-o", "solution.json"]);
    assert!(
        run(folder, &["check", "--problem", "problem.json.gz", "--solution", "solution.json"])
            .starts_with("accepted")
    );
    run(folder, &["convert", "--problem", "problem.json.gz", "--mps", "first.mps", "--level", "unplaced"]);
    let plan: serde_json::Value =
        serde_json::from_str(&run(folder, &["match", "day.json", "--format", "json"])).unwrap();
    assert_eq!(plan["status"], "optimal");
    let solution: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("solution.json")).unwrap()).unwrap();
    let totals: Vec<_> = plan["levels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| plan["totals"][l.as_str().unwrap()].clone())
        .collect();
    assert_eq!(solution["totals"], serde_json::Value::Array(totals), "match and solve agree");
    let child = plan["placements"][0]["child"].as_str().unwrap();
    let list: serde_json::Value =
        serde_json::from_str(&run(folder, &["shortlist", "day.json", "--child", child, "--format", "json"]))
            .unwrap();
    let homes = fs::read_to_string(folder.join("county/homes.csv")).unwrap().lines().count() - 1;
    let judged = list["ranked"].as_array().unwrap().len() + list["excluded"].as_array().unwrap().len();
    assert_eq!(judged, homes, "every home is ranked or excluded");
    for format in ["table", "csv"] {
        assert!(run(folder, &["match", "day.json", "--format", format]).contains(child));
        run(folder, &["shortlist", "day.json", "--child", child, "--format", format]);
    }
}

#[test]
fn a_panel_asks_and_every_answer_agrees_with_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(folder, &["demo", "here", "--children", "60"]);
    let plan: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("here/plan.json")).unwrap()).unwrap();
    let asked = |words: &[&str]| -> serde_json::Value {
        let common = [words[0], "here/snapshot.json"];
        serde_json::from_str(&run(folder, &[&common, &words[1..], &["--format", "json"]].concat())).unwrap()
    };
    let placed = plan["placements"].as_array().unwrap();
    let (child, home) = (placed[0]["child"].as_str().unwrap(), placed[0]["home"].as_str().unwrap());
    let list = asked(&["shortlist", "--child", child]);
    assert_eq!(list["in_the_plan"]["totals"], plan["totals"]);
    let best = list["ranked"].as_array().unwrap()[0]["home"].as_str().unwrap().to_owned();
    let two = asked(&["shortlist", "--child", child, "--child", placed[1]["child"].as_str().unwrap()]);
    assert_eq!(two["shortlists"][0], list);
    assert_eq!(two["overview"][0]["own_best"], best.as_str());

    let told = asked(&["explain", "--child", child, "--home", &best]);
    assert_eq!((&told["exact"], &told["ending"]), (&true.into(), &"exact".into()));
    assert_eq!(told["cost_of_choosing"], list["ranked"][0]["cost_of_choosing"]);
    let excluded = &list["excluded"][0];
    let told = asked(&["explain", "--child", child, "--home", excluded["home"].as_str().unwrap()]);
    assert_eq!(told["reasons"], excluded["reasons"]);

    let change = serde_json::json!({ "format": "nearhome-change/1", "changes": [{ "change": "fix", "child": child, "home": best }] });
    fs::write(folder.join("change.json"), change.to_string()).unwrap();
    let told = asked(&["what-if", "--change", "change.json"]);
    assert_eq!(told["before"], plan["totals"]);
    assert_eq!(told["differences"]["total"], list["ranked"][0]["cost_of_choosing"]);
    for format in ["table", "csv"] {
        run(folder, &["explain", "here/snapshot.json", "--child", child, "--home", home, "--format", format]);
        run(folder, &["what-if", "here/snapshot.json", "--change", "change.json", "--format", format]);
    }
    let what_if = ["what-if", "here/snapshot.json", "--change", "change.json"];
    for (text, message) in [
        ("{", "change.json"),
        (r#"{"format": "other", "changes": []}"#, "nearhome-change/1"),
        (
            r#"{"format": "nearhome-change/1", "changes": [{"change": "child_leaves", "child": "x"}]}"#,
            "changes[0]",
        ),
        (
            r#"{"format": "nearhome-change/1", "changes": [{"change": "Anna Smith"}]}"#,
            "unknown variant `…`, expected",
        ),
    ] {
        fs::write(folder.join("change.json"), text).unwrap();
        check_fails(folder, &what_if, 2, message);
    }
    check_fails(
        folder,
        &["explain", "here/snapshot.json", "--child", child, "--home", "x"],
        2,
        "no home `x`",
    );
}

#[test]
fn further_questions_agree_with_the_shortlist_and_limits_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(folder, &["demo", "here", "--children", "60"]);
    let asked = |words: &[&str]| -> serde_json::Value {
        let common = [words[0], "here/snapshot.json"];
        serde_json::from_str(&run(folder, &[&common, &words[1..], &["--format", "json"]].concat())).unwrap()
    };
    let plan = asked(&["match", "--wishes"]);
    let child = plan["placements"][0]["child"].as_str().unwrap();
    let list = asked(&["shortlist", "--child", child]);
    let own = plan["unfollowed_wishes"].as_array().unwrap().iter().filter(|wish| wish["child"] == child);
    assert_eq!(list["in_the_plan"]["unfollowed_wishes"], own.cloned().collect::<serde_json::Value>());

    let urgent = asked(&["shortlist", "--child", child, "--emergency"]);
    assert_eq!(urgent["urgency"], "emergency");
    let (ordinary, urgent) = (list["excluded"].as_array().unwrap(), urgent["excluded"].as_array().unwrap());
    let is_excluded = |home: &serde_json::Value| ordinary.iter().any(|entry| entry["home"] == *home);
    assert!(urgent.iter().all(|entry| is_excluded(&entry["home"])), "an emergency excludes no further home");

    assert_eq!(list["coming_children"]["basis"], "no_past_given");
    assert!(list["ranked"][0]["opportunity_cost_later"].is_null());
    let past = asked(&["shortlist", "--child", child, "--past", "here/council"]);
    assert_eq!(past["coming_children"]["basis"], "past_placements");
    let later: Vec<u64> = past["ranked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["opportunity_cost_later"]["children_millionths"].as_u64().unwrap())
        .collect();
    assert!(later.iter().any(|&cost| cost > 0), "{later:?}");
    check_fails(
        folder,
        &["shortlist", "here/snapshot.json", "--child", child, "--past", "absent"],
        5,
        "absent",
    );

    let snapshot: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("here/snapshot.json")).unwrap()).unwrap();
    let all = snapshot["snapshot"]["children"].as_array().unwrap();
    let settled =
        all.iter().find(|own| own["search"]["moving"] == "settled").unwrap()["id"].as_str().unwrap();
    check_fails(folder, &["offers", "here/snapshot.json", "--child", settled], 2, "settled");
    assert_eq!(asked(&["offers", "--child", settled, "--emergency"])["ending"], "exact");
    assert!(!asked(&["shortlist", "--child", settled, "--emergency"])["in_the_plan"].is_null());

    let offers = asked(&["offers", "--child", child, "--best", "3"]);
    for call in offers["calls"].as_array().unwrap() {
        let ranked = list["ranked"].as_array().unwrap();
        let entry = ranked.iter().find(|entry| entry["home"] == call["home"]).unwrap();
        assert_eq!(call["cost_of_choosing"], entry["cost_of_choosing"]);
    }
    let told = asked(&["questions", "--child", child]);
    assert_eq!(told["home"], list["in_the_plan"]["home"]);
    for command in ["offers", "questions"] {
        for format in ["table", "csv"] {
            run(folder, &[command, "here/snapshot.json", "--child", child, "--format", format]);
        }
    }
    let home = list["ranked"][0]["home"].as_str().unwrap();
    let explain = ["explain", "here/snapshot.json", "--child", child, "--home", home];
    assert!(run(folder, &[&explain[..], &["--for", "child"]].concat()).contains("your social worker"));
    let text = asked(&["explain", "--child", child, "--home", home, "--for", "child"]);
    assert_eq!((&text["format"], &text["reader"]), (&"nearhome-text/1".into(), &"child".into()));
    assert!(text["lines"].as_array().unwrap().len() > 3, "{text}");
    check_fails(folder, &[&explain[..], &["--for", "child", "--format", "csv"]].concat(), 2, "--for");
    fs::write(folder.join("offers.json"), r#"{"format": "other", "homes": []}"#).unwrap();
    let file = ["offers", "here/snapshot.json", "--child", child, "--offers", "offers.json"];
    check_fails(folder, &file, 2, "nearhome-offer/1");

    let stopped =
        ["shortlist", "here/snapshot.json", "--child", child, "--time-limit", "0s", "--format", "json"];
    let output = nearhome(folder, &stopped);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let list: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(list["exact"], false);
}

#[test]
fn the_ledger_of_each_proposal_sums_to_its_cost() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(folder, &["demo", "here", "--children", "60"]);
    let plan: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("here/plan.json")).unwrap()).unwrap();
    let placements = plan["placements"].as_array().unwrap();
    assert!(!placements.is_empty());
    for proposal in placements {
        for level in plan["levels"].as_array().unwrap() {
            let lines = proposal["ledger"].as_array().unwrap().iter().filter(|line| line["level"] == *level);
            let sum: i64 = lines.map(|line| line["amount"].as_i64().unwrap()).sum();
            assert_eq!(proposal["cost"][level.as_str().unwrap()].as_i64(), Some(sum), "{proposal}");
        }
    }
    run(folder, &["demo", "here", "--children", "60"]);
    fs::create_dir(folder.join("mine")).unwrap();
    fs::write(folder.join("mine/letter.txt"), "x").unwrap();
    check_fails(folder, &["demo", "mine"], 2, "not empty");
    assert_eq!(fs::read_dir(folder.join("mine")).unwrap().count(), 1);
}

#[test]
fn a_corrupted_answer_is_rejected_with_exit_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("p.json"), PROBLEM).unwrap();
    let answer = run(folder, &["solve", "--problem", "p.json"]);
    fs::write(folder.join("s.json"), answer.replace("300", "299")).unwrap();
    let output = nearhome(folder, &["check", "--problem", "p.json", "--solution", "s.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("rejected"));
    fs::write(folder.join("s.json"), "{}").unwrap();
    assert_eq!(
        nearhome(folder, &["check", "--problem", "p.json", "--solution", "s.json"]).status.code(),
        Some(1)
    );
}

#[test]
fn solve_prints_its_timings_as_one_json_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.json"), PROBLEM).unwrap();
    let output = nearhome(folder.path(), &["solve", "--problem", "p.json", "-o", "s.json", "--timings"]);
    let timings: serde_json::Value = serde_json::from_str(&stderr(&output)).unwrap();
    let keys: Vec<_> = timings.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["check", "read", "solve", "write"]);
}

#[test]
fn bad_input_names_the_place_and_leaves_no_output() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("p.json"), PROBLEM.replace("\"home\": 0", "\"home\": 7")).unwrap();
    check_fails(folder, &["solve", "--problem", "p.json", "-o", "s.json"], 2, "options[0].home");
    fs::write(folder.join("p.json"), PROBLEM.replace("\"levels\"", "\"stages\"")).unwrap();
    check_fails(folder, &["solve", "--problem", "p.json", "-o", "s.json"], 2, "stages");
    check_fails(folder, &["solve", "--problem", "absent.json", "-o", "s.json"], 5, "absent.json");
    check_fails(folder, &["validate", "absent"], 5, "absent");
    check_fails(folder, &["synth", "--authority", "E0", "--children", "5", "--out", "c"], 2, "--authority");
    check_fails(
        folder,
        &["synth", "--authority", "E06000047", "--children", "0", "--out", "c"],
        2,
        "children",
    );
    check_fails(folder, &["frobnicate"], 2, "frobnicate");
    check_fails(folder, &["schema", "nothing"], 2, "there are problem");
    let left: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["p.json"]);
}

#[test]
fn a_file_in_the_place_of_another_is_told_by_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(folder, &["demo", "here", "--children", "60"]);
    fs::create_dir(folder.join("empty")).unwrap();
    fs::write(folder.join("mine.txt"), "a letter").unwrap();
    let synth = ["synth", "--authority", "E06000047", "--children", "20", "--out", "mine.txt"];
    check_fails(folder, &synth, 2, "`mine.txt` is a file, not a folder");
    check_fails(folder, &["demo", "mine.txt"], 2, "`mine.txt` is a file, not a folder");
    assert_eq!(fs::read_to_string(folder.join("mine.txt")).unwrap(), "a letter");

    check_fails(folder, &["match", "here/council"], 5, "`nearhome snapshot` takes a snapshot");
    check_fails(
        folder,
        &["match", "here/plan.json"],
        2,
        "it is a `nearhome-match/1`; expected a `nearhome-snapshot/1`",
    );
    let what_if = ["what-if", "here/snapshot.json", "--change", "here/plan.json"];
    check_fails(folder, &what_if, 2, "it is a `nearhome-match/1`; expected a `nearhome-change/1`");
    fs::write(folder.join("brace.json"), "{}").unwrap();
    let output = nearhome(folder, &["match", "brace.json"]);
    assert_eq!(
        stderr(&output),
        "nearhome: brace.json: not a snapshot: missing field `format` at line 1 column 2\n"
    );

    let validate = ["validate", "here/council", "--postcodes"];
    check_fails(folder, &[&validate[..], &["absent.csv"]].concat(), 5, "cannot read `absent.csv`: ");
    check_fails(folder, &[&validate[..], &["empty"]].concat(), 5, "cannot read `empty`: it is a folder");
    for words in [
        &["snapshot", "empty", "--date", "2025-03-31", "-o", "day.json"][..],
        &["indicators", "empty", "--year", "2025"],
        &["replay", "empty", "--from", "2024-04-01", "--to", "2025-03-31"],
    ] {
        check_fails(folder, words, 2, "name it with --authority, or add `authority");
    }
    let replay =
        ["replay", "here/council", "--from", "2010-04-01", "--to", "2010-04-30", "--policy", "actual"];
    assert!(run(folder, &replay).contains("no placement begins in the period"));
}

#[test]
fn an_unknown_policy_key_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(
        folder,
        &["synth", "--authority", "E06000047", "--children", "20", "--years", "1", "--out", "county"],
    );
    let path = folder.join("county/policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("colour = \"red\"\n{policy}")).unwrap();
    check_fails(folder, &["snapshot", "county", "--date", "2025-03-31", "-o", "day.json"], 2, "colour");
    assert!(!folder.join("day.json").exists());
}

#[test]
fn indicators_are_told_on_a_page_as_rows_and_in_full() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let county = ["synth", "--authority", "E06000047", "--children", "60", "--years", "3", "--out", "county"];
    run(folder, &county);
    let asked = |more: &[&str]| run(folder, &[&["indicators", "county", "--year", "2025"], more].concat());
    let whole: serde_json::Value = serde_json::from_str(&asked(&["--format", "json"])).unwrap();
    assert_eq!(whole["format"], "nearhome-indicators/1");
    assert_eq!((&whole["authority"], &whole["looked_after"]), (&"E06000047".into(), &60.into()));
    let names: Vec<&str> = whole["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["indicator"].as_str().unwrap())
        .collect();
    let rows = asked(&["--format", "csv"]);
    for name in names {
        assert!(rows.lines().any(|line| line.starts_with(&format!("{name},total,"))), "{name}");
    }
    let sum = |measure: &serde_json::Value| -> i64 {
        measure["cells"].as_array().unwrap().iter().map(|cell| cell["count"].as_i64().unwrap()).sum()
    };
    for measure in whole["indicators"].as_array().unwrap() {
        assert_eq!(measure["total"], sum(measure), "{measure}");
    }
    assert!(asked(&[]).contains("Three or more placements in the year (NI 62)"));
    let small = asked(&["--suppress", "under-6", "--rounding", "dfe", "--format", "json"]);
    let small: serde_json::Value = serde_json::from_str(&small).unwrap();
    assert_eq!((&small["suppression"], &small["rounding"]), (&"under-6".into(), &"dfe".into()));
    let cells =
        small["indicators"].as_array().unwrap().iter().flat_map(|one| one["cells"].as_array().unwrap());
    let figures: Vec<String> = cells.map(|cell| cell["count"].to_string()).collect();
    assert!(figures.iter().all(|figure| figure == "\"c\"" || figure.ends_with('0')), "{figures:?}");
    let carers = asked(&["--same-carers", "new-placement", "--temporary", "counted", "--format", "json"]);
    let carers: serde_json::Value = serde_json::from_str(&carers).unwrap();
    assert_eq!(carers["counting"]["same_carers"], "new_placement");
    assert_eq!(carers["counting"]["temporary"], "counted");
    check_fails(folder, &["indicators", "county", "--year", "2019"], 2, "no return of 2018/19");
    check_fails(folder, &["indicators", "county", "--year", "1066"], 2, "--year");
}

#[test]
fn figures_on_reconstructed_homes_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let county =
        ["synth", "--authority", "E06000047", "--children", "200", "--years", "2", "--out", "county"];
    run(folder, &county);
    let asked = || run(folder, &["indicators", "county", "--year", "2025"]);
    assert!(!asked().contains("Figures marked `reconstruction`"));
    fs::remove_file(folder.join("county/homes.csv")).unwrap();
    fs::remove_file(folder.join("county/contracts.csv")).unwrap();
    let page = asked();
    assert!(page.contains("based on reconstruction"), "{page}");
    assert!(page.contains("Figures marked `reconstruction`"), "{page}");
    assert!(page.contains("in a reconstructed home, whose price is not known"), "{page}");
}

#[test]
fn the_installation_examines_itself() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["doctor"]).contains("solver and checker"));
    for name in run(folder.path(), &["schema"]).lines() {
        let schema: serde_json::Value = serde_json::from_str(&run(folder.path(), &["schema", name])).unwrap();
        assert!(schema.is_object(), "{name}");
    }
}
