// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/write_flow.h"

#include "sync/core/baseline_update.h"
#include "sync/core/check.h"
#include "sync/core/email_key.h"
#include "sync/core/mutant.h"
#include "sync/core/retry.h"

#include <utility>

namespace devsync::engine {

using core::Account;
using core::Action;
using core::Error;
using core::ErrorKind;
using core::FieldIndex;
using core::RowState;
using core::RowStep;
using core::Side;

namespace {

/// A write proven not applied is sent again at most this often in all.
constexpr std::uint32_t kMaxWrites = 4;

Side targetOf(Action action) {
    return action == Action::CreatePortalUser || action == Action::UpdatePortalUser ? Side::Portal
                                                                                    : Side::Apigee;
}

bool isSuccess(int status) {
    return status >= 200 && status < 300;
}

/// No answer came, or only a part of one. Its head may have come: the status alone proves nothing.
bool isLost(ErrorKind kind) {
    return core::isNetwork(kind) || kind == ErrorKind::AnswerTooLarge;
}

/// The server answered for itself and is through with the request; a gateway's word (408, 502, 504) is no
/// such answer.
bool isOwnAnswer(const Error& error) {
    const int status = error.httpStatus;
    return !isLost(error.kind) && status != 408 && status != 502 && status != 504;
}

/// The server said no and did nothing.
bool isRefused(const std::optional<Error>& error) {
    return error && isOwnAnswer(*error) && error->httpStatus >= 400 && error->httpStatus < 500;
}

/// Whatever the account now holds is the plan's business no longer.
bool meansMoved(ErrorKind kind) {
    return kind == ErrorKind::AlreadyExists || kind == ErrorKind::NotFound || kind == ErrorKind::Stale;
}

} // namespace

WriteFlow::WriteFlow(Config config)
    : m_config(std::move(config)), m_target(targetOf(m_config.row.change.action)), m_step(m_config.row.step) {
}

bool WriteFlow::isCreation() const {
    return change().action == Action::CreatePortalUser || change().action == Action::CreateDeveloper;
}

core::FieldMask WriteFlow::mask() const {
    return m_target == Side::Apigee ? change().writeApigee : change().writePortal;
}

bool WriteFlow::untouched(std::uint32_t unsent) const {
    return m_writes == unsent && !m_config.mayLandUntil && m_step == RowStep::First;
}

FlowStep WriteFlow::start(core::Now) {
    if (m_step == RowStep::Second) {
        m_settlement = Settlement(m_config.mayLandUntil.value_or(core::Millis::min()));
        return readTarget(Stage::ReadSecond);
    }
    if (m_config.mayLandUntil)
        return settle(Settlement(*m_config.mayLandUntil),
                      Error{.kind = ErrorKind::OutcomeUnknown, .detail = "the run was interrupted"});
    return m_config.rereadSource ? readSource() : readTarget(Stage::CheckTarget);
}

FlowStep WriteFlow::wake(core::Now) {
    return readTarget(m_stage);
}

FlowStep WriteFlow::persisted() {
    return writeSecond();
}

// ---- requests

protocol::AccountAddress WriteFlow::targetAddress() const {
    if (!isCreation())
        return {change().before[m_target]->email, change().before[m_target]->id};
    const Account& source = *change().before[core::otherSide(m_target)];
    if (m_target == Side::Apigee)
        return {change().has(core::RowFlag::LowerCased) ? change().email : source.email, {}};
    // Before our request the address decides; afterwards only our own UUID tells our user from somebody
    // else's.
    const bool ours = m_stage == Stage::Settle || m_stage == Stage::ReadBack;
    return {source.email, ours ? m_config.uuid : std::string()};
}

FlowStep WriteFlow::readTarget(Stage stage) {
    m_stage = stage;
    return FlowCall{m_target, targetStore().read(targetAddress()), FlowCall::Effect::Read};
}

FlowStep WriteFlow::readSource() {
    m_stage = Stage::CheckSource;
    const Side side = core::otherSide(m_target);
    const Account& source = *change().before[side];
    return FlowCall{side, store(side).read({source.email, source.id}), FlowCall::Effect::Read};
}

FlowStep WriteFlow::write() {
    m_stage = Stage::Write;
    if (isCreation()) {
        ++m_writes;
        protocol::NewAccount account{.email = targetAddress().email,
                                     .userName = change().userName,
                                     .fields = change().result,
                                     .status = change().createStatus,
                                     .uuid = m_config.uuid};
        return FlowCall{m_target, targetStore().create(account), FlowCall::Effect::Write};
    }
    core::Result<protocol::HttpRequest> request = targetStore().update(m_fresh, mask(), change().result);
    if (!request)
        return failed(std::move(request.error()));
    ++m_writes;
    return FlowCall{m_target, std::move(*request), FlowCall::Effect::Write};
}

FlowStep WriteFlow::writeSecond() {
    m_stage = Stage::WriteSecond;
    m_step = RowStep::Second;
    std::optional<protocol::HttpRequest> request = targetStore().setInactive(targetAddress());
    DEVSYNC_CHECK(request.has_value());
    if (++m_writes > 2 * kMaxWrites)
        return failed(*m_cause);
    return FlowCall{m_target, std::move(*request), FlowCall::Effect::Write};
}

// ---- answers

FlowStep WriteFlow::answered(protocol::HttpResult result, core::Now sentAt, core::Now now) {
    if (m_stage == Stage::Write)
        return writeAnswered(result, sentAt, now);
    if (m_stage == Stage::WriteSecond) {
        m_cause = secondAnswer(result);
        m_settlement = settlementAfter(*m_cause, sentAt);
        return readTarget(Stage::ReadSecond);
    }
    if (!result) {
        if (untouched())
            return failed(std::move(result.error()));
        return leaveOpen();
    }
    switch (m_stage) {
    case Stage::CheckSource:
        return sourceRead(*result);
    case Stage::CheckTarget:
        return targetRead(*result);
    case Stage::ReadBack:
    case Stage::Settle:
        return settleRead(*result, now);
    case Stage::ReadSecond:
        return secondRead(*result, now);
    case Stage::Idle:
    case Stage::Write:
    case Stage::WriteSecond:
        break;
    }
    DEVSYNC_CHECK(false);
    return failed({});
}

Error WriteFlow::secondAnswer(const protocol::HttpResult& result) const {
    if (!result)
        return result.error();
    if (!isSuccess(result->status))
        return targetStore().classify(*result);
    return Error{.kind = ErrorKind::VerifyMismatch,
                 .detail = "status",
                 .where = change().email,
                 .httpStatus = result->status};
}

FlowStep WriteFlow::sourceRead(const protocol::HttpResponse& response) {
    const Side side = core::otherSide(m_target);
    const Account& seen = *change().before[side];
    core::Result<protocol::Reading> reading = store(side).parseReading({seen.email, seen.id}, response);
    if (!reading)
        return failed(std::move(reading.error()));
    if (!reading->account)
        return stale("the account it was to be copied from is gone");
    const core::AccountViewHolder is(*reading->account);
    if (core::preconditionFingerprint(is.view())
        != core::preconditionFingerprint(core::AccountViewHolder(seen).view()))
        return stale("the account it was to be copied from has changed since the comparison");
    return readTarget(Stage::CheckTarget);
}

FlowStep WriteFlow::targetRead(const protocol::HttpResponse& response) {
    core::Result<protocol::Reading> reading = targetStore().parseReading(targetAddress(), response);
    if (!reading)
        return failed(std::move(reading.error()));
    if (isCreation() && reading->account)
        return stale("an account with this address exists by now");
    if (!isCreation() && !reading->account)
        return stale("the account is gone");
    if (!isUntouched(*reading) && !core::mutant(core::kMutantPreconditionSkipped))
        return stale("the account has changed since the comparison");
    m_fresh = std::move(*reading);
    return write();
}

FlowStep WriteFlow::writeAnswered(const protocol::HttpResult& result, core::Now sentAt, core::Now now) {
    if (!result)
        return writeRefused(result.error(), sentAt, now);
    if (!isSuccess(result->status))
        return writeRefused(targetStore().classify(*result), sentAt, now);
    core::Result<std::optional<Account>> account = targetStore().parseWrite(*result);
    if (!account) // executed, but the words cannot be understood: what the account holds counts
        return settle(Settlement::answered(), std::move(account.error()));
    if (!*account)
        return settle(Settlement::answered(),
                      Error{.kind = ErrorKind::VerifyMismatch,
                            .detail = "the answer has no body and the account is unchanged"});
    return applied(**account, Stage::Write);
}

FlowStep WriteFlow::writeRefused(Error error, core::Now sentAt, core::Now now) {
    if (core::isNotExecuted(error.kind))
        return failed(std::move(error));
    if (isLost(error.kind) || error.kind == ErrorKind::ServerFault) {
        if (core::mutant(core::kMutantUnknownIsDone))
            return finish(RowState::Done, std::nullopt);
        if (core::mutant(core::kMutantUnknownIsFailed))
            return failed(std::move(error));
        const Settlement settlement = settlementAfter(error, sentAt);
        if (core::mutant(core::kMutantRepeatCreate) && isCreation() && m_writes == 1)
            return write();
        return settle(settlement, std::move(error));
    }
    if (error.kind == ErrorKind::UserNameTaken || error.kind == ErrorKind::UserNameIllegal)
        return finish(RowState::Held, std::move(error));
    if (meansMoved(error.kind)) {
        if (m_cause) // an earlier, lost request may be what is found now
            return settle(Settlement(now.mono), *m_cause);
        return stale(error.detail);
    }
    return failed(std::move(error));
}

Settlement WriteFlow::settlementAfter(const Error& error, core::Now sentAt) const {
    return isOwnAnswer(error) ? Settlement::answered() : Settlement(sentAt.mono + m_config.writeTimeout);
}

FlowStep WriteFlow::settle(Settlement settlement, Error cause) {
    m_settlement = settlement;
    m_cause = std::move(cause);
    return readTarget(Stage::Settle);
}

FlowStep WriteFlow::settleRead(const protocol::HttpResponse& response, core::Now now) {
    core::Result<protocol::Reading> reading = targetStore().parseReading(targetAddress(), response);
    if (!reading)
        return leaveOpen();
    if (m_stage == Stage::ReadBack)
        return reading->account ? applied(*reading->account, Stage::ReadBack)
                                : stale("the account was gone right after the write");
    if (reading->account && showsIntention(*reading->account))
        return applied(*reading->account, Stage::ReadBack);
    if (reading->account && isOurs(*reading->account))
        return core::mutant(core::kMutantForeignEditIsOurs) ? done(*reading->account) : doneButChanged();
    if (!isUntouched(*reading))
        return stale("the answer to the write was lost and the account has changed since");
    if (m_settlement->untouchedAt(now.mono))
        return provenNotApplied(std::move(*reading));
    return FlowWait{m_settlement->nextReading(now.mono)};
}

FlowStep WriteFlow::provenNotApplied(protocol::Reading reading) {
    if (m_config.mayLandUntil)
        return finish(RowState::NotStarted, std::nullopt);
    if (m_writes >= kMaxWrites)
        return failed(*m_cause);
    if (isCreation() && m_target == Side::Portal)
        return readTarget(Stage::CheckTarget); // our UUID is not there; the address may be by now
    m_fresh = std::move(reading);
    return write();
}

FlowStep WriteFlow::applied(const Account& account, Stage seenIn) {
    std::optional<Error> wrong = mismatch(account);
    if (!wrong)
        return afterFirst(account);
    if (seenIn == Stage::Write)
        return readTarget(Stage::ReadBack); // the answer may show less than what was stored
    return failed(std::move(*wrong));
}

FlowStep WriteFlow::afterFirst(const Account& account) {
    const bool second =
        change().action == Action::CreateDeveloper && change().has(core::RowFlag::SetInactive);
    if (core::mutant(core::kMutantSecondStepForgotten))
        return done(account);
    const bool mutated =
        core::mutant(core::kMutantStatusWritten) && change().action == Action::UpdateDeveloper;
    if (!second && !mutated)
        return done(account);
    m_step = RowStep::Second;
    m_cause.reset(); // of the first request, which is settled
    return FlowPersist{};
}

FlowStep WriteFlow::secondRead(const protocol::HttpResponse& response, core::Now now) {
    core::Result<protocol::Reading> reading = targetStore().parseReading(targetAddress(), response);
    if (!reading)
        return leaveOpen();
    if (!reading->account)
        return stale("the developer is gone before it could be set inactive");
    if (reading->account->status == core::Status::Inactive)
        return showsIntention(*reading->account) ? done(*reading->account) : doneButChanged();
    if (!showsIntention(*reading->account))
        return stale("the developer has changed before it could be set inactive");
    if (!m_settlement->untouchedAt(now.mono)) // a late status call would count as somebody's edit
        return FlowWait{m_settlement->nextReading(now.mono)};
    if (isRefused(m_cause))
        return failed(*m_cause);
    return writeSecond();
}

// ---- judgements

std::optional<Error> WriteFlow::mismatch(const Account& account) const {
    const auto wrong = [&](std::string field) {
        return Error{.kind = ErrorKind::VerifyMismatch, .detail = std::move(field), .where = change().email};
    };
    if (isCreation() && account.userName != change().userName)
        return wrong("user_name");
    if (change().action == Action::CreatePortalUser && account.status != change().createStatus)
        return wrong("status");
    for (std::size_t i = 0; i < change().result.size(); ++i) {
        const auto field = static_cast<FieldIndex>(i);
        if (!isCreation() && !mask().has(field))
            continue;
        if (!core::sameContent(account.fields[i], change().result[i]))
            return wrong(m_config.policy->mapping.fieldName(field));
    }
    return std::nullopt;
}

bool WriteFlow::showsIntention(const Account& account) const {
    return !mismatch(account);
}

/// Only our creation carries this UUID, whatever the account holds by now.
bool WriteFlow::isOurs(const Account& account) const {
    return change().action == Action::CreatePortalUser && account.id == m_config.uuid;
}

bool WriteFlow::isUntouched(const protocol::Reading& reading) const {
    if (isCreation())
        return !reading.account;
    if (!reading.account)
        return false;
    const core::AccountViewHolder is(*reading.account);
    const core::AccountViewHolder was(*change().before[m_target]);
    return core::preconditionFingerprint(is.view()) == core::preconditionFingerprint(was.view());
}

// ---- ends

FlowStep WriteFlow::done(const Account& account) {
    FlowFinished finished = finish(RowState::Done, std::nullopt);
    finished.baseline = core::baselineAfterWrite(change(), m_target, account);
    return finished;
}

/// Our write was executed, and somebody edited the account before we read it: that edit must not become part
/// of the baseline, or the next run would take it for our own write.
FlowStep WriteFlow::doneButChanged() const {
    return finish(RowState::Done, std::nullopt);
}

FlowFinished WriteFlow::finish(RowState state, std::optional<Error> error) const {
    if (error && !error->side)
        error->side = m_target;
    return {.outcome = {.row = change().row, .state = state, .step = m_step, .error = std::move(error)},
            .baseline = std::nullopt};
}

FlowStep WriteFlow::stale(std::string detail) const {
    return finish(RowState::Stale,
                  Error{.kind = ErrorKind::Stale, .detail = std::move(detail), .where = change().email});
}

FlowStep WriteFlow::failed(Error error) const {
    return finish(RowState::Failed, std::move(error));
}

FlowFinished WriteFlow::leaveOpen() const {
    const bool secondMadeNothing = m_stage != Stage::ReadSecond || isRefused(m_cause);
    if (m_step == RowStep::Second && secondMadeNothing)
        return finish(RowState::Claimed, Error{.kind = ErrorKind::SecondStepOpen});
    Error error = m_cause.value_or(Error{});
    error.kind = ErrorKind::OutcomeUnknown;
    return finish(RowState::Claimed, std::move(error));
}

} // namespace devsync::engine
