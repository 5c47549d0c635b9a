// SPDX-License-Identifier: Apache-2.0
#include "app/cli/terminal.h"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace devsync::cli {

namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? std::string_view(value) : std::string_view();
}

bool isColourful(ColourMode mode, int stream) {
    if (mode != ColourMode::Auto)
        return mode == ColourMode::Always;
    return ::isatty(stream) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

} // namespace

bool stderrIsTerminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

bool stdoutIsTerminal() {
    return ::isatty(STDOUT_FILENO) == 1;
}

bool canAsk(const GlobalArguments& arguments) {
    return !arguments.noInput && ::isatty(STDIN_FILENO) == 1 && stderrIsTerminal();
}

bool useColour(const GlobalArguments& arguments) {
    return isColourful(arguments.colour, STDERR_FILENO);
}

report::TextOptions textOptions(const GlobalArguments& arguments, std::size_t maxRows) {
    report::TextOptions options{.width = report::kWhole, .maxRows = maxRows};
    if (isColourful(arguments.colour, STDOUT_FILENO))
        options.colour = report::Colour::Ansi;
    struct winsize size {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        options.width = size.ws_col;
    return options;
}

ProgressMode progressMode(const GlobalArguments& arguments) {
    if (arguments.progress != ProgressMode::Auto)
        return arguments.progress;
    if (arguments.quiet)
        return ProgressMode::None;
    return stderrIsTerminal() && variable("TERM") != "dumb" ? ProgressMode::Bar : ProgressMode::Plain;
}

} // namespace devsync::cli
