//! Times proofs of problem files, or of problems of this crate's generators; the checker goes through each.
//!
//! ```text
//! time_to_proof FILE...
//! time_to_proof country CHILDREN SEED...               a pure flow
//! time_to_proof capped CHILDREN SEED...                the same under caps of providers and blocks
//! time_to_proof households CHILDREN SEED...            siblings, pairs apart, children alone
//! time_to_proof crowded CHILDREN SEED...               the same, with homes taken up badly
//! time_to_proof year CHILDREN SEED...                  a council's placements of a year
//! time_to_proof gap KIND HOMES CHILDREN SEED...        generalised assignment, KIND a to e
//! time_to_proof county CHILDREN UNDECIDED SPARE_PERCENT SEED...
//! time_to_proof plain CHILDREN SEED...                 a pure flow along a line
//! time_to_proof every_field CHILDREN HOMES SEED...     every field of the format
//! ```
//!
//! `STEPS=n` limits the steps and `SECONDS=n` the time, `TRACE=1` prints what is found and proved on the
//! way. `KNOWN=file` begins with an answer: homes by number, `-` for none, in the order of the children. `NEAR=file` begins
//! with what was learnt of a similar problem, which is solved first. `WRITE=file` writes the problem to a file instead of
//! solving it; `{seed}` in its name stands for the seed.
#![allow(clippy::print_stdout, reason = "an example that reports on the terminal")]

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use nearhome_check::{Rejection, check};
use nearhome_optimiser::random_problems::{
    County, Form, GapKind, National, YearOfStays, county, every_field, gap, national, national_capped, plain,
    year_of_stays,
};
use nearhome_optimiser::{Footing, Progress, Settings, solve, solve_from, solve_near};
use nearhome_problem::Problem;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [kind, rest @ ..] if !rest.is_empty() && !kind.contains('.') => {
            let (fixed, make) = generator(kind, rest)?;
            for seed in rest.get(fixed..).ok_or("give SEED...")? {
                let name = format!(
                    "{} seed {seed}",
                    [std::slice::from_ref(kind), &rest[..fixed]].concat().join(" ")
                );
                write_or_time(&name, seed, &make(seed.parse()?))?;
            }
        }
        paths => {
            for path in paths {
                time(path, &Problem::read_json(BufReader::new(File::open(path)?))?)?;
            }
        }
    }
    Ok(())
}

type Make = Box<dyn Fn(u64) -> Problem>;

/// How many arguments before the seeds belong to a kind of problem, and what makes it from a seed.
fn generator(kind: &str, arguments: &[String]) -> Result<(usize, Make), Box<dyn Error>> {
    let number = |at: usize| -> Result<u32, Box<dyn Error>> {
        Ok(arguments.get(at).ok_or("an argument is missing")?.parse()?)
    };
    let first = number(0);
    Ok(match kind {
        "country" => {
            let children = first?;
            (1, Box::new(move |seed| national(National { seed, children, form: Form::Plain })))
        }
        "capped" => {
            let children = first?;
            (1, Box::new(move |seed| national_capped(seed, children)))
        }
        "households" => {
            let children = first?;
            (1, Box::new(move |seed| national(National { seed, children, form: Form::Households })))
        }
        "crowded" => {
            let children = first?;
            (1, Box::new(move |seed| national(National { seed, children, form: Form::Crowded })))
        }
        "year" => {
            let children = first?;
            (1, Box::new(move |seed| year_of_stays(YearOfStays { seed, children })))
        }
        "plain" => {
            let children = first?;
            (1, Box::new(move |seed| plain(seed, children)))
        }
        "gap" => {
            let kind = gap_kind(&arguments[0])?;
            let (homes, children) = (number(1)?, number(2)?);
            (3, Box::new(move |seed| gap(kind, homes, children, seed)))
        }
        "every_field" => {
            let (children, homes) = (first?, number(1)?);
            (2, Box::new(move |seed| every_field(seed, children, homes)))
        }
        "county" => {
            let (children, undecided, spare_percent) = (first?, number(1)?, number(2)?);
            let make =
                move |seed| county(County { children, spare_percent, ..County::usual(seed, undecided) });
            (3, Box::new(make))
        }
        _ => return Err(format!("no kind of problem is called `{kind}`").into()),
    })
}

fn gap_kind(letter: &str) -> Result<GapKind, Box<dyn Error>> {
    match letter {
        "a" => Ok(GapKind::A),
        "b" => Ok(GapKind::B),
        "c" => Ok(GapKind::C),
        "d" => Ok(GapKind::D),
        "e" => Ok(GapKind::E),
        _ => Err(format!("`{letter}` is not a type of generalised assignment").into()),
    }
}

fn write_or_time(name: &str, seed: &str, problem: &Problem) -> Result<(), Box<dyn Error>> {
    match std::env::var("WRITE") {
        Ok(path) => {
            problem.write_json(BufWriter::new(File::create(path.replace("{seed}", seed))?))?;
            println!(
                "{name}: {} children, {} homes, {} options",
                problem.children.len(),
                problem.homes.len(),
                problem.options.len()
            );
        }
        Err(_) => time(name, problem)?,
    }
    Ok(())
}

fn time(name: &str, problem: &Problem) -> Result<(), Rejection> {
    let near = std::env::var("NEAR").ok().map(|path| {
        let near = Problem::read_json(BufReader::new(File::open(path).expect("a file"))).expect("a problem");
        solve_near(&near, &Footing::default(), &Settings::default()).1
    });
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
    let limit = from_environment("SECONDS").map(Duration::from_secs);
    let is_over = || limit.is_some_and(|limit| start.elapsed() >= limit);
    let settings = Settings {
        step_limit: from_environment("STEPS"),
        interrupt: Some(&is_over),
        progress: std::env::var("TRACE").is_ok().then_some(&progress),
    };
    let known = std::env::var("KNOWN").ok().and_then(|path| std::fs::read_to_string(path).ok());
    let known: Option<Vec<Option<u32>>> =
        known.map(|text| text.split_whitespace().map(|home| home.parse().ok()).collect());
    let solution = match (known, near) {
        (Some(known), _) => solve_from(problem, &known, &settings),
        (None, Some(footing)) => solve_near(problem, &footing, &settings).0,
        (None, None) => solve(problem, &settings),
    };
    let seconds = start.elapsed().as_secs_f64();
    let nodes = solution.certificate.search_nodes;
    println!("{name}: {seconds:.3} s, {:?}, {nodes} nodes, {:?}", solution.status, solution.totals);
    if solution.totals != solution.bound {
        println!("  bound {:?}", solution.bound);
    }
    let start = Instant::now();
    let proof = check(problem, &solution)?.proof;
    println!("  checked in {:.3} s: {proof:?}", start.elapsed().as_secs_f64());
    Ok(())
}

fn from_environment(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}
