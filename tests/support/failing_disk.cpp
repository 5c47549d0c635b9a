// SPDX-License-Identifier: Apache-2.0
#include "tests/support/failing_disk.h"

#include <map>
#include <memory>
#include <sqlite3.h>

namespace devsync::testing {

namespace {

struct Disk {
    std::uint64_t operations = 0;
    std::uint64_t struck = 0;
    std::uint64_t failFrom = 0; ///< 0: never
    DiskFault fault = DiskFault::Full;
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs failing{};
    /// The methods of the real files, by their table; the same files with ours.
    std::map<const sqlite3_io_methods*, std::unique_ptr<sqlite3_io_methods>> patched;
    const sqlite3_io_methods* methods = nullptr;
};

Disk& disk() {
    static Disk instance;
    return instance;
}

bool fails() {
    Disk& d = disk();
    ++d.operations;
    const bool hit =
        d.failFrom != 0
        && (d.fault == DiskFault::StaysFull ? d.operations >= d.failFrom : d.operations == d.failFrom);
    d.struck += hit;
    return hit;
}

int errorCode(int otherwise) {
    return disk().fault == DiskFault::WriteFails ? otherwise : SQLITE_FULL;
}

int writeFile(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    if (!fails())
        return disk().methods->xWrite(file, bytes, count, offset);
    disk().methods->xWrite(file, bytes, count / 2, offset);
    return errorCode(SQLITE_IOERR_WRITE);
}

int syncFile(sqlite3_file*, int) {
    return fails() ? errorCode(SQLITE_IOERR_FSYNC) : SQLITE_OK;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    return fails() ? errorCode(SQLITE_IOERR_TRUNCATE) : disk().methods->xTruncate(file, size);
}

/// A file of the real disk keeps all of its methods but three.
int openFile(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* outFlags) {
    Disk& d = disk();
    const int result = d.real->xOpen(d.real, name, file, flags, outFlags);
    if (result != SQLITE_OK || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0)
        return result;
    auto& patched = d.patched[file->pMethods];
    if (!patched) {
        patched = std::make_unique<sqlite3_io_methods>(*file->pMethods);
        patched->xWrite = writeFile;
        patched->xSync = syncFile;
        patched->xTruncate = truncateFile;
        d.methods = file->pMethods;
    }
    file->pMethods = patched.get();
    return result;
}

} // namespace

void FailingDisk::install() {
    Disk& d = disk();
    d.real = sqlite3_vfs_find(nullptr);
    d.failing = *d.real;
    d.failing.zName = "failing";
    d.failing.xOpen = openFile;
    sqlite3_vfs_register(&d.failing, 1);
}

std::uint64_t FailingDisk::operations() {
    return disk().operations;
}

void FailingDisk::strike(std::uint64_t nth, DiskFault fault) {
    disk().failFrom = disk().operations + nth;
    disk().fault = fault;
}

void FailingDisk::relieve() {
    disk().failFrom = 0;
}

std::uint64_t FailingDisk::struck() {
    return disk().struck;
}

} // namespace devsync::testing
