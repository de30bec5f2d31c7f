//! JSON Schemas of the two files, for people who write or read them with other tools.
//!
//! A schema says what a file looks like; that indices and sums are right is checked on reading.

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Value, json};

use crate::format::ProblemFormat;
use crate::solution::SolutionFile;
use crate::{COST_END, LEVELS_MAX, OptionSet, PLACES_MAX, Problem, ProblemParts, Solution};

impl Problem {
    /// The JSON Schema (draft 2020-12) of `nearhome-problem/1`.
    #[must_use]
    pub fn json_schema() -> Value {
        schema_of::<ProblemParts>()
    }
}

impl Solution {
    /// The JSON Schema (draft 2020-12) of `nearhome-solution/1`.
    #[must_use]
    pub fn json_schema() -> Value {
        schema_of::<SolutionFile>()
    }
}

fn schema_of<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().into()
}

/// Adds what the file has and [`ProblemParts`] has not: the format string.
pub(crate) fn add_format(schema: &mut Schema) {
    let format = ProblemFormat::json_schema(&mut SchemaGenerator::default());
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("format".to_owned(), format.into());
    }
    schema.insert("required".to_owned(), json!(["format", "levels"]));
}

/// The schema of a cost: one number a level.
pub(crate) fn cost(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "description": "One number a level, most important level first.",
        "type": "array",
        "items": { "type": "integer", "minimum": 0, "exclusiveMaximum": COST_END },
        "minItems": 1,
        "maxItems": LEVELS_MAX,
    })
}

impl JsonSchema for OptionSet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Options".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The only permitted (child, home) pairs, at most one option a pair.",
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "child": { "description": "Index of the child.", "type": "integer", "minimum": 0 },
                    "home": { "description": "Index of the home.", "type": "integer", "minimum": 0 },
                    "cost": cost(generator),
                    "places": {
                        "description": "How many of the home's places the child takes.",
                        "type": "integer", "minimum": 1, "maximum": PLACES_MAX, "default": 1
                    },
                },
                "required": ["child", "home", "cost"],
                "additionalProperties": false,
            },
        })
    }
}
