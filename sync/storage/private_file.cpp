// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/private_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace devsync::storage {
namespace {

core::Result<void> systemFailure(const std::string& path) {
    const int code = errno;
    const bool full = code == ENOSPC || code == EDQUOT;
    return core::fail(full ? core::ErrorKind::StoreFull : core::ErrorKind::StoreFailed,
                      std::generic_category().message(code), path);
}

core::Result<void> ensureFolder(const std::string& path) {
    if (path.empty() || ::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) {
        return {};
    }
    if (errno != ENOENT) {
        return systemFailure(path);
    }
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) {
        return systemFailure(path);
    }
    core::Result<void> parent = ensureFolder(path.substr(0, slash));
    if (parent && ::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
        return systemFailure(path);
    }
    return parent;
}

bool isEmptyOrAbsent(const std::string& path) {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) != 0 || facts.st_size == 0;
}

} // namespace

bool isUnchanging(const std::string& path) {
    struct statvfs system {};
    return ::statvfs(path.c_str(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0
           && isEmptyOrAbsent(path + "-wal");
}

core::Result<void> ensurePrivateFile(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash != std::string::npos) {
        if (core::Result<void> folder = ensureFolder(path.substr(0, slash)); !folder) {
            return folder;
        }
    }
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return systemFailure(path);
    }
    ::close(file);
    return {};
}

} // namespace devsync::storage
