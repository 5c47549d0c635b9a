// SPDX-License-Identifier: Apache-2.0
// What the last synchronisation remembers, as a document and for a terminal. Written account by account: a
// baseline may be long. Pure.
#pragma once

#include "sync/core/baseline.h"
#include "sync/core/mapping.h"
#include "sync/report/json_text.h"

#include <cstdint>
#include <memory>
#include <string>

namespace devsync::report {

class ListDocument;

/// `{"schema":1,"kind":"baseline","rows":[{"email","winner","apigee":{…},"portal":{…},"fields":[…]}]}`
class BaselineDocument {
public:
    BaselineDocument(const core::Mapping& mapping, const Sink& sink);
    ~BaselineDocument();
    void add(const core::BaselineRow& row);
    void finish();

private:
    const core::Mapping& m_mapping;
    std::unique_ptr<ListDocument> m_document;
};

/// `{"schema":1,"kind":"baseline","forgotten":N}`
void writeForgottenDocument(std::uint64_t accounts, const Sink& sink);

/// Two lines an account, and one a field that the sides did not hold alike.
std::string baselineText(const core::BaselineRow& row, const core::Mapping& mapping);

} // namespace devsync::report
