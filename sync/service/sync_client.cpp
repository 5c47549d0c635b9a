// SPDX-License-Identifier: Apache-2.0
#include "sync/service/sync_client.h"

#include "sync/service/command_port.h"
#include "sync/service/sync_thread.h"

namespace devsync::service {

SyncClient::SyncClient(std::shared_ptr<log::Logger> logger)
    : m_thread(std::make_unique<SyncThread>(std::move(logger))) {
    Publisher* publisher = &m_thread->port().publisher();
    connect(publisher, &Publisher::planReady, this, &SyncClient::planReady);
    connect(publisher, &Publisher::rowsChanged, this, &SyncClient::rowsChanged);
    connect(publisher, &Publisher::viewChanged, this, &SyncClient::viewChanged);
    connect(publisher, &Publisher::ended, this, &SyncClient::ended);
    connect(publisher, &Publisher::refused, this, &SyncClient::refused);
}

SyncClient::~SyncClient() = default;

void SyncClient::start(RunRequest request) {
    CommandPort* port = &m_thread->port();
    QMetaObject::invokeMethod(port, [port, request = std::move(request)] { port->start(request); });
}

void SyncClient::goAhead(std::uint64_t confirm) {
    CommandPort* port = &m_thread->port();
    QMetaObject::invokeMethod(port, [port, confirm] { port->goAhead(confirm); });
}

void SyncClient::decline() {
    CommandPort* port = &m_thread->port();
    QMetaObject::invokeMethod(port, [port] { port->decline(); });
}

void SyncClient::stop(core::StopCause cause) {
    CommandPort* port = &m_thread->port();
    QMetaObject::invokeMethod(port, [port, cause] { port->stop(cause); });
}

} // namespace devsync::service
