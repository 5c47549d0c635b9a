// SPDX-License-Identifier: Apache-2.0
#include "tests/core/perturbed_world.h"

#include "sync/core/check.h"
#include "sync/sandbox/random.h"
#include "tests/support/rule_case.h"
#include "tests/support/world_oracle.h"

#include <algorithm>
#include <array>

namespace devsync::testing {

using namespace core;
using sandbox::SeededRandom;

namespace {

constexpr std::int64_t kAgreedAt = 100;  ///< seconds of Apigee's clock
constexpr std::int64_t kEditsFrom = 200; ///< edits fall into a few seconds, so that ties are common
constexpr std::uint64_t kEditSpan = 4;

class Perturbation {
public:
    explicit Perturbation(std::uint64_t seed) : m_random(seed) {}

    PlanWorld make() {
        drawRules();
        const std::uint64_t people = 6 + m_random.below(7);
        for (std::uint64_t i = 0; i < people; ++i)
            agree("p" + std::to_string(i) + (m_random.below(4) == 0 ? "@other.com" : "@example.com"));
        for (const Side side : kSides)
            disturb(side);
        return std::move(m_world);
    }

private:
    bool one(std::uint64_t in) { return m_random.below(in) == 0; }
    template <class T>
    T pick(std::initializer_list<T> from) {
        return from.begin()[m_random.below(from.size())];
    }

    void drawRules() {
        Policy& policy = m_world.policy;
        policy.emptyField = pick({EmptyFieldMode::RemovedOnly, EmptyFieldMode::Mirror});
        policy.missingAttribute = pick({MissingAttributeMode::Keep, MissingAttributeMode::Mirror});
        policy.userNameClash = pick({UserNameClashMode::Hold, UserNameClashMode::ProposeAndCreate});
        policy.reappear = pick({ReappearMode::Recreate, ReappearMode::Hold});
        policy.missingNames = pick({MissingNamesMode::Placeholder, MissingNamesMode::Hold});
        policy.upperCase = pick({UpperCaseMode::Hold, UpperCaseMode::Lower});
        policy.conflicts = pick({ConflictMode::Rule, ConflictMode::Rule, ConflictMode::Hold});
        if (one(4))
            policy.direction = pick({Direction::ApigeeToPortal, Direction::PortalToApigee});
        if (one(8))
            policy.only = pick({OnlyKind::Create, OnlyKind::Update});
        if (one(8))
            policy.readOnly[pick({Side::Apigee, Side::Portal})] = true;
        if (one(8))
            policy.allow[pick({Side::Apigee, Side::Portal})].create = false;
        if (one(8))
            drawScope();
        m_world.protectedAccounts.signInUid = 102;
        m_world.offsetSeconds = pick<std::int64_t>({0, 0, 2, -2, 3600});
    }

    void drawScope() {
        auto scope = Scope::from({{ScopeRule::Kind::Address, one(2), "p1@example.com"},
                                  {ScopeRule::Kind::Domain, one(2), "other.com"}});
        DEVSYNC_CHECK(scope.has_value());
        m_world.policy.scope = *std::move(scope);
    }

    void agree(const std::string& email) {
        const Account& developer = m_world.add(Side::Apigee, email);
        Account& user = m_world.add(Side::Portal, email);
        user.changedRaw = kAgreedAt + m_world.offsetSeconds + 4000;
        if (one(10)) // a difference that was kept on purpose
            user.fields[kCompany] = Value::empty();
        if (!one(10))
            remember(developer, user);
    }

    /// After a write of ours the raw time has moved and the edit time has not.
    void remember(const Account& developer, const Account& user) {
        RuleCase known;
        known.apigee = developer;
        known.portal = user;
        known.remember(pick({Winner::Apigee, Winner::Portal, Winner::None}));
        BaselineRow row = *known.baseline;
        row.email = developer.email;
        row.entry.keyHash = textHash(developer.email);
        const std::uint32_t editedAt = static_cast<std::uint32_t>(kAgreedAt) - (one(3) ? 1 : 0);
        for (const Side side : kSides)
            row.entry.sides[side].editedAt = editedAt;
        m_world.baseline.push_back(std::move(row));
    }

    void disturb(Side side) {
        auto& accounts = m_world.accounts[side];
        for (Account& account : accounts)
            if (one(2))
                change(account, side);
        std::erase_if(accounts, [this](const Account&) { return one(12); });
        for (std::uint64_t i = m_random.below(3); i > 0; --i)
            addSomebody(side);
    }

    void change(Account& account, Side side) {
        switch (m_random.below(12)) {
        case 0:
            account.changedRaw = anyTime(side); // opened and saved, nothing else
            return;
        case 1:
            account.status = Status::Inactive;
            break;
        case 2:
            account.userName = anyUserName();
            break;
        case 3:
            account.email[0] = 'P';
            break;
        case 4:
            account.email = "moved-" + account.email;
            break;
        case 5:
            account.id += "-again"; // deleted and created again
            break;
        case 6:
            account.unmanagedCount = pick<std::uint16_t>({16, 17, 18, 19});
            break;
        default:
            editFields(account, side);
        }
        if (!one(8)) // an edit the stamp does not show
            account.changedRaw = anyTime(side);
    }

    void editFields(Account& account, Side side) {
        for (std::uint64_t i = 1 + m_random.below(2); i > 0; --i) {
            const FieldIndex field = pick<FieldIndex>({kFirstName, kLastName, kCompany, kTopics});
            account.fields[field] = field < kFirstAttribute ? anyName() : anyAttribute(side);
        }
    }

    Value anyName() {
        return pick({Value::text("Bo"), Value::text("Cy"), Value::empty(), Value::text("FirstName"),
                     Value::text("Lastname"), Value::text(std::string(65, 'n'))});
    }

    Value anyAttribute(Side side) {
        if (side == Side::Portal)
            return pick({Value::empty(), Value::of({"a"}), Value::of({"b"}), Value::of({"a", "b"})});
        return pick({Value::absent(), Value::empty(), Value::of({"a"}), Value::of({"b"}),
                     Value::of({"a", "b"}), Value::text("longer than ten"), Value::undecodable("{"),
                     Value::duplicate(Value::text("a"))});
    }

    std::int64_t anyTime(Side side) {
        if (one(20))
            return pick<std::int64_t>({0, -1});
        const auto second = kEditsFrom + static_cast<std::int64_t>(m_random.below(kEditSpan));
        return side == Side::Apigee ? second * 1000 + static_cast<std::int64_t>(m_random.below(1000))
                                    : second + m_world.offsetSeconds;
    }

    std::string anyUserName() { return pick<std::string>({"p0", "P1", "eve", "a/b<", ""}); }

    void addSomebody(Side side) {
        const std::string number = std::to_string(2 + m_random.below(7)); // protected p1 stays alone
        switch (m_random.below(4)) {
        case 0: // on this address there may be somebody already, in another spelling
            return arrive(side, "P" + number + "@Example.com");
        case 1:
            return arrive(side, "");
        default: // perhaps on both sides at once
            return arrive(side, "new" + number + "@example.com");
        }
    }

    void arrive(Side side, const std::string& email) {
        for (const Account& account : m_world.accounts[side])
            if (account.email == email)
                return;
        Account& account = m_world.add(side, email);
        account.id = (side == Side::Apigee ? "dev-new-" : "uuid-new-") + std::to_string(++m_arrived);
        account.uid = side == Side::Portal ? 200 + m_arrived : 0;
        if (!one(4))
            account.userName = anyUserName();
        account.status = one(3) ? Status::Inactive : Status::Active;
        account.changedRaw = anyTime(side);
        editFields(account, side);
    }

    SeededRandom m_random;
    PlanWorld m_world;
    std::uint32_t m_arrived = 0;
};

template <class T>
bool dropOne(std::vector<T>& items, const std::function<bool()>& fails) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        T kept = std::move(items[i]);
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
        if (fails())
            return true;
        items.insert(items.begin() + static_cast<std::ptrdiff_t>(i), std::move(kept));
    }
    return false;
}

std::string valueText(const Value& value) {
    static constexpr std::array kStates{"-", "\"\"", "", "undecodable ", "duplicate "};
    std::string text = kStates[static_cast<std::size_t>(value.state())];
    for (const std::string_view item : value.view().items())
        text += "'" + std::string(item) + "'";
    return text;
}

std::string accountText(const Account& account) {
    std::string text = (account.email.empty() ? "(no address)" : account.email) + " user=" + account.userName
                       + " id=" + account.id + " uid=" + std::to_string(account.uid)
                       + (account.status == Status::Active ? " active" : " inactive")
                       + " at=" + std::to_string(account.changedRaw)
                       + " unmanaged=" + std::to_string(account.unmanagedCount) + ":";
    for (const Value& value : account.fields)
        text += " " + valueText(value);
    return text;
}

std::string baselineText(const BaselineRow& row) {
    std::string text = "baseline " + row.email;
    for (const Side side : kSides) {
        text += " [" + row.ids[side] + " raw=" + std::to_string(row.entry.sides[side].changedRaw)
                + " edited=" + std::to_string(row.entry.sides[side].editedAt) + ":";
        for (const Value& value : row.values[side])
            text += " " + valueText(value);
        text += "]";
    }
    return text + " winner=" + std::to_string(static_cast<int>(row.entry.winner));
}

} // namespace

PlanWorld perturbedWorld(std::uint64_t seed) {
    return Perturbation(seed).make();
}

PlanWorld smallest(PlanWorld world, const std::function<bool(const PlanWorld&)>& fails) {
    const auto still = [&] { return fails(world); };
    while (dropOne(world.accounts.apigee, still) || dropOne(world.accounts.portal, still)
           || dropOne(world.baseline, still)) {
    }
    PlanWorld plain = world;
    plain.policy = PlanWorld().policy;
    return fails(plain) ? plain : world;
}

std::string worldText(const PlanWorld& world) {
    std::string text = "offset " + std::to_string(world.offsetSeconds) + " s\n";
    for (const Account& account : world.accounts.apigee)
        text += "apigee " + accountText(account) + "\n";
    for (const Account& account : world.accounts.portal)
        text += "portal " + accountText(account) + "\n";
    for (const BaselineRow& row : world.baseline)
        text += baselineText(row) + "\n";
    return text;
}

} // namespace devsync::testing
