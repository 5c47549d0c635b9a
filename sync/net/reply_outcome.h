// SPDX-License-Identifier: Apache-2.0
// What a finished QNetworkReply means to the protocol. Pure reading: it starts and ends nothing.
#pragma once

#include "sync/protocol/http.h"

#include <QString>

class QNetworkReply;

namespace devsync::net {

/// What was seen while the request was under way.
struct ExchangeFacts {
    bool mayBeOnTheWire = false; ///< some of the request may have reached the server
    QString tlsProblem;          ///< why the certificate was refused; empty = it was not
};

/// The promised size of the body; -1 = not promised.
qint64 promisedLength(const QNetworkReply& reply);

/// A whole answer with a status is a response, whatever the status; all else is an error.
/// Known limit: an answer that is neither chunked nor has a length ends where the connection ends.
protocol::HttpResult readOutcome(const QNetworkReply& reply, const ExchangeFacts& facts,
                                 protocol::PaddedBytes&& body);

} // namespace devsync::net
