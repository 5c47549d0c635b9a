// SPDX-License-Identifier: Apache-2.0
#include "sync/net/side_connections.h"

#include "sync/net/proxy.h"
#include "sync/net/tls.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <algorithm>
#include <utility>

namespace devsync::net {

Place::~Place() {
    if (m_owner)
        --m_owner->m_managers[m_index].inFlight;
}

Place::Place(Place&& other) noexcept
    : m_owner(std::exchange(other.m_owner, nullptr)), m_index(other.m_index) {}

QNetworkAccessManager& Place::manager() const {
    return *m_owner->m_managers[m_index].access;
}

SideConnections::SideConnections(HttpEndpoint endpoint)
    : m_endpoint(std::move(endpoint)),
      m_maxManagers(
          static_cast<std::size_t>(std::max(1, (m_endpoint.concurrency + kPerManager - 1) / kPerManager))) {}

SideConnections::~SideConnections() = default;

core::Result<void> SideConnections::secure(QNetworkRequest& request) {
    if (m_endpoint.base.scheme() != QLatin1String("https"))
        return {};
    if (!m_tls) {
        auto loaded = loadTls(m_endpoint.caFile);
        if (!loaded)
            return tl::unexpected(std::move(loaded.error()));
        m_tls = std::move(*loaded);
    }
    request.setSslConfiguration(*m_tls);
    return {};
}

Place SideConnections::reserve() {
    const std::size_t index = choose();
    ++m_managers[index].inFlight;
    return {*this, index};
}

std::size_t SideConnections::choose() {
    const auto free = [](const Manager& m) { return m.inFlight < kPerManager; };
    auto it = std::ranges::find_if(m_managers, free);
    if (it == m_managers.end()) {
        if (m_managers.size() < m_maxManagers) {
            addManager();
            return m_managers.size() - 1;
        }
        it = std::ranges::min_element(m_managers, {}, &Manager::inFlight);
    }
    return static_cast<std::size_t>(it - m_managers.begin());
}

void SideConnections::addManager() {
    auto access = std::make_unique<QNetworkAccessManager>();
    access->setCookieJar(nullptr);
    access->setAutoDeleteReplies(false);
    access->setStrictTransportSecurityEnabled(false);
    access->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    applyProxy(*access, m_endpoint);
    m_managers.push_back({.access = std::move(access)});
}

} // namespace devsync::net
