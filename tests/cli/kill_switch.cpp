// SPDX-License-Identifier: Apache-2.0
// Loaded before a program's libraries (LD_PRELOAD): counts what a process does to its database and says to or
// hears from servers, and kills it, as kill -9 does, at the n-th of these. The program needs no hook for it.
//   KILL_SWITCH_AT    the number of the operation that is not done any more (an answer: not heard any more)
//   KILL_SWITCH_NOTE  a file: "n KIND" of the operation that killed, or the number of all when none did
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::atomic<unsigned long> operations{0};

unsigned long killAt() {
    static const char* const text = std::getenv("KILL_SWITCH_AT");
    static const unsigned long number = text ? std::strtoul(text, nullptr, 10) : 0;
    return number;
}

/// Without the functions below, which count.
void note(const char* kind) {
    const char* path = std::getenv("KILL_SWITCH_NOTE");
    std::FILE* file = path ? std::fopen(path, "w") : nullptr;
    if (!file)
        return;
    std::fprintf(file, "%lu %s\n", operations.load(), kind);
    std::fclose(file);
}

void count(const char* kind) {
    if (++operations != killAt())
        return;
    note(kind);
    ::kill(::getpid(), SIGKILL);
}

bool isSocket(int descriptor) {
    struct stat about {};
    return ::fstat(descriptor, &about) == 0 && S_ISSOCK(about.st_mode);
}

template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

struct AtEnd {
    ~AtEnd() { note("in all"); }
} atEnd;

} // namespace

extern "C" {

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
    static auto* const real = next<decltype(pwrite64)>("pwrite64");
    count("store write");
    return real(descriptor, bytes, size, offset);
}

int fdatasync(int descriptor) {
    static auto* const real = next<decltype(fdatasync)>("fdatasync");
    count("store flush");
    return real(descriptor);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
    static auto* const real = next<decltype(ftruncate64)>("ftruncate64");
    count("store truncation");
    return real(descriptor, size);
}

ssize_t send(int descriptor, const void* bytes, size_t size, int flags) {
    static auto* const real = next<decltype(send)>("send");
    count("request");
    return real(descriptor, bytes, size, flags);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
    static auto* const real = next<decltype(write)>("write");
    if (isSocket(descriptor))
        count("request");
    return real(descriptor, bytes, size);
}

ssize_t read(int descriptor, void* bytes, size_t size) {
    static auto* const real = next<decltype(read)>("read");
    const ssize_t got = real(descriptor, bytes, size);
    const int error = errno;
    if (got > 0 && isSocket(descriptor))
        count("answer");
    errno = error;
    return got;
}

} // extern "C"
