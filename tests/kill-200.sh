#!/usr/bin/env bash
# Kills a program that takes feeds and tags entries 200 times at random moments: nothing that it said was done may be
# lost, and the library must be sound each time. `cargo test` does the same 20 times.
set -euo pipefail
cd "$(dirname "$0")/.."
PULLQUOTE_KILLS=${1:-200} cargo test --locked --test all -- store::what_was_said --nocapture
