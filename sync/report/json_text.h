// SPDX-License-Identifier: Apache-2.0
// Documents as text: keys in the order they were set, UTF-8, a byte that is no UTF-8 becomes U+FFFD. Only for
// the files of sync/report.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace devsync::report {

using Json = nlohmann::ordered_json;

/// Takes the next part of a text. Called many times, so that a long document is never in memory as a whole.
using Sink = std::function<void(std::string_view)>;

/// On one line, without line end.
std::string jsonText(const Json& json);

/// Writes an object whose last member is a long list, item by item.
class ListDocument {
public:
    /// `head` is an object that is not empty; `key` the member behind it.
    ListDocument(const Json& head, std::string_view key, const Sink& sink);
    void add(const Json& item);
    /// Ends the list and leaves the object open.
    void endList();
    /// Ends the list, adds the members of `tail` (an object, may be empty) and a line end.
    void finish(const Json& tail);

private:
    const Sink& m_sink;
    bool m_first = true;
};

/// null for an empty text.
Json textOrNull(std::string_view text);

} // namespace devsync::report
