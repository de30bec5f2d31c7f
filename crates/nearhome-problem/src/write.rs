//! Writes problems and solutions in their one canonical form.
//!
//! Fields stand in a fixed order, every element of a long array on a line of its own (so that the
//! difference of two files can be read), lines end with LF. Equal values give equal bytes.

use std::io::{BufWriter, Result, Write};

use serde::Serialize;

use crate::format::{ProblemFormat, SolutionFormat};
use crate::problem::LimitFile;
use crate::{Problem, Solution};

impl Problem {
    /// Writes the canonical JSON of the problem; empty arrays of constraints are left out.
    ///
    /// # Errors
    ///
    /// When the sink cannot be written.
    pub fn write_json(&self, sink: impl Write) -> Result<()> {
        let mut file = ObjectWriter::open(sink)?;
        file.field("format", &ProblemFormat::V1)?;
        file.field("levels", &self.levels)?;
        file.lines("children", &self.children)?;
        file.lines("homes", &self.homes)?;
        file.lines("options", self.options.iter().map(OptionLine::from))?;
        file.lines_if_any("together", &self.together)?;
        file.lines_if_any("apart", &self.apart)?;
        file.lines_if_any("alone", &self.alone)?;
        file.lines_if_any("caps", &self.caps)?;
        let limits = self.limits.iter();
        let named = limits.map(|limit| LimitFile { level: self.levels[limit.level].clone(), max: limit.max });
        file.lines_if_any("limits", &named.collect::<Vec<_>>())?;
        file.lines_if_any("fixed", &self.fixed)?;
        file.close()
    }
}

impl Solution {
    /// Writes the canonical JSON of the solution.
    ///
    /// # Errors
    ///
    /// When the sink cannot be written.
    pub fn write_json(&self, sink: impl Write) -> Result<()> {
        let mut file = ObjectWriter::open(sink)?;
        file.field("format", &SolutionFormat::V1)?;
        file.field("status", &self.status)?;
        file.field("totals", &self.totals)?;
        file.field("bound", &self.bound)?;
        match &self.homes {
            Some(homes) => file.lines("homes", homes)?,
            None => file.field("homes", &self.homes)?,
        }
        file.name("certificate")?;
        let mut json = serde_json::Serializer::with_formatter(&mut file.sink, Nested::default());
        self.certificate.serialize(&mut json)?;
        file.close()
    }
}

/// An option as a line of the file.
#[derive(Serialize)]
struct OptionLine<'a> {
    child: u32,
    home: u32,
    cost: &'a [i64],
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<u32>,
}

impl<'a> From<crate::PlacementOption<'a>> for OptionLine<'a> {
    fn from(option: crate::PlacementOption<'a>) -> Self {
        let places = (option.places != 1).then_some(option.places);
        Self { child: option.child, home: option.home, cost: option.cost, places }
    }
}

/// Writes the outermost object field by field.
struct ObjectWriter<W: Write> {
    sink: BufWriter<W>,
    separator: &'static str,
}

impl<W: Write> ObjectWriter<W> {
    fn open(sink: W) -> Result<Self> {
        let mut sink = BufWriter::with_capacity(1 << 16, sink);
        sink.write_all(b"{")?;
        Ok(Self { sink, separator: "\n" })
    }

    fn name(&mut self, name: &str) -> Result<()> {
        write!(self.sink, "{}  \"{name}\": ", self.separator)?;
        self.separator = ",\n";
        Ok(())
    }

    fn field(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        self.name(name)?;
        Ok(serde_json::to_writer(&mut self.sink, value)?)
    }

    fn lines<T: Serialize>(&mut self, name: &str, elements: impl IntoIterator<Item = T>) -> Result<()> {
        self.name(name)?;
        self.sink.write_all(b"[")?;
        let mut separator: &[u8] = b"\n    ";
        for element in elements {
            self.sink.write_all(separator)?;
            serde_json::to_writer(&mut self.sink, &element)?;
            separator = b",\n    ";
        }
        self.sink.write_all(if separator.starts_with(b",") { b"\n  ]" } else { b"]" })
    }

    fn lines_if_any<T: Serialize>(&mut self, name: &str, elements: &[T]) -> Result<()> {
        if elements.is_empty() {
            return Ok(());
        }
        self.lines(name, elements)
    }

    fn close(mut self) -> Result<()> {
        self.sink.write_all(b"\n}\n")?;
        self.sink.flush()
    }
}

/// Breaks the lines of a certificate down to its arrays; what lies deeper stays on one line.
#[derive(Default)]
struct Nested {
    depth: usize,
    any: bool,
}

impl Nested {
    /// The certificate, its parts, and the arrays of those.
    const BROKEN: usize = 3;

    fn begin(&mut self) {
        self.depth += 1;
        self.any = false;
    }

    fn before<W: ?Sized + Write>(&mut self, sink: &mut W, first: bool) -> Result<()> {
        self.any = true;
        if !first {
            sink.write_all(b",")?;
        }
        self.line(sink)
    }

    fn line<W: ?Sized + Write>(&self, sink: &mut W) -> Result<()> {
        if self.depth > Self::BROKEN {
            return Ok(());
        }
        sink.write_all(b"\n  ")?;
        (0..self.depth).try_for_each(|_| sink.write_all(b"  "))
    }

    fn end<W: ?Sized + Write>(&mut self, sink: &mut W) -> Result<()> {
        let broken = self.depth <= Self::BROKEN && self.any;
        self.depth -= 1;
        self.any = true;
        if broken { self.line(sink) } else { Ok(()) }
    }
}

impl serde_json::ser::Formatter for Nested {
    fn begin_array<W: ?Sized + Write>(&mut self, sink: &mut W) -> Result<()> {
        self.begin();
        sink.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, sink: &mut W, first: bool) -> Result<()> {
        self.before(sink, first)
    }

    fn end_array<W: ?Sized + Write>(&mut self, sink: &mut W) -> Result<()> {
        self.end(sink)?;
        sink.write_all(b"]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, sink: &mut W) -> Result<()> {
        self.begin();
        sink.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, sink: &mut W, first: bool) -> Result<()> {
        self.before(sink, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, sink: &mut W) -> Result<()> {
        sink.write_all(b": ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, sink: &mut W) -> Result<()> {
        self.end(sink)?;
        sink.write_all(b"}")
    }
}
