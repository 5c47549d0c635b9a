// SPDX-License-Identifier: Apache-2.0
#include "sync/log/run_file.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace devsync::log {

namespace {

tl::unexpected<core::Error> failed(int error, const std::string& path) {
    return core::fail(core::ErrorKind::StoreFailed,
                      "the log file cannot be opened: " + std::generic_category().message(error), path);
}

} // namespace

std::string runLogPath(std::string_view statePath, std::string_view runId) {
    std::filesystem::path folder(statePath);
    folder.replace_extension(".log");
    return (folder / (std::string(runId) + ".jsonl")).string();
}

core::Result<void> prepareLogFile(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (!folder.empty() && mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return failed(errno, path);
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return failed(errno, path);
    close(file);
    return {};
}

} // namespace devsync::log
