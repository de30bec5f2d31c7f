//! The numbers by which ties are broken: fixed functions of a seed and two ids.
//!
//! They must never change, or decisions that were published with their seed could not be repeated; a test
//! holds some of them.

use crate::random_problems::Numbers;

/// Two numbers in `0..2^32`, the first one more important, for a child's going to a home or staying unplaced.
///
/// FNV-1a in 64 bits (Fowler, Noll and Vo; RFC 9923) over the seed in 8 bytes, the length of the child's id
/// in 8 bytes, the child's id, the byte 1 and the home's id, or the byte 0 for unplaced; numbers with the
/// smallest byte first. The hash is the seed of `SplitMix64`, whose first number is divided in its upper and
/// lower halves.
pub(super) fn ticket(seed: u64, child: &str, home: Option<&str>) -> [i64; 2] {
    let length = child.len() as u64;
    let hash = fnv(FNV_START, &seed.to_le_bytes());
    let hash = fnv(fnv(hash, &length.to_le_bytes()), child.as_bytes());
    let hash = match home {
        Some(home) => fnv(fnv(hash, &[1]), home.as_bytes()),
        None => fnv(hash, &[0]),
    };
    let bits = Numbers::new(hash).bits();
    [(bits >> 32).cast_signed(), (bits & u64::from(u32::MAX)).cast_signed()]
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_hash(text: &str, expected: u64) {
        assert_eq!(fnv(FNV_START, text.as_bytes()), expected);
    }

    /// From the published list of test vectors of FNV-1a.
    #[test]
    fn hashes_are_those_of_fnv_1a() {
        check_hash("", 0xcbf2_9ce4_8422_2325);
        check_hash("a", 0xaf63_dc4c_8601_ec8c);
        check_hash("foobar", 0x8594_4171_f739_67e8);
    }

    #[track_caller]
    fn check_ticket(seed: u64, child: &str, home: Option<&str>, expected: [i64; 2]) {
        assert_eq!(ticket(seed, child, home), expected);
    }

    /// Worked out apart from this code, from its description, in another language.
    #[test]
    fn tickets_never_change() {
        check_ticket(0, "c1", None, [4_263_764_135, 1_819_378_906]);
        check_ticket(0, "c1", Some("h1"), [1_064_279_455, 3_199_251_009]);
        check_ticket(2_026, "c1", Some("h1"), [1_850_661_829, 3_596_867_894]);
        check_ticket(0, "", Some(""), [3_173_972_859, 1_001_009_904]);
    }
}
