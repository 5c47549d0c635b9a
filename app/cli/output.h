// SPDX-License-Identifier: Apache-2.0
// The two streams of the program: results on stdout, messages on stderr (command line contract, Streams).
// A reader that went away ends nothing: what cannot be written is dropped.
#pragma once

#include "app/cli/arguments.h"
#include "sync/report/json_text.h"
#include "sync/texts/error_text.h"

#include <functional>
#include <string_view>

namespace devsync::cli {

/// The text and a line end, whole, at once.
void writeOut(std::string_view text);
void writeErr(std::string_view text);
/// One document to stdout: as its writer lays it out, or on one line with --jsonl.
void writeDocument(Format format, const std::function<void(const report::Sink&)>& writer);

/// In words, or as an error document with --json and --jsonl. Returns the exit code of its kind.
int reportError(const core::Error& error, Format format, texts::DataState state = {});

} // namespace devsync::cli
