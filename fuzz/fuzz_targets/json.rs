//! Feeds the reader of the Placements Data Standard.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| nearhome_fuzz::read_json(input));
