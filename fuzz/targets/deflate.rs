#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jwt_debugger_fuzz::rules::deflate::check(bytes));
