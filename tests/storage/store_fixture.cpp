// SPDX-License-Identifier: Apache-2.0
#include "tests/storage/store_fixture.h"

#include "sync/core/check.h"
#include "tests/support/model_store.h"

#include <QTest>
#include <utility>

namespace devsync::testing {
namespace {

core::Account account(std::uint32_t row, core::Side side) {
    core::Account account;
    account.email = "Person" + std::to_string(row) + "@example.com";
    account.userName = "person" + std::to_string(row);
    account.id = side == core::Side::Apigee ? "developer-id" : "0b7d3c52-uuid";
    account.uid = side == core::Side::Portal ? row + 2 : 0;
    account.status = core::Status::Inactive;
    account.changedRaw = 1'700'000'000'000 + row;
    account.fields = {core::Value::text("Ana"),    core::Value::text("M\xC3\xBCller"),
                      core::Value::absent(),       core::Value::empty(),
                      core::Value::of({"a", "b"}), core::Value::undecodable("[\"x")};
    account.unmanagedCount = 3;
    account.unmanagedFingerprint = 0xFEDC'BA98'7654'3210;
    return account;
}

} // namespace

void StoreFixture::addBackends() {
    QTest::addColumn<QString>("backend");
    QTest::newRow("model") << QStringLiteral("model");
    QTest::newRow("sqlite") << QStringLiteral("sqlite");
}

StoreFixture::StoreFixture(const QString& backend, storage::ProcessProbe probe)
    : m_backend(backend), m_probe(std::move(probe)) {
    open();
}

StoreFixture::~StoreFixture() = default;

void StoreFixture::open() {
    if (m_backend == QStringLiteral("model")) {
        m_store = std::make_unique<ModelStore>(m_probe);
        return;
    }
    m_store = openSqlite(statePath(m_folder), m_probe);
}

void StoreFixture::reopen() {
    if (const auto* const model = dynamic_cast<const ModelStore*>(m_store.get())) {
        m_store = std::make_unique<ModelStore>(*model);
        return;
    }
    m_store.reset();
    open();
}

std::optional<core::ErrorKind> StoreFixture::errorOf(core::StoreBatch batch) {
    const core::StoreResult result = perform(std::move(batch));
    return result ? std::nullopt : std::optional(result.error().kind);
}

std::vector<core::StoreAnswer>& StoreFixture::requireAnswers(core::StoreResult& result) {
    if (!result) {
        qFatal("the store failed: %s %s", result.error().detail.c_str(), result.error().where.c_str());
    }
    return *result;
}

std::uint64_t StoreFixture::takeLease() {
    return ask<core::LeaseState>(core::TakeLease{.owner = owner()}).epoch;
}

void StoreFixture::sealRun(std::uint64_t epoch, const std::string& id, std::uint32_t rows) {
    const auto error =
        errorOf({core::BeginRun{.epoch = epoch, .header = runHeader(id)},
                 core::AddPlanRows{.epoch = epoch, .run = id, .rows = plannedChanges(0, rows)},
                 core::SealPlan{.epoch = epoch, .run = id, .planSha256 = "abc123", .rows = rows}});
    DEVSYNC_CHECK(!error);
}

std::string statePath(const QTemporaryDir& folder) {
    return folder.filePath(QStringLiteral("state/acme.db")).toStdString();
}

core::Identity someIdentity() {
    return {.edition = "x",
            .endpoint = "http://127.0.0.1:1",
            .organization = "acme",
            .portal = "http://127.0.0.1:2"};
}

std::unique_ptr<storage::SqliteStore> openSqlite(const std::string& path, storage::ProcessProbe probe) {
    auto store = storage::SqliteStore::open(path, someIdentity(),
                                            {.busyTimeout = core::Millis(50), .probe = std::move(probe)});
    if (!store) {
        qFatal("%s: %s", store.error().where.c_str(), store.error().detail.c_str());
    }
    return *std::move(store);
}

core::LeaseOwner owner(std::int64_t pid) {
    return {.host = "build-7", .pid = pid, .processStart = 4711};
}

core::RunHeader runHeader(const std::string& id) {
    core::RunHeader header{.id = id,
                           .profile = "acme",
                           .requestedBy = "ana@desk \xC3\xA9",
                           .startedAt = core::Millis(1'700'000'000'123),
                           .offsetSeconds = -7,
                           .firstRun = true,
                           .counts = {.same = 1,
                                      .createPortalUser = 2,
                                      .createDeveloper = 3,
                                      .updatePortalUser = 4,
                                      .updateDeveloper = 5,
                                      .updateBoth = 6,
                                      .held = 7,
                                      .excluded = 8,
                                      .conflicts = 9,
                                      .differsNotSynchronised = 10,
                                      .removals = 11}};
    for (std::size_t i = 0; i < header.seed.size(); ++i) {
        header.seed[i] = static_cast<std::uint8_t>(i * 37);
    }
    return header;
}

core::PlannedChange plannedChange(std::uint32_t row) {
    return {.row = row,
            .email = "person" + std::to_string(row) + "@example.com",
            .changeId = 0xF000'0000'0000'0000 + row,
            .action = row % 2 == 0 ? core::Action::CreatePortalUser : core::Action::UpdateDeveloper,
            .reason = core::Reason::Tie,
            .heldBecause = core::HeldBecause::Operator,
            .winner = core::Winner::Portal,
            .flags = static_cast<std::uint16_t>(core::RowFlag::LowerCased),
            .writeApigee = core::FieldMask(0x8000'0001),
            .writePortal = core::FieldMask(6),
            .before = {account(row, core::Side::Apigee),
                       row % 3 == 0 ? std::nullopt : std::optional(account(row, core::Side::Portal))},
            .result = {core::Value::text("Ana"), core::Value::absent(), core::Value::of({"1", "2"})},
            .userName = "ana",
            .createStatus = core::Status::Inactive,
            .editedAt = {1'700'000'000, -5},
            .note = "see other@example.com"};
}

std::vector<core::PlannedChange> plannedChanges(std::uint32_t first, std::uint32_t count) {
    std::vector<core::PlannedChange> rows;
    for (std::uint32_t i = 0; i < count; ++i) {
        rows.push_back(plannedChange(first + i));
    }
    return rows;
}

core::BaselineRow baselineRow(const std::string& email, std::int64_t apigeeRaw, std::int64_t portalRaw) {
    return {.email = email,
            .entry = {.keyHash = core::textHash(email),
                      .sides = {{.idHash = 0xFFFF'FFFF'FFFF'FFF1,
                                 .copiedFields = 11,
                                 .changedRaw = apigeeRaw,
                                 .editedAt = 0xFFFF'FFFE},
                                {.idHash = 21, .copiedFields = 22, .changedRaw = portalRaw, .editedAt = 24}},
                      .winner = core::Winner::Portal},
            .ids = {"developer-id", "uuid-1"},
            .uid = 4'000'000'000,
            .values = {{core::Value::text("Ana"), core::Value::absent()},
                       {core::Value::text("Ana"), core::Value::empty(), core::Value::of({"x", ""})}}};
}

core::Error someError() {
    return {.kind = core::ErrorKind::RateLimited,
            .detail = "quota reached",
            .where = "PATCH user",
            .side = core::Side::Portal,
            .httpStatus = 429,
            .retryAfter = core::Millis(1500),
            .requestId = "req-1"};
}

core::RunEnd runEnd(core::VerdictKind verdict) {
    return {.verdict = verdict,
            .exitCode = 3,
            .finishedAt = core::Millis(1'700'000'009'999),
            .counts = {.planned = 28,
                       .done = 7,
                       .failed = 6,
                       .stale = 5,
                       .held = 4,
                       .cancelled = 3,
                       .notStarted = 3,
                       .unsettled = 2},
            .requests = {{.get = 1, .post = 2, .put = 3, .patch = 4, .retries = 5},
                         {.get = 6, .post = 7, .put = 8, .patch = 9, .retries = 0xFFFF'FFFF'FFFF}},
            .error = someError()};
}

bool same(const core::StoredRow& a, const core::StoredRow& b) {
    return a.change == b.change && a.state == b.state && a.step == b.step && a.error == b.error
           && a.claimedAt == b.claimedAt && a.writeTimeout == b.writeTimeout && a.epoch == b.epoch;
}

bool same(const core::RunHeader& a, const core::RunHeader& b) {
    return a.id == b.id && a.profile == b.profile && a.requestedBy == b.requestedBy
           && a.startedAt == b.startedAt && a.seed == b.seed && a.planSha256 == b.planSha256
           && a.offsetSeconds == b.offsetSeconds && a.firstRun == b.firstRun && a.counts == b.counts;
}

bool same(const core::RunEnd& a, const core::RunEnd& b) {
    return a.verdict == b.verdict && a.exitCode == b.exitCode && a.finishedAt == b.finishedAt
           && a.counts == b.counts && a.requests == b.requests && a.error == b.error;
}

bool same(const core::BaselineEntry& a, const core::BaselineEntry& b) {
    const auto sameSide = [&](core::Side side) {
        const core::BaselineSide& x = a.sides[side];
        const core::BaselineSide& y = b.sides[side];
        return x.idHash == y.idHash && x.copiedFields == y.copiedFields && x.changedRaw == y.changedRaw
               && x.editedAt == y.editedAt;
    };
    return a.keyHash == b.keyHash && a.winner == b.winner && sameSide(core::Side::Apigee)
           && sameSide(core::Side::Portal);
}

bool same(const core::BaselineRow& a, const core::BaselineRow& b) {
    return a.email == b.email && same(a.entry, b.entry) && a.ids == b.ids && a.uid == b.uid
           && a.values == b.values;
}

} // namespace devsync::testing
