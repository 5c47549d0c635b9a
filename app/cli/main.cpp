// SPDX-License-Identifier: Apache-2.0
// devsync: parses the command line and hands over to one command.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace {

using namespace devsync;

int endParsing(const cli::ParseEnd& end, int argc, char** argv) {
    const bool json = std::any_of(argv, argv + argc, [](std::string_view argument) {
        return argument == "--json" || argument == "--jsonl";
    });
    const cli::Format format = json ? cli::Format::Json : cli::Format::Text;
    if (!end.usage.empty())
        return cli::reportError({.kind = core::ErrorKind::Usage, .detail = end.usage}, format);
    cli::writeOut(end.output);
    return cli::finishOutput(end.exitCode, format);
}

/// A stream that is closed must not become the number of a socket or file opened later: then results would be
/// written into that. In the wrong direction, so that what the stream is for still fails.
void holdStandardStreams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF)
            ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    holdStandardStreams();
    const auto arguments = cli::parseArguments(argc, argv);
    if (!arguments)
        return endParsing(arguments.error(), argc, argv);
    return cli::finishOutput(cli::runCommand(*arguments, argc, argv), arguments->format);
}
