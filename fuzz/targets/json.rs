#![no_main]

use jwt_debugger_fuzz::rules::json;

libfuzzer_sys::fuzz_target!(|text: &str| {
    json::check(text);
    json::agrees_with_serde(text);
});
