//! Reads times such as `10s`, `500ms` and `2m` from the command line.

use std::time::Duration;

/// Reads a whole number followed by `ms`, `s`, `m` or `h`.
///
/// # Errors
///
/// A message that says what is expected.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| expected())?;
    let milliseconds = match unit {
        "ms" => Some(number),
        "s" => number.checked_mul(1_000),
        "m" => number.checked_mul(60_000),
        "h" => number.checked_mul(3_600_000),
        _ => None,
    };
    milliseconds.map(Duration::from_millis).ok_or_else(expected)
}

fn expected() -> String {
    "expected a whole number and a unit, such as 10s, 500ms, 2m or 1h".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_need_a_number_and_a_unit() {
        assert_eq!(parse("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(parse("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(parse("2m"), Ok(Duration::from_secs(120)));
        for text in ["", "10", "s", "-1s", "1.5s", "99999999999999999999s", "99999999999999999h"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
