// SPDX-License-Identifier: Apache-2.0
// The connections to one side. A QNetworkAccessManager has at most 6 connections to a host, so there are as
// many managers as the side's concurrency needs, each made when the ones before it are busy.
#pragma once

#include "sync/core/error.h"
#include "sync/net/http_endpoint.h"

#include <QSslConfiguration>

#include <memory>
#include <optional>
#include <vector>

class QNetworkAccessManager;
class QNetworkRequest;

namespace devsync::net {

class SideConnections;

/// One request's place at a manager; given back when it dies.
class Place {
public:
    Place(SideConnections& owner, std::size_t index) : m_owner(&owner), m_index(index) {}
    ~Place();
    Place(Place&& other) noexcept;
    Place& operator=(Place&&) = delete;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    QNetworkAccessManager& manager() const;

private:
    SideConnections* m_owner;
    std::size_t m_index;
};

class SideConnections {
public:
    static constexpr int kPerManager = 6;

    explicit SideConnections(HttpEndpoint endpoint);
    ~SideConnections();
    SideConnections(const SideConnections&) = delete;
    SideConnections& operator=(const SideConnections&) = delete;

    const HttpEndpoint& endpoint() const { return m_endpoint; }
    /// Adds TLS settings to a request to https; touches nothing for http.
    core::Result<void> secure(QNetworkRequest& request);
    /// The first manager with a free connection, else the one with the shortest line.
    Place reserve();

private:
    friend class Place;
    struct Manager {
        std::unique_ptr<QNetworkAccessManager> access;
        int inFlight = 0;
    };
    std::size_t choose();
    void addManager();

    HttpEndpoint m_endpoint;
    std::size_t m_maxManagers;
    std::vector<Manager> m_managers;
    std::optional<QSslConfiguration> m_tls;
};

} // namespace devsync::net
