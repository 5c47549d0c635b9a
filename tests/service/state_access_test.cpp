// SPDX-License-Identifier: Apache-2.0
// Whoever only reads a state makes and changes nothing of it.
#include "sync/service/state_access.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace devsync;
using service::StatePlace;

class StateAccessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void absentStateReadsAsEmpty();
    void readingChangesNothing();
    void readerCannotWrite();
    void anotherIdentityIsRefused();
    void emptyFileReadsAsEmpty();

private:
    static core::Identity identity(const char* organization = "demo") {
        return {.edition = "x", .endpoint = "http://e", .organization = organization, .portal = "http://p"};
    }
    static StatePlace place(const QTemporaryDir& folder) {
        return {folder.filePath(QStringLiteral("state.db")).toStdString(), identity()};
    }
    static QByteArray bytes(const StatePlace& place) {
        QFile file(QString::fromStdString(place.path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void StateAccessTest::absentStateReadsAsEmpty() {
    const QTemporaryDir folder;
    const auto runs = service::readRuns(place(folder), 10);
    QVERIFY(runs && runs->empty());
    QCOMPARE(service::readRun(place(folder), "x").error().kind, core::ErrorKind::NotFound);
    const auto store = service::stateToRead(place(folder))();
    QVERIFY(store);
    const auto answers = (*store)->perform({core::LoadBaseline{}, core::LoadBaselineValues{{"a@b.c"}}});
    QVERIFY(answers);
    QVERIFY(std::get<core::BaselineEntries>(answers->at(0)).entries.empty());
    QVERIFY((*store)->perform({core::ReadLease{}, core::ListRuns{}, core::ListJobs{}}));
    QVERIFY(!(*store)->perform({core::AddJob{}}));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void StateAccessTest::readingChangesNothing() {
    const QTemporaryDir folder;
    QVERIFY(service::stateToWrite(place(folder))());
    const QByteArray before = bytes(place(folder));
    QVERIFY(!before.isEmpty());
    QVERIFY(service::readRuns(place(folder), 10));
    QCOMPARE(bytes(place(folder)), before);
}

void StateAccessTest::readerCannotWrite() {
    const QTemporaryDir folder;
    QVERIFY(service::stateToWrite(place(folder))());
    const auto store = service::stateToRead(place(folder))();
    QVERIFY(store);
    const auto taken = (*store)->perform({core::TakeLease{.owner = {.host = "here", .pid = 1}}});
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, core::ErrorKind::StoreFailed);
}

void StateAccessTest::anotherIdentityIsRefused() {
    const QTemporaryDir folder;
    QVERIFY(service::stateToWrite(place(folder))());
    StatePlace other = place(folder);
    other.identity = identity("other");
    QCOMPARE(service::readRuns(other, 10).error().kind, core::ErrorKind::StoreForeign);
}

void StateAccessTest::emptyFileReadsAsEmpty() {
    const QTemporaryDir folder;
    QFile file(QString::fromStdString(place(folder).path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto runs = service::readRuns(place(folder), 10);
    QVERIFY(runs && runs->empty());
    QCOMPARE(file.size(), 0);
}

QTEST_GUILESS_MAIN(StateAccessTest)
#include "state_access_test.moc"
