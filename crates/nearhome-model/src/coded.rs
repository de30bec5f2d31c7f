//! Closed lists of codes: one macro so that each list states only its codes and their meanings.

/// A text that is none of a list's codes.
///
/// It does not repeat the text, which may be personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {list} code; expected one of {codes}")]
pub struct UnknownCode {
    /// Name of the list.
    pub list: &'static str,
    /// Its codes, separated by commas.
    pub codes: &'static str,
}

/// Defines an enum whose variants each have one code, with `code`, `ALL`, text and JSON forms.
///
/// Text is matched without regard to case; JSON uses the code itself.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident, $list:literal { $($(#[$variant_meta:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every code of the list, in its documented order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands in files.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|entry| entry.code().eq_ignore_ascii_case(text))
                    .ok_or(crate::UnknownCode {
                        list: $list,
                        codes: coded!(@join $($code,)+),
                    })
            }
        }
    };
    (@join $first:literal, $($rest:literal,)*) => { concat!($first $(, ", ", $rest)*) };
}
pub(crate) use coded;
