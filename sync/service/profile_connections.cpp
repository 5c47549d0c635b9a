// SPDX-License-Identifier: Apache-2.0
#include "sync/service/profile_sections.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace devsync::service {

namespace {

enum class ApigeeType { X, Hybrid, Edge, Private };
enum class ApigeeAuth { AccessToken, ServiceAccount, ApplicationDefault, Metadata, OAuth, Basic };
enum class PortalTransport { JsonApi, Drush };
enum class PortalAuth { Cookie, Basic };

bool isLoopbackAddress(const std::string& address) {
    const QString host = QUrl(QString::fromStdString(address)).host();
    return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback();
}

/// http or https with a host and nothing that does not belong into a base address.
bool isBaseAddress(const std::string& address) {
    const QUrl url(QString::fromStdString(address), QUrl::StrictMode);
    const bool web = url.scheme() == QStringLiteral("http") || url.scheme() == QStringLiteral("https");
    return url.isValid() && web && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery()
           && !url.hasFragment();
}

bool isEncrypted(const std::string& address) {
    return QUrl(QString::fromStdString(address)).scheme() == QStringLiteral("https");
}

void checkAddress(TableReader& reader, const char* key, const std::string& address) {
    if (address.empty())
        return;
    if (!isBaseAddress(address))
        return reader.refuse(
            key, "must be an address such as \"https://host/path\", without user, query or fragment");
    if (!isEncrypted(address) && !isLoopbackAddress(address))
        reader.refuse(key, "must begin with https://: over http:// everybody on the way could read the "
                           "credentials; only a loopback address may have it");
}

/// Plain text in the file is for the sandbox only.
void checkSecret(TableReader& reader, const SecretSource& secret, const std::string& address) {
    const std::string key = secret.name.substr(secret.name.find('.') + 1);
    if (secret.kind == SecretSource::Kind::None)
        reader.miss(key, "is needed: { file = \"…\" }, { env = \"…\" } or { command = [\"…\"] }");
    if (secret.kind == SecretSource::Kind::Value && !isLoopbackAddress(address))
        reader.refuse(key, "may be given as { value = … } for a loopback address only; use { file = \"…\" }, "
                           "{ env = \"…\" } or { command = [\"…\"] }");
}

bool isOrganization(const std::string& name) {
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
               || c == '_' || c == '.';
    });
}

bool isProxyAddress(const std::string& proxy) {
    const QUrl url(QString::fromStdString(proxy), QUrl::StrictMode);
    const bool known = url.scheme() == QStringLiteral("http") || url.scheme() == QStringLiteral("socks5");
    return url.isValid() && known && !url.host().isEmpty() && url.port() > 0 && url.userInfo().isEmpty();
}

} // namespace

ApigeeProfile readApigee(TableReader reader) {
    ApigeeProfile apigee;
    reader.choice<ApigeeType>("type", ApigeeType::X,
                              {{"x", ApigeeType::X},
                               {"hybrid", ApigeeType::Hybrid, false},
                               {"edge", ApigeeType::Edge, false},
                               {"private", ApigeeType::Private, false}});
    apigee.type = "x";
    apigee.organization = reader.neededText("organization");
    if (!isOrganization(apigee.organization))
        reader.refuse("organization", "must be an organization's name: letters, digits, - _ .");
    apigee.endpoint = reader.text("endpoint");
    checkAddress(reader, "endpoint", apigee.endpoint);
    reader.choiceOr<ApigeeAuth>("auth", "service-account",
                                {{"access-token", ApigeeAuth::AccessToken},
                                 {"service-account", ApigeeAuth::ServiceAccount, false},
                                 {"application-default", ApigeeAuth::ApplicationDefault, false},
                                 {"metadata", ApigeeAuth::Metadata, false},
                                 {"oauth", ApigeeAuth::OAuth, false},
                                 {"basic", ApigeeAuth::Basic, false}});
    apigee.accessToken = reader.secret("access_token");
    for (const char* key : {"service_account", "password", "refresh_token", "client_secret"})
        reader.secret(key);
    for (const char* key : {"username", "authorization_server", "client_id"})
        reader.text(key);
    reader.finish();
    checkSecret(reader, apigee.accessToken, apigee.endpoint);
    return apigee;
}

PortalProfile readPortal(TableReader reader, core::Policy& policy) {
    PortalProfile portal;
    reader.choiceOr<PortalTransport>(
        "transport", "drush",
        {{"json-api", PortalTransport::JsonApi}, {"drush", PortalTransport::Drush, false}});
    reader.texts("drush");
    portal.url = reader.neededText("url");
    checkAddress(reader, "url", portal.url);
    portal.user = reader.neededText("user");
    portal.password = reader.secret("password");
    reader.choice<PortalAuth>("auth", PortalAuth::Cookie,
                              {{"cookie", PortalAuth::Cookie}, {"basic", PortalAuth::Basic, false}});
    policy.modulePush = reader.choice<core::ModulePush>(
        "module_push", core::ModulePush::Auto,
        {{"auto", core::ModulePush::Auto}, {"yes", core::ModulePush::Yes}, {"no", core::ModulePush::No}});
    reader.finish();
    checkSecret(reader, portal.password, portal.url);
    return portal;
}

NetworkProfile readNetwork(TableReader reader, const std::string& folder) {
    NetworkProfile network;
    constexpr Range kConcurrency{1, 128};
    constexpr Range kCalls{0, 1'000'000};
    network.apigeeConcurrency = reader.number("apigee_concurrency", network.apigeeConcurrency, kConcurrency);
    network.portalConcurrency = reader.number("portal_concurrency", network.portalConcurrency, kConcurrency);
    network.apigeeCallsPerMinute = reader.number("apigee_calls_per_minute", 0, kCalls);
    network.portalCallsPerMinute = reader.number("portal_calls_per_minute", 0, kCalls);
    network.timeoutSeconds = reader.number("timeout_seconds", network.timeoutSeconds, {1, 600});
    network.caFile = reader.text("ca_file");
    if (!network.caFile.empty() && network.caFile.front() != '/')
        network.caFile = folder + network.caFile;
    if (!reader.text("client_certificate").empty())
        reader.notYet("client_certificate", "\"…\"");
    network.proxy = reader.text("proxy", network.proxy);
    if (network.proxy != "system" && network.proxy != "none" && !isProxyAddress(network.proxy))
        reader.refuse("proxy", "must be \"system\", \"none\" or an address such as \"http://host:3128\" or "
                               "\"socks5://host:1080\"");
    reader.finish();
    return network;
}

} // namespace devsync::service
