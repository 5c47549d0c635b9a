// SPDX-License-Identifier: Apache-2.0
// A sandbox slow enough to meet a run in the middle, and what must hold of the run after it.
#pragma once

#include "tests/cli/program.h"

namespace devsync::tests {

class DisturbedRun {
public:
    DisturbedRun();

    const Home& home() const { return m_home; }
    const Sandbox& sandbox() const { return m_sandbox; }
    QStringList with(const QStringList& command) const;
    QStringList sync() const;
    std::unique_ptr<QProcess> startAndWaitForWrites(int writes) const;
    /// Runs again. Empty when both sides are equal then, nothing else was touched, everybody exists once,
    /// nothing was deleted, and one more run has nothing to do; else what is wrong.
    QString nextRunIsRight() const;

private:
    Home m_home;
    Sandbox m_sandbox;
    QString m_profile;
    QJsonObject m_before;
};

} // namespace devsync::tests
