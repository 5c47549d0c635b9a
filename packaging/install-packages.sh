#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing; asks for nothing when all are there. Arguments: build | test
set -euo pipefail
build=(g++ cmake ninja-build ccache mold pkg-config qt6-base-dev libqt6sql6-sqlite libexpected-dev libsimdjson-dev
    nlohmann-json3-dev libicu-dev libxxhash-dev libssl-dev libfmt-dev libspdlog-dev libcli11-dev
    libtomlplusplus-dev libboost-dev)
tests=(librapidcheck-dev libbenchmark-dev sqlite3 openssl)
wanted=("${build[@]}")
[ "${1:-build}" = test ] && wanted+=("${tests[@]}")
missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
