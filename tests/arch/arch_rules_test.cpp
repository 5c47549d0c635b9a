// SPDX-License-Identifier: Apache-2.0
// The rules of the architecture on the files of this repository.
#include "tests/arch/rules.h"

#include <QTest>

#include <cstdlib>
#include <filesystem>

using namespace devsync;

namespace {

/// The checkout and the home folder, unless they are so short that ordinary text contains them.
std::vector<std::string> placesOfThisMachine() {
    std::vector<std::string> places{std::filesystem::current_path().string()};
    if (const char* home = std::getenv("HOME"); home != nullptr)
        places.emplace_back(home);
    std::erase_if(places, [](const std::string& place) { return place.size() < 6; });
    return places;
}

void expectNone(const arch::Findings& findings) {
    for (const std::string& text : findings)
        qWarning("%s", text.c_str());
    QVERIFY2(findings.empty(), "see the lines above");
}

} // namespace

class ArchRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_tree = arch::readTree(".");
        QVERIFY2(m_tree.size() > 300, "this is not the repository root");
    }
    void r1_pure_rooms() { expectNone(arch::pureRooms(m_tree)); }
    void r2_libraries_in_their_rooms() { expectNone(arch::librariesInRooms(m_tree)); }
    void r3_r4_rooms_know_rooms() { expectNone(arch::roomsKnowRooms(m_tree)); }
    void r5_includes_from_the_root() { expectNone(arch::includesFromRoot(m_tree)); }
    void r6_links() { expectNone(arch::linksOfRooms(m_tree)); }
    void never_deletes() { expectNone(arch::neverDeletes(m_tree)); }
    void forbidden_calls() { expectNone(arch::forbiddenCalls(m_tree)); }
    void licence_lines() { expectNone(arch::licenceLines(m_tree)); }
    void sizes() { expectNone(arch::sizes(m_tree)); }
    void no_machine_paths() { expectNone(arch::machinePaths(m_tree, placesOfThisMachine())); }

private:
    arch::Tree m_tree;
};

QTEST_GUILESS_MAIN(ArchRulesTest)
#include "arch_rules_test.moc"
