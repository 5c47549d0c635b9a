// SPDX-License-Identifier: Apache-2.0
// A dead holder on this host is known to be dead; any doubt is Unknown (sync-rules 9.10).
#include "sync/storage/process_probe.h"

#include <QTest>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace devsync;
using storage::describeThisProcess;
using storage::probeProcess;
using OwnerProcess = core::LeaseState::OwnerProcess;

class ProcessProbeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thisProcessIsAlive() {
        const core::LeaseOwner self = describeThisProcess();
        QCOMPARE(self.pid, std::int64_t{::getpid()});
        QVERIFY(self.processStart > 0);
        QVERIFY(!self.host.empty());
        QVERIFY(probeProcess(self) == OwnerProcess::Alive);
    }

    void anotherProcessUnderTheSamePidIsAnother() {
        core::LeaseOwner former = describeThisProcess();
        former.processStart -= 1;
        QVERIFY(probeProcess(former) == OwnerProcess::Gone);
    }

    void anotherHostIsUnknown() {
        core::LeaseOwner other = describeThisProcess();
        other.host += "-other";
        QVERIFY(probeProcess(other) == OwnerProcess::Unknown);
    }

    void anIncompleteOwnerIsUnknown() {
        core::LeaseOwner owner = describeThisProcess();
        owner.processStart = 0;
        QVERIFY(probeProcess(owner) == OwnerProcess::Unknown);
        for (const std::int64_t pid : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 40}) {
            owner.pid = pid;
            QVERIFY(probeProcess(owner) == OwnerProcess::Unknown);
        }
        QVERIFY(probeProcess({}) == OwnerProcess::Unknown);
    }

    void aDeadChildIsGoneEvenBeforeItIsReaped() {
        const pid_t child = ::fork();
        if (child == 0) {
            ::_exit(0);
        }
        core::LeaseOwner owner = describeThisProcess();
        owner.pid = child;
        siginfo_t info{};
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
        QVERIFY(probeProcess(owner) == OwnerProcess::Gone);
        QCOMPARE(::waitpid(child, nullptr, 0), child);
        QVERIFY(probeProcess(owner) == OwnerProcess::Gone);
    }
};

QTEST_GUILESS_MAIN(ProcessProbeTest)
#include "process_probe_test.moc"
