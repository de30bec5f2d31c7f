//! Identifiers: each kind of id has its own type, so that a child's cannot be taken for a home's.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// Why a text cannot be an id. It does not repeat the text, which may be personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    /// Nothing but spaces.
    #[error("the id is blank")]
    Blank,
    /// Longer than 64 characters.
    #[error("the id is longer than 64 characters")]
    TooLong,
    /// A control, bidirectional, zero-width or no-break character, or a space at either end.
    #[error("the id holds a character that cannot be seen")]
    Invisible,
    /// Not of the form that this kind of id has.
    #[error("expected {0}")]
    Form(&'static str),
}

fn checked(text: &str) -> Result<Arc<str>, InvalidId> {
    if text.trim().is_empty() {
        return Err(InvalidId::Blank);
    }
    if text.chars().count() > 64 {
        return Err(InvalidId::TooLong);
    }
    if text.trim() != text || text.chars().any(is_invisible) {
        return Err(InvalidId::Invisible);
    }
    Ok(text.into())
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

/// Nine characters: a letter for the country and eight digits.
fn authority_form(text: &str) -> Result<(), InvalidId> {
    let (first, rest) = text.as_bytes().split_first().ok_or(InvalidId::Blank)?;
    if rest.len() == 8 && b"EWSN".contains(first) && rest.iter().all(u8::is_ascii_digit) {
        return Ok(());
    }
    Err(InvalidId::Form("a nine-character authority code such as E06000047"))
}

/// Seven digits, `SC` and six digits, or seven `X` for a setting that Ofsted does not inspect.
fn urn_form(text: &str) -> Result<(), InvalidId> {
    let (digits, count) = text.strip_prefix("SC").map_or((text, 7), |rest| (rest, 6));
    if text == "XXXXXXX" || (digits.len() == count && digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return Ok(());
    }
    Err(InvalidId::Form("seven digits, SC and six digits, or XXXXXXX"))
}

/// Two or three lower-case letters.
fn language_form(text: &str) -> Result<(), InvalidId> {
    if (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(());
    }
    Err(InvalidId::Form("a language code of ISO 639 such as en or urd"))
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident $(, $form:path)?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks a text and makes it an id.
            ///
            /// # Errors
            ///
            /// [`InvalidId`] when the text is blank, too long, holds invisible characters or is not
            /// of this id's form.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                let id = checked(text)?;
                $($form(&id)?;)?
                Ok(Self(id))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        }
    };
}

id! {
    /// A child, as the authority's records number it (CHILD of the return).
    ChildId
}
id! {
    /// A home of the register.
    HomeId
}
id! {
    /// A provider of homes.
    ProviderId
}
id! {
    /// A contract.
    ContractId
}
id! {
    /// A group of brothers and sisters.
    SiblingGroupId
}
id! {
    /// An authority by its nine-character code of the Office for National Statistics.
    AuthorityCode, authority_form
}
id! {
    /// Ofsted's unique reference number; for fostering it is the agency's, not the household's.
    Urn, urn_form
}
id! {
    /// A language by its ISO 639 code.
    Language, language_form
}

impl AuthorityCode {
    /// Whether the authority lies in England or Wales, the jurisdiction of the placement regulations.
    #[must_use]
    pub fn is_in_england_or_wales(&self) -> bool {
        self.0.starts_with(['E', 'W'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_what_cannot_be_seen() {
        assert_eq!(ChildId::new("  "), Err(InvalidId::Blank));
        assert_eq!(ChildId::new("a\u{200b}b"), Err(InvalidId::Invisible));
        assert_eq!(ChildId::new("a\u{202e}b"), Err(InvalidId::Invisible));
        assert_eq!(ChildId::new(" a"), Err(InvalidId::Invisible));
        assert_eq!(ChildId::new(&"a".repeat(65)), Err(InvalidId::TooLong));
        assert!(ChildId::new("00123").is_ok());
    }

    #[test]
    fn each_kind_of_id_has_its_form() {
        assert!(AuthorityCode::new("E06000047").is_ok());
        assert!(AuthorityCode::new("E0600004").is_err());
        assert!(Urn::new("SC123456").is_ok());
        assert!(Urn::new("1234567").is_ok());
        assert!(Urn::new("XXXXXXX").is_ok());
        assert!(Urn::new("12").is_err());
        assert!(Language::new("urd").is_ok());
        assert!(Language::new("English").is_err());
    }
}
