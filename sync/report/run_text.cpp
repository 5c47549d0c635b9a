// SPDX-License-Identifier: Apache-2.0
#include "sync/report/run_text.h"

#include "sync/report/names.h"
#include "sync/texts/error_text.h"
#include "sync/texts/held_text.h"
#include "sync/texts/report_text.h"
#include "sync/texts/row_text.h"
#include "sync/texts/verdict_text.h"

#include <algorithm>

namespace devsync::report {

namespace {

using core::RowState;
using core::VerdictKind;

/// The cause is not stored by itself; the exit code tells it (sync-rules 10).
core::StopCause causeOf(int exitCode) {
    switch (exitCode) {
    case 130:
        return core::StopCause::Operator;
    case 143:
        return core::StopCause::Terminated;
    case 12:
        return core::StopCause::Credentials;
    case 6:
        return core::StopCause::Limit;
    case 5:
        return core::StopCause::Lost;
    default:
        return core::StopCause::None;
    }
}

texts::VerdictFacts verdictFacts(const RunFacts& run) {
    const auto& end = run.record.end;
    const core::PlanCounts& plan = run.record.header.counts;
    return {.kind = end ? end->verdict : VerdictKind::Interrupted,
            .cause = end ? causeOf(end->exitCode) : core::StopCause::None,
            .counts = countsOf(run.record, run.rows),
            .accounts = std::uint64_t{plan.same} + plan.planned(),
            .error = end ? end->error : std::nullopt};
}

Tone toneOf(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Success:
    case VerdictKind::NothingToDo:
        return Tone::Good;
    case VerdictKind::WithWarnings:
    case VerdictKind::SafetyLimit:
    case VerdictKind::Stopped:
        return Tone::Warning;
    case VerdictKind::WithFailures:
    case VerdictKind::Failed:
    case VerdictKind::Interrupted:
        break;
    }
    return Tone::Bad;
}

std::string rowLine(const core::StoredRow& row, const core::Mapping& mapping) {
    std::string line = std::string(texts::stateGlyph(row.state)) + " " + texts::endStateWord(row.state) + "  "
                       + row.change.email + "  ";
    if (row.error) {
        const auto text = texts::describe(*row.error, texts::dataStateOf(row));
        return line + text.line();
    }
    const auto held = texts::describeHeld(texts::heldFactsOf(row.change, mapping));
    return line + "[" + std::string(texts::heldCode(row.change.heldBecause)) + "] " + held.cause + " "
           + held.remedy;
}

bool needsAttention(const core::StoredRow& row) {
    const bool open = row.state == RowState::Claimed && row.error; // unknown, or written in part
    return open || row.state == RowState::Failed || row.state == RowState::Stale
           || row.state == RowState::Held;
}

/// Failed before open before stale before held: what is worst is read first.
std::string rowsText(const RunFacts& run, const TextOptions& options) {
    std::string out;
    std::size_t shown = 0;
    std::size_t left = 0;
    for (const RowState state : {RowState::Failed, RowState::Claimed, RowState::Stale, RowState::Held})
        for (const core::StoredRow& row : run.rows) {
            if (row.state != state || !needsAttention(row))
                continue;
            if (shown == options.maxRows) {
                ++left;
                continue;
            }
            ++shown;
            const Tone tone = state == RowState::Failed ? Tone::Bad : Tone::Warning;
            out += toned(harmless(rowLine(row, run.mapping)), tone, options.colour) + "\n";
        }
    return left == 0 ? out : out + texts::andMore(left) + "\n";
}

std::string recoveryText(const RunFacts& run, const TextOptions& options) {
    const std::vector<std::string> emails = needsPasswordRecovery(run);
    if (emails.empty())
        return {};
    std::string out = texts::recoveryText(emails.size()) + "\n";
    const std::size_t shown = std::min(emails.size(), options.maxRows);
    for (std::size_t i = 0; i < shown; ++i)
        out += "  " + harmless(emails[i]) + "\n";
    return shown == emails.size() ? out : out + "  " + texts::andMore(emails.size() - shown) + "\n";
}

/// A run without an end: it may go on this very moment.
std::string goingOnText(core::RunCondition condition, Colour colour) {
    const bool interrupted = condition == core::RunCondition::Interrupted;
    return toned(cell(core::conditionName(condition), 14), interrupted ? Tone::Bad : Tone::Strong, colour);
}

std::string runLine(const core::ListedRun& run, Colour colour) {
    const core::RunRecord& record = run.record;
    const std::string head = cell(record.header.id, 36) + "  " + timeText(record.header.startedAt) + "  ";
    if (!record.end)
        return head + goingOnText(run.condition, colour) + "  "
               + texts::plannedText(record.header.counts.planned()) + "\n";
    const VerdictKind verdict = record.end->verdict;
    return head + toned(cell(core::verdictName(verdict), 14), toneOf(verdict), colour) + "  "
           + texts::ledgerText(record.end->counts) + "\n";
}

} // namespace

std::string runEndText(const RunFacts& run, const TextOptions& options) {
    const texts::VerdictFacts facts = verdictFacts(run);
    std::string out = toned(texts::verdictSentence(facts), toneOf(facts.kind), options.colour) + "\n";
    out += texts::ledgerText(facts.counts) + "; " + texts::restText(run.record.header.counts) + "\n";
    if (facts.error)
        out += harmless(texts::describe(*facts.error, texts::dataStateOf(facts.counts)).line()) + "\n";
    else if (const std::string remedy = texts::verdictRemedy(facts); !remedy.empty())
        out += remedy + "\n";
    out += rowsText(run, options);
    return out + recoveryText(run, options);
}

std::string runsTable(const std::vector<core::ListedRun>& runs, const TextOptions& options) {
    std::string out;
    for (const core::ListedRun& run : runs)
        out += runLine(run, options.colour);
    return runs.empty() ? texts::noRunsText() + "\n" : out;
}

} // namespace devsync::report
