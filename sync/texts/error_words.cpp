// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/error_words.h"

#include <QCoreApplication>
#include <utility>

namespace devsync::texts {

namespace {

using core::ErrorKind;

ErrorWords networkWords(ErrorKind kind) {
    const char* waitAndRepeat = QT_TRANSLATE_NOOP("texts", "Check network and server, then run again.");
    switch (kind) {
    case ErrorKind::NetworkRefused:
        return {"NET-REFUSED", QT_TRANSLATE_NOOP("texts", "%1 cannot be reached: the connection was refused"),
                QT_TRANSLATE_NOOP(
                    "texts", "Check `endpoint` in [apigee] of the profile and the network, then run again."),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Check `url` in [portal] of the profile and that the web server runs, then run again.")};
    case ErrorKind::NetworkDns:
        return {
            "NET-DNS", QT_TRANSLATE_NOOP("texts", "The host name of %2 is unknown"),
            QT_TRANSLATE_NOOP(
                "texts", "Check the host name in `endpoint` in [apigee] of the profile and the name server."),
            QT_TRANSLATE_NOOP(
                "texts", "Check the host name in `url` in [portal] of the profile and the name server.")};
    case ErrorKind::NetworkTls:
        return {"NET-TLS", QT_TRANSLATE_NOOP("texts", "No secure connection to %2 could be made"),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Check the server's certificate; give a private authority with `ca_file` in [network]."),
                nullptr};
    case ErrorKind::NetworkClosed:
        return {"NET-CLOSED",
                QT_TRANSLATE_NOOP("texts", "%1 closed the connection before its answer was complete"),
                waitAndRepeat, nullptr};
    case ErrorKind::NetworkTimeout:
        return {"NET-TIMEOUT", QT_TRANSLATE_NOOP("texts", "%1 did not answer in time"),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Check network and server, or raise `timeout_seconds` in [network], then run again."),
                nullptr};
    default:
        return {
            "NET-REDIRECT",
            QT_TRANSLATE_NOOP("texts", "%1 redirects to another address, which is never followed"),
            QT_TRANSLATE_NOOP("texts", "Enter the final address as `endpoint` in [apigee] of the profile."),
            QT_TRANSLATE_NOOP("texts", "Enter the final address as `url` in [portal] of the profile.")};
    }
}

ErrorWords answerWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::AnswerTooLarge:
        return {"ANSWER-SIZE", QT_TRANSLATE_NOOP("texts", "%1 sent more than the limit allows"),
                QT_TRANSLATE_NOOP("texts",
                                  "Find the oversized record on the server and shorten it, then run again."),
                nullptr};
    case ErrorKind::AnswerNotJson:
        return {
            "ANSWER-JSON", QT_TRANSLATE_NOOP("texts", "%1 did not answer with valid JSON"),
            QT_TRANSLATE_NOOP(
                "texts",
                "Check that `endpoint` in [apigee] is the management API and no proxy answers instead."),
            QT_TRANSLATE_NOOP(
                "texts",
                "Check that `url` in [portal] is the site's base address, that the JSON:API module is on and "
                "that no proxy answers instead.")};
    default:
        return {
            "ANSWER-SHAPE",
            QT_TRANSLATE_NOOP("texts", "%1 answered with something that its documentation does not describe"),
            QT_TRANSLATE_NOOP("texts", "Run again; if it repeats, report it with the log (`-vv`)."), nullptr};
    }
}

ErrorWords refusalWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::SignInRefused:
        return {
            "AUTH-401", QT_TRANSLATE_NOOP("texts", "%1 refused the sign-in"),
            QT_TRANSLATE_NOOP(
                "texts", "Check `access_token` in [apigee] of the profile (tokens expire), then run again."),
            QT_TRANSLATE_NOOP("texts",
                              "Check `user` and `password` in [portal] of the profile, then run again.")};
    case ErrorKind::PermissionDenied:
        return {
            "AUTH-403", QT_TRANSLATE_NOOP("texts", "%1 does not permit this"),
            QT_TRANSLATE_NOOP(
                "texts",
                "Check `organization` in [apigee] of the profile, and give the account the role \"Developer "
                "Administrator\" in that organization."),
            QT_TRANSLATE_NOOP("texts", "Give the portal account the permission \"Administer users\".")};
    case ErrorKind::OrganizationMissing:
        return {"ORG-404", QT_TRANSLATE_NOOP("texts", "%1 does not have what the profile names"),
                QT_TRANSLATE_NOOP("texts", "Check `organization` and `endpoint` in [apigee] of the profile."),
                QT_TRANSLATE_NOOP(
                    "texts", "Check `url` in [portal] of the profile and that the JSON:API module is on.")};
    case ErrorKind::SideReadOnly:
        return {"SIDE-READONLY", QT_TRANSLATE_NOOP("texts", "%1 accepts only reading"),
                QT_TRANSLATE_NOOP(
                    "texts", "Allow writing on the server, or set `read_only = [\"apigee\"]` in [sync]."),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Switch JSON:API to \"accept all create, read, update and delete operations\", or set "
                    "`read_only = [\"portal\"]` in [sync].")};
    default:
        return {"SIDE-MAINTENANCE", QT_TRANSLATE_NOOP("texts", "%1 is in maintenance mode"),
                QT_TRANSLATE_NOOP("texts", "Wait until maintenance has ended, then run again."), nullptr};
    }
}

ErrorWords requestWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NotFound:
        return {"ACCOUNT-404", QT_TRANSLATE_NOOP("texts", "%1 does not know this account any more"),
                QT_TRANSLATE_NOOP("texts", "Compare again: the account was deleted or renamed meanwhile."),
                nullptr};
    case ErrorKind::AlreadyExists:
        return {"ACCOUNT-EXISTS",
                QT_TRANSLATE_NOOP("texts", "%1 already has an account with this e-mail address"),
                QT_TRANSLATE_NOOP("texts", "Compare again: the account was created meanwhile."), nullptr};
    case ErrorKind::UserNameTaken:
        return {"NAME-TAKEN", QT_TRANSLATE_NOOP("texts", "%1 already has an account with this user name"),
                QT_TRANSLATE_NOOP("texts", "Rename one of the two accounts by hand, then run again."),
                nullptr};
    case ErrorKind::UserNameIllegal:
        return {"NAME-ILLEGAL", QT_TRANSLATE_NOOP("texts", "%1 does not allow this user name"),
                QT_TRANSLATE_NOOP("texts", "Change the user name by hand, then run again."), nullptr};
    case ErrorKind::ValueRefused:
        return {"VALUE-REFUSED", QT_TRANSLATE_NOOP("texts", "%1 refused a value"),
                QT_TRANSLATE_NOOP("texts", "Correct the value on the side it comes from, then run again."),
                nullptr};
    case ErrorKind::RequestRefused:
        return {"REQUEST-REFUSED", QT_TRANSLATE_NOOP("texts", "%1 refused the request"),
                QT_TRANSLATE_NOOP("texts",
                                  "Read the server's words; run again with `-vv` for the request itself."),
                nullptr};
    case ErrorKind::RateLimited:
        return {"RATE-429", QT_TRANSLATE_NOOP("texts", "%1 asked for fewer requests for too long"),
                QT_TRANSLATE_NOOP("texts", "Lower `apigee_calls_per_minute` in [network], then run again."),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Lower `portal_calls_per_minute` or `portal_concurrency` in [network], then run again.")};
    default:
        return {"SERVER-5XX", QT_TRANSLATE_NOOP("texts", "%1 failed by itself"),
                QT_TRANSLATE_NOOP("texts", "Run again later; if it repeats, look into the server's log."),
                nullptr};
    }
}

ErrorWords executionWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::ListingIncomplete:
        return {
            "LIST-001", QT_TRANSLATE_NOOP("texts", "The list of accounts of %2 cannot be proven complete"),
            QT_TRANSLATE_NOOP(
                "texts",
                "Run again; half a list is never planned on. If it repeats, report it with the log (`-vv`)."),
            nullptr};
    case ErrorKind::MailHidden:
        return {"LIST-002",
                QT_TRANSLATE_NOOP("texts", "%1 hides e-mail addresses from the account we sign in with"),
                QT_TRANSLATE_NOOP("texts", "Give that account the permission to see and administer users."),
                nullptr};
    case ErrorKind::Stale:
        return {"ROW-STALE", QT_TRANSLATE_NOOP("texts", "The account is no longer what the plan saw"),
                QT_TRANSLATE_NOOP("texts", "Compare again: the next run decides on the new values."),
                nullptr};
    case ErrorKind::VerifyMismatch:
        return {"ROW-VERIFY", QT_TRANSLATE_NOOP("texts", "%1 accepted the change but holds another value"),
                QT_TRANSLATE_NOOP(
                    "texts", "Look at the field on the server: something there rewrites it. Then run again."),
                nullptr};
    case ErrorKind::OutcomeUnknown:
        return {"ROW-UNKNOWN", QT_TRANSLATE_NOOP("texts", "%1 did not say whether the change was made"),
                QT_TRANSLATE_NOOP("texts",
                                  "Run again: the account is read first, and nothing is repeated blindly."),
                nullptr};
    case ErrorKind::SecondStepOpen:
        return {
            "ROW-HALF",
            QT_TRANSLATE_NOOP("texts", "%1 has carried out only the first of two requests for this account"),
            QT_TRANSLATE_NOOP("texts", "Run again: the second one is sent first."), nullptr};
    case ErrorKind::SideLost:
        return {"SIDE-LOST", QT_TRANSLATE_NOOP("texts", "%1 has not answered for a minute"),
                QT_TRANSLATE_NOOP(
                    "texts", "Check network and server, then run again: the run goes on where it stopped."),
                nullptr};
    case ErrorKind::PortalPush:
        return {"PORTAL-PUSH",
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Writing is refused where the portal's own module pushes every saved user to Apigee"),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Set `module_push = \"no\"` in [portal] only if the portal does not have that module; "
                    "synchronising with it is not in this version. Comparing works."),
                nullptr};
    case ErrorKind::SafetyLimit:
        return {"LIMIT-STOP", QT_TRANSLATE_NOOP("texts", "A safety limit stopped the run"),
                QT_TRANSLATE_NOOP("texts", "Look at the plan; if it is right, confirm with `--confirm=N`, N "
                                           "being the number of accounts "
                                           "it writes."),
                nullptr};
    default:
        return {"LIMIT-APPROVAL", QT_TRANSLATE_NOOP("texts", "The run waits for approval"),
                QT_TRANSLATE_NOOP("texts", "Look at the plan and approve or reject it."), nullptr};
    }
}

ErrorWords storeWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::StoreBusy:
        return {"STORE-BUSY", QT_TRANSLATE_NOOP("texts", "The state file is locked by another process"),
                QT_TRANSLATE_NOOP("texts", "Wait for the other process to end, then run again."), nullptr};
    case ErrorKind::StoreFull:
        return {"STORE-FULL", QT_TRANSLATE_NOOP("texts", "The disk with the state file is full"),
                QT_TRANSLATE_NOOP("texts", "Make room, then run again."), nullptr};
    case ErrorKind::StoreFailed:
        return {"STORE-FAILED", QT_TRANSLATE_NOOP("texts", "The state file cannot be used"),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Check that its folder exists and can be written, or name another file with `--state`."),
                nullptr};
    case ErrorKind::StoreDamaged:
        return {"STORE-DAMAGED",
                QT_TRANSLATE_NOOP("texts", "The state file is damaged, or not a state of this program"),
                QT_TRANSLATE_NOOP("texts", "Restore it from a copy, or name another file with `--state`: "
                                           "without its state the next run is a first one."),
                nullptr};
    case ErrorKind::StoreOlder:
        return {"STORE-OLDER",
                QT_TRANSLATE_NOOP("texts", "The state file was written by an older version of this program"),
                QT_TRANSLATE_NOOP("texts", "Run `devsync sync`: it brings the file up to date."), nullptr};
    case ErrorKind::StoreNewer:
        return {"STORE-NEWER",
                QT_TRANSLATE_NOOP("texts", "The state file was written by a newer version of this program"),
                QT_TRANSLATE_NOOP("texts", "Use the newer version, or another file with `--state`."),
                nullptr};
    case ErrorKind::StoreForeign:
        return {"STORE-FOREIGN",
                QT_TRANSLATE_NOOP("texts", "The state file belongs to another organization or portal"),
                QT_TRANSLATE_NOOP("texts", "Check the profile, or name another file with `--state`."),
                nullptr};
    case ErrorKind::LeaseTaken:
        return {"LEASE-TAKEN", QT_TRANSLATE_NOOP("texts", "Another run of this profile executes"),
                QT_TRANSLATE_NOOP("texts", "Wait until it has ended, then run again."), nullptr};
    default:
        return {"LEASE-LOST", QT_TRANSLATE_NOOP("texts", "Another process took over the run"),
                QT_TRANSLATE_NOOP("texts", "Look at its result with `devsync runs list`."), nullptr};
    }
}

ErrorWords configurationWords(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::ProfileMissing:
        return {
            "PROFILE-MISSING", QT_TRANSLATE_NOOP("texts", "There is no such profile"),
            QT_TRANSLATE_NOOP(
                "texts", "Name a profile with `--profile` or a file with `--config`, or try `devsync demo`."),
            nullptr};
    case ErrorKind::ProfileInvalid:
        return {"PROFILE-INVALID", QT_TRANSLATE_NOOP("texts", "The profile is not valid"),
                QT_TRANSLATE_NOOP("texts", "Correct the named place in the file, then run again."), nullptr};
    case ErrorKind::SecretUnavailable:
        return {"SECRET-UNAVAILABLE", QT_TRANSLATE_NOOP("texts", "A secret cannot be read"),
                QT_TRANSLATE_NOOP("texts", "Check the source that the profile names for it, then run again."),
                nullptr};
    case ErrorKind::NotInThisVersion:
        return {"NOT-IN-VERSION", QT_TRANSLATE_NOOP("texts", "This is not in this version"),
                QT_TRANSLATE_NOOP("texts", "Use one of the values that this version knows."), nullptr};
    case ErrorKind::PlanFileInvalid:
        return {"PLAN-FILE", QT_TRANSLATE_NOOP("texts", "The plan file cannot be used"),
                QT_TRANSLATE_NOOP("texts", "Make a new one with `devsync plan -o FILE`."), nullptr};
    case ErrorKind::PlanOutdated:
        return {"PLAN-OUTDATED",
                QT_TRANSLATE_NOOP("texts", "The plan was made for something else than this profile says now"),
                QT_TRANSLATE_NOOP(
                    "texts",
                    "Name the profile it was made with, or make a new plan with `devsync plan -o FILE`."),
                nullptr};
    case ErrorKind::FieldMissing:
        return {"FIELD-MISSING", QT_TRANSLATE_NOOP("texts", "%1 does not show a field that the profile maps"),
                QT_TRANSLATE_NOOP("texts",
                                  "Correct the field's machine name in [mapping] of the profile, or give "
                                  "the portal account the permission to see the field."),
                nullptr};
    case ErrorKind::Stopped:
        return {"STOPPED", QT_TRANSLATE_NOOP("texts", "The run was stopped"),
                QT_TRANSLATE_NOOP("texts", "Run again: what was under way is settled by reading first."),
                nullptr};
    case ErrorKind::OutputFailed:
        return {"OUTPUT-FAILED", QT_TRANSLATE_NOOP("texts", "The result could not be written"),
                QT_TRANSLATE_NOOP("texts", "Make room where the output goes, or name another place; what a "
                                           "run did is shown by `devsync runs list`."),
                nullptr};
    case ErrorKind::Usage:
        return {"USAGE", QT_TRANSLATE_NOOP("texts", "The command cannot be understood"),
                QT_TRANSLATE_NOOP("texts", "See `devsync --help`."), nullptr};
    default:
        return {"INTERNAL", QT_TRANSLATE_NOOP("texts", "The program met a state it should never be in"),
                QT_TRANSLATE_NOOP("texts", "Run again; if it repeats, report it with the log (`-vv`)."),
                nullptr};
    }
}

/// The group a kind belongs to. A new kind does not compile until it has its words.
ErrorWords wordsOf(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NetworkRefused:
    case ErrorKind::NetworkDns:
    case ErrorKind::NetworkTls:
    case ErrorKind::NetworkClosed:
    case ErrorKind::NetworkTimeout:
    case ErrorKind::RedirectRefused:
        return networkWords(kind);
    case ErrorKind::AnswerTooLarge:
    case ErrorKind::AnswerNotJson:
    case ErrorKind::AnswerUnexpected:
        return answerWords(kind);
    case ErrorKind::SignInRefused:
    case ErrorKind::PermissionDenied:
    case ErrorKind::OrganizationMissing:
    case ErrorKind::SideReadOnly:
    case ErrorKind::Maintenance:
        return refusalWords(kind);
    case ErrorKind::NotFound:
    case ErrorKind::AlreadyExists:
    case ErrorKind::UserNameTaken:
    case ErrorKind::UserNameIllegal:
    case ErrorKind::ValueRefused:
    case ErrorKind::RequestRefused:
    case ErrorKind::RateLimited:
    case ErrorKind::ServerFault:
        return requestWords(kind);
    case ErrorKind::ListingIncomplete:
    case ErrorKind::MailHidden:
    case ErrorKind::Stale:
    case ErrorKind::VerifyMismatch:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::SecondStepOpen:
    case ErrorKind::SideLost:
    case ErrorKind::PortalPush:
    case ErrorKind::SafetyLimit:
    case ErrorKind::ApprovalNeeded:
        return executionWords(kind);
    case ErrorKind::StoreBusy:
    case ErrorKind::StoreFull:
    case ErrorKind::StoreFailed:
    case ErrorKind::StoreNewer:
    case ErrorKind::StoreForeign:
    case ErrorKind::StoreDamaged:
    case ErrorKind::StoreOlder:
    case ErrorKind::LeaseTaken:
    case ErrorKind::LeaseLost:
        return storeWords(kind);
    case ErrorKind::ProfileMissing:
    case ErrorKind::ProfileInvalid:
    case ErrorKind::SecretUnavailable:
    case ErrorKind::NotInThisVersion:
    case ErrorKind::Usage:
    case ErrorKind::Internal:
    case ErrorKind::PlanFileInvalid:
    case ErrorKind::PlanOutdated:
    case ErrorKind::OutputFailed:
    case ErrorKind::FieldMissing:
    case ErrorKind::Stopped:
        break;
    }
    return configurationWords(kind);
}

} // namespace

ErrorWords errorWords(ErrorKind kind) {
    return wordsOf(kind);
}

} // namespace devsync::texts
