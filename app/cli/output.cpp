// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "sync/core/ledger.h"
#include "sync/log/line_escape.h"

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

std::string errorDocument(const texts::ErrorText& text) {
    return R"({"schema":1,"kind":"error","code":")" + log::jsonText(text.code) + R"(","message":")"
           + log::jsonText(text.message()) + R"(","remedy":")" + log::jsonText(text.remedy) + R"("})";
}

} // namespace

void writeOut(std::string_view text) {
    writeLine(stdout, text);
}

void writeErr(std::string_view text) {
    writeLine(stderr, text);
}

int reportError(const core::Error& error, Format format, texts::DataState state) {
    const texts::ErrorText text = texts::describe(error, state);
    writeErr(format == Format::Text ? text.line() : errorDocument(text));
    return core::exitCodeOf(error.kind);
}

} // namespace devsync::cli
