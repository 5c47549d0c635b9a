// SPDX-License-Identifier: Apache-2.0
// Saved plans, and places results are written to.
#include "tests/cli/bad_input/row.h"
#include "tests/cli/bad_input/stage.h"

#include <QFile>

namespace devsync::tests {

namespace {

constexpr const char* kNewPlan = "Make a new one with `devsync plan -o FILE`";
constexpr const char* kOtherPlace = "name another place";
constexpr const char* kApply = "apply @saved.plan --yes --json";

void save(Stage& stage) {
    stage.run("plan -o @saved.plan");
}

QByteArray savedPlan(Stage& stage) {
    save(stage);
    QFile file(stage.home().path(word("saved.plan")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void cutInHalf(Stage& stage) {
    const QByteArray plan = savedPlan(stage);
    stage.home().write(word("saved.plan"), plan.left(plan.size() / 2));
}

void flipOneBit(Stage& stage) {
    QByteArray plan = savedPlan(stage);
    plan[plan.size() / 2] = static_cast<char>(plan[plan.size() / 2] ^ 1);
    stage.home().write(word("saved.plan"), plan);
}

void changeMappingSince(Stage& stage) {
    save(stage);
    stage.writeProfile("[network]", "[sync]\nmissing_attribute = \"mirror\"\n[network]");
}

void changeIdentitySince(Stage& stage) {
    save(stage);
    stage.writeProfile("\"demo\"", "\"other\"");
}

constexpr BadInput kRows[] = {
    {.name = "plan missing",
     .command = "apply @none.plan --yes --json",
     .exitCode = 7,
     .code = "PLAN-FILE",
     .cause = "No such file or directory",
     .remedy = kNewPlan},
    {.name = "plan is a folder",
     .command = "apply @ --yes --json",
     .exitCode = 7,
     .code = "PLAN-FILE",
     .cause = "directory",
     .remedy = kNewPlan},
    {.name = "plan is something else",
     .command = "apply @sandbox.toml --yes --json",
     .exitCode = 7,
     .code = "PLAN-FILE",
     .cause = "it is no plan file",
     .remedy = kNewPlan},
    {.name = "plan is something else, exported",
     .command = "export @sandbox.toml",
     .exitCode = 7,
     .code = "PLAN-FILE",
     .cause = "it is no plan file",
     .remedy = kNewPlan},
    {.name = "half a plan",
     .prepare = cutInHalf,
     .command = kApply,
     .exitCode = 7,
     .code = "PLAN-FILE",
     .cause = "saved.plan",
     .remedy = kNewPlan},
    {.name = "a bit of the plan flipped",
     .prepare = flipOneBit,
     .command = kApply,
     .exitCode = 7,
     .code = "PLAN-FILE",
     .cause = "saved.plan",
     .remedy = kNewPlan},
    {.name = "settings changed since",
     .prepare = changeMappingSince,
     .command = kApply,
     .exitCode = 7,
     .code = "PLAN-OUTDATED",
     .cause = "made for something else",
     .remedy = "make a new plan"},
    {.name = "plan of another organisation",
     .prepare = changeIdentitySince,
     .command = kApply,
     .exitCode = 7,
     .code = "PLAN-OUTDATED",
     .cause = "made for something else",
     .remedy = "Name the profile it was made with"},
    {.name = "no folder for the plan",
     .command = "plan -o @none/plan",
     .exitCode = 1,
     .code = "OUTPUT-FAILED",
     .cause = "No such file or directory",
     .remedy = kOtherPlace,
     .requests = kReads},
    {.name = "no folder for the export",
     .prepare = save,
     .command = "export @saved.plan -o @none/x",
     .exitCode = 1,
     .code = "OUTPUT-FAILED",
     .cause = "No such file or directory",
     .remedy = kOtherPlace},
};

} // namespace

std::span<const BadInput> fileRows() {
    return kRows;
}

} // namespace devsync::tests
