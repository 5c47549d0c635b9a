// SPDX-License-Identifier: Apache-2.0
#include "sync/core/journal_codec.h"

#include "sync/core/bytes.h"

#include <utility>

namespace devsync::core {
namespace {

constexpr std::uint8_t kFormat = 1;

// ---- writing

void writeValue(ByteWriter& out, const Value& value) {
    out.enumerator(value.state());
    out.text(value.view().packed);
}

void writeValues(ByteWriter& out, const std::vector<Value>& values) {
    out.integer(static_cast<std::uint8_t>(values.size()));
    for (const Value& value : values) {
        writeValue(out, value);
    }
}

void writeAccount(ByteWriter& out, const Account& account) {
    out.text(account.email);
    out.text(account.userName);
    out.text(account.id);
    out.integer(account.uid);
    out.enumerator(account.status);
    out.integer(account.changedRaw);
    writeValues(out, account.fields);
    out.integer(account.unmanagedCount);
    out.integer(account.unmanagedFingerprint);
}

void writeOptionalAccount(ByteWriter& out, const std::optional<Account>& account) {
    out.integer(static_cast<std::uint8_t>(account.has_value()));
    if (account) {
        writeAccount(out, *account);
    }
}

void writeEntry(ByteWriter& out, const BaselineEntry& entry) {
    out.integer(entry.keyHash);
    for (const Side side : kSides) {
        out.integer(entry.sides[side].idHash);
        out.integer(entry.sides[side].copiedFields);
        out.integer(entry.sides[side].changedRaw);
        out.integer(entry.sides[side].editedAt);
    }
    out.enumerator(entry.winner);
}

// ---- reading

/// Items as packItem writes them, so that later readers of the value need no checks.
bool isPacked(std::string_view packed) {
    ByteReader items(packed);
    while (items.ok() && !items.complete()) {
        items.view();
    }
    return items.ok();
}

void readValue(ByteReader& in, Value& value) {
    ValueView view;
    in.enumerator(view.state, ValueState::Duplicate);
    view.packed = in.view();
    if (!isPacked(view.packed)) {
        in.reject();
    }
    value = Value(view);
}

void readValues(ByteReader& in, std::vector<Value>& values) {
    std::uint8_t count = 0;
    in.integer(count);
    values.resize(count);
    for (Value& value : values) {
        readValue(in, value);
    }
}

void readAccount(ByteReader& in, Account& account) {
    in.text(account.email);
    in.text(account.userName);
    in.text(account.id);
    in.integer(account.uid);
    in.enumerator(account.status, Status::Inactive);
    in.integer(account.changedRaw);
    readValues(in, account.fields);
    in.integer(account.unmanagedCount);
    in.integer(account.unmanagedFingerprint);
}

void readOptionalAccount(ByteReader& in, std::optional<Account>& account) {
    bool present = false;
    in.boolean(present);
    if (present) {
        readAccount(in, account.emplace());
    }
}

void readMask(ByteReader& in, FieldMask& mask) {
    std::uint32_t bits = 0;
    in.integer(bits);
    mask = FieldMask(bits);
}

void readEntry(ByteReader& in, BaselineEntry& entry) {
    in.integer(entry.keyHash);
    for (const Side side : kSides) {
        in.integer(entry.sides[side].idHash);
        in.integer(entry.sides[side].copiedFields);
        in.integer(entry.sides[side].changedRaw);
        in.integer(entry.sides[side].editedAt);
    }
    in.enumerator(entry.winner, Winner::Portal);
}

/// A reader behind the format; rejected when the format or the size is not ours.
ByteReader openRecord(std::string_view bytes) {
    ByteReader in(bytes);
    std::uint8_t format = 0;
    in.integer(format);
    if (format != kFormat || bytes.size() > kMaxPackedRecord) {
        in.reject();
    }
    return in;
}

template <class Record>
Result<Record> finish(const ByteReader& in, Record&& record, const char* what) {
    if (!in.complete()) {
        return fail(ErrorKind::StoreDamaged, "a stored record is damaged", what);
    }
    return std::forward<Record>(record);
}

} // namespace

std::string pack(const PlannedChange& change) {
    ByteWriter out;
    out.integer(kFormat);
    out.integer(change.row);
    out.text(change.email);
    out.integer(change.changeId);
    out.enumerator(change.action);
    out.enumerator(change.reason);
    out.enumerator(change.heldBecause);
    out.integer(change.detail);
    out.enumerator(change.winner);
    out.integer(change.flags);
    out.integer(change.writeApigee.bits());
    out.integer(change.writePortal.bits());
    for (const Side side : kSides) {
        writeOptionalAccount(out, change.before[side]);
        out.integer(change.editedAt[side]);
    }
    writeValues(out, change.result);
    out.text(change.userName);
    out.enumerator(change.createStatus);
    out.text(change.note);
    out.integer(change.twinsFingerprint);
    return out.take();
}

Result<PlannedChange> unpackPlannedChange(std::string_view bytes) {
    ByteReader in = openRecord(bytes);
    PlannedChange change;
    in.integer(change.row);
    in.text(change.email);
    in.integer(change.changeId);
    in.enumerator(change.action, Action::Excluded);
    in.enumerator(change.reason, Reason::NoEmail);
    in.enumerator(change.heldBecause, HeldBecause::Operator);
    in.integer(change.detail);
    in.enumerator(change.winner, Winner::Portal);
    in.integer(change.flags);
    readMask(in, change.writeApigee);
    readMask(in, change.writePortal);
    for (const Side side : kSides) {
        readOptionalAccount(in, change.before[side]);
        in.integer(change.editedAt[side]);
    }
    readValues(in, change.result);
    in.text(change.userName);
    in.enumerator(change.createStatus, Status::Inactive);
    in.text(change.note);
    in.integer(change.twinsFingerprint);
    return finish(in, std::move(change), "planned change");
}

std::string pack(const Error& error) {
    ByteWriter out;
    out.integer(kFormat);
    out.enumerator(error.kind);
    out.text(error.detail);
    out.text(error.where);
    out.integer(static_cast<std::uint8_t>(error.side.has_value()));
    out.enumerator(error.side.value_or(Side::Apigee));
    out.integer(static_cast<std::int32_t>(error.httpStatus));
    out.integer(static_cast<std::uint8_t>(error.retryAfter.has_value()));
    out.integer(static_cast<std::int64_t>(error.retryAfter.value_or(Millis{}).count()));
    out.text(error.requestId);
    return out.take();
}

Result<Error> unpackError(std::string_view bytes) {
    ByteReader in = openRecord(bytes);
    Error error;
    bool hasSide = false;
    bool hasRetryAfter = false;
    Side side = Side::Apigee;
    std::int32_t httpStatus = 0;
    std::int64_t retryAfter = 0;
    in.enumerator(error.kind, kLastErrorKind);
    in.text(error.detail);
    in.text(error.where);
    in.boolean(hasSide);
    in.enumerator(side, Side::Portal);
    in.integer(httpStatus);
    in.boolean(hasRetryAfter);
    in.integer(retryAfter);
    in.text(error.requestId);
    error.side = hasSide ? std::optional(side) : std::nullopt;
    error.httpStatus = httpStatus;
    error.retryAfter = hasRetryAfter ? std::optional(Millis(retryAfter)) : std::nullopt;
    return finish(in, std::move(error), "error");
}

std::string pack(const BaselineRow& row) {
    ByteWriter out;
    out.integer(kFormat);
    out.text(row.email);
    writeEntry(out, row.entry);
    out.integer(row.uid);
    for (const Side side : kSides) {
        out.text(row.ids[side]);
        writeValues(out, row.values[side]);
    }
    return out.take();
}

Result<BaselineRow> unpackBaselineRow(std::string_view bytes) {
    ByteReader in = openRecord(bytes);
    BaselineRow row;
    in.text(row.email);
    readEntry(in, row.entry);
    in.integer(row.uid);
    for (const Side side : kSides) {
        in.text(row.ids[side]);
        readValues(in, row.values[side]);
    }
    return finish(in, std::move(row), "baseline row");
}

} // namespace devsync::core
