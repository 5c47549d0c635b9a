// SPDX-License-Identifier: Apache-2.0
// TLS settings of a side. Loading the system's authorities costs about 120 ms: only for https, at first use.
#pragma once

#include "sync/core/error.h"

#include <QSslConfiguration>

class QString;

namespace devsync::net {

/// The system's settings; `caFile` (PEM, may be empty) is trusted in addition. Fails with NetworkTls.
core::Result<QSslConfiguration> loadTls(const QString& caFile);

} // namespace devsync::net
