#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing; asks for nothing when all are there. Arguments: build | test | check
set -euo pipefail
wanted=(g++ cmake ninja-build ccache mold pkg-config qt6-base-dev libqt6svg6-dev libqt6sql6-sqlite libexpected-dev libsimdjson-dev
    nlohmann-json3-dev libicu-dev libxxhash-dev libssl-dev libfmt-dev libspdlog-dev libcli11-dev
    libtomlplusplus-dev libboost-dev)
tests=(librapidcheck-dev libbenchmark-dev libsqlite3-dev sqlite3 openssl)
checks=(clang-14 clang-tidy-14 libclang-rt-14-dev llvm-14) # fuzzing, coverage, tidy, readable reports of sanitizers
case ${1:-build} in
    build) ;;
    test) wanted+=("${tests[@]}") ;;
    check) wanted+=("${tests[@]}" "${checks[@]}") ;;
    *) echo "usage: $0 build | test | check" >&2; exit 2 ;;
esac
# One query for all of them: it takes most of the time of a start with nothing to do.
installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)
missing=()
for package in "${wanted[@]}"; do
    grep -qxF "$package installed" <<<"$installed" || missing+=("$package")
done
[ ${#missing[@]} -ne 0 ] || exit 0
echo "Installing packages: ${missing[*]}" >&2
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
