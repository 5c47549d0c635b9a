// SPDX-License-Identifier: Apache-2.0
// A door for bytes from outside, and what must hold for whatever comes through it. Each target is one source
// that registers its function; it is linked into a libFuzzer program of its own (preset fuzz) and, with all
// others, into fuzz_corpus_test, which plays the inputs kept in tests/fuzz/corpus.
#pragma once

#include <string_view>
#include <vector>

namespace devsync::fuzz {

/// The promise an input broke, in words; nullptr if all held. Crashes and sanitizers speak for themselves.
using Broken = const char*;

class Target {
public:
    using FuzzOne = Broken (*)(std::string_view input);

    /// `name` is the folder of its inputs below tests/fuzz/corpus.
    Target(const char* name, FuzzOne fuzzOne);

    const char* name() const { return m_name; }
    Broken run(std::string_view input) const { return m_fuzzOne(input); }

private:
    const char* m_name;
    FuzzOne m_fuzzOne;
};

/// All that are linked into this program.
std::vector<const Target*>& targets();

} // namespace devsync::fuzz
