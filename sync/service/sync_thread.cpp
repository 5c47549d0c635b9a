// SPDX-License-Identifier: Apache-2.0
#include "sync/service/sync_thread.h"

#include "sync/service/command_port.h"

namespace devsync::service {

SyncThread::SyncThread(std::shared_ptr<log::Logger> logger) : m_logger(std::move(logger)) {
    setObjectName(QStringLiteral("sync"));
    std::future<CommandPort*> made = m_made.get_future();
    start();
    m_port = made.get();
}

SyncThread::~SyncThread() {
    QMetaObject::invokeMethod(m_port, &CommandPort::shutDown, Qt::QueuedConnection);
    wait();
}

void SyncThread::run() {
    CommandPort port(m_logger);
    m_made.set_value(&port);
    exec();
}

} // namespace devsync::service
