//! Siblings, pairs apart and children alone, from 300 children to a country, beside `HiGHS`.
//!
//! `cargo bench --bench households -- [crowded:]SIZE:SEEDS:SECONDS...`; without arguments the full table, which takes
//! more than an hour: 10 seeds of 300 and 2,000 children, one of 20,000 and 80,000. A short run is
//! `-- 300:2:10`. `NEARHOME_PEER_SECONDS` is the limit of `HiGHS` (60; 0 leaves it out), which is asked up
//! to 300 children; `NEARHOME_SEED` the first seed (1); `NEARHOME_ROWS` a file for the rows.

use std::time::Duration;

use nearhome_benches::peers::{PeerRun, Peers, Solver};
use nearhome_benches::run::{Run, median, peak_megabytes, run, totals_text};
use nearhome_benches::table::{Table, arguments, or_dash, seconds_text, setting, tell};
use nearhome_optimiser::random_problems::{Form, National, national};

/// Above this size the peer finds nothing in a minute.
const PEER_CHILDREN: u32 = 300;

fn main() {
    let mut asked = arguments();
    if asked.is_empty() {
        asked = ["300:10:10", "2000:10:60", "20000:1:120", "80000:1:300"].map(str::to_owned).to_vec();
    }
    let peer_limit = setting("NEARHOME_PEER_SECONDS", 60);
    let peers = if peer_limit > 0 { Peers::find() } else { None };
    for size in asked {
        let (form, numbers) = match size.strip_prefix("crowded:") {
            Some(rest) => (Form::Crowded, rest),
            None => (Form::Households, &size[..]),
        };
        let numbers: Vec<u64> = numbers.split(':').map(|text| text.parse().expect("numbers")).collect();
        let [children, seeds, seconds] = numbers[..] else {
            panic!("give [crowded:]SIZE:SEEDS:SECONDS, not {size}")
        };
        let children = u32::try_from(children).expect("fewer children than 2^32");
        let country = National { seed: setting("NEARHOME_SEED", 1), children, form };
        let peers = peers.as_ref().filter(|_| children <= PEER_CHILDREN);
        bench(country, seeds, Duration::from_secs(seconds), peers, Duration::from_secs(peer_limit));
    }
}

/// All seeds of one size, from the given country's on, and their medians.
fn bench(country: National, seeds: u64, limit: Duration, peers: Option<&Peers>, peer_limit: Duration) {
    let table = Table::new(
        &format!("{:?}, {} children, limit {} s", country.form, country.children, limit.as_secs()),
        &[
            "seed",
            "status",
            "totals",
            "bound",
            "open",
            "time",
            "processor",
            "check",
            "proof",
            "peak MB",
            "HiGHS",
            "its totals",
            "its time",
        ],
    );
    let mut runs: Vec<(Run, Option<PeerRun>)> = Vec::new();
    for seed in country.seed..country.seed + seeds {
        let problem = national(National { seed, ..country });
        let ours = run(&problem, limit);
        let theirs =
            peers.map(|peers| peers.solve(&peers.write(&problem), Solver::Highs, peer_limit, 1, &[]));
        compare(seed, &ours, theirs.as_ref());
        table.row(&cells(seed, &ours, theirs.as_ref(), &problem.levels));
        runs.push((ours, theirs));
    }
    summarise(&runs);
}

fn cells(seed: u64, ours: &Run, theirs: Option<&PeerRun>, levels: &[String]) -> Vec<String> {
    vec![
        seed.to_string(),
        format!("{:?}", ours.solution.status).to_lowercase(),
        totals_text(ours.solution.totals.as_ref()),
        totals_text(ours.solution.bound.as_ref()),
        ours.gap(levels),
        seconds_text(ours.seconds),
        or_dash(ours.processor_seconds.map(seconds_text)),
        seconds_text(ours.check_seconds),
        if ours.report.is_full() { "full" } else { "partial" }.to_owned(),
        or_dash(peak_megabytes()),
        or_dash(theirs.map(|theirs| theirs.status.clone())),
        totals_text(theirs.and_then(|theirs| theirs.totals.as_ref())),
        or_dash(theirs.map(|theirs| seconds_text(theirs.seconds))),
    ]
}

/// Two proofs must agree, and nobody may beat a proof.
fn compare(seed: u64, ours: &Run, theirs: Option<&PeerRun>) {
    let Some(theirs) = theirs.and_then(|theirs| theirs.totals.as_ref()) else { return };
    let bound = ours.solution.bound.as_ref().expect("a country always has an answer");
    assert!(theirs >= bound, "seed {seed}: HiGHS found {theirs:?}, below our bound {bound:?}");
}

fn summarise(runs: &[(Run, Option<PeerRun>)]) {
    let seconds: Vec<f64> = runs.iter().map(|(ours, _)| ours.seconds).collect();
    let proved = runs.iter().filter(|(ours, _)| ours.is_optimal()).count();
    let worst = seconds.iter().copied().fold(0.0, f64::max);
    tell(&format!(
        "\n{proved} of {} proved; median {}, worst {}",
        runs.len(),
        or_dash(median(&seconds).map(seconds_text)),
        seconds_text(worst),
    ));
    let pairs = runs.iter().filter_map(|(ours, theirs)| Some((ours.seconds, theirs.as_ref()?)));
    let ratios: Vec<f64> = pairs.clone().map(|(ours, theirs)| theirs.seconds / ours).collect();
    let theirs_proved = pairs.filter(|(_, theirs)| theirs.status == "optimal").count();
    if let Some(ratio) = median(&ratios) {
        tell(&format!(
            "HiGHS: {theirs_proved} of {} proved; its time over ours, median {ratio:.1} (where it did not prove, its time is a lower bound)",
            ratios.len()
        ));
    }
}
