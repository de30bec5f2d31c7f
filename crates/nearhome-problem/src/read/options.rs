//! Reads the options of a problem straight into their columns.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Place;
use crate::{LEVELS_MAX, OptionSet};

/// Reads the array of options.
#[derive(Clone, Copy)]
pub(super) struct Options<'p> {
    pub(super) place: &'p Place,
    /// How many numbers each cost must have; `None` where `levels` has not been read yet, so that the
    /// first option decides and the whole is checked later.
    pub(super) levels: Option<usize>,
}

impl<'de> DeserializeSeed<'de> for Options<'_> {
    type Value = OptionSet;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<OptionSet, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Options<'_> {
    type Value = OptionSet;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of options")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<OptionSet, A::Error> {
        self.place.index.set(Some(0));
        let mut set = OptionSet::new(self.levels.unwrap_or(0));
        while let Some(option) =
            elements.next_element_seed(OneOption { place: self.place, levels: self.levels })?
        {
            if self.levels.is_none() {
                self.levels = Some(option.cost.len);
                set = OptionSet::new(option.cost.len);
            }
            set.push(option.child, option.home, option.places, option.cost.as_slice());
            self.place.index.set(Some(set.len()));
        }
        self.place.index.set(None);
        Ok(set)
    }
}

/// An option while it is being read; the cost has room for the most levels.
struct ReadOption {
    child: u32,
    home: u32,
    places: u32,
    cost: ReadCost,
}

#[derive(Clone, Copy, Default)]
struct ReadCost {
    numbers: [i64; LEVELS_MAX],
    len: usize,
}

impl ReadCost {
    fn as_slice(&self) -> &[i64] {
        &self.numbers[..self.len]
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Child,
    Home,
    Cost,
    Places,
}

struct OneOption<'p> {
    place: &'p Place,
    levels: Option<usize>,
}

impl<'de> DeserializeSeed<'de> for OneOption<'_> {
    type Value = ReadOption;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<ReadOption, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneOption<'_> {
    type Value = ReadOption;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an option: an object with child, home and cost")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ReadOption, A::Error> {
        let (mut child, mut home, mut places, mut cost) = (None, None, None, None);
        while let Some(field) = map.next_key::<Field>()? {
            match field {
                Field::Child => self.once("child", &mut child, || map.next_value())?,
                Field::Home => self.once("home", &mut home, || map.next_value())?,
                Field::Places => self.once("places", &mut places, || map.next_value())?,
                Field::Cost => self.once("cost", &mut cost, || map.next_value_seed(Cost(self.levels)))?,
            }
            self.place.field.set("");
        }
        Ok(ReadOption {
            child: child.ok_or_else(|| A::Error::missing_field("child"))?,
            home: home.ok_or_else(|| A::Error::missing_field("home"))?,
            places: places.unwrap_or(1),
            cost: cost.ok_or_else(|| A::Error::missing_field("cost"))?,
        })
    }
}

impl OneOption<'_> {
    fn once<T, E: Error>(
        &self,
        name: &'static str,
        slot: &mut Option<T>,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<(), E> {
        if slot.is_some() {
            return Err(E::duplicate_field(name));
        }
        self.place.field.set(name);
        *slot = Some(read()?);
        Ok(())
    }
}

/// Reads a cost of as many numbers as there are levels, where that is known.
struct Cost(Option<usize>);

impl<'de> DeserializeSeed<'de> for Cost {
    type Value = ReadCost;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<ReadCost, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Cost {
    type Value = ReadCost;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(levels) => write!(f, "a cost of length {levels}, one number a level"),
            None => write!(f, "a cost of length 1 to {LEVELS_MAX}, one number a level"),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<ReadCost, A::Error> {
        let mut cost = ReadCost::default();
        while let Some(number) = elements.next_element()? {
            match cost.numbers.get_mut(cost.len) {
                Some(slot) => *slot = number,
                None => return Err(A::Error::invalid_length(cost.len + 1, &self)),
            }
            cost.len += 1;
        }
        match self.0 {
            Some(levels) if levels != cost.len => Err(A::Error::invalid_length(cost.len, &self)),
            _ => Ok(cost),
        }
    }
}
