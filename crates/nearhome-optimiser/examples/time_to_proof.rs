//! Times proofs: `time_to_proof FILE...` for problem files, or
//! `time_to_proof county CHILDREN UNDECIDED SPARE_PERCENT SEED...` for county plans of this crate's generator,
//! `time_to_proof plain CHILDREN SEED` for a pure flow,
//! `time_to_proof every_field CHILDREN HOMES FROM TO FOLDER` for mixed problems of seeds FROM to TO, which it
//! also writes to FOLDER for other solvers.
//! `STEPS=n` limits the steps, `TRACE=1` prints what is found and proved on the way, `WRITE=file` writes
//! the last county plan to a file instead of solving it.
#![allow(clippy::print_stdout, reason = "an example that reports on the terminal")]

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use nearhome_optimiser::random_problems::{County, county, every_field, plain};
use nearhome_optimiser::{Progress, Settings, solve};
use nearhome_problem::Problem;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [kind, children, homes, from, to, folder] = &arguments[..]
        && kind == "every_field"
    {
        for seed in from.parse()?..to.parse()? {
            let problem = every_field(seed, children.parse()?, homes.parse()?);
            problem.write_json(BufWriter::new(File::create(format!("{folder}/{seed}.json"))?))?;
            time(&format!("{seed}"), &problem);
        }
        return Ok(());
    }
    if let [kind, children, seed] = &arguments[..]
        && kind == "plain"
    {
        time("plain", &plain(seed.parse()?, children.parse()?));
        return Ok(());
    }
    if arguments.first().map(String::as_str) != Some("county") {
        for path in &arguments {
            let problem = Problem::read_json(BufReader::new(File::open(path)?))?;
            time(path, &problem);
        }
        return Ok(());
    }
    let numbers: Vec<u32> = arguments[1..].iter().map(|number| number.parse()).collect::<Result<_, _>>()?;
    let [children, undecided, spare_percent, ref seeds @ ..] = numbers[..] else {
        return Err("give CHILDREN UNDECIDED SPARE_PERCENT SEED...".into());
    };
    for &seed in seeds {
        let usual = County::usual(u64::from(seed), undecided);
        let problem = county(County { children, spare_percent, ..usual });
        match std::env::var("WRITE") {
            Ok(path) => problem.write_json(BufWriter::new(File::create(path)?))?,
            Err(_) => time(&format!("{children} children, {undecided} undecided, seed {seed}"), &problem),
        }
    }
    Ok(())
}

fn time(name: &str, problem: &Problem) {
    let start = Instant::now();
    let last = Mutex::new((None, Vec::new()));
    let progress = |progress: &Progress| {
        let news = (progress.incumbent.clone(), progress.bound.clone());
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != news {
            let seconds = start.elapsed().as_secs_f64();
            println!(
                "  {seconds:.3} s, part {}, step {}: {:?} >= {:?}",
                progress.part, progress.steps, news.0, news.1
            );
            *last = news;
        }
    };
    let settings = Settings {
        step_limit: std::env::var("STEPS").ok().and_then(|steps| steps.parse().ok()),
        progress: std::env::var("TRACE").is_ok().then_some(&progress),
        ..Settings::default()
    };
    let solution = solve(problem, &settings);
    let seconds = start.elapsed().as_secs_f64();
    let nodes = solution.certificate.search_nodes;
    println!("{name}: {seconds:.3} s, {:?}, {nodes} nodes, {:?}", solution.status, solution.totals);
    if solution.totals != solution.bound {
        println!("  bound {:?}", solution.bound);
    }
}
