# The commands of this project; `make` alone lists them. Each installs first what it needs, and says so.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.PHONY: help serve dev build single check-settings release reproducible test test-all test-rust test-content test-e2e test-single test-firefox \
	test-hosted fuzz bench screenshots lint fmt clean rust tools deny node browser firefox servers

PORT ?= 8080

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

serve: build ## Build the page and serve it on 127.0.0.1:8080 (PORT=... for another port)
	@node scripts/serve.mjs --port $(PORT)

dev: rust tools node ## Serve a debug build and rebuild on each change (reload by hand)
	@source scripts/versions.sh && env -u NO_COLOR trunk serve --no-autoreload --address 127.0.0.1 --port $(PORT)

build: rust tools node ## Build the page into dist/, and check its size
	@scripts/build.sh

single: build ## Write the whole page as one HTML file, dist-single/jwt-debugger.html (SETTINGS=settings.json to put those into it)
	@$(if $(SETTINGS),$(MAKE) check-settings FILE="$(SETTINGS)")
	@node scripts/single.mjs $(if $(SETTINGS),--settings "$(SETTINGS)")

check-settings: rust ## Check the settings of a team (FILE=settings.json), and the files of keys that they name
	@source scripts/versions.sh && cargo run --locked --quiet --bin check-settings -- "$(FILE)"

release: build ## Pack what is published into release/: the page, the single file, their SHA-256
	@node scripts/release.mjs

reproducible: rust tools node ## Build the release twice, from two folders, and compare the bytes (takes long)
	@scripts/reproducible.sh

test: lint test-content test-rust build test-e2e ## Everything: lint, lessons, unit, vector and property tests, build, size, end to end in Chromium

test-all: test test-single test-firefox test-hosted ## And the single file, Firefox, nginx, Caddy at a sub-path, and without a server

test-rust: rust ## The tests of the library
	@source scripts/versions.sh && step 'Test: library' && cargo test --locked

test-content: node ## The lessons, their tokens, and the lists of libraries, errors and tools
	@source scripts/versions.sh && step 'Test: content' && node scripts/check-content.mjs

test-e2e: node browser ## The end-to-end and interoperation tests, on the dist/ that is there
	@scripts/e2e.sh dist

test-single: node browser ## The end-to-end tests on the single file, made from the dist/ that is there
	@scripts/e2e.sh single

test-firefox: node browser firefox servers ## The end-to-end tests in Firefox, on the dist/ that is there
	@scripts/e2e.sh firefox

test-hosted: node browser servers ## And under nginx, under Caddy at a sub-path, and without a server
	@scripts/e2e.sh nginx caddy offline

fuzz: rust ## Eighteen million executions of the fuzz targets, which takes long (needs a C++ compiler)
	@scripts/setup-fuzz.sh
	@scripts/fuzz.sh

bench: build browser ## Measure the budgets; never fails on a time
	@source scripts/versions.sh && step 'Bench' && node scripts/bench.mjs

screenshots: node browser ## Pictures of dist/ in each state, theme and size, into test-results/screens/
	@source scripts/versions.sh && node scripts/screenshots.mjs

lint: rust deny ## Formatting, clippy, and what the crates may be
	@scripts/lint.sh

fmt: rust ## Format the sources
	@source scripts/versions.sh && cargo fmt

clean: ## Remove what was built, not what was installed
	@rm -rf dist dist-single release target test-results

rust:
	@scripts/setup-rust.sh

tools: rust
	@scripts/setup-tools.sh trunk wasm-bindgen

deny: rust
	@scripts/setup-tools.sh cargo-deny

node:
	@scripts/setup-node.sh

browser: node
	@scripts/setup-browser.sh

firefox: node
	@scripts/setup-firefox.sh

servers:
	@scripts/setup-servers.sh
