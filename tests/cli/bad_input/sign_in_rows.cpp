// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/bad_input/row.h"
#include "tests/cli/bad_input/stage.h"

#include <QTcpSocket>

namespace devsync::tests {

namespace {

constexpr const char* kPassword = "password = { value = \"";
constexpr const char* kSource = "Check the source that the profile names for it";
constexpr Replaced kOneSecond{"[network]", "[network]\ntimeout_seconds = 1"};

#define LOGIN R"({"side":"portal","match":"POST /user/login*",)"

/// The portal at another address; the password from a file, as for one that is not this machine.
void pointAt(Stage& stage, const QByteArray& address, const char* network = "") {
    QByteArray text = stage.sandbox().profileText();
    text.replace(stage.sandbox().text("portal").toUtf8(), address);
    text.replace("password = { value", "password = { file = \"secret\" } #");
    text.replace("[network]", QByteArray("[network]\n") + network);
    stage.home().write(word("secret"), "opensesame");
    stage.home().write(word("sandbox.toml"), text);
}

/// Bound, so that nobody else gets the port, but not listening.
void pointAtNobody(Stage& stage) {
    static QTcpSocket taken;
    taken.bind(QHostAddress::LocalHost);
    pointAt(stage, "http://127.0.0.1:" + QByteArray::number(taken.localPort()));
}

/// No name server is asked for a name this long.
void pointAtNoName(Stage& stage) {
    QByteArray name(60, 'a');
    for (int part = 0; part < 4; ++part)
        name += '.' + QByteArray(60, 'a');
    pointAt(stage, "https://" + name);
}

QByteArray encrypted(const Stage& stage) {
    return stage.sandbox().text("portal").toUtf8().replace("http:", "https:");
}

void pointAtPlainHttp(Stage& stage) {
    pointAt(stage, encrypted(stage));
}

void nameNoAuthority(Stage& stage) {
    pointAt(stage, encrypted(stage), "ca_file = \"none.pem\"");
}

void writeTwoLines(Stage& stage) {
    stage.home().write(word("secret"), "one\ntwo\n");
    stage.writeProfile(kPassword, "password = { file = \"secret\" } #");
}

void writeMuch(Stage& stage) {
    stage.home().write(word("secret"), QByteArray(65537, 'x'));
    stage.writeProfile(kPassword, "password = { file = \"secret\" } #");
}

constexpr BadInput kRows[] = {
    {.name = "variable not set",
     .profile = {kPassword, "password = { env = \"NO_"},
     .exitCode = 10,
     .code = "SECRET-UNAVAILABLE",
     .cause = "environment variable NO_",
     .remedy = kSource,
     .requests = kReads},
    {.name = "file of the secret missing",
     .profile = {kPassword, "password = { file = \"none\" } #"},
     .exitCode = 10,
     .code = "SECRET-UNAVAILABLE",
     .cause = "none does not exist",
     .remedy = kSource,
     .requests = kReads},
    {.name = "secret of two lines",
     .prepare = writeTwoLines,
     .exitCode = 10,
     .code = "SECRET-UNAVAILABLE",
     .cause = "holds more than one line",
     .remedy = kSource,
     .requests = kReads},
    {.name = "secret of 64 KiB",
     .prepare = writeMuch,
     .exitCode = 10,
     .code = "SECRET-UNAVAILABLE",
     .cause = "holds more than 64 KiB",
     .remedy = kSource,
     .requests = kReads},
    {.name = "program of the secret missing",
     .profile = {kPassword, "password = { command = [\"/no/such/program\"] } #"},
     .exitCode = 10,
     .code = "SECRET-UNAVAILABLE",
     .cause = "cannot be started",
     .remedy = kSource,
     .requests = kReads},
    {.name = "program of the secret fails",
     .profile = {kPassword, "password = { command = [\"false\"] } #"},
     .exitCode = 10,
     .code = "SECRET-UNAVAILABLE",
     .cause = "ended with exit code 1",
     .remedy = kSource,
     .requests = kReads},
    {.name = "program of the secret floods",
     .profile = {kPassword, "password = { command = [\"yes\"] } #"},
     .exitCode = 10,
     .code = "SECRET-UNAVAILABLE",
     .cause = "wrote more than 64 KiB",
     .remedy = kSource,
     .requests = kReads},
    {.name = "wrong token",
     .profile = {"access_token = { value = \"", "access_token = { value = \"x"},
     .exitCode = 12,
     .code = "AUTH-401",
     .cause = "Apigee refused the sign-in",
     .remedy = "`access_token` in [apigee]",
     .requests = kReads},
    {.name = "wrong password",
     .profile = {kPassword, "password = { value = \"x"},
     .exitCode = 12,
     .code = "AUTH-401",
     .cause = "The portal refused the sign-in",
     .remedy = "`user` and `password` in [portal]",
     .requests = kReads},
    {.name = "wrong user",
     .profile = {"user = \"sync\"", "user = \"nobody\""},
     .exitCode = 12,
     .code = "AUTH-401",
     .cause = "The portal refused the sign-in",
     .remedy = "`user`",
     .requests = kReads},
    // Apigee X does not tell a missing organisation from a forbidden one.
    {.name = "no such organisation",
     .profile = {"\"demo\"", "\"nobody\""},
     .exitCode = 12,
     .code = "AUTH-403",
     .cause = "Apigee does not permit this",
     .remedy = "`organization`",
     .requests = kReads},
    {.name = "nobody listens",
     .prepare = pointAtNobody,
     .exitCode = 5,
     .code = "NET-REFUSED",
     .cause = "The portal cannot be reached",
     .remedy = "`url` in [portal]",
     .requests = kReads},
    {.name = "no such host",
     .prepare = pointAtNoName,
     .exitCode = 5,
     .code = "NET-DNS",
     .cause = "The host name of the portal is unknown",
     .remedy = "name server",
     .requests = kReads},
    {.name = "no TLS there",
     .prepare = pointAtPlainHttp,
     .exitCode = 1,
     .code = "NET-TLS",
     .cause = "No secure connection to the portal",
     .remedy = "`ca_file`",
     .requests = kReads},
    {.name = "authority that is not there",
     .prepare = nameNoAuthority,
     .exitCode = 1,
     .code = "NET-TLS",
     .cause = "none.pem",
     .remedy = "`ca_file`",
     .requests = kReads},
    {.name = "closed without an answer",
     .faults = LOGIN R"("kind":"drop-before"})",
     .exitCode = 5,
     .code = "NET-CLOSED",
     .cause = "The portal closed the connection",
     .remedy = "run again",
     .requests = kReads},
    {.name = "reset",
     .faults = LOGIN R"("kind":"reset"})",
     .exitCode = 5,
     .code = "NET-CLOSED",
     .cause = "The portal closed the connection",
     .remedy = "run again",
     .requests = kReads},
    {.name = "half an answer",
     .faults = LOGIN R"("kind":"truncate"})",
     .exitCode = 5,
     .code = "NET-CLOSED",
     .cause = "before its answer was complete",
     .remedy = "run again",
     .requests = kReads},
    {.name = "late answer",
     .faults = LOGIN R"("kind":"delay","ms":60000})",
     .profile = kOneSecond,
     .exitCode = 5,
     .code = "NET-TIMEOUT",
     .cause = "The portal did not answer in time",
     .remedy = "`timeout_seconds`",
     .requests = kReads},
    {.name = "answer drip by drip",
     .faults = LOGIN R"("kind":"drip","ms":100})",
     .profile = kOneSecond,
     .exitCode = 5,
     .code = "NET-TIMEOUT",
     .cause = "no whole answer in time",
     .remedy = "`timeout_seconds`",
     .requests = kReads},
    {.name = "asked to slow down",
     .faults = LOGIN R"("kind":"status","status":429})",
     .exitCode = 5,
     .code = "RATE-429",
     .cause = "fewer requests for too long",
     .remedy = "`portal_calls_per_minute`",
     .requests = kReads},
    {.name = "redirect to another host",
     .faults = LOGIN R"("kind":"status","status":307,"headers":{"Location":"https://other.example/?t=1"}})",
     .exitCode = 1,
     .code = "NET-REDIRECT",
     .cause = "redirects to https://other.example/ (",
     .remedy = "final address as `url`",
     .requests = kReads},
    {.name = "blocked user",
     .faults = LOGIN R"("kind":"status","status":403})",
     .exitCode = 12,
     .code = "AUTH-401",
     .cause = "The portal refused the sign-in",
     .remedy = "`user`",
     .requests = kReads},
};

} // namespace

std::span<const BadInput> signInRows() {
    return kRows;
}

} // namespace devsync::tests
