//! The face of the debugger: mounts the interface and nothing else.

#[cfg(target_arch = "wasm32")]
mod app;

/// Called as soon as the module is instantiated (`public/program.js`); the page is sealed right after it returns. A worker has no
/// face: it waits for its job (`app::worker`).
#[cfg(target_arch = "wasm32")]
fn main() {
    if !app::browser::is_page() {
        return;
    }
    // The text of a panic could hold what was typed, so it goes nowhere: the page shows a fixed notice.
    std::panic::set_hook(Box::new(|_| app::browser::show_failure()));
    leptos::mount::mount_to_body(app::App);
    app::browser::remove("shell");
    app::browser::end_early("token");
}

/// The interface exists in a browser only.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program is a web page: build it with `make build`, or open it with `make serve`");
}
