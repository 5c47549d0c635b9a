// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/developer_reader.h"

#include "sync/protocol/apigee/developer_record.h"
#include "sync/protocol/json_document.h"

#include <simdjson.h>

#include <charconv>
#include <optional>
#include <string>

namespace devsync::protocol::apigee {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

enum Member : unsigned {
    kNone = 0,
    kEmail = 1U << 0,
    kUserName = 1U << 1,
    kFirstName = 1U << 2,
    kLastName = 1U << 3,
    kDeveloperId = 1U << 4,
    kStatus = 1U << 5,
    kLastModifiedAt = 1U << 6,
    kAttributes = 1U << 7,
};

Member memberOf(std::string_view key) {
    switch (key.size()) {
    case 5:
        return key == "email" ? kEmail : kNone;
    case 6:
        return key == "status" ? kStatus : kNone;
    case 8:
        return key == "userName" ? kUserName : key == "lastName" ? kLastName : kNone;
    case 9:
        return key == "firstName" ? kFirstName : kNone;
    case 10:
        return key == "attributes" ? kAttributes : kNone;
    case 11:
        return key == "developerId" ? kDeveloperId : kNone;
    case 14:
        return key == "lastModifiedAt" ? kLastModifiedAt : kNone;
    default:
        return kNone;
    }
}

/// The next member of an object: unescaped, so that an escaped key is the same key.
error_code nextField(simdjson::simdjson_result<ondemand::field> item, std::string_view& key,
                     ondemand::value& value) {
    ondemand::field field;
    if (const error_code error = std::move(item).get(field))
        return error;
    if (const error_code error = field.unescaped_key().get(key))
        return error;
    value = field.value();
    return SUCCESS;
}

/// null is an empty text.
error_code readText(ondemand::value value, std::string_view& text) {
    text = {};
    const error_code error = value.get_string().get(text);
    if (error == SUCCESS)
        return text.size() > kMaxValueBytes ? simdjson::CAPACITY : SUCCESS;
    bool isNull = false;
    return error == simdjson::INCORRECT_TYPE && value.is_null().get(isNull) == SUCCESS && isNull ? SUCCESS
                                                                                                 : error;
}

/// X writes times as texts, Edge as numbers. Never through a double.
error_code readTime(ondemand::value value, std::int64_t& time) {
    ondemand::json_type type{};
    if (const error_code error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::number)
        return value.get_int64().get(time);
    std::string_view text;
    if (const error_code error = readText(value, text))
        return error;
    time = 0;
    if (text.empty() && type == ondemand::json_type::null)
        return SUCCESS;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), time);
    return problem == std::errc() && end == text.data() + text.size() ? SUCCESS : simdjson::NUMBER_ERROR;
}

} // namespace

struct DeveloperReader::Impl {
    explicit Impl(core::Mapping mapping) : record(std::move(mapping)) {}

    core::Result<void> open(const PaddedBytes& body);
    core::Result<void> close();
    core::Result<void> readList(ondemand::value list, RecordSink& sink);
    error_code readDeveloper(ondemand::object object);
    error_code readMember(Member member, ondemand::value value);
    error_code readAttributes(ondemand::value value);
    error_code readAttribute(ondemand::object object);
    /// The first of a member; a second one is a shape error.
    error_code once(unsigned& seen, Member member) {
        if ((seen & member) != 0)
            return shapeError("a member occurs twice");
        seen |= member;
        return SUCCESS;
    }
    error_code shapeError(const char* what) {
        problem = what;
        return simdjson::INCORRECT_TYPE;
    }
    tl::unexpected<core::Error> failure(error_code error) const;

    ondemand::parser parser;
    ondemand::document document;
    DeveloperRecord record;
    const char* problem = nullptr; ///< says more than simdjson's own words
    std::uint32_t count = 0;       ///< records begun, to name the one at fault
};

tl::unexpected<core::Error> DeveloperReader::Impl::failure(error_code error) const {
    const std::string words = problem != nullptr ? problem : simdjson::error_message(error);
    const std::string where = count > 0 ? "developer " + std::to_string(count) + " of the answer" : "";
    switch (error) {
    case simdjson::CAPACITY:
        return core::fail(core::ErrorKind::AnswerTooLarge, "A value of the answer is larger than 4 MiB",
                          where);
    case simdjson::UTF8_ERROR:
        return core::fail(core::ErrorKind::AnswerNotJson, "The answer is not valid UTF-8", where);
    case simdjson::INCORRECT_TYPE:
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
    case simdjson::NO_SUCH_FIELD:
        return core::fail(core::ErrorKind::AnswerUnexpected,
                          "The answer is not what Apigee documents: " + words, where);
    default:
        return core::fail(core::ErrorKind::AnswerNotJson, "The answer is not valid JSON: " + words, where);
    }
}

core::Result<void> DeveloperReader::Impl::open(const PaddedBytes& body) {
    problem = nullptr;
    count = 0;
    if (body.size() > kMaxBodyBytes)
        return core::fail(core::ErrorKind::AnswerTooLarge, "The answer is larger than 64 MiB");
    const std::string_view text = body.view();
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '['))
        return core::fail(core::ErrorKind::AnswerNotJson, "The answer is not JSON");
    const simdjson::padded_string_view padded(text.data(), text.size(), body.capacity());
    if (const error_code error = parser.iterate(padded).get(document))
        return failure(error);
    return {};
}

/// Nothing but white space may follow: a cut or doubled body shows here at the latest.
core::Result<void> DeveloperReader::Impl::close() {
    const char* at = nullptr;
    if (document.current_location().get(at) == simdjson::OUT_OF_BOUNDS)
        return {};
    return core::fail(core::ErrorKind::AnswerNotJson, "The answer goes on after its end");
}

core::Result<void> DeveloperReader::Impl::readList(ondemand::value list, RecordSink& sink) {
    bool isNull = false;
    if (list.is_null().get(isNull) == SUCCESS && isNull)
        return {};
    ondemand::array developers;
    if (const error_code error = list.get_array().get(developers))
        return failure(error);
    for (auto item : developers) {
        ++count;
        ondemand::object object;
        if (const error_code error = item.get_object().get(object))
            return failure(error);
        record.clear();
        if (const error_code error = readDeveloper(object))
            return failure(error);
        if (auto taken = sink.take(record.view()); !taken)
            return taken;
    }
    count = 0;
    return {};
}

error_code DeveloperReader::Impl::readDeveloper(ondemand::object object) {
    unsigned seen = 0;
    for (auto item : object) {
        std::string_view key;
        ondemand::value value;
        if (const error_code error = nextField(item, key, value))
            return error;
        const Member member = memberOf(key);
        if (member == kNone)
            continue;
        if (const error_code error = once(seen, member))
            return error;
        if (const error_code error = readMember(member, value))
            return error;
    }
    return SUCCESS;
}

error_code DeveloperReader::Impl::readMember(Member member, ondemand::value value) {
    if (member == kAttributes)
        return readAttributes(value);
    if (member == kLastModifiedAt)
        return readTime(value, record.changedRaw);
    std::string_view text;
    if (const error_code error = readText(value, text))
        return error;
    switch (member) {
    case kEmail:
        record.email = text;
        break;
    case kUserName:
        record.userName = text;
        break;
    case kDeveloperId:
        record.id = text;
        break;
    case kStatus:
        record.status = text == "active" ? core::Status::Active : core::Status::Inactive;
        break;
    default:
        record.setName(member == kFirstName ? core::kFirstName : core::kLastName, text);
        break;
    }
    return SUCCESS;
}

error_code DeveloperReader::Impl::readAttributes(ondemand::value value) {
    bool isNull = false;
    if (value.is_null().get(isNull) == SUCCESS && isNull)
        return SUCCESS;
    ondemand::array attributes;
    if (const error_code error = value.get_array().get(attributes))
        return error;
    for (auto item : attributes) {
        ondemand::object object;
        if (const error_code error = item.get_object().get(object))
            return error;
        if (const error_code error = readAttribute(object))
            return error;
    }
    return SUCCESS;
}

/// A missing value is an empty text, as proto3 JSON drops those.
error_code DeveloperReader::Impl::readAttribute(ondemand::object object) {
    std::optional<std::string_view> name;
    std::optional<std::string_view> text;
    for (auto item : object) {
        std::string_view key;
        ondemand::value value;
        if (const error_code error = nextField(item, key, value))
            return error;
        const bool isName = key == "name";
        if (!isName && key != "value")
            continue;
        std::optional<std::string_view>& target = isName ? name : text;
        if (target)
            return shapeError("a member of an attribute occurs twice");
        if (const error_code error = readText(value, target.emplace()))
            return error;
    }
    if (!name || name->empty())
        return shapeError("an attribute has no name");
    record.addAttribute(*name, text.value_or(std::string_view()));
    return SUCCESS;
}

DeveloperReader::DeveloperReader(core::Mapping mapping)
    : m_impl(std::make_unique<Impl>(std::move(mapping))) {}
DeveloperReader::~DeveloperReader() = default;

core::Result<void> DeveloperReader::readPage(const PaddedBytes& body, RecordSink& sink) {
    if (auto opened = m_impl->open(body); !opened)
        return opened;
    ondemand::object page;
    if (const error_code error = m_impl->document.get_object().get(page))
        return m_impl->failure(error);
    bool seen = false;
    bool empty = true;
    for (auto item : page) {
        empty = false;
        std::string_view key;
        ondemand::value value;
        if (const error_code error = nextField(item, key, value))
            return m_impl->failure(error);
        if (key != "developer")
            continue;
        if (seen)
            return m_impl->failure(m_impl->shapeError("the list of developers occurs twice"));
        seen = true;
        if (auto read = m_impl->readList(value, sink); !read)
            return read;
    }
    if (!seen && !empty)
        return m_impl->failure(m_impl->shapeError("there is no list of developers"));
    return m_impl->close();
}

core::Result<core::Account> DeveloperReader::readOne(const PaddedBytes& body) {
    if (auto opened = m_impl->open(body); !opened)
        return tl::unexpected(opened.error());
    ondemand::object object;
    m_impl->record.clear();
    if (const error_code error = m_impl->document.get_object().get(object))
        return m_impl->failure(error);
    if (const error_code error = m_impl->readDeveloper(object))
        return m_impl->failure(error);
    if (const auto closed = m_impl->close(); !closed)
        return tl::unexpected(closed.error());
    return core::Account(m_impl->record.view());
}

} // namespace devsync::protocol::apigee
