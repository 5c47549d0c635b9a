// SPDX-License-Identifier: Apache-2.0
// Many small stories of the real program at once: most of their time is waiting. And what their ends have in
// common. Blocking, for tests.
#pragma once

#include "tests/cli/program.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace devsync::tests {

/// Plays 0 … count − 1 on many threads; `play` answers what is wrong, or nothing. All that was wrong.
QStringList playAll(int count, const std::function<QString(int)>& play);

/// Both sides without ids and times, in one order: equal for equal ends.
QByteArray worldInWords(const QJsonObject& world);

/// Method and path of every write a server carried out, sorted. Creations have one path in common.
QStringList executedWrites(const Sandbox& sandbox);

/// Runs again until there is nothing to do, at most `runs` times; what is wrong, or nothing.
QString runUntilIdle(const Home& home, const QString& profile, int runs);

/// Empty when the state is sound and nothing in its journal is open.
QString openInJournal(const QString& statePath);

} // namespace devsync::tests
