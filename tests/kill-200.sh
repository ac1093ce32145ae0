#!/usr/bin/env bash
# Kills the program 200 times at random moments while it refreshes and tags: nothing that it said was done may be
# lost, and the library must be sound each time. `cargo test` does the same 20 times.
set -euo pipefail
cd "$(dirname "$0")/.."
PULLQUOTE_KILLS=${1:-200} cargo test --locked --test all -- killed --nocapture
