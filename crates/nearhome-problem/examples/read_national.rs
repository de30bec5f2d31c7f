//! Measures writing and reading of a problem of national size: 80,000 children, 50 options each.
//!
//! `cargo run --release -p nearhome-problem --example read_national`

use std::time::Instant;

use nearhome_problem::{Child, Home, OptionSet, Problem, ProblemParts};

const CHILDREN: u32 = 80_000;
const HOMES: u32 = 100_000;
const OPTIONS_A_CHILD: u32 = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let problem = national();
    let mut bytes = Vec::new();
    let start = Instant::now();
    problem.write_json(&mut bytes)?;
    let write = start.elapsed();
    let start = Instant::now();
    let read = Problem::read_json(bytes.as_slice())?;
    let seconds = start.elapsed().as_secs_f64();
    assert!(read == problem, "the problem reads back the same");
    let line = format!(
        "{} children, {} options, {} MB: written in {:.2} s, read in {seconds:.2} s\n",
        read.children.len(),
        read.options.len(),
        bytes.len() / 1_000_000,
        write.as_secs_f64(),
    );
    std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes())?;
    Ok(())
}

fn national() -> Problem {
    let mut options = OptionSet::new(4);
    for child in 0..CHILDREN {
        for turn in 0..OPTIONS_A_CHILD {
            let home = (child + turn * (HOMES / OPTIONS_A_CHILD)) % HOMES;
            let pence = i64::from((child * 7_919 + turn * 104_729) % 900_000);
            options.push(child, home, 1, &[0, i64::from(turn > 30), i64::from(turn % 3), pence]);
        }
    }
    let unplaced = Some(vec![1, 0, 0, 0]);
    let children = (0..CHILDREN)
        .map(|child| Child { id: format!("c{child}"), unplaced: unplaced.clone(), stay: None })
        .collect();
    let homes = (0..HOMES).map(|home| Home { id: format!("h{home}"), places: 1 + home % 4 }).collect();
    let levels = ["unplaced", "out_of_area", "disruption", "weekly_pence"].map(str::to_owned).to_vec();
    Problem::new(ProblemParts { levels, children, homes, options, ..ProblemParts::default() })
        .expect("every index and cost above is in range")
}
