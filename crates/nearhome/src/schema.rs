//! JSON Schemas of the files and answers.

use nearhome_history::PublishedIndicators;
use nearhome_matching::{
    Explanation, MatchPlan, Offers, Questions, Shortlist, Shortlists, TradeOff, Vacancy, WhatIf,
};
use nearhome_model::SnapshotParts;
use nearhome_problem::{Problem, Solution};
use nearhome_rules::PolicyFile;
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use crate::{
    ChangeFile, ConvertRequest, CouncilRequest, DemoRequest, Demonstration, Error, ExplainRequest,
    FrontierRequest, IndicatorsRequest, MatchRequest, Mps, OfferFile, OffersRequest, ProblemRequest,
    QuestionsRequest, ReaderText, Replay, ReplayRequest, Request, ShortlistRequest, ShortlistsRequest,
    SnapshotRequest, Stopped, Synthesis, Synthesised, TextRequest, VacancyRequest, ValidateRequest,
    Validation, WhatIfRequest,
};

/// Makes the schema of what has this name.
type Maker = fn(&str) -> Value;

/// Everything that has a schema, by its name.
const SCHEMAS: &[(&str, Maker)] = &[
    ("problem", |_| Problem::json_schema()),
    ("solution", |_| Solution::json_schema()),
    ("snapshot", |_| snapshot()),
    ("policy", answer::<PolicyFile>),
    ("validation", answer::<Validation>),
    ("match", answer::<MatchPlan>),
    ("shortlist", answer::<Shortlist>),
    ("shortlists", answer::<Shortlists>),
    ("explanation", answer::<Explanation>),
    ("text", answer::<ReaderText>),
    ("change", answer::<ChangeFile>),
    ("what-if", answer::<WhatIf>),
    ("vacancy", answer::<Vacancy>),
    ("frontier", answer::<TradeOff>),
    ("offer", answer::<OfferFile>),
    ("offers", answer::<Offers>),
    ("questions", answer::<Questions>),
    ("indicators", answer::<PublishedIndicators>),
    ("replay", answer::<Replay>),
    ("synth", answer::<Synthesised>),
    ("demo", answer::<Demonstration>),
    ("mps", answer::<Mps>),
    ("stopped", answer::<Stopped>),
    ("request", answer::<Request>),
    ("match-request", request::<MatchRequest>),
    ("shortlist-request", request::<ShortlistRequest>),
    ("shortlists-request", request::<ShortlistsRequest>),
    ("explain-request", request::<ExplainRequest>),
    ("text-request", request::<TextRequest>),
    ("what-if-request", request::<WhatIfRequest>),
    ("vacancy-request", request::<VacancyRequest>),
    ("frontier-request", request::<FrontierRequest>),
    ("offers-request", request::<OffersRequest>),
    ("questions-request", request::<QuestionsRequest>),
    ("council-request", answer::<CouncilRequest>),
    ("validate-request", request::<ValidateRequest>),
    ("snapshot-request", request::<SnapshotRequest>),
    ("indicators-request", request::<IndicatorsRequest>),
    ("replay-request", request::<ReplayRequest>),
    ("synth-request", request::<Synthesis>),
    ("demo-request", request::<DemoRequest>),
    ("problem-request", answer::<ProblemRequest>),
    ("convert-request", request::<ConvertRequest>),
];

/// Names of everything that has a schema.
pub fn schema_names() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|&(name, _)| name)
}

/// The JSON Schema (2020-12) of one of [`schema_names`].
///
/// # Errors
///
/// [`Error::BadRequest`] when there is none of that name.
pub fn schema(name: &str) -> Result<Value, Error> {
    let Some((_, schema)) = SCHEMAS.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = schema_names().collect();
        let fault = format!("there is no schema `{name}`; there are {}", names.join(", "));
        return Err(Error::BadRequest(fault));
    };
    Ok(schema(name))
}

/// What says itself what it is.
fn answer<T: JsonSchema>(_: &str) -> Value {
    schema_for!(T).to_value()
}

/// A request as it stands in a file, with its format.
fn request<T: JsonSchema>(name: &str) -> Value {
    let mut schema = schema_for!(T).to_value();
    schema["properties"]["format"] = json!({ "const": format!("nearhome-{name}/1") });
    let mut required = vec![json!("format")];
    required.extend(schema["required"].as_array().cloned().unwrap_or_default());
    schema["required"] = Value::Array(required);
    schema
}

/// The file around the parts of a snapshot.
fn snapshot() -> Value {
    let mut parts = schema_for!(SnapshotParts).to_value();
    let definitions =
        parts.as_object_mut().and_then(|parts| parts.remove("$defs")).unwrap_or_else(|| json!({}));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nearhome-snapshot/1",
        "type": "object",
        "properties": {
            "format": { "const": "nearhome-snapshot/1" },
            "policy": { "type": "string" },
            "snapshot": parts
        },
        "required": ["format", "snapshot"],
        "additionalProperties": false,
        "$defs": definitions
    })
}
