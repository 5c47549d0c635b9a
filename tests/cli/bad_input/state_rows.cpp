// SPDX-License-Identifier: Apache-2.0
// The state on this machine, and what other processes do to it.
#include "tests/cli/bad_input/row.h"
#include "tests/cli/bad_input/stage.h"

#include <QDir>

namespace devsync::tests {

namespace {

constexpr const char* kOtherFile = "another file with `--state`";
constexpr const char* kEmptyWorld = R"({"developers":[],"users":[]})";
constexpr const char* kSlowList = R"({"side":"apigee","match":"GET */developers","kind":"delay","ms":60000})";
constexpr const char* kLateList =
    R"({"side":"apigee","match":"GET */developers","kind":"delay","ms":300,"count":1})";

void writeState(Stage& stage, const QByteArray& content) {
    QDir().mkpath(stage.home().path(word("state/devsync")));
    stage.home().write(word("state/devsync/sandbox.db"), content);
}

void noState(Stage& stage) {
    writeState(stage, QByteArray(9000, 'x'));
}

void cutState(Stage& stage) {
    writeState(stage, QByteArray("SQLite format 3\0\x10\0", 18));
}

void fileForFolder(Stage& stage) {
    stage.home().write(word("state"), {});
}

/// By a run that has nothing to do.
void makeState(Stage& stage) {
    stage.run("sync --yes");
}

void makeNewer(Stage& stage) {
    makeState(stage);
    stage.changeState("PRAGMA user_version = 9999");
}

void makeForeign(Stage& stage) {
    makeState(stage);
    stage.changeState("UPDATE identity SET organization = 'other'");
}

void otherTables(Stage& stage) {
    makeState(stage);
    stage.changeState("PRAGMA user_version = 0");
}

void limitFiles(Stage& stage) {
    stage.home().limitFiles(8 * 1024);
}

void runBeside(Stage& stage) {
    stage.sandbox().control("/sandbox/fault", kSlowList);
    stage.startBeside("sync --yes");
    stage.waitForRequest();
}

/// As a process on another host does when this one seemed dead to it.
void takeOver(Stage& stage) {
    stage.waitForRequest();
    stage.changeState("UPDATE lease SET epoch = epoch + 1, beat = beat + 1");
}

constexpr BadInput kRows[] = {
    {.name = "file is something else",
     .prepare = noState,
     .exitCode = 1,
     .code = "STORE-DAMAGED",
     .cause = "sandbox.db",
     .remedy = kOtherFile},
    {.name = "file is something else, compared",
     .prepare = noState,
     .command = "check --json",
     .exitCode = 1,
     .code = "STORE-DAMAGED",
     .cause = "sandbox.db",
     .remedy = kOtherFile,
     .requests = kReads},
    {.name = "file is something else, read",
     .prepare = noState,
     .command = "runs list --json",
     .exitCode = 1,
     .code = "STORE-DAMAGED",
     .cause = "sandbox.db",
     .remedy = kOtherFile},
    {.name = "cut in its head",
     .prepare = cutState,
     .exitCode = 1,
     .code = "STORE-DAMAGED",
     .cause = "sandbox.db",
     .remedy = "Restore it from a copy"},
    {.name = "database of somebody else",
     .world = kEmptyWorld,
     .prepare = otherTables,
     .exitCode = 1,
     .code = "STORE-DAMAGED",
     .cause = "tables of something else",
     .remedy = kOtherFile},
    {.name = "of a newer program",
     .world = kEmptyWorld,
     .prepare = makeNewer,
     .exitCode = 1,
     .code = "STORE-NEWER",
     .cause = "version 9999",
     .remedy = "Use the newer version"},
    {.name = "of a newer program, compared",
     .world = kEmptyWorld,
     .prepare = makeNewer,
     .command = "check --json",
     .exitCode = 1,
     .code = "STORE-NEWER",
     .cause = "version 9999",
     .remedy = "Use the newer version",
     .requests = kReads},
    {.name = "of another organisation",
     .world = kEmptyWorld,
     .prepare = makeForeign,
     .exitCode = 10,
     .code = "STORE-FOREIGN",
     .cause = "belongs to another organization",
     .remedy = "Check the profile"},
    {.name = "no folder for it",
     .prepare = fileForFolder,
     .exitCode = 1,
     .code = "STORE-FAILED",
     .cause = "Not a directory",
     .remedy = "`--state`"},
    {.name = "no room for it",
     .prepare = limitFiles,
     .exitCode = 1,
     .code = "STORE-FAILED",
     .cause = "The state file cannot be used",
     .remedy = "`--state`"},
    {.name = "another run executes",
     .world = kEmptyWorld,
     .prepare = runBeside,
     .exitCode = 11,
     .code = "LEASE-TAKEN",
     .cause = "Another run of this profile executes",
     .remedy = "Wait until it has ended",
     .requests = kReads},
    {.name = "another process takes over",
     .world = kEmptyWorld,
     .faults = kLateList,
     .meanwhile = takeOver,
     .exitCode = 5,
     .code = "LEASE-LOST",
     .cause = "Another process took over",
     .remedy = "`devsync runs list`",
     .requests = kReads},
};

} // namespace

std::span<const BadInput> stateRows() {
    return kRows;
}

} // namespace devsync::tests
