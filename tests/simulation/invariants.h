// SPDX-License-Identifier: Apache-2.0
// What must hold at every step of a simulated world, whatever fails (facts: what-users-ask-for.md C). A
// broken one is noted with its name; nothing is thrown, so that a seed reports all it broke.
#pragma once

#include "sync/sandbox/world.h"
#include "tests/simulation/network.h"
#include "tests/simulation/promises.h"
#include "tests/simulation/worker.h"
#include "tests/support/judged_store.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace devsync::testing {

class Invariants {
public:
    Invariants(Timeline& timeline, Network& network, const sandbox::World& world, const JudgedStore& store);

    /// Binds the checks to the wire; the object must outlive it.
    void watch();
    void watchWorker(Worker& worker);
    /// A plan as it was made: against the world, against its own limits, and made once more.
    void judgePlan(const Worker& worker, const engine::PreparedPlan& prepared);
    /// After a run ended: its words against the world.
    void judgeReport(const engine::RunReport& report);
    /// A foreign edit: what was read before no longer vouches for the account.
    void edited(core::Side side, const std::string& email);

    /// `promise` is one of promises.h.
    void broken(const std::string& promise, const std::string& about = {});
    const std::vector<std::string>& violations() const { return m_violations; }
    std::uint32_t writes() const { return m_writes; }
    /// Writes that a server carried out.
    std::uint32_t executedWrites() const { return m_executedWrites; }
    std::uint32_t landedAfterRead() const { return m_landedAfterRead; }
    /// Accounts a foreign edit of which fell between the reading and the writing of one request.
    const std::set<std::string>& raced() const { return m_raced; }

private:
    using Key = std::pair<core::Side, std::string>;
    struct Account {
        bool unsettledWrite = false; ///< the last write may have been executed and nobody has read since
        bool writeOnWire = false;
        core::Millis readAt{};                 ///< when the account was last read
        core::Millis editedAt{};               ///< when somebody else last edited it
        std::optional<core::Millis> vouchedAt; ///< the reading that the write on its way rests on
        std::uint64_t readsAfterAnswer = 0;
    };
    struct Fence {
        std::string userName, email, unmanaged;
        bool active = false, exists = false;
        bool operator==(const Fence&) const = default;
    };

    void sent(Worker& worker, core::Side side, const protocol::HttpRequest& request);
    void beforeExecution(core::Side side, const protocol::HttpRequest& request, const RequestSubject& about);
    void executed(core::Side side, const RequestSubject& about, int status);
    Fence fenceOf(core::Side side, const std::string& email) const;
    bool isExecuted(const core::PlannedChange& change) const; ///< both steps of it
    bool holdsFields(const core::PlannedChange& change) const;
    void rememberIntention(core::Side side, const std::string& email);
    void judgeRecord(core::Side side, const std::string& email);
    void judgeAbsence(const Worker& worker, const core::Comparison& comparison,
                      core::Comparison::PairIndex pair);
    bool wasEdited(const std::string& email) const; ///< by somebody else
    bool isClaimed(const std::string& email) const;

    Timeline& m_timeline;
    Network& m_network;
    const sandbox::World& m_world;
    const JudgedStore& m_store;
    std::map<Key, Account> m_accounts;
    std::map<Key, Fence> m_before;
    std::vector<std::string> m_violations;
    std::set<std::string> m_raced;
    std::set<std::string> m_created;                            ///< developers that we created
    std::map<Key, core::Millis> m_createdAt;                    ///< of accounts that we created
    std::map<std::string, core::Millis> m_startedAt;            ///< by run
    std::set<std::string> m_limited;                            ///< runs whose plan may not be written
    std::map<Key, std::vector<core::PlannedChange>> m_intended; ///< of every write sent
    std::set<std::pair<std::string, std::string>> m_wrote;      ///< run and account of every write sent
    std::uint32_t m_writes = 0;
    std::uint32_t m_executedWrites = 0;
    std::uint32_t m_landedAfterRead = 0;
    bool m_setInactiveOnly = false;
};

} // namespace devsync::testing
