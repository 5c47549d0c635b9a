// SPDX-License-Identifier: Apache-2.0
#include "app/cli/runs_command.h"

#include "app/cli/output.h"
#include "app/cli/terminal.h"
#include "app/cli/workplace.h"
#include "sync/report/run_text.h"

namespace devsync::cli {

namespace {

constexpr std::uint32_t kMostRuns = 1'000;

int listRuns(const Arguments& arguments, const Workplace& workplace) {
    const auto runs = service::listRuns(workplace.place(), kMostRuns);
    if (!runs)
        return reportError(runs.error(), arguments.format);
    if (arguments.format == Format::Text)
        writeOut(report::runsTable(*runs, textOptions(arguments.global)));
    else
        writeDocument(arguments.format,
                      [&](const report::Sink& sink) { report::writeRunsDocument(*runs, sink); });
    return 0;
}

int showRun(const Arguments& arguments, const Workplace& workplace) {
    const auto run = service::readRun(workplace.place(), arguments.runId);
    if (!run)
        return reportError(run.error().kind == core::ErrorKind::NotFound ? noSuchRun(arguments.runId)
                                                                         : run.error(),
                           arguments.format);
    const report::RunFacts facts{run->record, run->rows, workplace.profile->policy.mapping};
    if (arguments.format == Format::Text)
        writeOut(report::runEndText(facts, textOptions(arguments.global)));
    else
        writeDocument(arguments.format,
                      [&](const report::Sink& sink) { report::writeRunDocument(facts, sink); });
    return 0;
}

} // namespace

core::Error noSuchRun(const std::string& id) {
    return {.kind = core::ErrorKind::Usage,
            .detail = "there is no run " + id + "; `devsync runs list` lists them"};
}

int runHistory(const Arguments& arguments) {
    const auto workplace = openWorkplace(arguments.global);
    if (!workplace)
        return reportError(workplace.error(), arguments.format);
    return arguments.command == Command::RunsList ? listRuns(arguments, *workplace)
                                                  : showRun(arguments, *workplace);
}

} // namespace devsync::cli
