//! Reads the outermost object of a problem.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::options::Options;
use super::{List, Place};
use crate::format::ProblemFormat;
use crate::problem::LimitFile;
use crate::{Apart, Cap, Child, Fixed, Home, InvalidProblem, Limit, OptionSet, ProblemParts, Together};

/// The parts as the file gives them: limits still name their level.
#[derive(Default)]
pub(super) struct ProblemFile {
    levels: Option<Vec<String>>,
    children: Option<Vec<Child>>,
    homes: Option<Vec<Home>>,
    options: Option<OptionSet>,
    together: Option<Vec<Together>>,
    apart: Option<Vec<Apart>>,
    alone: Option<Vec<u32>>,
    caps: Option<Vec<Cap>>,
    limits: Option<Vec<LimitFile>>,
    fixed: Option<Vec<Fixed>>,
}

impl ProblemFile {
    /// Gives absent arrays their meaning (empty) and limits their level.
    pub(super) fn into_parts(self) -> Result<ProblemParts, InvalidProblem> {
        let levels = self.levels.unwrap_or_default();
        let mut options = self.options.unwrap_or_default();
        if options.is_empty() {
            options = OptionSet::new(levels.len());
        }
        let mut limits = Vec::new();
        for (index, limit) in self.limits.unwrap_or_default().into_iter().enumerate() {
            let level = levels.iter().position(|name| *name == limit.level).ok_or_else(|| {
                let fault = format!("`{}` is not one of the levels", limit.level);
                InvalidProblem::new(format!("limits[{index}].level"), fault)
            })?;
            limits.push(Limit { level, max: limit.max });
        }
        Ok(ProblemParts {
            levels,
            children: self.children.unwrap_or_default(),
            homes: self.homes.unwrap_or_default(),
            options,
            together: self.together.unwrap_or_default(),
            apart: self.apart.unwrap_or_default(),
            alone: self.alone.unwrap_or_default(),
            caps: self.caps.unwrap_or_default(),
            limits,
            fixed: self.fixed.unwrap_or_default(),
        })
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Format,
    Levels,
    Children,
    Homes,
    Options,
    Together,
    Apart,
    Alone,
    Caps,
    Limits,
    Fixed,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Levels => "levels",
            Self::Children => "children",
            Self::Homes => "homes",
            Self::Options => "options",
            Self::Together => "together",
            Self::Apart => "apart",
            Self::Alone => "alone",
            Self::Caps => "caps",
            Self::Limits => "limits",
            Self::Fixed => "fixed",
        }
    }
}

pub(super) struct ProblemSeed<'p> {
    pub(super) place: &'p Place,
}

impl<'de> DeserializeSeed<'de> for ProblemSeed<'_> {
    type Value = ProblemFile;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<ProblemFile, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ProblemSeed<'_> {
    type Value = ProblemFile;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a problem: an object with format, levels, children, homes and options")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ProblemFile, A::Error> {
        let mut file = ProblemFile::default();
        let mut format = None;
        while let Some(field) = map.next_key::<Field>()? {
            self.place.enter(field.name());
            match field {
                Field::Format => once(field, &mut format, || map.next_value::<ProblemFormat>())?,
                Field::Levels => self.list(field, &mut file.levels, &mut map)?,
                Field::Children => self.list(field, &mut file.children, &mut map)?,
                Field::Homes => self.list(field, &mut file.homes, &mut map)?,
                Field::Options => {
                    let seed = Options { place: self.place, levels: file.levels.as_ref().map(Vec::len) };
                    once(field, &mut file.options, || map.next_value_seed(seed))?;
                }
                Field::Together => self.list(field, &mut file.together, &mut map)?,
                Field::Apart => self.list(field, &mut file.apart, &mut map)?,
                Field::Alone => self.list(field, &mut file.alone, &mut map)?,
                Field::Caps => self.list(field, &mut file.caps, &mut map)?,
                Field::Limits => self.list(field, &mut file.limits, &mut map)?,
                Field::Fixed => self.list(field, &mut file.fixed, &mut map)?,
            }
            self.place.enter("");
        }
        if format.is_none() {
            return Err(A::Error::missing_field("format"));
        }
        Ok(file)
    }
}

impl ProblemSeed<'_> {
    fn list<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
        &self,
        field: Field,
        slot: &mut Option<Vec<T>>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        once(field, slot, || map.next_value_seed(List::new(self.place)))
    }
}

fn once<T, E: Error>(
    field: Field,
    slot: &mut Option<T>,
    read: impl FnOnce() -> Result<T, E>,
) -> Result<(), E> {
    if slot.is_some() {
        return Err(E::duplicate_field(field.name()));
    }
    *slot = Some(read()?);
    Ok(())
}
