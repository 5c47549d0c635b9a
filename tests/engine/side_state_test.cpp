// SPDX-License-Identifier: Apache-2.0
// When a side counts as lost, and when its session as dead.
#include "sync/engine/side_state.h"

#include "sync/protocol/apigee/apigee_account_store.h"

#include <QTest>

using namespace devsync;
using core::Millis;
using core::Seconds;
using engine::Call;
using engine::CallDone;
using engine::CallOwner;
using engine::Outbox;
using engine::SideState;

namespace {

/// A signed-in side and its clock.
class Rig {
public:
    Rig() {
        Outbox out = outbox();
        m_side.signIn(out);
        m_side.secretsReady(nullptr, out);
    }

    SideState& side() { return m_side; }
    void pass(Millis time) { m_mono += time; }
    Outbox outbox() { return {m_effects, {m_mono, {}}}; }

    /// Asks `reads` times at once and gives every request the answer that `make` makes.
    template <class Make>
    std::vector<CallDone> ask(int reads, Make make) {
        for (int i = 0; i < reads; ++i)
            m_side.submit(
                Call{.owner = {CallOwner::Kind::Row, m_nextOwner++}, .request = {}, .maxAttempts = 1});
        return answerAll(make);
    }

    template <class Make>
    std::vector<CallDone> answerAll(Make make) {
        Outbox out = outbox();
        m_effects.clear();
        m_side.pump(Millis::max(), m_nextRequest, out);
        std::vector<engine::RequestId> sent;
        for (const engine::Effect& effect : m_effects)
            if (const auto* send = std::get_if<engine::Send>(&effect))
                sent.push_back(send->id);
        std::vector<CallDone> done;
        for (const engine::RequestId id : sent)
            if (auto ended = m_side.answered(id, {make(), out.now, out.now}, out))
                done.push_back(std::move(*ended));
        return done;
    }

private:
    engine::EffectList m_effects;
    Millis m_mono{1'000'000};
    std::uint64_t m_nextRequest = 1;
    std::uint64_t m_nextOwner = 1;
    SideState m_side{{.store = std::make_shared<const protocol::apigee::ApigeeAccountStore>(
                          protocol::apigee::ApigeeOptions{.organization = "acme", .mapping = {}}),
                      .options = {.concurrency = 128}}};
};

protocol::HttpResult refusedConnection() {
    return core::fail(core::ErrorKind::NetworkRefused, "nobody listens");
}

protocol::HttpResult answer(int status) {
    protocol::HttpResponse response;
    response.status = status;
    return response;
}

} // namespace

class SideStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSideNobodyAskedIsNotLost();
    void aRefusalAfterARenewalIsNoDeadSession();
};

void SideStateTest::aSideNobodyAskedIsNotLost() {
    Rig rig;
    rig.ask(1, [] { return answer(200); });
    rig.pass(Seconds(300));
    rig.ask(30, refusedConnection);
    QVERIFY(!rig.side().fatal());
    rig.pass(Seconds(61));
    rig.ask(1, refusedConnection);
    QVERIFY(rig.side().fatal());
    QCOMPARE(rig.side().fatal()->kind, core::ErrorKind::SideLost);
}

void SideStateTest::aRefusalAfterARenewalIsNoDeadSession() {
    Rig rig;
    const auto renews = [&](CallDone done) {
        Outbox out = rig.outbox();
        const bool again = rig.side().retryIfSessionMayBeDead(done.call, out);
        if (again)
            rig.side().secretsReady(nullptr, out);
        return again;
    };
    auto first = rig.ask(1, [] { return answer(403); });
    QVERIFY(renews(std::move(first.front())));
    auto again = rig.answerAll([] { return answer(403); });
    QVERIFY(!renews(std::move(again.front())));
    auto second = rig.ask(1, [] { return answer(403); });
    QVERIFY(!renews(std::move(second.front())));
    rig.pass(Seconds(60));
    auto later = rig.ask(1, [] { return answer(403); });
    QVERIFY(renews(std::move(later.front())));
}

QTEST_APPLESS_MAIN(SideStateTest)
#include "side_state_test.moc"
