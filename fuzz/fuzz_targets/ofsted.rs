//! Feeds the reader of Ofsted's lists.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| nearhome_fuzz::read_ofsted(input));
