// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "sync/core/ledger.h"
#include "sync/report/error_document.h"

#include <cstdio>
#include <string>

namespace devsync::cli {

namespace {

void writeLine(std::FILE* stream, std::string_view text) {
    std::string line(text);
    if (line.empty() || line.back() != '\n')
        line += '\n';
    std::fwrite(line.data(), 1, line.size(), stream);
    std::fflush(stream);
}

} // namespace

void writeOut(std::string_view text) {
    writeLine(stdout, text);
}

void writeErr(std::string_view text) {
    writeLine(stderr, text);
}

void writeDocument(Format format, const std::function<void(const report::Sink&)>& writer) {
    if (format != Format::JsonLines)
        return writer([](std::string_view part) { std::fwrite(part.data(), 1, part.size(), stdout); });
    writer([](std::string_view part) {
        std::string line(part);
        std::erase(line, '\n'); // layout only: inside texts a line end is escaped
        std::fwrite(line.data(), 1, line.size(), stdout);
    });
    writeOut("\n");
}

int reportError(const core::Error& error, Format format, texts::DataState state) {
    writeErr(format == Format::Text ? texts::describe(error, state).line()
                                    : report::errorDocument(error, state));
    return core::exitCodeOf(error.kind);
}

} // namespace devsync::cli
