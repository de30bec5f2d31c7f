//! Reads `nearhome-problem/1` and `nearhome-solution/1`, strictly.
//!
//! A problem is read as a stream: no tree of values is built and no option is allocated on its own.
//! Unknown fields, doubled keys, numbers that are not exact integers and text after the end are
//! errors that name the place. Opening and unpacking files is the caller's work.

mod options;
mod problem;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{BufReader, Read};
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};

use crate::solution::SolutionFile;
use crate::{InvalidProblem, Problem, Solution};

/// Why a file could not be read as a problem or a solution.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The text is not JSON, or a field is unknown, missing, doubled or of the wrong type.
    #[error("{place} (line {line} column {column}): {fault}")]
    Format {
        /// Where: `options[17].home`, or `file` for the whole.
        place: String,
        /// Line of the file, from 1.
        line: usize,
        /// Column of the line in bytes, from 1.
        column: usize,
        /// What is wrong there.
        fault: String,
    },
    /// The fields are well formed but they are not a problem.
    #[error(transparent)]
    Invalid(#[from] InvalidProblem),
    /// The source could not be read to its end.
    #[error("cannot read the file")]
    Io(#[source] std::io::Error),
}

impl Problem {
    /// Reads a problem from JSON; the order of the fields does not matter.
    ///
    /// # Errors
    ///
    /// [`ReadError`] names the first place that is wrong, with line and column where the fault lies in
    /// the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use nearhome_problem::Problem;
    ///
    /// let json = r#"{
    ///   "format": "nearhome-problem/1",
    ///   "levels": ["unplaced", "weekly_pence"],
    ///   "children": [{ "id": "c1", "unplaced": [1, 0] }],
    ///   "homes": [{ "id": "h1", "places": 1 }],
    ///   "options": [{ "child": 0, "home": 0, "cost": [0, 61500] }]
    /// }"#;
    /// let problem = Problem::read_json(json.as_bytes())?;
    /// assert_eq!(problem.options.get(0).cost, [0, 61_500]);
    ///
    /// let misspelt = json.replace("places", "place");
    /// let message = Problem::read_json(misspelt.as_bytes()).unwrap_err().to_string();
    /// assert!(message.starts_with("homes[0].place (line 5 column 34): unknown field `place`"), "{message}");
    /// # Ok::<(), nearhome_problem::ReadError>(())
    /// ```
    pub fn read_json(source: impl Read) -> Result<Self, ReadError> {
        let place = Place::default();
        let mut json = json_of(source);
        let read = problem::ProblemSeed { place: &place }.deserialize(&mut json);
        let file = read
            .and_then(|file| json.end().map(|()| file))
            .map_err(|error| at(&place.to_string(), &error))?;
        Ok(Self::new(file.into_parts()?)?)
    }
}

impl Solution {
    /// Reads a solution from JSON.
    ///
    /// Only the form is checked: whether the answer is right is the business of `nearhome-check`.
    /// `totals`, `bound`, `homes` and `certificate` may be left out, which means `null` or empty.
    ///
    /// # Errors
    ///
    /// [`ReadError::Format`] or [`ReadError::Io`].
    pub fn read_json(source: impl Read) -> Result<Self, ReadError> {
        let mut json = json_of(source);
        let file: SolutionFile = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| at(&error.path().to_string(), error.inner()))?;
        json.end().map_err(|error| at("", &error))?;
        Ok(file.into())
    }
}

type Json<R> = serde_json::Deserializer<serde_json::de::IoRead<BufReader<R>>>;

fn json_of<R: Read>(source: R) -> Json<R> {
    serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, source))
}

/// Takes the position out of the message, where it would stand twice.
fn at(place: &str, error: &serde_json::Error) -> ReadError {
    if error.is_io() {
        let kind = error.io_error_kind().unwrap_or(std::io::ErrorKind::Other);
        return ReadError::Io(std::io::Error::new(kind, error.to_string()));
    }
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let fault = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    let place = if matches!(place, "" | ".") { "file" } else { place };
    ReadError::Format { place: place.to_owned(), line, column, fault: fault.to_owned() }
}

/// Where in the problem the reader is, for messages.
///
/// `serde_path_to_error` would copy every key of every option; this costs a store of an index.
#[derive(Default)]
struct Place {
    array: Cell<&'static str>,
    index: Cell<Option<usize>>,
    field: Cell<&'static str>,
    inner: RefCell<String>,
}

impl Place {
    fn enter(&self, array: &'static str) {
        self.array.set(array);
        self.index.set(None);
        self.field.set("");
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.array.get())?;
        if let Some(index) = self.index.get() {
            write!(f, "[{index}]")?;
        }
        let inner = self.inner.borrow();
        for field in [self.field.get(), inner.as_str()] {
            if !matches!(field, "" | "." | "?") {
                write!(f, ".{field}")?;
            }
        }
        Ok(())
    }
}

/// Reads an array of small elements, remembering which one it is at.
struct List<'p, T> {
    place: &'p Place,
    element: PhantomData<T>,
}

impl<'p, T> List<'p, T> {
    fn new(place: &'p Place) -> Self {
        Self { place, element: PhantomData }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for List<'_, T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Vec<T>, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for List<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        self.place.index.set(Some(0));
        while let Some(element) = elements.next_element_seed(Element::new(self.place))? {
            list.push(element);
            self.place.index.set(Some(list.len()));
        }
        self.place.index.set(None);
        Ok(list)
    }
}

/// Reads one element of a [`List`] and keeps the place inside it of a fault.
struct Element<'p, T>(List<'p, T>);

impl<'p, T> Element<'p, T> {
    fn new(place: &'p Place) -> Self {
        Self(List::new(place))
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Element<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        serde_path_to_error::deserialize(json).map_err(|error| {
            *self.0.place.inner.borrow_mut() = error.path().to_string();
            error.into_inner()
        })
    }
}

#[cfg(test)]
mod tests;
