//! Looks into the archive of a workbook before it is opened: entries, sizes and what they unpack to.
//!
//! Every entry is unpacked once and its bytes counted, because an archive may declare sizes that it
//! does not keep to. Nothing is kept.

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::{Limits, encoding::Refusal};
use crate::findings::Code;

const END: &[u8] = b"PK\x05\x06";
const CENTRAL: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// How an old workbook, or one with a password, begins.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Checks that an archive is whole, has no password and stays within the limits.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    if bytes.starts_with(COMPOUND) {
        return Err(broken("it has a password or is of the old XLS format"));
    }
    let (count, mut at) = directory(bytes).ok_or_else(|| broken("it is no archive"))?;
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
        let size =
            unpacked_size(bytes, &entry, most - unpacked).ok_or_else(|| broken("an entry is damaged"))?;
        unpacked += size;
        if unpacked > most || size > most {
            return Err(too_large(&format!("it unpacks to more than {most} bytes")));
        }
        at = entry.next;
    }
    Ok(())
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

/// Number of entries and offset of the first, from the record at the end of the archive.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = bytes.len().saturating_sub(66_000);
    let tail = bytes.get(from..)?;
    let end = from + tail.windows(END.len()).rposition(|window| window == END)?;
    Some((number::<2>(bytes, end + 10)?, number::<4>(bytes, end + 16)?))
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

/// Bytes that an entry unpacks to, counted up to one more than `most`; `None` when it is damaged.
fn unpacked_size(bytes: &[u8], entry: &Entry, most: u64) -> Option<u64> {
    if bytes.get(entry.local..entry.local.checked_add(4)?)? != LOCAL {
        return None;
    }
    let data =
        entry.local + 30 + number::<2>(bytes, entry.local + 26)? + number::<2>(bytes, entry.local + 28)?;
    let packed = bytes.get(data..data.checked_add(entry.packed)?)?;
    match entry.method {
        0 => Some(packed.len() as u64),
        8 => {
            let mut reader = DeflateDecoder::new(packed).take(most.saturating_add(1));
            std::io::copy(&mut reader, &mut std::io::sink()).ok()
        }
        _ => None,
    }
}
