// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/http_reader.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace devsync::sandbox {

namespace {

namespace http = boost::beast::http;

std::optional<protocol::Method> methodOf(http::verb verb) {
    switch (verb) {
    case http::verb::get:
        return protocol::Method::Get;
    case http::verb::head:
        return protocol::Method::Head;
    case http::verb::post:
        return protocol::Method::Post;
    case http::verb::put:
        return protocol::Method::Put;
    case http::verb::patch:
        return protocol::Method::Patch;
    case http::verb::delete_:
        return protocol::Method::Delete;
    default:
        return std::nullopt;
    }
}

int statusOf(const boost::beast::error_code& error) {
    if (error == http::error::body_limit)
        return 413;
    return error == http::error::header_limit ? 431 : 400;
}

std::string text(boost::beast::string_view view) {
    return {view.data(), view.size()};
}

} // namespace

struct HttpReader::Parser {
    http::request_parser<http::string_body> beast;

    Parser() {
        beast.eager(true);
        beast.header_limit(kMaxHeader);
        beast.body_limit(kMaxBody);
    }
};

HttpReader::HttpReader() : m_parser(std::make_unique<Parser>()) {}
HttpReader::~HttpReader() = default;

void HttpReader::append(std::string_view bytes) {
    m_buffer.erase(0, m_consumed);
    m_consumed = 0;
    m_buffer += bytes;
}

std::size_t HttpReader::buffered() const {
    return m_buffer.size() - m_consumed;
}

std::optional<ReceivedRequest> HttpReader::next() {
    while (m_refusal == 0 && m_consumed < m_buffer.size()) {
        boost::beast::error_code error;
        const std::size_t used = m_parser->beast.put(
            boost::asio::buffer(m_buffer.data() + m_consumed, m_buffer.size() - m_consumed), error);
        m_consumed += used;
        if (error == http::error::need_more)
            return std::nullopt;
        if (error) {
            m_refusal = statusOf(error);
            return std::nullopt;
        }
        if (m_parser->beast.is_done())
            return taken();
    }
    return std::nullopt;
}

std::optional<ReceivedRequest> HttpReader::taken() {
    auto message = m_parser->beast.release();
    m_parser = std::make_unique<Parser>();
    const auto method = methodOf(message.method());
    if (!method) {
        m_refusal = 501;
        return std::nullopt;
    }
    ReceivedRequest received;
    received.keepAlive = message.keep_alive();
    received.request.method = *method;
    received.request.target = text(message.target());
    for (const auto& field : message) {
        if (field.name() == http::field::content_type)
            received.request.contentType = text(field.value());
        else
            received.request.headers.push_back({text(field.name_string()), text(field.value())});
    }
    received.request.body = std::move(message.body());
    return received;
}

} // namespace devsync::sandbox
