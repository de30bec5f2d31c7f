//! Prints the headline of every indicator of a council's folder:
//! `cargo run --release -p nearhome-history --example headlines -- DIR 2025 E06000047`.

use std::{error::Error, path::Path};

use nearhome_data::{CollectionYear, CountingPolicy, ReadOptions, read_council};
use nearhome_history::{IndicatorRequest, indicators};

#[expect(clippy::print_stdout, reason = "it shows what it computes")]
fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, year, authority] = words.as_slice() else {
        return Err("expected DIR, YEAR and CODE".into());
    };
    let council = read_council(Path::new(folder), &ReadOptions::default())?.council;
    let request = IndicatorRequest {
        year: CollectionYear::new(year.parse()?).ok_or("no year of a collection")?,
        authority: authority.parse()?,
        counting: CountingPolicy::default(),
    };
    for measure in indicators(&council, &request)?.measures {
        println!(
            "{}: {} of {} {}",
            measure.about.title,
            measure.headline(),
            measure.total(),
            measure.about.counts
        );
    }
    Ok(())
}
