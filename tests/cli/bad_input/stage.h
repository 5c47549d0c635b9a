// SPDX-License-Identifier: Apache-2.0
// Where a row of bad input is played: a home of its own, and a sandbox that rows with the same world share
// as long as it has not changed.
#pragma once

#include "tests/cli/program.h"

#include <map>
#include <memory>
#include <string>

namespace devsync::tests {

class Stage {
public:
    explicit Stage(Sandbox& sandbox) : m_sandbox(sandbox), m_requests(sandbox.requests()) {}

    Home& home() { return m_home; }
    const Sandbox& sandbox() const { return m_sandbox; }
    QString profile() const { return m_home.path(word("sandbox.toml")); }
    QString stateFile() const { return m_home.path(word("state/devsync/sandbox.db")); }
    /// Writes the sandbox's profile with one text replaced; false when the text is not there.
    bool writeProfile(const char* was = nullptr, const char* is = nullptr) const;
    /// With the folder of the home for each '@'.
    QByteArray inHome(const char* text) const {
        return QByteArray(text).replace('@', m_home.path(word("x")).chopped(1).toUtf8());
    }
    /// Runs a command with the profile; its exit code.
    int run(const char* line) const;
    /// SQL on the state, whatever the program thinks of it.
    void changeState(const char* statement) const;
    /// Runs beside the command until the stage is left.
    void startBeside(const char* line) { m_beside = m_home.start(with(profile(), line)); }
    /// Waits until the command, or what runs beside it, has asked for something: the lease is held then.
    bool waitForRequest() const {
        return comesTrue([this] { return m_sandbox.requests() > m_requests; });
    }
    /// The command itself while it runs.
    QProcess* running = nullptr;

    ~Stage();

private:
    Home m_home;
    Sandbox& m_sandbox;
    int m_requests; ///< of rows before this one
    std::unique_ptr<QProcess> m_beside;
};

/// What the state remembers: runs, their rows and the baseline; the bytes of a file that is no state. Empty
/// when nothing is remembered. The lease and a state's identity are nobody's memory.
QByteArray remembered(const QString& folder);

/// Sandboxes by their arguments, started when first asked for.
class Sandboxes {
public:
    Sandbox& of(const char* world, const char* arguments);
    /// The next one with these arguments is a new one.
    void drop(const char* world, const char* arguments) { m_running.erase(key(world, arguments)); }

private:
    static std::string key(const char* world, const char* arguments);

    Home m_home;
    std::map<std::string, std::unique_ptr<Sandbox>> m_running;
    int m_started = 0;
};

} // namespace devsync::tests
