// SPDX-License-Identifier: Apache-2.0
// A request target taken apart: decoded path segments and query items. Any text parses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

struct QueryItem {
    std::string name; ///< decoded, brackets included: "page[limit]"
    std::string value;
};

struct Target {
    std::string path;                  ///< as received, without the query
    std::vector<std::string> segments; ///< split at '/', then decoded; no empty first segment
    std::vector<QueryItem> query;      ///< in order received

    /// Value of the last item of that name; null if absent.
    const std::string* find(std::string_view name) const;
};

Target parseTarget(std::string_view target);

/// The part of a target before '?'.
std::string_view pathOf(std::string_view target);

/// "a[b]=c&d=e" with everything encoded that is not unreserved.
std::string queryString(const std::vector<QueryItem>& items);

} // namespace devsync::sandbox
