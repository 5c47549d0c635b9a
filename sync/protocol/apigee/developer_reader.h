// SPDX-License-Identifier: Apache-2.0
// Reads developers from Apigee's JSON with simdjson, one pass, no allocation a record: whole pages and single
// developers by the same code, so that a listing and a later reading of one developer are equal in every
// byte. Knows no request and no paging. Called by the lister and the developer codec. Thread: one at a time.
#pragma once

#include "sync/core/account.h"
#include "sync/core/error.h"
#include "sync/protocol/http.h"

#include <memory>

namespace devsync::protocol::apigee {

/// Takes records in page order. The views are gone after take().
class RecordSink {
public:
    RecordSink() = default;
    RecordSink(const RecordSink&) = delete;
    RecordSink& operator=(const RecordSink&) = delete;
    virtual ~RecordSink() = default;
    virtual core::Result<void> take(const core::AccountView& developer) = 0;
};

class DeveloperReader {
public:
    explicit DeveloperReader(core::Mapping mapping);
    ~DeveloperReader();
    DeveloperReader(const DeveloperReader&) = delete;
    DeveloperReader& operator=(const DeveloperReader&) = delete;

    /// `{"developer":[…]}`; `{}` is an empty list, an object with other members alone is none. A broken page
    /// may have given records to the sink before the error: they count only on success. Times are numbers or
    /// texts, through int64; a member may be missing; unknown members are skipped; a member twice, or of
    /// another type, is AnswerUnexpected; a document that does not end where its last bracket is,
    /// AnswerNotJson; over 64 MiB, AnswerTooLarge.
    core::Result<void> readPage(const PaddedBytes& body, RecordSink& sink);
    /// One developer by itself, under the same rules.
    core::Result<core::Account> readOne(const PaddedBytes& body);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace devsync::protocol::apigee
