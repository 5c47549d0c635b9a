// SPDX-License-Identifier: Apache-2.0
// The two streams of the program: results on stdout, messages on stderr (command line contract, Streams).
// What cannot be written is dropped and ends nothing; finishOutput() tells of it at the end. A reader that
// went away is no fault.
#pragma once

#include "app/cli/arguments.h"
#include "sync/report/json_text.h"
#include "sync/texts/error_text.h"

#include <functional>
#include <string_view>

namespace devsync::cli {

/// Exit code of `check`, `plan` and `--dry-run` with `--detailed-exitcode`.
inline constexpr int kDifferencesExist = 2;

/// What an error says of the data when no account on either side was changed.
inline constexpr texts::DataState kNothingWritten{.kind = texts::DataState::Kind::NothingWritten};

/// The text and a line end, whole, at once.
void writeOut(std::string_view text);
void writeErr(std::string_view text);
/// Something meant for stdout is lost, and its reader is not gone.
bool outputFailed();
/// What the process exits with: `exitCode`, or a failure where it would claim that all was written.
int finishOutput(int exitCode, Format format);

/// One document to stdout: as its writer lays it out, or on one line with --jsonl.
void writeDocument(Format format, const std::function<void(const report::Sink&)>& writer);

/// In words, or as an error document with --json and --jsonl. Returns the exit code of its kind.
int reportError(const core::Error& error, Format format, texts::DataState state = kNothingWritten);

} // namespace devsync::cli
