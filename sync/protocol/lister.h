// SPDX-License-Identifier: Apache-2.0
// Reads one side completely, page by page, as a pure state machine: the engine sends what it asks for and
// hands it each answer. Retrying a page is the engine's: a failed page keeps its tag and is asked again
// unchanged.
#pragma once

#include "sync/core/error.h"
#include "sync/core/listing.h"
#include "sync/protocol/http.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace devsync::protocol {

class Lister {
public:
    using Tag = std::uint32_t;

    Lister() = default;
    Lister(const Lister&) = delete;
    Lister& operator=(const Lister&) = delete;
    virtual ~Lister() = default;

    /// The first requests to send. Never empty.
    virtual std::vector<Tag> start() = 0;
    virtual HttpRequest request(Tag tag) const = 0;
    /// Takes the answer of `tag` and returns what to send next (empty while others are out, or at the end).
    /// An error leaves the tag open and the rows of its page out; RateLimited, ServerFault and AnswerNotJson
    /// may be asked again, any other kind ends the listing.
    virtual core::Result<std::vector<Tag>> answered(Tag tag, const HttpResponse& response) = 0;

    virtual bool done() const = 0;
    virtual std::uint32_t accounts() const = 0; ///< read so far, for progress
    /// Only when done(). The proof is recomputed from the pages' edges.
    virtual core::Result<std::shared_ptr<const core::CompleteListing>> finish() = 0;
};

} // namespace devsync::protocol
