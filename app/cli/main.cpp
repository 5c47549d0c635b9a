// SPDX-License-Identifier: Apache-2.0
// devsync: parses the command line and hands over to one command.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"

#include <algorithm>
#include <csignal>
#include <string_view>

namespace {

using namespace devsync;

int endParsing(const cli::ParseEnd& end, int argc, char** argv) {
    if (end.usage.empty()) {
        cli::writeOut(end.output);
        return end.exitCode;
    }
    const bool json = std::any_of(argv, argv + argc, [](std::string_view argument) {
        return argument == "--json" || argument == "--jsonl";
    });
    return cli::reportError({.kind = core::ErrorKind::Usage, .detail = end.usage},
                            json ? cli::Format::Json : cli::Format::Text);
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const auto arguments = cli::parseArguments(argc, argv);
    if (!arguments)
        return endParsing(arguments.error(), argc, argv);
    return cli::runCommand(*arguments, argc, argv);
}
