//! The format strings that open each file, and what both files have in common.

use serde::de::{Deserialize, Deserializer};
use serde::{Deserialize as DeriveDeserialize, Serialize};

/// The `format` of a problem file.
#[derive(Clone, Copy, Debug, DeriveDeserialize, Serialize, schemars::JsonSchema)]
pub(crate) enum ProblemFormat {
    #[serde(rename = "nearhome-problem/1")]
    V1,
}

/// The `format` of a solution file.
#[derive(Clone, Copy, Debug, DeriveDeserialize, Serialize, schemars::JsonSchema)]
pub(crate) enum SolutionFormat {
    #[serde(rename = "nearhome-solution/1")]
    V1,
}

/// Reads a value that may be left out but not be `null`.
///
/// Serde takes `null` for an absent `Option`; the format has no `null` there, and another reader
/// would trip over it.
pub(crate) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    json: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(json).map(Some)
}
