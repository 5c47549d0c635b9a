// SPDX-License-Identifier: Apache-2.0
#include "sync/service/table_reader.h"

#include <algorithm>
#include <utility>

namespace devsync::service {

namespace {

const TomlNode kEmptyTable;

constexpr const char* kSecretForms =
    "{ file = \"…\" }, { env = \"…\" }, { command = [\"…\"] } or, on a loopback address, { value = \"…\" }";

core::Error errorAt(core::ErrorKind kind, const std::string& detail, const std::string& where) {
    core::Error error;
    error.kind = kind;
    error.detail = detail;
    error.where = where;
    return error;
}

} // namespace

void ProfileFault::refuse(int line, const std::string& key, const std::string& detail) {
    if (!error)
        error = errorAt(core::ErrorKind::ProfileInvalid, key + " " + detail,
                        file + ":" + std::to_string(line) + ":" + key);
}

void ProfileFault::miss(int line, const std::string& key, const std::string& detail) {
    if (!missing)
        missing = errorAt(core::ErrorKind::ProfileInvalid, key + " " + detail,
                          file + ":" + std::to_string(line) + ":" + key);
}

void ProfileFault::notYet(int line, const std::string& key, const std::string& value) {
    if (!error)
        error = errorAt(core::ErrorKind::NotInThisVersion, key + " = " + value + " is not in this version",
                        file + ":" + std::to_string(line) + ":" + key);
}

TableReader::TableReader(ProfileFault& fault, const TomlNode* table, std::string path)
    : m_fault(fault), m_table(table == nullptr ? &kEmptyTable : table), m_path(std::move(path)) {}

const TomlNode* TableReader::take(std::string_view key) {
    m_taken.emplace_back(key);
    return m_table->member(key);
}

const TomlNode* TableReader::takeOf(std::string_view key, TomlNode::Kind kind, const char* wanted) {
    const TomlNode* node = take(key);
    if (node == nullptr || node->kind == kind)
        return node;
    refuse(key, std::string("must be ") + wanted);
    return nullptr;
}

std::string TableReader::text(std::string_view key, const std::string& fallback) {
    const TomlNode* node = takeOf(key, TomlNode::Kind::Text, "a text in quotation marks");
    if (node != nullptr && node->text.find('\0') != std::string::npos)
        refuse(key, "must not contain a NUL character");
    return node == nullptr ? fallback : node->text;
}

std::string TableReader::neededText(std::string_view key) {
    std::string value = text(key);
    if (value.empty())
        miss(key, "is needed: a text that is not empty");
    return value;
}

int TableReader::integer(std::string_view key, int fallback, Range range) {
    const std::string wanted =
        "a whole number from " + std::to_string(range.least) + " to " + std::to_string(range.most);
    const TomlNode* node = takeOf(key, TomlNode::Kind::Integer, wanted.c_str());
    if (node == nullptr)
        return fallback;
    if (node->integer < range.least || node->integer > range.most)
        refuse(key, "must be " + wanted);
    return static_cast<int>(node->integer);
}

std::uint32_t TableReader::number(std::string_view key, std::uint32_t fallback, Range range) {
    return static_cast<std::uint32_t>(integer(key, static_cast<int>(fallback), range));
}

std::vector<std::string> TableReader::texts(std::string_view key) {
    std::vector<std::string> values;
    const TomlNode* node = takeOf(key, TomlNode::Kind::List, "a list of texts");
    if (node == nullptr)
        return values;
    for (const TomlNode& item : node->items) {
        if (item.kind != TomlNode::Kind::Text)
            refuse(key, "must be a list of texts");
        values.push_back(item.text);
    }
    return values;
}

const TomlNode* TableReader::table(std::string_view key) {
    return takeOf(key, TomlNode::Kind::Table, "a table");
}

std::vector<const TomlNode*> TableReader::tables(std::string_view key) {
    std::vector<const TomlNode*> found;
    const TomlNode* node = takeOf(key, TomlNode::Kind::List, "a list of tables");
    if (node == nullptr)
        return found;
    for (const TomlNode& item : node->items) {
        if (item.kind != TomlNode::Kind::Table)
            refuse(key, "must be a list of tables");
        found.push_back(&item);
    }
    return found;
}

void TableReader::readSecretForm(SecretSource& source, const TomlNode& node) {
    TableReader form(m_fault, &node, source.name);
    source.variable = form.text("env");
    source.file = form.text("file");
    source.command = form.texts("command");
    const std::string value = form.text("value");
    const TomlNode* keychain = form.take("keychain");
    form.finish();
    if (node.members.size() != 1)
        return m_fault.refuse(node.line, source.name, std::string("must be exactly one of ") + kSecretForms);
    if (keychain != nullptr)
        return m_fault.notYet(node.line, source.name, "{ keychain = … }");
    const std::string& key = node.members.front().first;
    if (source.variable.empty() && source.file.empty() && source.command.empty() && value.empty())
        return m_fault.refuse(node.line, source.name + "." + key, "must not be empty");
    if (!source.command.empty() && source.command.front().empty())
        return m_fault.refuse(node.line, source.name + "." + key, "must begin with a program");
    if (value.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos)
        return m_fault.refuse(node.line, source.name + "." + key, "must be one line");
    source.kind = key == "env"     ? SecretSource::Kind::Environment
                  : key == "file"  ? SecretSource::Kind::File
                  : key == "value" ? SecretSource::Kind::Value
                                   : SecretSource::Kind::Command;
    if (source.kind == SecretSource::Kind::File && source.file.front() != '/')
        source.file = m_fault.folder + source.file;
    if (source.kind == SecretSource::Kind::Value)
        source.value = std::make_shared<const core::Secret>(value);
}

SecretSource TableReader::secret(std::string_view key) {
    SecretSource source;
    source.name = path(key);
    const std::string wanted = std::string("one of ") + kSecretForms;
    if (const TomlNode* node = takeOf(key, TomlNode::Kind::Table, wanted.c_str()))
        readSecretForm(source, *node);
    return source;
}

bool TableReader::has(std::string_view key) const {
    return m_table->member(key) != nullptr;
}

int TableReader::line(std::string_view key) const {
    const TomlNode* node = m_table->member(key);
    return node == nullptr ? m_table->line : node->line;
}

std::string TableReader::path(std::string_view key) const {
    if (key.empty() || m_path.empty())
        return m_path + std::string(key);
    return m_path + "." + std::string(key);
}

void TableReader::refuse(std::string_view key, const std::string& detail) {
    m_fault.refuse(line(key), path(key), detail);
}

void TableReader::miss(std::string_view key, const std::string& detail) {
    m_fault.miss(line(key), path(key), detail);
}

void TableReader::notYet(std::string_view key, const std::string& value) {
    if (has(key))
        return m_fault.notYet(line(key), path(key), value);
    if (!m_fault.missing) // a default that must be written out otherwise
        m_fault.missing =
            core::Error{.kind = core::ErrorKind::NotInThisVersion,
                        .detail = path(key) + " = " + value + " (the default) is not in this version",
                        .where = m_fault.file + ":" + std::to_string(line(key)) + ":" + path(key)};
}

void TableReader::finish() {
    for (const auto& [key, node] : m_table->members) {
        if (std::find(m_taken.begin(), m_taken.end(), key) != m_taken.end())
            continue;
        std::string allowed;
        for (const std::string& taken : m_taken)
            allowed += (allowed.empty() ? "" : ", ") + taken;
        return refuse(key, "is no known key; allowed here: " + allowed);
    }
}

} // namespace devsync::service
