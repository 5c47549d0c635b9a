// SPDX-License-Identifier: Apache-2.0
#include "sync/service/connection_check.h"

namespace devsync::service {

namespace {

std::string placeOf(const SecretSource& source) {
    switch (source.kind) {
    case SecretSource::Kind::File:
        return source.file;
    case SecretSource::Kind::Environment:
        return source.variable;
    case SecretSource::Kind::Command: // its arguments may hold what nobody should see
        return source.command.empty() ? std::string() : source.command.front();
    case SecretSource::Kind::None:
    case SecretSource::Kind::Value:
        break;
    }
    return {};
}

ConnectionCheck checkOf(const SecretSource& source, const engine::RunReport& report, core::Side side) {
    ConnectionCheck check{.signIn = source.kind, .signInSource = placeOf(source)};
    if (report.findings)
        check.findings = (*report.findings)[side];
    else
        check.findings.error = report.error;
    return check;
}

} // namespace

core::BothSides<ConnectionCheck> connectionChecks(const Profile& profile, const engine::RunReport& report) {
    ConnectionCheck apigee = checkOf(profile.apigee.accessToken, report, core::Side::Apigee);
    apigee.address = apigeeBase(profile);
    apigee.organization = profile.apigee.organization;
    ConnectionCheck portal = checkOf(profile.portal.password, report, core::Side::Portal);
    portal.address = portalBase(profile);
    portal.user = profile.portal.user;
    return {std::move(apigee), std::move(portal)};
}

} // namespace devsync::service
