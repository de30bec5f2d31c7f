//! Reads a file of records: each field is checked against the standard's table, and what does not hold is left
//! out of its record and reported.

use std::{fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value, value::RawValue};

use super::{
    fields::{ENTITIES, Entity, Given},
    record::PlacementRecord,
};
use crate::{
    findings::{Code, Finding, Findings},
    ssda903::Source,
    table::{FileAccount, Limits},
};

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    placements: Vec<&'a RawValue>,
}

/// Reads the records of a file with their places, and accounts for them.
pub(crate) fn read(
    file: &Arc<str>,
    bytes: Vec<u8>,
    limits: &Limits,
    findings: &mut Findings,
) -> (Vec<(PlacementRecord, Source)>, FileAccount) {
    let mut account = FileAccount { file: file.to_string(), ..FileAccount::default() };
    let mut records = Vec::new();
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("byte {} is not UTF-8", error.utf8_error().valid_up_to());
            findings.add(Finding::new(Code::NotUtf8, file, message));
            return (records, account);
        }
    };
    let text = text.trim_start_matches('\u{feff}');
    let found = match serde_json::from_str::<Document<'_>>(text) {
        Ok(document) if document.placements.len() <= limits.rows => document.placements,
        Ok(_) => {
            findings.add(Finding::new(Code::TooLarge, file, format!("more than {} records", limits.rows)));
            return (records, account);
        }
        Err(error) => {
            findings.add(not_of_the_form(file, error.line() as u64, &error));
            return (records, account);
        }
    };
    let mut lines = Lines { text, at: 0, line: 1 };
    for (raw, number) in found.into_iter().zip(1..) {
        account.rows += 1;
        let source = Source { file: Arc::clone(file), row: lines.line_of(raw.get()), record: number };
        match record(raw, &source, findings) {
            Some(record) => {
                account.accepted += 1;
                records.push((record, source));
            }
            None => account.quarantined += 1,
        }
    }
    (records, account)
}

/// The parser's words may repeat a value, so only its place is told.
fn not_of_the_form(file: &Arc<str>, line: u64, error: &serde_json::Error) -> Finding {
    let message = format!("line {line}, column {}: not a list of placements in JSON", error.column());
    Finding::new(Code::NotPlacements, file, message).at(line.max(1), None)
}

/// Counts the lines up to the records, which stand in the order of the text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn line_of(&mut self, record: &str) -> u64 {
        let at = (record.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let passed = self.text.get(self.at..at).unwrap_or_default();
        self.line += passed.matches('\n').count() as u64;
        self.at = at.max(self.at);
        self.line
    }
}

/// The record; `None` where nothing says which child it is about.
fn record(raw: &RawValue, source: &Source, findings: &mut Findings) -> Option<PlacementRecord> {
    let mut stated = match serde_json::from_str::<Strict>(raw.get()) {
        Ok(Strict(Value::Object(stated))) => stated,
        Ok(_) => {
            findings.add(source.finding(Code::BadPlacement, "the record is no object of entities"));
            return None;
        }
        Err(error) => {
            let message = format!("line {} of the record: a field stands twice", error.line());
            findings.add(source.finding(Code::BadPlacement, message));
            return None;
        }
    };
    let mut clean = Map::new();
    for entity in ENTITIES {
        match stated.remove(entity.name) {
            Some(Value::Object(fields)) => {
                clean.insert(entity.name.to_owned(), clean_entity(entity, fields, source, findings));
            }
            Some(_) => {
                let message = format!("{} is no object of fields", entity.name);
                findings.add(source.finding(Code::NotOfTheList, message).in_column(entity.name));
            }
            None if entity.given == Given::Always => {
                let message = format!("{} is missing", entity.name);
                findings.add(source.finding(Code::FieldMissing, message).in_column(entity.name));
            }
            None => {}
        }
    }
    if !stated.is_empty() {
        let message = format!("{} entities that the standard does not know, kept as they are", stated.len());
        findings.add(source.finding(Code::UnknownField, message));
    }
    clean.append(&mut stated);
    let record: PlacementRecord =
        serde_json::from_value(Value::Object(clean)).expect("every field was brought into its form");
    if record.placement_availability.child_id.is_none() {
        findings.add(source.finding(Code::BadPlacement, "no childId that can be used").in_column("childId"));
        return None;
    }
    Some(record)
}

fn clean_entity(
    entity: &Entity,
    mut stated: Map<String, Value>,
    source: &Source,
    findings: &mut Findings,
) -> Value {
    let mut clean = Map::new();
    for field in entity.fields {
        let value = stated.remove(field.name).filter(|value| !value.is_null());
        match value.map(|value| field.kind.clean(value)) {
            Some(Ok(value)) => {
                clean.insert(field.name.to_owned(), value);
            }
            Some(Err(expected)) => {
                findings.add(source.finding(Code::NotOfTheList, expected).in_column(field.name));
            }
            None if field.given == Given::Always => {
                let message = format!("{} is missing", field.name);
                findings.add(source.finding(Code::FieldMissing, message).in_column(field.name));
            }
            None => {}
        }
    }
    if !stated.is_empty() {
        let message = format!("{} fields that {} does not have, passed over", stated.len(), entity.name);
        findings.add(source.finding(Code::UnknownField, message).in_column(entity.name));
    }
    Value::Object(clean)
}

/// JSON in which no object has a field twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Strict;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Strict, E> {
        Ok(Strict(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Strict, E> {
        Ok(Strict(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Strict, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(value)) = values.next_element()? {
            list.push(value);
        }
        Ok(Strict(Value::Array(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Strict, A::Error> {
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let Strict(value) = fields.next_value()?;
            if map.insert(name, value).is_some() {
                return Err(A::Error::custom("a field stands twice"));
            }
        }
        Ok(Strict(Value::Object(map)))
    }
}
