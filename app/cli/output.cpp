// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "sync/core/ledger.h"
#include "sync/report/error_document.h"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace devsync::cli {

namespace {

/// Why stdout is not complete; 0 = it is.
int g_outTrouble = 0;

void writePart(std::FILE* stream, std::string_view text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
    if (!written && stream == stdout && g_outTrouble == 0)
        g_outTrouble = errno;
}

void flush(std::FILE* stream) {
    if (std::fflush(stream) != 0 && stream == stdout && g_outTrouble == 0)
        g_outTrouble = errno;
}

void writeLine(std::FILE* stream, std::string_view text) {
    std::string line(text);
    if (line.empty() || line.back() != '\n')
        line += '\n';
    writePart(stream, line);
    flush(stream);
}

} // namespace

void writeOut(std::string_view text) {
    writeLine(stdout, text);
}

void writeErr(std::string_view text) {
    writeLine(stderr, text);
}

bool outputFailed() {
    return g_outTrouble != 0 && g_outTrouble != EPIPE;
}

int finishOutput(int exitCode, Format format) {
    flush(stdout);
    if (!outputFailed())
        return exitCode;
    const int failure = reportError(
        {.kind = core::ErrorKind::OutputFailed, .detail = std::generic_category().message(g_outTrouble)},
        format, {});
    const bool claimsSuccess = exitCode == 0 || exitCode == kDifferencesExist;
    return claimsSuccess ? failure : exitCode;
}

void writeDocument(Format format, const std::function<void(const report::Sink&)>& writer) {
    if (format != Format::JsonLines)
        return writer([](std::string_view part) { writePart(stdout, part); });
    writer([](std::string_view part) {
        std::string line(part);
        std::erase(line, '\n'); // layout only: inside texts a line end is escaped
        writePart(stdout, line);
    });
    writeOut("\n");
}

int reportError(const core::Error& error, Format format, texts::DataState state) {
    writeErr(format == Format::Text ? texts::describe(error, state).line()
                                    : report::errorDocument(error, state));
    return core::exitCodeOf(error.kind);
}

} // namespace devsync::cli
