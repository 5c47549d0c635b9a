// SPDX-License-Identifier: Apache-2.0
#include "sync/report/error_document.h"

#include "sync/report/json_text.h"

#include <nlohmann/json.hpp>

namespace devsync::report {

std::string errorDocument(const core::Error& error, texts::DataState state) {
    const texts::ErrorText text = texts::describe(error, state);
    const Json json{{"schema", 1},
                    {"kind", "error"},
                    {"code", text.code},
                    {"message", text.message()},
                    {"remedy", text.remedy}};
    return jsonText(json) + "\n";
}

} // namespace devsync::report
