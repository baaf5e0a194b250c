#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| jwt_debugger_fuzz::rules::settings::check(text));
