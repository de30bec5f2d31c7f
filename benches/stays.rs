//! A council's year of placements, beside `HiGHS` and CP-SAT.
//!
//! `cargo bench --bench stays -- CHILDREN:SEEDS:SECONDS...`; without arguments 1,000 children, 3 seeds, 120 s.
//! `NEARHOME_PEER_SECONDS` is the limit of each peer (120; 0 leaves them out), `NEARHOME_SEED` the
//! first seed (1), `NEARHOME_ROWS` a file for the rows.

use std::time::Duration;

use nearhome_benches::peers::{PeerRun, Peers, Solver};
use nearhome_benches::run::{Run, run, totals_text};
use nearhome_benches::table::{Table, arguments, seconds_text, setting};
use nearhome_optimiser::random_problems::{YearOfStays, year_of_stays};
use nearhome_problem::Problem;

fn main() {
    let mut asked = arguments();
    if asked.is_empty() {
        asked = vec!["1000:3:120".to_owned()];
    }
    let peer_limit = Duration::from_secs(setting("NEARHOME_PEER_SECONDS", 120));
    let peers = if peer_limit.is_zero() { None } else { Peers::find() };
    let first = setting("NEARHOME_SEED", 1);
    for size in asked {
        let numbers: Vec<u64> = size.split(':').map(|text| text.parse().expect("numbers")).collect();
        let [children, seeds, seconds] = numbers[..] else {
            panic!("give CHILDREN:SEEDS:SECONDS, not {size}")
        };
        let children = u32::try_from(children).expect("fewer children than 2^32");
        let table = Table::new(
            &format!("A year of {children} children, limit {seconds} s, peers {} s", peer_limit.as_secs()),
            &[
                "seed",
                "placements",
                "status",
                "totals",
                "bound",
                "open",
                "time",
                "check",
                "proof",
                "HiGHS",
                "its time",
                "CP-SAT",
                "its time",
            ],
        );
        for seed in first..first + seeds {
            let problem = year_of_stays(YearOfStays { seed, children });
            let ours = run(&problem, Duration::from_secs(seconds));
            let mut cells = cells(seed, &problem, &ours);
            cells.extend(peer_cells(&problem, &ours, peers.as_ref(), peer_limit));
            table.row(&cells);
        }
    }
}

fn cells(seed: u64, problem: &Problem, ours: &Run) -> Vec<String> {
    vec![
        seed.to_string(),
        problem.children.len().to_string(),
        format!("{:?}", ours.solution.status).to_lowercase(),
        totals_text(ours.solution.totals.as_ref()),
        totals_text(ours.solution.bound.as_ref()),
        ours.gap(&problem.levels),
        seconds_text(ours.seconds),
        seconds_text(ours.check_seconds),
        if ours.report.is_full() { "full" } else { "partial" }.to_owned(),
    ]
}

fn peer_cells(problem: &Problem, ours: &Run, peers: Option<&Peers>, limit: Duration) -> Vec<String> {
    let Some(peers) = peers else { return vec!["-".to_owned(); 4] };
    let path = peers.write(problem);
    let both = [Solver::Highs, Solver::CpSat].map(|solver| peers.solve(&path, solver, limit, 2, &[]));
    let text = |theirs: &PeerRun| {
        if let (Some(theirs), Some(bound)) = (&theirs.totals, &ours.solution.bound) {
            assert!(theirs >= bound, "a peer found {theirs:?}, below our bound {bound:?}");
        }
        [format!("{} {}", theirs.status, totals_text(theirs.totals.as_ref())), seconds_text(theirs.seconds)]
    };
    both.iter().flat_map(text).collect()
}
