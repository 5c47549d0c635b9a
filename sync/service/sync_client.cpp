// SPDX-License-Identifier: Apache-2.0
#include "sync/service/sync_client.h"

#include "sync/service/command_port.h"
#include "sync/service/sync_thread.h"

namespace devsync::service {

SyncClient::SyncClient(std::shared_ptr<log::Logger> logger)
    : m_thread(std::make_unique<SyncThread>(std::move(logger))) {
    Publisher* publisher = &m_thread->port().publisher();
    connect(publisher, &Publisher::runBegan, this, &SyncClient::runBegan);
    connect(publisher, &Publisher::startWaits, this, &SyncClient::startWaits);
    connect(publisher, &Publisher::queued, this, &SyncClient::queued);
    connect(publisher, &Publisher::jobsChanged, this, &SyncClient::jobsChanged);
    connect(publisher, &Publisher::planReady, this, &SyncClient::planReady);
    connect(publisher, &Publisher::rowsChanged, this, &SyncClient::rowsChanged);
    connect(publisher, &Publisher::viewChanged, this, &SyncClient::viewChanged);
    connect(publisher, &Publisher::ended, this, &SyncClient::ended);
    connect(publisher, &Publisher::refused, this, &SyncClient::refused);
}

SyncClient::~SyncClient() = default;

void SyncClient::post(std::function<void(CommandPort&)> command) {
    CommandPort* port = &m_thread->port();
    QMetaObject::invokeMethod(port, [port, command = std::move(command)] { command(*port); });
}

void SyncClient::start(RunRequest request) {
    post([request = std::move(request)](CommandPort& port) { port.start(request); });
}

void SyncClient::goAhead(std::uint64_t confirm) {
    post([confirm](CommandPort& port) { port.goAhead(confirm); });
}

void SyncClient::decline() {
    post([](CommandPort& port) { port.decline(); });
}

void SyncClient::stop(core::StopCause cause) {
    post([cause](CommandPort& port) { port.stop(cause); });
}

void SyncClient::openProfile(RunRequest base) {
    post([base = std::move(base)](CommandPort& port) { port.queue().open(base); });
}

void SyncClient::queueSync() {
    post([](CommandPort& port) { port.queue().add(); });
}

void SyncClient::workQueue(bool on) {
    post([on](CommandPort& port) { port.queue().work(on); });
}

void SyncClient::cancelJob(std::int64_t id) {
    post([id](CommandPort& port) { port.queue().command(id, core::JobCommand::Cancel); });
}

void SyncClient::pauseJob(std::int64_t id) {
    post([id](CommandPort& port) { port.queue().command(id, core::JobCommand::Pause); });
}

void SyncClient::resumeJob(std::int64_t id) {
    post([id](CommandPort& port) { port.queue().command(id, core::JobCommand::Resume); });
}

void SyncClient::approveJob(std::int64_t id, std::uint64_t rows) {
    post([id, rows](CommandPort& port) { port.queue().command(id, core::JobCommand::Approve, rows); });
}

} // namespace devsync::service
