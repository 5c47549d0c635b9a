// SPDX-License-Identifier: Apache-2.0
// The reading half of one side: probe, complete listing, clock. Turns the lister's wishes into calls and
// hears their answers; retries a page whose body was no answer; measures the clock from every answer's Date.
#pragma once

#include "sync/core/clock_offset.h"
#include "sync/core/listing.h"
#include "sync/engine/side_state.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace devsync::engine {

class SideReader {
public:
    explicit SideReader(core::Side side) : m_side(side) {}

    void probe(SideState& state);
    bool probed() const { return m_facts.has_value(); }
    void list(SideState& state, std::uint32_t parallel);
    /// Pages until the first one that shows an account, and the clock; no listing comes of it.
    void peek(SideState& state);
    bool peeks() const { return m_peeks; }
    /// Seen, or failed.
    bool peeked() const { return m_error || (m_peekedAll.has_value() && m_clockProbes == 0); }
    bool peekedAll() const { return m_peekedAll.value_or(false); }

    /// Answers to calls of kind Probe and Page.
    void answered(CallDone done, SideState& state, Outbox& outbox);
    /// Every answer of the side tells its time.
    void sampleClock(const HttpAnswer& answer);

    /// Listing whole, clock measured as well as the server allows.
    bool complete() const { return m_listing && m_clockProbes == 0; }
    const std::shared_ptr<const core::CompleteListing>& listing() const { return m_listing; }
    const std::optional<core::Error>& error() const { return m_error; }
    std::uint32_t accounts() const;
    /// Mean time of this side's answers, for estimates; 0 before the first.
    core::Millis meanReadTime() const { return m_answers == 0 ? core::Millis(0) : m_answerTime / m_answers; }
    /// Against the console's monotonic clock: a console whose wall clock is set while it reads must not take
    /// the older account for the newer one.
    std::optional<core::ClockOffset> monoClock() const { return core::measureClock(m_samples); }
    /// Against the console's wall clock as it was at the last answer; to be shown.
    std::optional<core::ClockOffset> clock() const;

private:
    void probeAnswered(CallDone done, SideState& state, Outbox& outbox);
    void pageAnswered(CallDone done, SideState& state, Outbox& outbox);
    void pageRefused(CallDone done, core::Error error, SideState& state, Outbox& outbox);
    void pagePeeked(const std::vector<protocol::Lister::Tag>& next, SideState& state);
    void submitPages(const std::vector<protocol::Lister::Tag>& tags, SideState& state);
    void probeClock(SideState& state);
    void finishListing(SideState& state, Outbox& outbox);
    void submitProbe(SideState& state, std::uint32_t attempts) const;
    void fail(core::Error error);

    core::Side m_side;
    std::unique_ptr<protocol::Lister> m_lister;
    std::map<protocol::Lister::Tag, std::uint32_t> m_garbled; ///< answers of a page that were no JSON
    std::optional<protocol::SideFacts> m_facts;
    std::shared_ptr<const core::CompleteListing> m_listing;
    std::vector<core::ClockSample> m_samples;
    core::Millis m_wallAhead{};  ///< of the monotonic clock, at the last answer
    core::Millis m_answerTime{}; ///< summed over m_answers
    std::int64_t m_answers = 0;
    std::uint32_t m_clockProbes = 0; ///< still out, sent only for their Date
    std::uint32_t m_clockProbesSent = 0;
    bool m_peeks = false;
    std::uint32_t m_pagesPeeked = 0;
    std::optional<bool> m_peekedAll; ///< there are no further pages
    std::optional<core::Error> m_error;
};

} // namespace devsync::engine
