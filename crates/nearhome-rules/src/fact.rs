//! The facts of a reason: named, typed values. Sentences are made from them elsewhere.

use std::borrow::Cow;

use nearhome_model::{Age, AuthorityCode, ChildId, ContractId, Date, HomeId, Pence, TenthMiles};
use serde::{Deserialize, Serialize};

/// One named value that a rule looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What the value is, such as `approved_from`; the rule's page lists its names.
    pub name: Cow<'static, str>,
    /// The value.
    pub value: FactValue,
}

/// A typed value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactValue {
    /// An age in completed years.
    Age(Age),
    /// A number of things: children, places, journeys a year.
    Count(i64),
    /// A day.
    Date(Date),
    /// A code of one of the model's lists, such as a PLACE code, a risk or a language.
    Code(Cow<'static, str>),
    /// Several codes of one list, in the list's order.
    Codes(Vec<Cow<'static, str>>),
    /// A child.
    Child(ChildId),
    /// A home.
    Home(HomeId),
    /// An authority.
    Authority(AuthorityCode),
    /// A contract.
    Contract(ContractId),
    /// A distance in tenths of a mile.
    Miles(TenthMiles),
    /// A sum of money in pence.
    Pence(Pence),
    /// The value is not recorded, or a postcode is in no directory.
    Unknown,
}

impl Fact {
    /// Makes a fact.
    #[must_use]
    pub fn new(name: &'static str, value: impl Into<FactValue>) -> Self {
        Self { name: Cow::Borrowed(name), value: value.into() }
    }

    /// A fact whose value is a code of a list.
    #[must_use]
    pub fn code(name: &'static str, code: &'static str) -> Self {
        Self::new(name, FactValue::Code(Cow::Borrowed(code)))
    }

    /// A fact whose value is several codes of a list.
    #[must_use]
    pub fn codes(name: &'static str, codes: impl Iterator<Item = &'static str>) -> Self {
        Self::new(name, FactValue::Codes(codes.map(Cow::Borrowed).collect()))
    }

    /// A fact whose value may be unknown.
    #[must_use]
    pub fn known(name: &'static str, value: Option<impl Into<FactValue>>) -> Self {
        Self::new(name, value.map_or(FactValue::Unknown, Into::into))
    }
}

macro_rules! from_value {
    ($($source:ty => $variant:ident,)+) => {
        $(impl From<$source> for FactValue {
            fn from(value: $source) -> Self {
                Self::$variant(value.into())
            }
        })+
    };
}

from_value! {
    Age => Age,
    i64 => Count,
    u32 => Count,
    u8 => Count,
    u16 => Count,
    Date => Date,
    ChildId => Child,
    HomeId => Home,
    AuthorityCode => Authority,
    ContractId => Contract,
    TenthMiles => Miles,
    Pence => Pence,
}
