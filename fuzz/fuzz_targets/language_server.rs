#![no_main]

// One of the checks is called, the others are not.
#[expect(dead_code)]
#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::language_server(bytes));
