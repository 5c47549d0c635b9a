// SPDX-License-Identifier: Apache-2.0
// Refusals that meet one account: told in its row of the run, and the others go on.
#include "tests/cli/bad_input/row.h"
#include "tests/cli/bad_input/stage.h"

namespace devsync::tests {

namespace {

constexpr const char* kAna = "ana@acme.example";
constexpr const char* kLook = "Look at the field on the server";

#define DEVELOPER(time, company)                                                                             \
    R"({"email":"ana@acme.example","firstName":"Ana","lastName":"Souza","userName":"ana",)"                  \
    R"("lastModifiedAt":"17400000)" time R"(000","attributes":[{"name":"company","value":")" company         \
    R"("}]})"
#define USER(status, company)                                                                                \
    R"({"uid":17,"name":"ana","mail":"ana@acme.example","status":)" status                                   \
    R"(,"changed":1740000050,"fields":{"first_name":"Ana","last_name":"Souza","field_company":[")" company   \
    R"("]}})"

constexpr const char* kCreateUser = R"({"developers":[)" DEVELOPER("00", "Acme") R"(],"users":[]})";
constexpr const char* kUpdateUser =
    R"({"developers":[)" DEVELOPER("99", "Acme") R"(],"users":[)" USER("true", "Old") "]}";
constexpr const char* kUpdateDeveloper =
    R"({"developers":[)" DEVELOPER("00", "Old") R"(],"users":[)" USER("true", "Acme") "]}";
constexpr const char* kCreateInactive = R"({"developers":[],"users":[)" USER("false", "Acme") "]}";

#define POST_USER R"({"side":"portal","match":"POST /jsonapi/user/user","kind":"status",)"
#define PATCH_USER R"({"side":"portal","match":"PATCH /jsonapi/user/user/*","kind":"status",)"
#define GET_DEVELOPER R"({"side":"apigee","match":"GET */developers/*",)"
#define PUT_DEVELOPER R"({"side":"apigee","match":"PUT */developers/*",)"
#define ERROR_422(detail, pointer)                                                                           \
    R"("status":422,"body":"{\"errors\":[{\"detail\":\")" detail                                             \
    R"(\",\"source\":{\"pointer\":\"/data/attributes/)" pointer R"(\"}}]}"})"

void saveAndEdit(Stage& stage) {
    stage.run("plan -o @saved.plan");
    stage.sandbox().control(
        "/sandbox/edit",
        R"({"side":"portal","email":"ana@acme.example","set":{"fields":{"last_name":"Lind"}}})");
}

constexpr BadInput kRows[] = {
    {.name = "value refused",
     .world = kUpdateUser,
     .faults = PATCH_USER ERROR_422("This value is too long", "field_company"),
     .exitCode = 3,
     .account = kAna,
     .code = "VALUE-REFUSED",
     .cause = "This value is too long (field_company, HTTP 422)",
     .state = kAccountLeft,
     .remedy = "Correct the value",
     .requests = kReads,
     .writes = 1,
     .runIsKept = true},
    {.name = "user name taken meanwhile",
     .world = kCreateUser,
     .faults = POST_USER ERROR_422("The username ana is already taken.", "name"),
     .exitCode = 4,
     .account = kAna,
     .code = "NAME-TAKEN",
     .cause = "already taken",
     .state = kAccountLeft,
     .remedy = "Rename one of the two",
     .requests = kReads,
     .writes = 1,
     .runIsKept = true},
    {.name = "user name not allowed",
     .world = kCreateUser,
     .faults = POST_USER ERROR_422("The username contains an illegal character.", "name"),
     .exitCode = 4,
     .account = kAna,
     .code = "NAME-ILLEGAL",
     .cause = "illegal character",
     .state = kAccountLeft,
     .remedy = "Change the user name by hand",
     .requests = kReads,
     .writes = 1,
     .runIsKept = true},
    {.name = "address taken meanwhile",
     .world = kCreateUser,
     .faults = POST_USER ERROR_422("The email address is already taken.", "mail"),
     .exitCode = 4,
     .account = kAna,
     .code = "ROW-STALE",
     .cause = "already taken",
     .state = kAccountLeft,
     .remedy = "Compare again",
     .requests = kReads,
     .writes = 1,
     .runIsKept = true},
    {.name = "only reading allowed",
     .world = kUpdateUser,
     .faults = PATCH_USER R"("status":405,"body":"{\"errors\":[{\"detail\":\"only read operations\"}]}"})",
     .exitCode = 3,
     .account = kAna,
     .code = "SIDE-READONLY",
     .cause = "The portal accepts only reading",
     .state = kAccountLeft,
     .remedy = "`read_only = [\"portal\"]`",
     .requests = kReads,
     .writes = 1,
     .runIsKept = true},
    {.name = "account edited since the plan",
     .world = kUpdateUser,
     .prepare = saveAndEdit,
     .command = "apply @saved.plan --yes --json",
     .exitCode = 4,
     .account = kAna,
     .code = "ROW-STALE",
     .cause = "has changed since the comparison",
     .state = kAccountLeft,
     .remedy = "Compare again",
     .requests = kReads,
     .runIsKept = true},
    {.name = "account gone meanwhile",
     .world = kUpdateDeveloper,
     .faults = PUT_DEVELOPER R"("kind":"status","status":404})",
     .exitCode = 4,
     .account = kAna,
     .code = "ROW-STALE",
     .cause = "no longer what the plan saw",
     .state = kAccountLeft,
     .remedy = "Compare again",
     .requests = kReads,
     .writes = 1,
     .runIsKept = true},
    {.name = "accepted but not done",
     .world = kUpdateDeveloper,
     .faults = PUT_DEVELOPER R"("kind":"status","status":204})",
     .exitCode = 3,
     .account = kAna,
     .code = "ROW-VERIFY",
     .cause = "the account is unchanged",
     .state = "this account does not hold what was intended.",
     .remedy = kLook,
     .requests = kReads,
     .writes = 4,
     .runIsKept = true},
    {.name = "lost, and no reading says what became of it",
     .world = kUpdateDeveloper,
     .faults = GET_DEVELOPER R"("kind":"delay","ms":0,"count":1})"
                             "\n" GET_DEVELOPER R"("kind":"status","status":400})"
                             "\n" PUT_DEVELOPER R"("kind":"drop-after"})",
     .exitCode = 5,
     .account = kAna,
     .code = "ROW-UNKNOWN",
     .cause = "did not say whether",
     .state = "the next run finds out by reading.",
     .remedy = "nothing is repeated blindly",
     .requests = kReads,
     .writes = 1,
     .runIsKept = true},
    {.name = "second of two requests refused",
     .world = kCreateInactive,
     .faults = R"({"side":"apigee","match":"POST */developers/*","kind":"status","status":400})",
     .exitCode = 3,
     .account = kAna,
     .code = "VALUE-REFUSED",
     .cause = "Apigee refused a value",
     .state = "The first of two requests for this account was written; the next run finishes it.",
     .remedy = "Correct the value",
     .requests = kReads,
     .writes = 2,
     .runIsKept = true},
    {.name = "second of two requests, and no reading",
     .world = kCreateInactive,
     .faults =
         GET_DEVELOPER R"("kind":"delay","ms":0,"count":1})"
                       "\n" GET_DEVELOPER R"("kind":"status","status":400})"
                       "\n"
                       R"({"side":"apigee","match":"POST */developers/*","kind":"status","status":400})",
     .exitCode = 5,
     .account = kAna,
     .code = "ROW-HALF",
     .cause = "only the first of two requests",
     .state = "The first of two requests for this account was written; the next run finishes it.",
     .remedy = "",
     .requests = kReads,
     .writes = 2,
     .runIsKept = true},
    {.name = "token ends midway",
     .world = kUpdateDeveloper,
     .faults = PUT_DEVELOPER R"("kind":"status","status":401})",
     .exitCode = 12,
     .code = "AUTH-401",
     .cause = "Apigee refused the sign-in",
     .state = "0 of 1 accounts were written as planned.",
     .remedy = "`access_token`",
     .requests = kReads,
     .writes = 2,
     .runIsKept = true},
    {.name = "more updates than the limit",
     .world = kUpdateUser,
     .profile = {"[network]", "[limits]\nupdate_percent = 0\nupdate_min = 0\n[network]"},
     .exitCode = 6,
     .code = "LIMIT-STOP",
     .cause = "limit",
     .remedy = "`--confirm=N`",
     .requests = kReads,
     .runIsKept = true},
};

} // namespace

std::span<const BadInput> accountRows() {
    return kRows;
}

} // namespace devsync::tests
