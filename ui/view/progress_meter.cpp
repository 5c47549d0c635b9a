// SPDX-License-Identifier: Apache-2.0
#include "ui/view/progress_meter.h"

#include <algorithm>

namespace devsync::view {

namespace {

using engine::Phase;

constexpr core::Millis kWindow{10'000};
constexpr core::Millis kBetweenSamples{200};
/// Before that an estimate would jump.
constexpr core::Millis kEstimateAfter{3'000};

struct Span {
    std::uint32_t from;
    std::uint32_t to;
};

/// Parts of the bar, ‰. A comparison ends with its plan, so reading has all of it.
Span spanOf(Phase phase, bool writes) {
    const std::uint32_t read = writes ? 300 : 950;
    switch (phase) {
    case Phase::Idle:
        return {0, 0};
    case Phase::Preparing:
        return {0, 10};
    case Phase::Recovering:
        return {10, 20};
    case Phase::Listing:
        return {20, read};
    case Phase::LoadingBaseline:
        return {read, read + 20};
    case Phase::Deciding:
        return {read + 20, read + 20};
    case Phase::Storing:
        return {320, 350};
    case Phase::Executing:
        return {350, 990};
    case Phase::Ending:
        return {990, 995};
    case Phase::Ended:
        return {1000, 1000};
    }
    return {0, 0};
}

std::uint64_t listed(const engine::RunView& view) {
    return std::uint64_t{view.sides.apigee.accounts} + view.sides.portal.accounts;
}

std::uint64_t settled(const engine::RunView& view) {
    return view.counts.planned - view.counts.notStarted;
}

std::uint64_t doneIn(const engine::RunView& view) {
    return view.phase == Phase::Executing ? settled(view) : listed(view);
}

std::uint32_t part(Span span, std::uint64_t done, std::uint64_t all) {
    const std::uint64_t reached = all == 0 ? 0 : std::min(done, all) * (span.to - span.from) / all;
    return span.from + static_cast<std::uint32_t>(reached);
}

} // namespace

void ProgressMeter::begin(core::Millis mono, core::BothSides<std::uint32_t> expected, bool writes) {
    *this = ProgressMeter();
    m_expected = expected;
    m_writes = writes;
    m_phaseBegan = mono;
}

Progress ProgressMeter::observe(const engine::RunView& view, core::Millis mono) {
    if (view.phase != m_phase) {
        m_phase = view.phase;
        m_phaseBegan = mono;
        m_samples.clear();
    }
    sample(doneIn(view), mono);
    const auto reached = share(view);
    if (reached)
        m_reached = std::max(m_reached, *reached);
    return {.permille = reached ? std::optional(m_reached) : std::nullopt,
            .perSecond = rate(),
            .secondsLeft = remaining(view, mono)};
}

std::optional<std::uint32_t> ProgressMeter::share(const engine::RunView& view) const {
    const Span span = spanOf(view.phase, m_writes);
    if (view.phase == Phase::Executing)
        return part(span, settled(view), view.counts.planned);
    if (view.phase != Phase::Listing)
        return span.from;
    const std::uint64_t expected = std::uint64_t{m_expected.apigee} + m_expected.portal;
    if (expected == 0)
        return std::nullopt;
    return part(span, listed(view), expected);
}

void ProgressMeter::sample(std::uint64_t done, core::Millis mono) {
    if (m_samples.empty() || mono - m_samples.back().at >= kBetweenSamples)
        m_samples.push_back({mono, done});
    while (m_samples.size() > 1 && mono - m_samples.front().at > kWindow)
        m_samples.pop_front();
}

std::uint32_t ProgressMeter::rate() const {
    if (m_samples.size() < 2)
        return 0;
    const Sample& first = m_samples.front();
    const Sample& last = m_samples.back();
    const auto ms = static_cast<std::uint64_t>((last.at - first.at).count());
    if (ms == 0 || last.done <= first.done)
        return 0;
    return static_cast<std::uint32_t>((last.done - first.done) * 1000 / ms);
}

std::optional<std::uint32_t> ProgressMeter::remaining(const engine::RunView& view, core::Millis mono) const {
    const std::uint32_t perSecond = rate();
    const std::uint64_t all = view.counts.planned;
    const bool early = mono - m_phaseBegan < kEstimateAfter || settled(view) * 50 < all;
    if (view.phase != Phase::Executing || perSecond == 0 || early)
        return std::nullopt;
    return static_cast<std::uint32_t>((all - settled(view) + perSecond - 1) / perSecond);
}

} // namespace devsync::view
