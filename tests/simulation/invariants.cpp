// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/invariants.h"

#include "sync/core/email_key.h"
#include "tests/simulation/people.h"

#include <algorithm>

namespace devsync::testing {

using core::RowState;
using core::Side;
using protocol::HttpRequest;

namespace {

bool isStatusCall(const HttpRequest& request) {
    return request.target.find("action=") != std::string::npos;
}

} // namespace

Invariants::Invariants(Timeline& timeline, Network& network, const sandbox::World& world,
                       const JudgedStore& store)
    : m_timeline(timeline), m_network(network), m_world(world), m_store(store) {}

void Invariants::broken(const std::string& promise, const std::string& about) {
    m_violations.push_back(about.empty() ? promise : promise + ": " + about);
}

void Invariants::watch() {
    m_network.watch.beforeExecution = [this](Side side, const HttpRequest& request,
                                             const RequestSubject& about) {
        beforeExecution(side, request, about);
    };
    m_network.watch.executed = [this](Side side, const HttpRequest&, const RequestSubject& about,
                                      int status) { executed(side, about, status); };
    m_network.watch.answered = [this](Side side, const RequestSubject& about, bool settled) {
        if (!about.write)
            return;
        Account& account = m_accounts[{side, about.email}];
        account.writeOnWire = false;
        account.unsettledWrite = !settled;
        account.readsAfterAnswer = 0;
    };
}

void Invariants::watchWorker(Worker& worker) {
    m_startedAt[worker.options().runId] = m_timeline.mono();
    worker.onSend = [this](Worker& from, Side side, const HttpRequest& request) {
        sent(from, side, request);
    };
}

bool Invariants::isClaimed(const std::string& email) const {
    return std::ranges::any_of(m_store.claims(),
                               [&](const SeenClaim& claim) { return claim.email == email; });
}

void Invariants::sent(Worker& worker, Side side, const HttpRequest& request) {
    if (request.method == protocol::Method::Delete)
        broken(kNeverDeletes);
    const RequestSubject about = m_network.subject(side, request);
    if (!about.write)
        return;
    ++m_writes;
    m_wrote.emplace(worker.options().runId, about.email);
    if (!isClaimed(about.email))
        broken(kClaimedFirst);
    if (m_limited.contains(worker.options().runId))
        broken(kLimitsFirst, worker.options().runId);
    if (!isStatusCall(request))
        rememberIntention(side, about.email);
    if (worker.epoch() != m_store.lease().epoch)
        broken(kOneExecutor);
    Account& account = m_accounts[{side, about.email}];
    if (account.writeOnWire)
        broken(kOneInFlight);
    if (account.unsettledWrite || m_network.isLanding(side, about.email))
        broken(kNeverRepeated);
    account.writeOnWire = true;
    if (!account.vouchedAt)
        account.vouchedAt = account.readAt;
}

Invariants::Fence Invariants::fenceOf(Side side, const std::string& email) const {
    Fence fence;
    if (side == Side::Apigee) {
        const sandbox::Developer* developer = m_world.developer(email);
        if (!developer)
            return fence;
        fence = {developer->userName, developer->email, {}, developer->status == "active", true};
        const core::Mapping mapping = simMapping();
        for (const sandbox::Attribute& attribute : developer->attributes)
            if (std::ranges::none_of(mapping.attributes,
                                     [&](const auto& m) { return m.attribute == attribute.name; }))
                fence.unmanaged += attribute.name + "=" + attribute.value + ";";
        return fence;
    }
    for (const std::uint32_t uid : m_world.usersByMail(email)) {
        const sandbox::User* user = m_world.user(uid);
        fence = {user->name, user->mail.value_or(""), {}, user->isActive(), true};
    }
    return fence;
}

void Invariants::beforeExecution(Side side, const HttpRequest& request, const RequestSubject& about) {
    Account& account = m_accounts[{side, about.email}];
    if (!about.write) {
        account.readAt = m_timeline.mono();
        ++account.readsAfterAnswer;
        account.unsettledWrite = false;
        return;
    }
    if (account.editedAt > account.vouchedAt.value_or(account.readAt))
        m_raced.insert(about.email); // from the reading to the writing a race remains (I7): one round trip,
                                     // or a late landing
    account.vouchedAt.reset();
    if (!account.writeOnWire && account.readsAfterAnswer > 0)
        ++m_landedAfterRead;
    m_before[{side, about.email}] = fenceOf(side, about.email);
    if (about.create && m_before[{side, about.email}].exists)
        broken(kCreatedOnce, about.email);
    m_setInactiveOnly = isStatusCall(request);
}

void Invariants::executed(Side side, const RequestSubject& about, int status) {
    if (about.write)
        m_accounts[{side, about.email}].writeOnWire = false;
    if (!about.write || status >= 300)
        return;
    ++m_executedWrites;
    const Fence before = m_before[{side, about.email}];
    Fence after = fenceOf(side, about.email);
    if (!before.exists) {
        if (side == Side::Apigee)
            m_created.insert(about.email);
        m_createdAt[{side, about.email}] = m_timeline.mono();
        return judgeRecord(side, about.email);
    }
    if (!m_setInactiveOnly)
        judgeRecord(side, about.email);
    if (m_setInactiveOnly && m_created.contains(about.email))
        after.active = before.active; // the second half of a creation of ours
    if (!(after == before))
        broken(kFieldFence, about.email);
}

void Invariants::edited(Side side, const std::string& email) {
    m_accounts[{side, email}].editedAt = m_timeline.mono();
}

bool Invariants::isExecuted(const core::PlannedChange& change) const {
    const bool isActive = fenceOf(Side::Apigee, change.email).active;
    return holdsFields(change) && !(change.has(core::RowFlag::SetInactive) && isActive);
}

/// The target holds all fields that the row was to write.
bool Invariants::holdsFields(const core::PlannedChange& change) const {
    const std::map<std::string, SimPerson> people = peopleOf(m_world);
    const auto found = people.find(change.email);
    const bool toPortal =
        change.action == core::Action::CreatePortalUser || change.action == core::Action::UpdatePortalUser;
    if (found == people.end() || !(toPortal ? found->second.portal : found->second.apigee))
        return false;
    const core::Account& target = toPortal ? *found->second.portal : *found->second.apigee;
    const core::FieldMask mask = toPortal ? change.writePortal : change.writeApigee;
    for (core::FieldIndex field = 0; field < target.fields.size(); ++field)
        if (mask.has(field) && !core::sameContent(target.fields[field], change.result[field]))
            return false;
    return true;
}

bool Invariants::wasEdited(const std::string& email) const {
    return std::ranges::any_of(core::kSides, [&](Side side) {
        const auto account = m_accounts.find({side, email});
        return account != m_accounts.end() && account->second.editedAt.count() > 0;
    });
}

void Invariants::judgeReport(const engine::RunReport& report) {
    const core::LedgerCounts& c = report.counts;
    if (c.planned != c.done + c.failed + c.stale + c.held + c.cancelled + c.notStarted)
        broken(kLedgerCloses);
    if (!report.plan || !report.begun)
        return;
    for (std::uint32_t row = 0;; ++row) {
        const std::optional<core::StoredRow> stored = m_store.row(report.runId, row);
        if (!stored)
            return;
        const std::string& email = stored->change.email;
        const bool executed = isExecuted(stored->change);
        if (stored->state == RowState::Failed && executed && m_wrote.contains({report.runId, email}))
            broken(kUnknownIsOpen, email);
        if (stored->state == RowState::Done && !executed && !wasEdited(email))
            broken(kDoneIsExecuted, email);
    }
}

} // namespace devsync::testing
