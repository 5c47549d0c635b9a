// SPDX-License-Identifier: Apache-2.0
// Which chips a row is behind, for every action, state and flag.
#include "ui/view/chip.h"

#include <QTest>

using namespace devsync;
using core::Action;
using core::PlanRow;
using core::RowFlag;
using core::RowState;
using view::Chip;
using view::ChipSet;

namespace {

PlanRow rowOf(Action action) {
    return {.action = action};
}

ChipSet chips(std::initializer_list<Chip> list) {
    ChipSet set;
    for (const Chip chip : list)
        set.add(chip);
    return set;
}

} // namespace

class ChipTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void actions() {
        const auto of = [](Action action) { return view::chipsOf(rowOf(action), RowState::NotStarted); };
        QVERIFY(of(Action::CreatePortalUser) == chips({Chip::All, Chip::ToPortal}));
        QVERIFY(of(Action::UpdatePortalUser) == chips({Chip::All, Chip::ToPortal}));
        QVERIFY(of(Action::CreateDeveloper) == chips({Chip::All, Chip::ToApigee}));
        QVERIFY(of(Action::UpdateDeveloper) == chips({Chip::All, Chip::ToApigee}));
        QVERIFY(of(Action::UpdateBoth) == chips({Chip::All, Chip::ToApigee, Chip::ToPortal}));
        QVERIFY(of(Action::Held) == chips({Chip::All, Chip::Held}));
        QVERIFY(of(Action::Same) == chips({Chip::All, Chip::Same}));
        QVERIFY(of(Action::Excluded) == chips({Chip::All, Chip::OutOfScope}));
    }

    void states() {
        const auto of = [](RowState state) { return view::chipsOf(rowOf(Action::UpdateDeveloper), state); };
        for (const RowState quiet :
             {RowState::NotStarted, RowState::Claimed, RowState::Done, RowState::Cancelled})
            QVERIFY(of(quiet) == chips({Chip::All, Chip::ToApigee}));
        QVERIFY(of(RowState::Failed) == chips({Chip::All, Chip::ToApigee, Chip::Failed}));
        for (const RowState held : {RowState::Held, RowState::Stale})
            QVERIFY(of(held) == chips({Chip::All, Chip::ToApigee, Chip::Held}));
    }

    void flags() {
        PlanRow row = rowOf(Action::Same);
        row.set(RowFlag::Conflict);
        QVERIFY(view::chipsOf(row, RowState::NotStarted) == chips({Chip::All, Chip::Same, Chip::Conflicts}));
        for (const RowFlag flag :
             {RowFlag::StatusDiffers, RowFlag::UserNameDiffers, RowFlag::EmailSpellingDiffers}) {
            PlanRow differs = rowOf(Action::Same);
            differs.set(flag);
            QVERIFY(view::chipsOf(differs, RowState::NotStarted)
                    == chips({Chip::All, Chip::Same, Chip::DiffersNotSynchronised}));
        }
        PlanRow silent = rowOf(Action::Same);
        silent.set(RowFlag::HasBaseline);
        silent.set(RowFlag::FutureInPortal);
        QVERIFY(view::chipsOf(silent, RowState::NotStarted) == chips({Chip::All, Chip::Same}));
    }

    void every_row_is_behind_all() {
        for (int action = 0; action <= static_cast<int>(Action::Excluded); ++action)
            for (int state = 0; state <= static_cast<int>(RowState::Cancelled); ++state)
                QVERIFY(view::chipsOf(rowOf(static_cast<Action>(action)), static_cast<RowState>(state))
                            .has(Chip::All));
    }
};

QTEST_GUILESS_MAIN(ChipTest)
#include "chip_test.moc"
