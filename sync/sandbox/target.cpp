// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/target.h"

#include "sync/sandbox/text.h"

namespace devsync::sandbox {

namespace {

template <class Each>
void split(std::string_view text, char separator, Each each) {
    while (true) {
        const std::size_t end = text.find(separator);
        each(text.substr(0, end));
        if (end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

} // namespace

const std::string* Target::find(std::string_view name) const {
    const std::string* found = nullptr;
    for (const QueryItem& item : query) {
        if (item.name == name)
            found = &item.value;
    }
    return found;
}

std::string_view pathOf(std::string_view target) {
    return target.substr(0, target.find_first_of("?#"));
}

Target parseTarget(std::string_view target) {
    target = target.substr(0, target.find('#'));
    Target out;
    out.path = pathOf(target);
    std::string_view path = out.path;
    if (path.starts_with('/'))
        path.remove_prefix(1);
    split(path, '/', [&](std::string_view part) { out.segments.push_back(percentDecoded(part)); });
    if (const std::size_t mark = target.find('?'); mark != std::string_view::npos) {
        split(target.substr(mark + 1), '&', [&](std::string_view part) {
            if (part.empty())
                return;
            const std::size_t equals = part.find('=');
            const bool hasValue = equals != std::string_view::npos;
            out.query.push_back({percentDecoded(part.substr(0, equals)),
                                 hasValue ? percentDecoded(part.substr(equals + 1)) : std::string()});
        });
    }
    return out;
}

std::string queryString(const std::vector<QueryItem>& items) {
    std::string out;
    for (const QueryItem& item : items) {
        if (!out.empty())
            out += '&';
        out += percentEncoded(item.name) + '=' + percentEncoded(item.value);
    }
    return out;
}

} // namespace devsync::sandbox
