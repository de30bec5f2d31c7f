//! Looks into the archive of a workbook before it is opened: entries, sizes and what they unpack to.
//!
//! Every entry is unpacked once and its bytes counted, because an archive may declare sizes that it
//! does not keep to. Nothing is kept. An archive that two readers could take for different ones (a second
//! directory, bytes between its parts and its end, sizes of 64 bits) is refused, so that what was checked
//! here is what is opened.

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::{Limits, encoding::Refusal, parts};
use crate::findings::Code;

const END: &[u8] = b"PK\x05\x06";
const CENTRAL: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// Length of the record at the end, without its comment.
const END_BYTES: usize = 22;
/// How an old workbook, or one with a password, begins.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Checks that an archive is whole, has no password and stays within the limits.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    if bytes.starts_with(COMPOUND) {
        return Err(broken("it has a password or is of the old XLS format"));
    }
    let Directory { count, start: mut at, end } =
        directory(bytes).ok_or_else(|| broken("it is no archive"))?;
    if count > limits.entries {
        return Err(too_large(&format!("{count} entries")));
    }
    let most = limits.unpacked_bytes.min((bytes.len() as u64).saturating_mul(limits.unpacked_ratio));
    let mut unpacked = 0_u64;
    for _ in 0..count {
        let entry = Entry::read(bytes, at).ok_or_else(|| broken("its directory is damaged"))?;
        if entry.flags & 1 == 1 {
            return Err(broken("an entry has a password"));
        }
        let part = unpack(bytes, &entry, most - unpacked).ok_or_else(|| broken("an entry is damaged"))?;
        let size = part.len() as u64;
        unpacked += size;
        if unpacked > most || size > most {
            return Err(too_large(&format!("it unpacks to more than {most} bytes")));
        }
        parts::check(&part)?;
        at = entry.next;
    }
    if at == end { Ok(()) } else { Err(broken("its directory is damaged")) }
}

fn broken(why: &str) -> Refusal {
    (Code::NotAWorkbook, format!("the workbook cannot be opened: {why}"))
}

fn too_large(what: &str) -> Refusal {
    (Code::WorkbookTooLarge, format!("the workbook is beyond a limit: {what}"))
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<usize> {
    let slice = bytes.get(at..at.checked_add(N)?)?;
    Some(slice.iter().rev().fold(0, |value, &byte| value << 8 | usize::from(byte)))
}

/// The list of entries at the end of an archive.
struct Directory {
    /// Entries.
    count: usize,
    /// Where the first is described.
    start: usize,
    /// Where the last description ends and the record of the archive's end begins.
    end: usize,
}

/// The directory, where it lies just before the archive's end and nothing follows that.
fn directory(bytes: &[u8]) -> Option<Directory> {
    let from = bytes.len().saturating_sub(66_000);
    let end = from + bytes.get(from..)?.windows(END.len()).rposition(|window| window == END)?;
    let (count, size) = (number::<2>(bytes, end + 10)?, number::<4>(bytes, end + 12)?);
    let (start, comment) = (number::<4>(bytes, end + 16)?, number::<2>(bytes, end + 20)?);
    let is_plain = count == number::<2>(bytes, end + 8)? && count < 0xffff && size < 0xffff_ffff;
    let is_whole = start.checked_add(size)? == end && end + END_BYTES + comment == bytes.len();
    (is_plain && is_whole).then_some(Directory { count, start, end })
}

struct Entry {
    flags: usize,
    method: usize,
    packed: usize,
    local: usize,
    next: usize,
}

impl Entry {
    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        if bytes.get(at..at.checked_add(4)?)? != CENTRAL {
            return None;
        }
        let variable =
            number::<2>(bytes, at + 28)? + number::<2>(bytes, at + 30)? + number::<2>(bytes, at + 32)?;
        Some(Self {
            flags: number::<2>(bytes, at + 8)?,
            method: number::<2>(bytes, at + 10)?,
            packed: number::<4>(bytes, at + 20)?,
            local: number::<4>(bytes, at + 42)?,
            next: at + 46 + variable,
        })
    }
}

/// What an entry unpacks to, up to one byte more than `most`; `None` when it is damaged.
fn unpack(bytes: &[u8], entry: &Entry, most: u64) -> Option<Vec<u8>> {
    if bytes.get(entry.local..entry.local.checked_add(4)?)? != LOCAL {
        return None;
    }
    let data =
        entry.local + 30 + number::<2>(bytes, entry.local + 26)? + number::<2>(bytes, entry.local + 28)?;
    let packed = bytes.get(data..data.checked_add(entry.packed)?)?;
    match entry.method {
        0 => Some(packed.to_vec()),
        8 => {
            let mut part = Vec::new();
            DeflateDecoder::new(packed).take(most.saturating_add(1)).read_to_end(&mut part).ok()?;
            Some(part)
        }
        _ => None,
    }
}
