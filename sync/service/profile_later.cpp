// SPDX-License-Identifier: Apache-2.0
#include "sync/service/profile_sections.h"

namespace devsync::service {

namespace {

constexpr Range kDays{0, 100'000};

void refuseText(TableReader& reader, const char* key) {
    if (!reader.text(key).empty())
        reader.notYet(key, "\"…\"");
}

} // namespace

void readSchedule(TableReader reader) {
    refuseText(reader, "every");
    refuseText(reader, "jitter");
    reader.finish();
}

void readNotify(TableReader reader) {
    if (const TomlNode* desktop = reader.take("desktop")) {
        if (desktop->kind != TomlNode::Kind::Boolean)
            reader.refuse("desktop", "must be true or false");
        else if (desktop->boolean)
            reader.notYet("desktop", "true");
    }
    if (!reader.texts("command").empty())
        reader.notYet("command", "[…]");
    refuseText(reader, "webhook");
    if (reader.secret("webhook_secret").kind != SecretSource::Kind::None)
        reader.notYet("webhook_secret", "{ … }");
    reader.finish();
}

void readHistory(TableReader reader) {
    if (const std::uint32_t days = reader.number("retention_days", 0, kDays); days > 0)
        reader.notYet("retention_days", std::to_string(days));
    reader.finish();
}

} // namespace devsync::service
