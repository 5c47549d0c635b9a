// SPDX-License-Identifier: Apache-2.0
// Strict reading of one table of a profile: each key is taken once with its type and allowed values; what was
// not taken is refused by finish(). The first fault counts and names file, line, key and what is allowed.
// Only for the profile reader.
#pragma once

#include "sync/service/secret_source.h"
#include "sync/service/toml_document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::service {

/// Shared by all tables of one file.
struct ProfileFault {
    std::string file;
    std::string folder; ///< that relative paths start from, with trailing slash
    std::optional<core::Error> error;
    /// Something is needed but absent: told only when nothing is wrong, because a misspelt key is the likely
    /// cause.
    std::optional<core::Error> missing;

    void refuse(int line, const std::string& key, const std::string& detail);
    void miss(int line, const std::string& key, const std::string& detail);
    /// A documented value that is not built yet.
    void notYet(int line, const std::string& key, const std::string& value);
};

/// One allowed value of an enumeration. Documented values that are not built yet are listed too.
template <class E>
struct Choice {
    std::string_view name;
    E value{};
    bool built = true;
};

struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

class TableReader {
public:
    /// A table that is absent reads as an empty one. `path` is its name: "apigee", "mapping.attributes[2]".
    TableReader(ProfileFault& fault, const TomlNode* table, std::string path);

    std::string text(std::string_view key, const std::string& fallback = {});
    /// Neither absent nor empty.
    std::string neededText(std::string_view key);
    std::uint32_t number(std::string_view key, std::uint32_t fallback, Range range);
    int integer(std::string_view key, int fallback, Range range);
    std::vector<std::string> texts(std::string_view key);
    SecretSource secret(std::string_view key);
    /// nullptr when absent or not a table.
    const TomlNode* table(std::string_view key);
    /// Empty when absent or not a list.
    std::vector<const TomlNode*> tables(std::string_view key);
    /// The node whatever it is; nullptr when absent.
    const TomlNode* take(std::string_view key);

    template <class E>
    E choice(std::string_view key, E fallback, const std::vector<Choice<E>>& choices) {
        return choose(key, choices, fallback, nullptr);
    }
    /// Where the documented default is not built yet, it must be written out.
    template <class E>
    E choiceOr(std::string_view key, std::string_view documentedDefault,
               const std::vector<Choice<E>>& choices) {
        return choose(key, choices, E{}, &documentedDefault);
    }

    bool has(std::string_view key) const;
    int line(std::string_view key) const;         ///< of the key, else of the table
    std::string path(std::string_view key) const; ///< of the table for an empty key
    void refuse(std::string_view key, const std::string& detail);
    void miss(std::string_view key, const std::string& detail);
    void notYet(std::string_view key, const std::string& value);
    /// Refuses the first key that was not taken.
    void finish();

private:
    template <class E>
    E choose(std::string_view key, const std::vector<Choice<E>>& choices, E fallback,
             const std::string_view* documentedDefault) {
        const TomlNode* node = take(key);
        if (node == nullptr && documentedDefault == nullptr)
            return fallback;
        std::string allowed;
        const bool isText = node == nullptr || node->kind == TomlNode::Kind::Text;
        const std::string name = node == nullptr ? std::string(*documentedDefault) : node->text;
        for (const Choice<E>& choice : choices) {
            if (isText && choice.name == name) {
                if (!choice.built)
                    notYet(key, "\"" + name + "\"");
                return choice.value;
            }
            allowed += (allowed.empty() ? "\"" : ", \"") + std::string(choice.name) + "\"";
        }
        refuse(key, "must be one of " + allowed);
        return fallback;
    }
    const TomlNode* takeOf(std::string_view key, TomlNode::Kind kind, const char* wanted);
    void readSecretForm(SecretSource& source, const TomlNode& node);

    ProfileFault& m_fault;
    const TomlNode* m_table;
    std::string m_path;
    std::vector<std::string> m_taken;
};

} // namespace devsync::service
