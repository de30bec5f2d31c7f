//! The code of a rule: a letter for its kind and three digits, never reused.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize};

use crate::{Rule, catalogue};

/// The code of a rule of the catalogue, such as `H001`.
///
/// The letter tells the kind that the rule has by default: `H` hard, `G` gate, `S` soft, `D` duty.
/// Only codes of the catalogue can be read from text, so every code leads to its rule.
///
/// # Examples
///
/// ```
/// use nearhome_rules::RuleCode;
///
/// let code: RuleCode = "h001".parse()?;
/// assert_eq!(code.as_str(), "H001");
/// assert_eq!(code.rule().title, "age within the approved ages");
/// # Ok::<(), nearhome_rules::UnknownRule>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "&'static str")]
pub struct RuleCode(pub(crate) &'static str);

/// A text that is no code of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule has the code `{code}`")]
pub struct UnknownRule {
    /// The text.
    pub code: String,
}

impl RuleCode {
    /// The code as text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The rule of this code.
    ///
    /// # Panics
    ///
    /// Never: a code is made by the catalogue or checked against it.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        catalogue().iter().copied().find(|rule| rule.code == self).expect("each code has its rule")
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.0)
    }
}

impl FromStr for RuleCode {
    type Err = UnknownRule;

    /// Reads a code of the catalogue, in either case.
    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        let matching = catalogue().iter().find(|rule| rule.code.0.eq_ignore_ascii_case(text));
        matching.map(|rule| rule.code).ok_or_else(|| UnknownRule { code: text.to_owned() })
    }
}

impl<'de> Deserialize<'de> for RuleCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl From<RuleCode> for &'static str {
    fn from(code: RuleCode) -> Self {
        code.0
    }
}

impl schemars::JsonSchema for RuleCode {
    fn schema_name() -> Cow<'static, str> {
        "RuleCode".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let codes: Vec<&str> = catalogue().iter().map(|rule| rule.code.0).collect();
        schemars::json_schema!({ "type": "string", "enum": codes })
    }
}
