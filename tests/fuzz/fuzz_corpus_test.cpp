// SPDX-License-Identifier: Apache-2.0
// Plays every input kept for the fuzz targets: real samples, and whatever once broke a promise.
#include "tests/fuzz/target.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using devsync::fuzz::Target;

class FuzzCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTargetHasInputs() {
        QCOMPARE(devsync::fuzz::targets().size(), std::size_t(DEVSYNC_FUZZ_TARGETS));
        for (const Target* target : devsync::fuzz::targets())
            QVERIFY2(!QDir(folderOf(*target)).isEmpty(), target->name());
    }

    void promisesHold_data() {
        QTest::addColumn<const Target*>("target");
        QTest::addColumn<QString>("file");
        for (const Target* target : devsync::fuzz::targets()) {
            QDirIterator files(folderOf(*target), QDir::Files);
            while (files.hasNext()) {
                const QString file = files.next();
                QTest::newRow(qPrintable(file)) << target << file;
            }
        }
    }

    void promisesHold() {
        QFETCH(const Target*, target);
        QFETCH(QString, file);
        QFile input(file);
        QVERIFY(input.open(QIODevice::ReadOnly));
        const std::string bytes = input.readAll().toStdString();
        const devsync::fuzz::Broken broken = target->run(bytes);
        QVERIFY2(broken == nullptr, broken);
    }

private:
    static QString folderOf(const Target& target) {
        return QStringLiteral("tests/fuzz/corpus/") + QString::fromLatin1(target.name());
    }
};

QTEST_APPLESS_MAIN(FuzzCorpusTest)
#include "fuzz_corpus_test.moc"
