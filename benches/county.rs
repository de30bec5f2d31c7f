//! The way of one match on the demonstration's county, stage by stage, on one thread.
//!
//! `cargo bench --bench county`; `NEARHOME_CHILDREN=2000` for another size.

use std::{env, hint::black_box};

use criterion::{Criterion, criterion_group, criterion_main};
use nearhome_benches::{last_day, read_county, write_county};
use nearhome_check::check;
use nearhome_matching::{Assembly, plan, solve_checked};
use nearhome_optimiser::{Settings, solve};
use nearhome_rules::{Policy, price};

fn county(criterion: &mut Criterion) {
    let children = env::var("NEARHOME_CHILDREN").ok().and_then(|text| text.parse().ok()).unwrap_or(600);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let council = folder.path().join("council");
    write_county(children, &council);
    let reading = read_county(&council);
    let policy =
        Policy::from_toml(reading.policy_text.as_deref().unwrap_or_default()).expect("a valid policy");
    let snapshot = last_day(&reading);
    let assembly = Assembly::new(&snapshot, &policy).expect("a valid problem");
    let solution = solve(&assembly.problem, &Settings::default());
    let checked = solve_checked(&assembly, &Settings::default()).expect("an accepted answer");

    let mut group = criterion.benchmark_group(format!("county_{children}"));
    group.sample_size(10);
    group.bench_function("1_reading", |bencher| bencher.iter(|| black_box(read_county(&council))));
    group.bench_function("2_snapshot", |bencher| bencher.iter(|| black_box(last_day(&reading))));
    group.bench_function("3_rules", |bencher| {
        bencher.iter(|| {
            let undecided = snapshot.children.iter().filter(|child| child.is_to_be_matched());
            let allowed = undecided.flat_map(|child| {
                snapshot.homes.iter().filter_map(|home| price(&snapshot, &policy, child, home))
            });
            black_box(allowed.count())
        });
    });
    group.bench_function("4_problem_with_rules", |bencher| {
        bencher.iter(|| black_box(Assembly::new(&snapshot, &policy).expect("a valid problem")));
    });
    group.bench_function("5_solving", |bencher| {
        bencher.iter(|| black_box(solve(&assembly.problem, &Settings::default())));
    });
    group.bench_function("6_checking", |bencher| {
        bencher.iter(|| black_box(check(&assembly.problem, &solution).expect("an accepted answer")));
    });
    group.bench_function("7_plan", |bencher| bencher.iter(|| black_box(plan(&assembly, &checked))));
    group.finish();
}

/// Everything on one thread, so that a figure is a core's time.
fn on_one_thread(criterion: &mut Criterion) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("the pool is not yet in use");
    county(criterion);
}

criterion_group!(benches, on_one_thread);
criterion_main!(benches);
