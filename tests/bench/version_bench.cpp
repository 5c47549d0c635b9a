// SPDX-License-Identifier: Apache-2.0
// Time from starting `devsync --version` to its end, warm, beside its budget and beside a program that does
// nothing: alone, and with the libraries of devsync loaded into it. Usage: version_bench [starts]
#include "tests/bench/bench.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <limits>
#include <memory>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <vector>

using namespace devsync::bench;

namespace {

constexpr double kBudgetMs = 50;
constexpr const char* kNothing = "/bin/true";

struct Program {
    std::vector<std::string> arguments;
    std::vector<std::string> environment{"LC_ALL=C.UTF-8"};
};

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Milliseconds until it has ended; infinite when it failed.
double start(Program program) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const auto begin = std::chrono::steady_clock::now();
    pid_t pid = 0;
    int status = -1;
    if (posix_spawn(&pid, program.arguments[0].c_str(), &actions, nullptr,
                    pointersTo(program.arguments).data(), pointersTo(program.environment).data())
        == 0)
        waitpid(pid, &status, 0);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    posix_spawn_file_actions_destroy(&actions);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? took.count()
                                                         : std::numeric_limits<double>::infinity();
}

/// What the loader finds for devsync, separated by colons.
std::string librariesOfDevsync() {
    const std::unique_ptr<FILE, int (*)(FILE*)> lines(popen("ldd " DEVSYNC_PROGRAM, "r"), pclose);
    std::string libraries;
    char line[4096];
    while (lines && std::fgets(line, sizeof line, lines.get()) != nullptr) {
        const std::string text(line);
        const std::size_t from = text.find("=> /");
        if (from != std::string::npos)
            libraries += text.substr(from + 3, text.find(" (", from) - from - 3) + ":";
    }
    return libraries;
}

struct Figures {
    double median = 0;
    std::uint32_t failed = 0;
};

Figures measure(const Program& program, std::uint32_t starts) {
    Figures figures;
    std::vector<double> times;
    start(program); // its pages are in memory
    for (std::uint32_t i = 0; i < starts; ++i) {
        times.push_back(start(program));
        figures.failed += std::isinf(times.back()) ? 1 : 0;
    }
    figures.median = median(std::move(times));
    return figures;
}

} // namespace

int main(int argc, char** argv) {
    const std::uint32_t starts = std::max(1U, sizeFrom(argc, argv, 101));
    const std::string libraries = librariesOfDevsync();
    const Figures version = measure({{DEVSYNC_PROGRAM, "--version"}}, starts);
    const Figures loaded = measure({{kNothing}, {"LC_ALL=C.UTF-8", "LD_PRELOAD=" + libraries}}, starts);
    const Figures nothing = measure({{kNothing}}, starts);
    std::printf("median of %u warm starts\n", starts);
    std::printf("devsync --version            %6.2f ms   budget %.0f ms   %s   failed %u\n", version.median,
                kBudgetMs, verdictOf(version.median <= kBudgetMs), version.failed);
    std::printf("limit: nothing, its libraries %5.2f ms   failed %u\n", loaded.median, loaded.failed);
    std::printf("limit: nothing               %6.2f ms   failed %u\n", nothing.median, nothing.failed);
    return libraries.empty() || version.failed + loaded.failed + nothing.failed > 0 ? 1 : 0;
}
