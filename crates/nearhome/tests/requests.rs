//! A request as JSON is answered as its own function answers it; what it does not know is refused.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use nearhome::{
    Answer, Cancel, CouncilAnswer, CouncilRequest, Judged, Limits, MatchRequest, OffersRequest,
    ProblemRequest, Request, ShortlistsRequest, Synthesis, ask, ask_council, ask_problem, match_children,
    model::example, offers, rules::Policy, schema, schema_names, shortlists, synthesise,
};
use serde_json::{Value, json};

fn council() -> Judged {
    let children = (1..=4).map(|number| example::child(&format!("c{number}"))).collect();
    let mut homes: Vec<_> = (1..=3).map(|number| example::home(&format!("h{number}"))).collect();
    homes[0].approval.age_to = nearhome::model::Age::new(4);
    Judged { snapshot: example::snapshot(children, homes), policy: Policy::default(), past: None }
}

/// The least that each request has to say, and the format of its answer.
fn least() -> Vec<(Value, &'static str)> {
    let request = |name: &str, mut fields: Value| {
        fields["format"] = json!(format!("nearhome-{name}-request/1"));
        fields
    };
    vec![
        (request("match", json!({})), "nearhome-match/1"),
        (request("shortlist", json!({ "child": "c1" })), "nearhome-shortlist/1"),
        (request("shortlists", json!({ "children": ["c1", "c2"] })), "nearhome-shortlists/1"),
        (request("explain", json!({ "child": "c1", "home": "h2" })), "nearhome-explanation/1"),
        (request("text", json!({ "child": "c1", "home": "h2", "reader": "child" })), "nearhome-text/1"),
        (
            request("what-if", json!({ "changes": [{ "change": "home_closes", "home": "h3" }] })),
            "nearhome-what-if/1",
        ),
        (request("vacancy", json!({ "home": "h2" })), "nearhome-vacancy/1"),
        (request("frontier", json!({ "levels": ["disruption", "weekly_pence"] })), "nearhome-frontier/1"),
        (request("offers", json!({ "child": "c1" })), "nearhome-offers/1"),
        (request("questions", json!({ "child": "c1" })), "nearhome-questions/1"),
    ]
}

fn answer(request: &Value, limits: &Limits) -> Answer {
    let request: Request = serde_json::from_value(request.clone()).unwrap();
    ask(&council(), &request, limits, &|_| ()).unwrap()
}

#[test]
fn every_request_has_its_answer_and_says_where_it_was_stopped() {
    let cancel = Cancel::default();
    cancel.cancel();
    let cancelled = Limits { cancel: Some(cancel), ..Limits::default() };
    for (request, format) in least() {
        let whole = answer(&request, &Limits::default());
        assert!(whole.is_whole(), "{request}");
        assert_eq!(serde_json::to_value(&whole).unwrap()["format"], format, "{request}");
        assert!(!answer(&request, &cancelled).is_whole(), "{request}");
    }
}

#[test]
fn a_request_reads_back_and_keeps_what_it_was_given() {
    for (request, _) in least() {
        let read: Request = serde_json::from_value(request.clone()).unwrap();
        let written = serde_json::to_value(&read).unwrap();
        for (name, value) in request.as_object().unwrap() {
            assert_eq!(written[name], *value, "{name} of {request}");
        }
        assert_eq!(serde_json::from_value::<Request>(written).unwrap(), read);
    }
}

#[test]
fn what_a_request_does_not_know_is_refused() {
    for (mut request, _) in least() {
        request["colour"] = json!("blue");
        assert!(serde_json::from_value::<Request>(request.clone()).is_err(), "{request}");
    }
    for other in
        [json!({ "child": "c1" }), json!({ "format": "nearhome-shortlist-request/2", "child": "c1" })]
    {
        assert!(serde_json::from_value::<Request>(other.clone()).is_err(), "{other}");
    }
}

#[test]
fn what_is_left_out_is_as_the_type_has_it() {
    let limits = Limits::default();
    let told = answer(&json!({ "format": "nearhome-offers-request/1", "child": "c1" }), &limits);
    let own = offers(&council(), &OffersRequest::new("c1"), &limits, &|_| ()).unwrap();
    assert_eq!(told, Answer::Offers(Box::new(own)));
    let told = answer(&json!({ "format": "nearhome-match-request/1", "wishes": true }), &limits);
    let own = match_children(&council(), &MatchRequest { wishes: true }, &limits, &|_| ()).unwrap();
    assert!(own.unfollowed_wishes.is_some());
    assert_eq!(told, Answer::Match(Box::new(own)));
}

#[test]
fn an_emergency_is_asked_for_in_the_request() {
    let request = json!({ "format": "nearhome-shortlist-request/1", "child": "c1", "urgency": "emergency" });
    let told = serde_json::to_value(answer(&request, &Limits::default())).unwrap();
    assert_eq!((&told["urgency"], &told["excluded"]), (&json!("emergency"), &json!([])), "h1 for six days");
}

#[test]
fn a_child_named_twice_is_refused() {
    let wanted = ShortlistsRequest::new(&["c1", "c2", "c1"]);
    let error = shortlists(&council(), &wanted, &Limits::default(), &|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "--child: `c1` is named twice");
}

#[test]
fn every_request_has_a_schema_that_names_its_format() {
    for (request, _) in least() {
        let format = request["format"].as_str().unwrap();
        let name = format.trim_start_matches("nearhome-").trim_end_matches("/1");
        assert!(schema_names().any(|known| known == name), "{name}");
        let schema = schema(name).unwrap();
        assert_eq!(schema["properties"]["format"], json!({ "const": format }));
        assert_eq!(schema["additionalProperties"], json!(false), "{name}");
        let fields = request.as_object().unwrap().keys();
        for field in fields {
            assert!(schema["properties"].get(field).is_some(), "{field} of {name}");
        }
        let required = schema["required"].as_array().unwrap();
        assert!(required.iter().all(|field| request.get(field.as_str().unwrap()).is_some()), "{name}");
        let all = nearhome::schema("request").unwrap().to_string();
        assert!(all.contains(format), "{format}");
    }
}

/// The name of a request's schema, from its format.
fn schema_of(request: &Value) -> &str {
    request["format"].as_str().unwrap().trim_start_matches("nearhome-").trim_end_matches("/1")
}

#[test]
fn a_councils_folder_is_asked_alike() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let days = json!({ "from": "2025-01-01", "to": "2025-03-31", "policies": ["greedy"] });
    let cancel = Cancel::default();
    cancel.cancel();
    let cancelled = Limits { cancel: Some(cancel), ..Limits::default() };
    for (mut request, place, format) in [
        (
            json!({ "format": "nearhome-synth-request/1", "authority": "E06000047", "children": 20, "years": 2 }),
            "county",
            "nearhome-synth/1",
        ),
        (json!({ "format": "nearhome-validate-request/1" }), "county", "nearhome-validation/1"),
        (
            json!({ "format": "nearhome-snapshot-request/1", "date": "2025-03-31" }),
            "county",
            "nearhome-snapshot/1",
        ),
        (
            json!({ "format": "nearhome-indicators-request/1", "wanted": { "year": 2025 } }),
            "county",
            "nearhome-indicators/1",
        ),
        (json!({ "format": "nearhome-replay-request/1", "wanted": days }), "county", "nearhome-replay/1"),
        (json!({ "format": "nearhome-demo-request/1", "children": 30 }), "demo", "nearhome-demo/1"),
    ] {
        let place = folder.join(place);
        let read: CouncilRequest = serde_json::from_value(request.clone()).unwrap();
        assert_eq!(
            serde_json::from_value::<CouncilRequest>(serde_json::to_value(&read).unwrap()).unwrap(),
            read
        );
        let stopped = ask_council(&place, &read, &cancelled, &|_| ()).unwrap();
        assert!(!stopped.is_whole(), "{request}");
        let stopped = serde_json::to_value(&stopped).unwrap();
        assert!(stopped["format"] == "nearhome-stopped/1" || stopped["format"] == format, "{stopped}");
        let answer = ask_council(&place, &read, &Limits::default(), &|_| ()).unwrap();
        assert!(answer.is_whole(), "{request}");
        assert_eq!(serde_json::to_value(&answer).unwrap()["format"], format, "{request}");
        let schema = schema(schema_of(&request)).unwrap();
        assert_eq!(schema["properties"]["format"], json!({ "const": request["format"] }));
        request["colour"] = json!("blue");
        assert!(serde_json::from_value::<CouncilRequest>(request.clone()).is_err(), "{request}");
    }
    let mut unknown = json!({ "format": "nearhome-validate-request/1" });
    unknown["reading"] = json!({ "colour": "blue" });
    assert!(serde_json::from_value::<CouncilRequest>(unknown).is_err());
}

#[test]
fn a_snapshot_that_is_asked_for_is_the_file_that_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let county = folder.path().join("county");
    let wanted = Synthesis { children: 20, years: 1, ..Synthesis::new("E06000047") };
    synthesise(&wanted, &county, &Limits::default(), &|_| ()).unwrap().unwrap();
    let request = json!({ "format": "nearhome-snapshot-request/1", "date": "2025-03-31" });
    let request: CouncilRequest = serde_json::from_value(request).unwrap();
    let answer = ask_council(&county, &request, &Limits::default(), &|_| ()).unwrap();
    let CouncilAnswer::Snapshot(taken) = &answer else { panic!("a snapshot was asked for") };
    let mut file = Vec::new();
    taken.write(&mut file).unwrap();
    assert_eq!(serde_json::to_string_pretty(&answer).unwrap() + "\n", String::from_utf8(file).unwrap());
}

#[test]
fn a_problem_is_asked_alike() {
    let problem = nearhome::problem(&council()).unwrap();
    let convert = |fields: Value| -> Result<Value, String> {
        let mut request = fields;
        request["format"] = json!("nearhome-convert-request/1");
        let read: ProblemRequest =
            serde_json::from_value(request.clone()).map_err(|error| error.to_string())?;
        let back = serde_json::to_value(&read).unwrap();
        assert_eq!(serde_json::from_value::<ProblemRequest>(back).unwrap(), read);
        let schema = schema(schema_of(&request)).unwrap();
        assert_eq!(schema["properties"]["format"], json!({ "const": request["format"] }));
        let answer = ask_problem(&problem, &read).map_err(|error| error.to_string())?;
        Ok(serde_json::to_value(answer).unwrap())
    };
    let [first, second] = [&problem.levels[0], &problem.levels[1]];
    let told = convert(json!({ "level": first })).unwrap();
    assert_eq!(told["format"], "nearhome-mps/1");
    assert!(told["text"].as_str().unwrap().contains("ENDATA"));
    assert_ne!(convert(json!({ "level": second, "held": [3] })).unwrap(), told);
    for (fields, fault) in [
        (json!({ "level": second }), "give their sums with --held, 0 were given"),
        (json!({ "level": "colour" }), "there is no level `colour`"),
        (json!({ "held": [3] }), "name the level"),
        (json!({ "colour": "blue" }), "unknown field `colour`"),
    ] {
        let error = convert(fields).unwrap_err();
        assert!(error.contains(fault), "{error}");
    }
}
