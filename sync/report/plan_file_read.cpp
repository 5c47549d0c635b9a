// SPDX-License-Identifier: Apache-2.0
// Reading back what plan_file.cpp writes. The checksum says that the bytes are the writer's; nothing is taken
// on trust for that: each part is parsed and judged by itself, and the plan's own hash is made anew.
#include "sync/core/journal_codec.h"
#include "sync/core/planned_change.h"
#include "sync/report/base64.h"
#include "sync/report/names.h"
#include "sync/report/plan_file.h"
#include "sync/report/plan_file_parts.h"
#include "sync/report/plan_hash.h"
#include "sync/report/sha256.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace devsync::report {

namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using core::Side;
using Rows = std::vector<core::PlannedChange>;

constexpr std::size_t kMaxHead = std::size_t{1} << 20;
constexpr std::size_t kMaxRow = std::size_t{64} << 20; ///< a record of 8 MiB, twice, and its notation

tl::unexpected<core::Error> invalid(std::string detail) {
    return fail(ErrorKind::PlanFileInvalid, std::move(detail));
}

tl::unexpected<core::Error> outdated(std::string_view what) {
    return fail(ErrorKind::PlanOutdated, "it was made with another " + std::string(what));
}

/// Members of a JSON object that must be there, of their type and in their range; `ok` is cleared where one
/// is not, also in the objects inside.
class Members {
public:
    Members(const Json& object, bool& ok) : m_object(object), m_ok(ok) {}

    template <class Integer>
    Integer number(std::string_view key) {
        const Json* const found = member(key);
        if (found == nullptr || !found->is_number_integer())
            return refuse<Integer>();
        if (found->is_number_unsigned()) {
            const auto value = found->get<std::uint64_t>();
            return std::in_range<Integer>(value) ? static_cast<Integer>(value) : refuse<Integer>();
        }
        const auto value = found->get<std::int64_t>();
        return std::in_range<Integer>(value) ? static_cast<Integer>(value) : refuse<Integer>();
    }
    bool boolean(std::string_view key) {
        const Json* const found = member(key);
        return found != nullptr && found->is_boolean() ? found->get<bool>() : refuse<bool>();
    }
    std::string text(std::string_view key) {
        const Json* const found = member(key);
        return found != nullptr && found->is_string() ? found->get<std::string>() : refuse<std::string>();
    }
    /// An empty object where it is missing.
    Members object(std::string_view key) {
        static const Json kNone = Json::object();
        const Json* const found = member(key);
        const bool isObject = found != nullptr && found->is_object();
        m_ok = m_ok && isObject;
        return {isObject ? *found : kNone, m_ok};
    }
    std::optional<std::int64_t> numberOrNull(std::string_view key) {
        const Json* const found = member(key);
        return found != nullptr && found->is_null() ? std::nullopt : std::optional(number<std::int64_t>(key));
    }

private:
    const Json* member(std::string_view key) const {
        const auto found = m_object.find(std::string(key));
        return found == m_object.end() ? nullptr : &*found;
    }
    template <class T>
    T refuse() {
        m_ok = false;
        return {};
    }

    const Json& m_object;
    bool& m_ok;
};

struct Parts {
    std::string_view head; ///< without its closing brace
    std::string_view rows; ///< a line each, but for the last with a comma at its end
};

Result<Parts> splitFile(std::string_view bytes) {
    const std::size_t checksumAt = bytes.rfind(plan_file::kChecksumBegin);
    const std::size_t rowsAt = bytes.find(plan_file::kRowsBegin);
    if (checksumAt == std::string_view::npos || rowsAt == std::string_view::npos || rowsAt > checksumAt)
        return invalid("it is no plan file, or its end is missing");
    const std::string_view covered = bytes.substr(0, checksumAt);
    Sha256 hash;
    hash.add(covered);
    const std::string end =
        std::string(plan_file::kChecksumBegin) + hash.finish() + std::string(plan_file::kEnd);
    if (bytes.substr(checksumAt) != end)
        return invalid("its content does not have the checksum it names: it was edited or damaged");
    std::string_view rows = covered.substr(rowsAt + plan_file::kRowsBegin.size());
    const std::string_view rowsEnd = rows == plan_file::kNoRows ? plan_file::kNoRows : plan_file::kRowsEnd;
    if (!rows.ends_with(rowsEnd) || rowsAt > kMaxHead)
        return invalid("its rows do not end where they should");
    rows.remove_suffix(rowsEnd.size());
    return Parts{bytes.substr(0, rowsAt), rows};
}

Result<core::PlannedChange> readRow(std::string_view line, const core::Mapping& mapping) {
    const Json json = line.size() <= kMaxRow ? Json::parse(line, nullptr, false) : Json();
    if (!json.is_object())
        return invalid("a row is no JSON object");
    bool ok = true;
    const std::optional<std::string> record = fromBase64(Members(json, ok).text(plan_file::kRecord));
    if (!ok || !record)
        return invalid("a row has no record");
    Result<core::PlannedChange> change = core::unpackPlannedChange(*record);
    if (!change || !core::isWellFormed(*change, mapping))
        return invalid("the record of a row is damaged");
    return change;
}

/// Rows are in the order of their addresses, each address once.
Result<Rows> readRows(std::string_view lines, const core::Mapping& mapping) {
    Rows rows;
    while (!lines.empty()) {
        lines.remove_prefix(1); // the line end before each row
        const std::size_t end = std::min(lines.find(",\n"), lines.size());
        Result<core::PlannedChange> row = readRow(lines.substr(0, end), mapping);
        if (!row)
            return tl::unexpected(std::move(row.error()));
        if (!rows.empty() && row->email <= rows.back().email)
            return invalid("its rows are not in the order of their addresses");
        row->row = static_cast<std::uint32_t>(rows.size());
        rows.push_back(*std::move(row));
        lines.remove_prefix(std::min(lines.size(), end + 1));
    }
    return rows;
}

std::optional<core::OnlyKind> onlyOf(std::string_view name) {
    for (const core::OnlyKind only : {core::OnlyKind::Both, core::OnlyKind::Create, core::OnlyKind::Update})
        if (onlyName(only) == name)
            return only;
    return std::nullopt;
}

std::optional<core::Direction> directionOf(std::string_view name) {
    for (const core::Direction direction :
         {core::Direction::TwoWay, core::Direction::ApigeeToPortal, core::Direction::PortalToApigee})
        if (directionName(direction) == name)
            return direction;
    return std::nullopt;
}

/// The policy the plan was made by, if the profile still says the same.
Result<std::shared_ptr<const core::Policy>> policyOf(Members& head, Members& made, core::Policy policy) {
    const std::optional<core::OnlyKind> only = onlyOf(made.text("only"));
    const std::optional<core::Direction> direction = directionOf(head.text("direction"));
    if (!only || !direction)
        return invalid("it names a direction or a kind of change that this program does not know");
    policy.only = *only;
    if (made.boolean("direction_given"))
        policy.direction = *direction;
    const RuleHashes rules = ruleHashes(policy);
    if (made.text("mapping_sha256") != rules.mapping)
        return outdated("mapping");
    if (made.text("scope_sha256") != rules.scope)
        return outdated("scope");
    if (made.text("settings_sha256") != rules.settings)
        return outdated("[sync] setting or module_push");
    return std::make_shared<const core::Policy>(std::move(policy));
}

Result<void> checkIdentity(Members& head, Members& made, const core::Identity& identity) {
    if (made.text("edition") != identity.edition || made.text("endpoint") != identity.endpoint)
        return outdated("Apigee end point");
    if (head.object("apigee").text("organization") != identity.organization)
        return outdated("Apigee organization");
    if (head.object("portal").text("url") != identity.portal)
        return outdated("portal");
    return {};
}

core::PlanCounts countsOf(Members counts, std::uint32_t removals) {
    return {.same = counts.number<std::uint32_t>("same"),
            .createPortalUser = counts.number<std::uint32_t>("create_portal_user"),
            .createDeveloper = counts.number<std::uint32_t>("create_developer"),
            .updatePortalUser = counts.number<std::uint32_t>("update_portal_user"),
            .updateDeveloper = counts.number<std::uint32_t>("update_developer"),
            .updateBoth = counts.number<std::uint32_t>("update_both"),
            .held = counts.number<std::uint32_t>("held"),
            .excluded = counts.number<std::uint32_t>("excluded"),
            .conflicts = counts.number<std::uint32_t>("conflicts"),
            .differsNotSynchronised = counts.number<std::uint32_t>("differs_not_synchronised"),
            .removals = removals};
}

void readSides(Members& head, Members& made, engine::PreparedPlan& plan) {
    for (const Side side : core::kSides) {
        Members of = head.object(sideName(side));
        plan.accounts[side] = of.number<std::uint32_t>("accounts");
        plan.clockOffsetMs[side] = of.numberOrNull("clock_offset_ms");
        plan.people[side] = made.number<std::uint32_t>(std::string(sideName(side)) + "_people");
    }
}

Result<Json> readHead(std::string_view text) {
    Json head = Json::parse(std::string(text) + "}", nullptr, false);
    if (!head.is_object())
        return invalid("its head is no JSON object");
    bool ok = true;
    Members members(head, ok);
    if (members.text("kind") != "plan" || members.number<std::uint64_t>("schema") != 1)
        return invalid("it is no plan of a kind that this program knows");
    return head;
}

} // namespace

Result<std::shared_ptr<const engine::PreparedPlan>>
readPlanFile(std::string_view bytes, const core::Identity& identity, const core::Policy& profilePolicy) {
    const Result<Parts> parts = splitFile(bytes);
    if (!parts)
        return tl::unexpected(parts.error());
    const Result<Json> json = readHead(parts->head);
    if (!json)
        return tl::unexpected(json.error());
    bool ok = true;
    Members head(*json, ok);
    Members made = head.object(plan_file::kMadeWith);
    if (made.number<std::uint64_t>("rule_version") != kRuleVersion)
        return outdated("version of the rule");
    if (const Result<void> same = checkIdentity(head, made, identity); !same)
        return tl::unexpected(same.error());
    auto policy = policyOf(head, made, profilePolicy);
    if (!policy)
        return tl::unexpected(std::move(policy.error()));
    Result<Rows> rows = readRows(parts->rows, (*policy)->mapping);
    if (!rows)
        return tl::unexpected(std::move(rows.error()));

    auto plan = std::make_shared<engine::PreparedPlan>();
    plan->inputs.policy = *std::move(policy);
    plan->inputs.saved = std::make_shared<const Rows>(*std::move(rows));
    plan->plan = core::planOfSaved(
        *plan->inputs.saved,
        {.counts = countsOf(head.object("counts"), made.number<std::uint32_t>("attribute_removals")),
         .offsetSeconds = made.number<std::int64_t>("offset_seconds"),
         .firstRun = head.boolean("first_run")});
    plan->createdAt = core::Millis(made.number<std::int64_t>("created_at_ms"));
    readSides(head, made, *plan);
    const bool whole = ok && plan->plan.counts.planned() == plan->plan.rows.size();
    if (!whole || head.text("plan_sha256") != planSha256(*plan, identity))
        return invalid("its parts do not belong together");
    return plan;
}

} // namespace devsync::report
