// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/error_text.h"

#include "sync/texts/error_words.h"
#include "sync/texts/limit_text.h"
#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

namespace {

std::string subjectOf(const std::optional<core::Side>& side) {
    if (!side)
        return say(QT_TRANSLATE_NOOP("texts", "The server"));
    return *side == core::Side::Apigee ? say(QT_TRANSLATE_NOOP("texts", "Apigee"))
                                       : say(QT_TRANSLATE_NOOP("texts", "The portal"));
}

/// The same inside a sentence.
std::string objectOf(const std::optional<core::Side>& side) {
    if (!side)
        return say(QT_TRANSLATE_NOOP("texts", "the server"));
    return *side == core::Side::Apigee ? say(QT_TRANSLATE_NOOP("texts", "Apigee"))
                                       : say(QT_TRANSLATE_NOOP("texts", "the portal"));
}

/// " (where, HTTP 401)", or nothing.
std::string placeOf(const core::Error& error) {
    std::string place = error.where;
    if (error.httpStatus != 0)
        place += (place.empty() ? "HTTP " : ", HTTP ") + std::to_string(error.httpStatus);
    return place.empty() ? place : " (" + place + ")";
}

std::string causeOf(const core::Error& error, const char* source) {
    std::string cause = say(source, {subjectOf(error.side), objectOf(error.side)});
    if (!error.detail.empty())
        cause += ": " + error.detail;
    cause += placeOf(error);
    return cause + ".";
}

std::string remedyOf(const core::Error& error, const ErrorWords& words) {
    if (error.kind == core::ErrorKind::SafetyLimit && error.side)
        return absoluteLimitRemedy();
    const bool portal = error.side == core::Side::Portal && words.portalRemedy != nullptr;
    return say(portal ? words.portalRemedy : words.remedy);
}

std::string someWritten(const DataState& state) {
    std::string text = say(QT_TRANSLATE_NOOP("texts", "%1 of %2 accounts were written as planned."),
                           {number(std::uint64_t{state.done}), number(std::uint64_t{state.planned})});
    if (state.unsettled > 0)
        text += " "
                + say(QT_TRANSLATE_NOOP("texts", "%1 more are not settled yet: the next run finds out by "
                                                 "reading, and finishes what was written in part."),
                      {number(std::uint64_t{state.unsettled})});
    return text;
}

std::string stateOf(const DataState& state) {
    switch (state.kind) {
    case DataState::Kind::Unsaid:
        return {};
    case DataState::Kind::NothingWritten:
        return say(QT_TRANSLATE_NOOP("texts", "Nothing was written."));
    case DataState::Kind::SomeWritten:
        return someWritten(state);
    case DataState::Kind::AccountUntouched:
        return say(QT_TRANSLATE_NOOP("texts", "This account was left as it is."));
    case DataState::Kind::AccountUnknown:
        return say(QT_TRANSLATE_NOOP(
            "texts",
            "It is not known yet whether this account was written; the next run finds out by reading."));
    case DataState::Kind::AccountWritten:
        return say(QT_TRANSLATE_NOOP(
            "texts", "The change was accepted, but this account does not hold what was intended."));
    case DataState::Kind::AccountHalf:
        return say(QT_TRANSLATE_NOOP(
            "texts", "The first of two requests for this account was written; the next run finishes it."));
    }
    return {};
}

} // namespace

DataState dataStateOf(const core::LedgerCounts& counts) {
    if (counts.nothingWritten())
        return {.kind = DataState::Kind::NothingWritten};
    return {.kind = DataState::Kind::SomeWritten,
            .done = counts.done,
            .planned = counts.planned,
            .unsettled = counts.unsettled};
}

DataState dataStateOf(const core::StoredRow& row) {
    if (row.step == core::RowStep::Second && row.state != core::RowState::Done)
        return {.kind = DataState::Kind::AccountHalf};
    if (row.state == core::RowState::Claimed)
        return {.kind = DataState::Kind::AccountUnknown};
    const auto kind = row.error ? row.error->kind : core::ErrorKind::Internal;
    if (kind == core::ErrorKind::OutcomeUnknown)
        return {.kind = DataState::Kind::AccountUnknown};
    if (kind == core::ErrorKind::VerifyMismatch)
        return {.kind = DataState::Kind::AccountWritten};
    return {.kind = DataState::Kind::AccountUntouched};
}

std::string ErrorText::line() const {
    return "[" + code + "] " + message() + " " + remedy;
}

std::string ErrorText::message() const {
    return state.empty() ? cause : cause + " " + state;
}

std::string_view errorCode(core::ErrorKind kind) {
    return errorWords(kind).code;
}

ErrorText describe(const core::Error& error, DataState state) {
    const ErrorWords words = errorWords(error.kind);
    return {.code = words.code,
            .cause = causeOf(error, words.cause),
            .state = stateOf(state),
            .remedy = remedyOf(error, words)};
}

} // namespace devsync::texts
