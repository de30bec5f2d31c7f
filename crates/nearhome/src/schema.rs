//! JSON Schemas of the files and answers.

use nearhome_history::PublishedIndicators;
use nearhome_matching::{
    Explanation, MatchPlan, Offers, Questions, Shortlist, Shortlists, TradeOff, Vacancy, WhatIf,
};
use nearhome_model::SnapshotParts;
use nearhome_problem::{Problem, Solution};
use nearhome_rules::PolicyFile;
use schemars::{Schema, schema_for};
use serde_json::{Value, json};

use crate::{
    ChangeFile, CouncilRequest, Error, ExplainRequest, FrontierRequest, IndicatorsRequest, MatchRequest,
    OfferFile, OffersRequest, QuestionsRequest, ReaderText, Replay, ReplayRequest, Request, ShortlistRequest,
    ShortlistsRequest, TextRequest, VacancyRequest, ValidateRequest, Validation, WhatIfRequest,
};

/// Names of everything that has a schema.
pub const SCHEMAS: &[&str] = &[
    "problem",
    "solution",
    "snapshot",
    "policy",
    "validation",
    "match",
    "shortlist",
    "shortlists",
    "explanation",
    "text",
    "change",
    "what-if",
    "vacancy",
    "frontier",
    "offer",
    "offers",
    "questions",
    "indicators",
    "replay",
    "request",
    "match-request",
    "shortlist-request",
    "shortlists-request",
    "explain-request",
    "text-request",
    "what-if-request",
    "vacancy-request",
    "frontier-request",
    "offers-request",
    "questions-request",
    "council-request",
    "validate-request",
    "indicators-request",
    "replay-request",
];

/// The JSON Schema (2020-12) of one of [`SCHEMAS`].
///
/// # Errors
///
/// [`Error::BadRequest`] when there is none of that name.
pub fn schema(name: &str) -> Result<Value, Error> {
    Ok(match name {
        "problem" => Problem::json_schema(),
        "solution" => Solution::json_schema(),
        "snapshot" => snapshot(),
        "policy" => schema_for!(PolicyFile).to_value(),
        "validation" => schema_for!(Validation).to_value(),
        "match" => schema_for!(MatchPlan).to_value(),
        "shortlist" => schema_for!(Shortlist).to_value(),
        "shortlists" => schema_for!(Shortlists).to_value(),
        "explanation" => schema_for!(Explanation).to_value(),
        "text" => schema_for!(ReaderText).to_value(),
        "change" => schema_for!(ChangeFile).to_value(),
        "what-if" => schema_for!(WhatIf).to_value(),
        "vacancy" => schema_for!(Vacancy).to_value(),
        "frontier" => schema_for!(TradeOff).to_value(),
        "offer" => schema_for!(OfferFile).to_value(),
        "offers" => schema_for!(Offers).to_value(),
        "questions" => schema_for!(Questions).to_value(),
        "replay" => schema_for!(Replay).to_value(),
        "indicators" => schema_for!(PublishedIndicators).to_value(),
        "request" => schema_for!(Request).to_value(),
        "match-request" => request(name, schema_for!(MatchRequest)),
        "shortlist-request" => request(name, schema_for!(ShortlistRequest)),
        "shortlists-request" => request(name, schema_for!(ShortlistsRequest)),
        "explain-request" => request(name, schema_for!(ExplainRequest)),
        "text-request" => request(name, schema_for!(TextRequest)),
        "what-if-request" => request(name, schema_for!(WhatIfRequest)),
        "vacancy-request" => request(name, schema_for!(VacancyRequest)),
        "frontier-request" => request(name, schema_for!(FrontierRequest)),
        "offers-request" => request(name, schema_for!(OffersRequest)),
        "questions-request" => request(name, schema_for!(QuestionsRequest)),
        "council-request" => schema_for!(CouncilRequest).to_value(),
        "validate-request" => request(name, schema_for!(ValidateRequest)),
        "indicators-request" => request(name, schema_for!(IndicatorsRequest)),
        "replay-request" => request(name, schema_for!(ReplayRequest)),
        _ => {
            let fault = format!("there is no schema `{name}`; there are {}", SCHEMAS.join(", "));
            return Err(Error::BadRequest(fault));
        }
    })
}

/// A request as it stands in a file, with its format.
fn request(name: &str, schema: Schema) -> Value {
    let mut schema = schema.to_value();
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
