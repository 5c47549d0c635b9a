// SPDX-License-Identifier: Apache-2.0
// What a server's refusal of the write makes of the row. The way of a write as a whole is told by the stories
// of tests/simulation.
#include "sync/engine/write_flow.h"

#include <QTest>

using namespace devsync;
using core::ErrorKind;
using core::RowState;
using engine::FlowCall;
using engine::FlowFinished;
using engine::FlowStep;
using engine::WriteFlow;

namespace {

/// A portal on which one account stands still and every write is refused with one kind of error.
class RefusingPortal final : public protocol::AccountStore {
public:
    explicit RefusingPortal(ErrorKind refusal) : m_refusal(refusal) {}

    core::Side side() const override { return core::Side::Portal; }
    std::optional<protocol::HttpRequest> signIn() const override { return std::nullopt; }
    core::Result<protocol::Session> parseSignIn(const protocol::HttpResponse&) const override { return {}; }
    protocol::Session staticSession() const override { return {}; }
    protocol::HttpRequest probe() const override { return {}; }
    core::Result<protocol::SideFacts> parseProbe(const protocol::HttpResponse&) const override { return {}; }
    std::unique_ptr<protocol::Lister> list(const protocol::ListOptions&) const override { return nullptr; }
    protocol::HttpRequest read(const protocol::AccountAddress&) const override { return {}; }
    core::Result<protocol::Reading> parseReading(const protocol::AccountAddress&,
                                                 const protocol::HttpResponse&) const override {
        return protocol::Reading{.account = core::Account(), .base = {}};
    }
    protocol::HttpRequest create(const protocol::NewAccount&) const override { return {}; }
    core::Result<protocol::HttpRequest> update(const protocol::Reading&, core::FieldMask,
                                               const std::vector<core::Value>&) const override {
        return protocol::HttpRequest{.method = protocol::Method::Patch};
    }
    std::optional<protocol::HttpRequest> setInactive(const protocol::AccountAddress&) const override {
        return std::nullopt;
    }
    core::Result<std::optional<core::Account>> parseWrite(const protocol::HttpResponse&) const override {
        return std::nullopt;
    }
    core::Error classify(const protocol::HttpResponse& response) const override {
        return {.kind = m_refusal, .httpStatus = response.status};
    }

private:
    ErrorKind m_refusal;
};

WriteFlow updateOnPortal(ErrorKind refusal) {
    WriteFlow::Config config{.policy = std::make_shared<const core::Policy>()};
    config.stores.portal = std::make_shared<const RefusingPortal>(refusal);
    config.row.change.action = core::Action::UpdatePortalUser;
    config.row.change.before = {core::Account(), core::Account()};
    return WriteFlow(std::move(config));
}

protocol::HttpResponse answer(int status) {
    protocol::HttpResponse response;
    response.status = status;
    return response;
}

bool isWrite(const FlowStep& step) {
    const auto* call = std::get_if<FlowCall>(&step);
    return call != nullptr && call->effect == FlowCall::Effect::Write;
}

} // namespace

class WriteFlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRefusalEndsTheRow_data();
    void aRefusalEndsTheRow();
};

void WriteFlowTest::aRefusalEndsTheRow_data() {
    QTest::addColumn<ErrorKind>("refusal");
    QTest::addColumn<RowState>("state");
    QTest::newRow("value refused") << ErrorKind::ValueRefused << RowState::Failed;
    QTest::newRow("permission denied") << ErrorKind::PermissionDenied << RowState::Failed;
    QTest::newRow("gone meanwhile") << ErrorKind::NotFound << RowState::Stale;
    QTest::newRow("there meanwhile") << ErrorKind::AlreadyExists << RowState::Stale;
    QTest::newRow("edited meanwhile") << ErrorKind::Stale << RowState::Stale;
    QTest::newRow("user name taken") << ErrorKind::UserNameTaken << RowState::Held;
}

void WriteFlowTest::aRefusalEndsTheRow() {
    QFETCH(ErrorKind, refusal);
    QFETCH(RowState, state);
    WriteFlow flow = updateOnPortal(refusal);
    flow.start({});
    QVERIFY(isWrite(flow.answered(answer(200), {}, {})));
    const FlowStep end = flow.answered(answer(422), {}, {});
    const auto* finished = std::get_if<FlowFinished>(&end);
    QVERIFY(finished);
    QCOMPARE(finished->outcome.state, state);
}

QTEST_APPLESS_MAIN(WriteFlowTest)
#include "write_flow_test.moc"
