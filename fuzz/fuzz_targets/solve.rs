//! Feeds the optimiser and the checker.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| nearhome_fuzz::solve(input));
