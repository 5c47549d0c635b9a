// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/disturbed_run.h"

#include "tests/cli/world_facts.h"

#include <QDebug>

namespace devsync::tests {

namespace {

/// 30 + 30 updates, 30 users and 30 developers to create.
constexpr int kPeople = 120;

} // namespace

DisturbedRun::DisturbedRun()
    : m_sandbox(m_home, {word("--developers=90"), word("--latency-ms=40")}),
      // A write's time-out is waited out before a lost one is taken as not executed.
      m_profile(m_home.write(word("hasty.toml"), m_sandbox.profileText() + "timeout_seconds = 3\n")),
      m_before(m_sandbox.world()) {}

QStringList DisturbedRun::with(const QStringList& command) const {
    return tests::with(m_profile, "", command);
}

QStringList DisturbedRun::sync() const {
    return with({word("sync"), word("--yes"), word("--json")});
}

std::unique_ptr<QProcess> DisturbedRun::startAndWaitForWrites(int writes) const {
    auto process = m_home.start(sync());
    if (!comesTrue([&] { return m_sandbox.writes() >= writes; }))
        qWarning("no write came");
    return process;
}

QString DisturbedRun::nextRunIsRight() const {
    const Finished next = m_home.run(sync());
    if (next.exitCode != 0)
        return QString::fromUtf8(next.err + next.out);
    const QJsonObject world = m_sandbox.world();
    for (const QString& wrong : {firstDifference(world), firstTouched(m_before, world)})
        if (!wrong.isEmpty())
            return wrong;
    if (world[word("users")].toArray().size() != kPeople)
        return word("somebody is missing or there twice");
    if (m_sandbox.count({word("DELETE")}) != 0)
        return word("something was deleted");
    const int writes = m_sandbox.writes();
    const Finished idle = m_home.run(sync());
    const bool nothing = idle.document()[word("verdict")].toString() == word("nothing-to-do");
    return nothing && m_sandbox.writes() == writes ? QString() : word("one more run has something to do");
}

} // namespace devsync::tests
