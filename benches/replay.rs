//! Synthetic authorities replayed under every policy: shares of hindsight, and how long each took.
//!
//! `cargo bench --bench replay -- CHILDREN:SEEDS:YEARS...`; without arguments 60, 300 and 600 children, 5 seeds, of seven
//! returns the last 3 years. `NEARHOME_SECONDS` is the limit of hindsight (30), `NEARHOME_DAYS` the priced
//! policy's days (730), `NEARHOME_SEED` the first seed (1), `NEARHOME_ROWS` a file for the rows.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::Path,
    sync::{Mutex, OnceLock},
    time::{Duration, Instant},
};

use nearhome_benches::table::{Table, arguments, setting};
use nearhome_data::{
    ReadOptions, Reading, read_council,
    synth::{Existing, SynthRequest, generate},
};
use nearhome_model::Date;
use nearhome_optimiser::Settings;
use nearhome_replay::{Foresight, PlacingPolicy, Replay, Request, RuleCosts, replay};
use nearhome_rules::Policy;

/// Returns that each authority has.
const RETURNS: u8 = 7;

fn main() {
    let mut asked = arguments();
    if asked.is_empty() {
        asked = ["60:5:3", "300:5:3", "600:5:3"].map(ToOwned::to_owned).to_vec();
    }
    let first = setting("NEARHOME_SEED", 1);
    for size in asked {
        let numbers: Vec<u64> = size.split(':').map(|text| text.parse().expect("numbers")).collect();
        let [children, seeds, years] = numbers[..] else { panic!("give CHILDREN:SEEDS:YEARS, not {size}") };
        let table = Table::new(
            &format!(
                "{children} children, {years} years; totals: unplaced, out of area; shares on out of area"
            ),
            &[
                "seed",
                "placements",
                "sought",
                "actual",
                "greedy",
                "in-house-first",
                "priced",
                "hindsight",
                "proved",
                "greedy share",
                "priced share",
                "read",
                "greedy time",
                "priced time",
                "hindsight time",
                "whole",
            ],
        );
        for seed in first..first + seeds {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let council = folder.path().join("council");
            write(u32::try_from(children).expect("fewer than 2^32"), seed, &council);
            table.row(&row(seed, years, &council));
        }
    }
}

fn write(children: u32, seed: u64, folder: &Path) {
    let authority = "E06000047".parse().expect("a code");
    let request = SynthRequest { children, years: RETURNS, seed, ..SynthRequest::new(authority) };
    let made = generate(&request).expect("the request is in range");
    made.write_to(folder, Existing::Refuse).expect("the folder can be written");
}

fn row(seed: u64, years: u64, council: &Path) -> Vec<String> {
    let start = Instant::now();
    let reading = read_council(council, &ReadOptions::default()).expect("a folder");
    let read = start.elapsed();
    let times = Mutex::new(BTreeMap::new());
    let start = Instant::now();
    let replay = run(&reading, years, &times);
    let whole = start.elapsed() + read;
    let times = times.into_inner().expect("nobody panicked");
    let seconds = |policy| {
        let (first, last): (Instant, Instant) = times[&policy];
        format!("{:.2} s", (last - first).as_secs_f64())
    };
    let result = |policy| replay.policies.iter().find(|one| one.policy == policy).expect("it was asked for");
    let totals = |policy| {
        let totals = &result(policy).totals;
        let of = |level: &str| totals.get(level).copied().unwrap_or_default();
        format!("{}, {}", of("unplaced"), of("out_of_area"))
    };
    let share = |policy| {
        format!(
            "{:.2} %",
            result(policy).share_of_hindsight.get("out_of_area").map_or(0.0, |share| share.0) * 100.0
        )
    };
    let best = replay.hindsight.as_ref().expect("it was asked for");
    let proved =
        ["unplaced", "out_of_area"].map(|level| format!("{:?}", best.proved.get(level).expect("a level")));
    let mut cells =
        vec![seed.to_string(), replay.basis.placements.to_string(), replay.basis.sought.to_string()];
    cells.extend(PlacingPolicy::ALL.map(totals));
    cells.push(proved.join(", "));
    cells.extend([PlacingPolicy::Greedy, PlacingPolicy::Priced].map(share));
    cells.push(format!("{:.2} s", read.as_secs_f64()));
    cells.extend([PlacingPolicy::Greedy, PlacingPolicy::Priced, PlacingPolicy::Hindsight].map(seconds));
    cells.push(format!("{:.2} s", whole.as_secs_f64()));
    cells
}

/// First and last sign of life of each policy.
type Times = Mutex<BTreeMap<PlacingPolicy, (Instant, Instant)>>;

fn run(reading: &Reading, years: u64, times: &Times) -> Replay {
    let policy =
        Policy::from_toml(reading.policy_text.as_deref().unwrap_or_default()).expect("a valid policy");
    let to = Date::new(2025, 3, 31).expect("a day");
    let from = Date::new(2025 - i16::try_from(years).expect("few years"), 4, 1).expect("a day");
    let limit = Duration::from_secs(setting("NEARHOME_SECONDS", 30));
    let begun = OnceLock::new();
    let stop = || begun.get_or_init(Instant::now).elapsed() >= limit;
    let alive = |policy: PlacingPolicy| {
        let now = Instant::now();
        times.lock().expect("nobody panicked").entry(policy).or_insert((now, now)).1 = now;
    };
    let progress = |policy: PlacingPolicy, _: i32, _: i32| {
        alive(policy);
        ControlFlow::Continue(())
    };
    let foresight =
        Foresight { days: u16::try_from(setting("NEARHOME_DAYS", 730)).expect("few days"), seed: 1 };
    let request = Request {
        from,
        to,
        authority: None,
        policies: &PlacingPolicy::ALL,
        foresight,
        rules: RuleCosts::NotAsked,
        resamples: 1_000,
        hindsight: Settings { interrupt: Some(&stop), ..Settings::default() },
        progress: &progress,
    };
    let answer = replay(&reading.council, &policy, &request).expect("a replay");
    alive(PlacingPolicy::Hindsight);
    answer
}
