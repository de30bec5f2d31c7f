//! Feeds the XML reader.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| nearhome_fuzz::read_xml(input));
