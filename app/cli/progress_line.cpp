// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_line.h"

#include "app/cli/output.h"
#include "sync/texts/progress_text.h"

#include <cstdio>
#include <string_view>
#include <utility>

namespace devsync::cli {

namespace {

constexpr qint64 kBarEveryMs = 100;
constexpr qint64 kLineEveryMs = 2'000;

std::string_view phaseName(engine::Phase phase) {
    switch (phase) {
    case engine::Phase::Preparing:
        return "preparing";
    case engine::Phase::Recovering:
        return "recovering";
    case engine::Phase::Listing:
        return "listing";
    case engine::Phase::LoadingBaseline:
        return "comparing";
    case engine::Phase::Deciding:
        return "deciding";
    case engine::Phase::Storing:
        return "storing";
    case engine::Phase::Executing:
        return "executing";
    case engine::Phase::Ending:
        return "ending";
    case engine::Phase::Idle:
    case engine::Phase::Ended:
        break;
    }
    return "none";
}

std::string progressDocument(const engine::RunView& view) {
    const core::LedgerCounts& counts = view.counts;
    return R"({"schema":1,"kind":"progress","phase":")" + std::string(phaseName(view.phase))
           + R"(","apigee_accounts":)" + std::to_string(view.sides.apigee.accounts) + R"(,"portal_accounts":)"
           + std::to_string(view.sides.portal.accounts) + R"(,"planned":)" + std::to_string(counts.planned)
           + R"(,"finished":)" + std::to_string(counts.planned - counts.notStarted) + "}";
}

} // namespace

bool ProgressLine::isDue(const engine::RunView& view) const {
    if (m_mode == ProgressMode::None || view.phase == engine::Phase::Idle
        || view.phase == engine::Phase::Ended)
        return false;
    if (!m_shownAt.isValid())
        return true;
    if (m_mode == ProgressMode::Bar)
        return m_shownAt.elapsed() >= kBarEveryMs;
    return view.phase != m_phase || m_shownAt.elapsed() >= kLineEveryMs;
}

void ProgressLine::show(const engine::RunView& view) {
    if (view.phase != m_phase)
        endPhase(view);
    if (isDue(view))
        say(view);
}

/// Between two lines a whole phase may pass: what it came to is said in its own words.
void ProgressLine::endPhase(engine::RunView view) {
    const bool counts = m_phase == engine::Phase::Listing || m_phase == engine::Phase::Executing;
    if (m_mode != ProgressMode::Plain || !counts)
        return;
    view.phase = std::exchange(m_phase, engine::Phase::Idle);
    say(view);
}

void ProgressLine::say(const engine::RunView& view) {
    const std::string text =
        m_mode == ProgressMode::Json ? progressDocument(view) : texts::progressText(view);
    m_shownAt.start();
    m_phase = view.phase;
    if (text == m_text)
        return;
    m_text = text;
    draw(text);
}

void ProgressLine::draw(const std::string& text) {
    if (m_mode != ProgressMode::Bar)
        return writeErr(text);
    std::fputs(("\r" + text + "\x1b[K").c_str(), stderr);
    std::fflush(stderr);
    m_drawn = true;
}

void ProgressLine::clear() {
    if (!m_drawn)
        return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    m_drawn = false;
    m_text.clear();
}

} // namespace devsync::cli
