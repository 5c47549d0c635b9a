// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/process_probe.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>

namespace devsync::storage {
namespace {

using OwnerProcess = core::LeaseState::OwnerProcess;

struct ProcessStat {
    char state = '?';
    std::int64_t startTicks = 0;
};

std::string hostName() {
    std::array<char, 256> buffer{};
    if (::gethostname(buffer.data(), buffer.size() - 1) != 0) {
        return {};
    }
    return buffer.data();
}

/// The n-th (from 1) blank-separated word; empty when there are fewer.
std::string_view wordAt(std::string_view text, int n) {
    while (n > 1) {
        const std::size_t blank = text.find(' ');
        if (blank == std::string_view::npos) {
            return {};
        }
        text.remove_prefix(blank + 1);
        --n;
    }
    return text.substr(0, text.find(' '));
}

/// proc(5): "pid (comm) state ppid …", start time is field 22. The name may hold blanks and brackets, so
/// fields are counted from the last bracket.
std::optional<ProcessStat> parseStat(std::string_view text) {
    const std::size_t bracket = text.rfind(") ");
    if (bracket == std::string_view::npos || bracket + 2 >= text.size()) {
        return std::nullopt;
    }
    const std::string_view fields = text.substr(bracket + 2);
    const std::string_view ticks = wordAt(fields, 22 - 2);
    ProcessStat stat{.state = fields.front()};
    const auto [end, error] = std::from_chars(ticks.data(), ticks.data() + ticks.size(), stat.startTicks);
    if (error != std::errc() || end != ticks.data() + ticks.size()) {
        return std::nullopt;
    }
    return stat;
}

std::optional<ProcessStat> readStat(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return parseStat(text);
}

} // namespace

core::LeaseOwner describeThisProcess() {
    const std::int64_t pid = ::getpid();
    const std::optional<ProcessStat> stat = readStat(pid);
    return {.host = hostName(), .pid = pid, .processStart = stat ? stat->startTicks : 0};
}

OwnerProcess probeProcess(const core::LeaseOwner& owner) {
    const bool plausible = owner.pid > 0 && owner.pid <= std::numeric_limits<pid_t>::max();
    if (!plausible || owner.host.empty() || owner.host != hostName()) {
        return OwnerProcess::Unknown;
    }
    const std::optional<ProcessStat> stat = readStat(owner.pid);
    if (!stat) {
        // /proc may be hidden from us: only the kernel's word that the pid is unused is proof.
        const bool unused = ::kill(static_cast<pid_t>(owner.pid), 0) != 0 && errno == ESRCH;
        return unused ? OwnerProcess::Gone : OwnerProcess::Unknown;
    }
    if (stat->state == 'Z' || stat->state == 'X') {
        return OwnerProcess::Gone;
    }
    if (owner.processStart == 0) {
        return OwnerProcess::Unknown;
    }
    return stat->startTicks == owner.processStart ? OwnerProcess::Alive : OwnerProcess::Gone;
}

} // namespace devsync::storage
