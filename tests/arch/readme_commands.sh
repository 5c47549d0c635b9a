#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs what README.md tells a reader to type, in order, in an empty folder with a home of its own, so that it stays true.
# Blocks marked `sh` are run; the block marked `toml` must be a valid profile. usage: readme_commands.sh README FOLDER
# FOLDER holds the programs. Every command must end with 0.
set -euo pipefail
readme=$(realpath "$1")
export PATH="$(realpath "$2"):$PATH"

blocks() { # KIND
    awk -v open="\`\`\`$1" '/^```/ { inside = ($0 == open); next } inside' "$readme"
}

place=$(mktemp -d)
clean_up() {
    [ -z "$(jobs -p)" ] || kill $(jobs -p) 2>/dev/null || true
    rm -rf "$place"
}
trap clean_up EXIT
cd "$place"
export HOME="$place"
export QT_QPA_PLATFORM=offscreen
unset XDG_CONFIG_HOME XDG_STATE_HOME DEVSYNC_PROFILE DEVSYNC_CONFIG DEVSYNC_STATE

# The two commands of the root build; the programs are there already; tests/gui plays the window.
blocks sh | sed -e 's|^\./run --headless|devsync demo|; s|^\./run$|devsync-console --version|' >commands
[ "$(wc -l <commands)" -ge 8 ] || { echo "README has lost its commands"; exit 1; }
while IFS= read -r command <&3; do
    echo "> $command"
    code=0
    eval "$command" || code=$?
    [ "$code" = 0 ] || { echo "README: exit code $code of: $command"; exit 1; }
done 3<commands

blocks toml >acme.toml
echo "> a profile as in README"
devsync --config acme.toml runs list
