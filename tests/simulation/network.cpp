// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/network.h"

#include "sync/core/email_key.h"
#include "sync/sandbox/handlers.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace devsync::testing {

using core::ErrorKind;
using core::Millis;
using core::Side;
using nlohmann::json;
using protocol::HttpRequest;
using protocol::HttpResponse;
using protocol::HttpResult;
using protocol::Method;

namespace {

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out.push_back(static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

std::string folded(std::string_view email) {
    std::string out;
    core::appendFolded(email, out);
    return out;
}

/// The path segment after `marker`, decoded; empty without one.
std::string segmentAfter(std::string_view target, std::string_view marker) {
    const std::size_t at = target.find(marker);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = target.substr(at + marker.size());
    return unescape(rest.substr(0, rest.find_first_of("/?")));
}

std::string textAt(const json& document, const char* pointer) {
    if (document.is_discarded())
        return {};
    const json::json_pointer path(pointer);
    return document.contains(path) && document.at(path).is_string() ? document.at(path).get<std::string>()
                                                                    : std::string();
}

json bodyOf(const HttpRequest& request) {
    return json::parse(request.body, nullptr, false);
}

HttpResponse plainAnswer(int status, std::string_view body) {
    HttpResponse response;
    response.status = status;
    response.headers.push_back({"Content-Type", "text/html"});
    response.body = protocol::PaddedBytes(body);
    return response;
}

HttpResult lost(ErrorKind kind, int status = 0) {
    return tl::unexpected(core::Error{.kind = kind, .detail = "simulated", .httpStatus = status});
}

} // namespace

Network::Network(Timeline& timeline, sandbox::World& world, sandbox::WireSecrets secrets, std::uint64_t seed)
    : m_timeline(timeline), m_world(world), m_secrets(std::move(secrets)), m_random(seed) {}

Millis Network::latency() {
    const auto span = static_cast<std::uint64_t>((maxLatency - minLatency).count() + 1);
    return minLatency + Millis(static_cast<std::int64_t>(m_random.below(span)));
}

RequestSubject Network::subject(Side side, const HttpRequest& request) const {
    RequestSubject subject;
    const bool signIn = request.target.starts_with("/user/login");
    subject.write = request.method != Method::Get && request.method != Method::Head && !signIn;
    if (side == Side::Apigee) {
        const std::string email = segmentAfter(request.target, "/developers/");
        subject.create = subject.write && email.empty();
        subject.email = folded(subject.create ? textAt(bodyOf(request), "/email") : email);
        return subject;
    }
    const std::string uuid = segmentAfter(request.target, "/jsonapi/user/user/");
    subject.create = subject.write && uuid.empty();
    if (subject.create) {
        subject.email = folded(textAt(bodyOf(request), "/data/attributes/mail"));
    } else if (const sandbox::User* user = m_world.userByUuid(uuid); user && user->mail) {
        subject.email = folded(*user->mail);
    } else if (const std::size_t at = request.target.find("mail");
               at != std::string::npos && !subject.write) {
        const std::size_t value = request.target.find('=', at);
        if (value != std::string::npos)
            subject.email = folded(
                unescape(request.target.substr(value + 1, request.target.find('&', value) - value - 1)));
    }
    return subject;
}

Network::Fate Network::draw(const HttpRequest& request) {
    std::uint64_t left = m_random.below(1000);
    const bool read = request.method == Method::Get;
    const std::array<std::pair<std::uint32_t, Fate>, 10> chances{{
        {faults.refused, Fate::Refused},
        {faults.dropBefore, Fate::DropBefore},
        {faults.dropAfter, Fate::DropAfter},
        {faults.cut, Fate::Cut},
        {faults.lateLanding, read ? Fate::DropBefore : Fate::LateLanding},
        {faults.timeout, m_random.below(2) == 0 ? Fate::TimeoutBefore : Fate::TimeoutAfter},
        {faults.status, Fate::Status},
        {faults.statusAfter, Fate::StatusAfter},
        {faults.expired, Fate::Expired},
        {faults.garbled, read ? Fate::Garbled : Fate::Normal},
    }};
    for (const auto& [chance, fate] : chances) {
        if (left < chance)
            return fate;
        left -= chance;
    }
    return Fate::Normal;
}

Network::Fate Network::scriptedFate(Side side, const HttpRequest& request, int& status) {
    const std::optional<sandbox::Fault> fault = scripted.decide(side, request.method, request.target);
    if (!fault)
        return Fate::Normal;
    switch (fault->kind) {
    case sandbox::FaultKind::DropBefore:
    case sandbox::FaultKind::Reset:
        return Fate::DropBefore;
    case sandbox::FaultKind::DropAfter:
        return Fate::DropAfter;
    case sandbox::FaultKind::Truncate:
        return Fate::Cut;
    case sandbox::FaultKind::Delay:
        return Fate::TimeoutAfter;
    case sandbox::FaultKind::Html:
        return Fate::Garbled;
    default:
        status = fault->status;
        return Fate::Status;
    }
}

HttpResponse Network::execute(Side side, const HttpRequest& request) {
    const RequestSubject about = subject(side, request);
    if (const auto landing = m_landing.find({side, about.email}); about.write && landing != m_landing.end())
        m_landing.erase(landing);
    if (watch.beforeExecution)
        watch.beforeExecution(side, request, about);
    HttpResponse response =
        sandbox::handle(m_world, sandbox::onWire(request, m_secrets), {side, m_timeline.now()});
    if (watch.executed)
        watch.executed(side, request, about, response.status);
    return response;
}

void Network::expectLanding(Side side, const RequestSubject& about, Fate fate) {
    const bool executed = fate == Fate::Normal || fate == Fate::DropAfter || fate == Fate::Cut
                          || fate == Fate::LateLanding || fate == Fate::TimeoutAfter
                          || fate == Fate::StatusAfter;
    if (about.write && executed)
        m_landing.emplace(side, about.email);
}

void Network::send(Side side, const HttpRequest& request, Millis timeout,
                   std::function<void(HttpResult)> answer) {
    static constexpr std::array kStatuses{429, 500, 502, 503};
    static constexpr std::array kAfter{500, 502, 504};
    int status = kStatuses[m_random.below(kStatuses.size())];
    Fate fate = scriptedFate(side, request, status);
    if (fate == Fate::Normal && faults.total() > 0)
        fate = draw(request);
    const RequestSubject about = subject(side, request);
    if (++m_sent == m_strike.number) {
        fate = m_strike.fate;
        status = m_strike.status;
    }
    if (about.write && about.email == refusedAccount) {
        fate = Fate::Status;
        status = 400;
    }
    if (fate != Fate::Normal)
        ++m_struck;
    expectLanding(side, about, fate);
    const Millis there = latency();
    const Millis back = latency();
    if (trace)
        trace(std::string(protocol::methodName(request.method)) + " " + request.target + " fate "
              + std::to_string(static_cast<int>(fate)) + " " + request.body);
    const auto reply = [this, side, about, answer](HttpResult result, bool settled) {
        if (watch.answered)
            watch.answered(side, about, settled);
        answer(std::move(result));
    };
    const auto replyLater = [this, reply](Millis delay, ErrorKind kind) {
        m_timeline.after(delay, [reply, kind] { reply(lost(kind), core::isNotExecuted(kind)); });
    };
    const auto replyStatus = [this, reply](Millis delay, int code) {
        if (code < 400 && code >= 300) // the transport never follows
            return m_timeline.after(delay,
                                    [reply, code] { reply(lost(ErrorKind::RedirectRefused, code), true); });
        m_timeline.after(delay, [reply, code] {
            reply(plainAnswer(code, "<html>fault</html>"), code >= 400 && code < 500 && code != 408);
        });
    };
    const auto executeAfter = [this, side, request](Millis delay) {
        m_timeline.after(delay, [this, side, request] { execute(side, request); });
    };
    switch (fate) {
    case Fate::Normal:
        m_timeline.after(there, [this, side, request, reply, back] {
            auto response = std::make_shared<HttpResponse>(execute(side, request));
            m_timeline.after(back, [reply, response] { reply(std::move(*response), true); });
        });
        return;
    case Fate::Refused:
        return replyLater(there, ErrorKind::NetworkRefused);
    case Fate::DropBefore:
        return replyLater(there + back, ErrorKind::NetworkClosed);
    case Fate::DropAfter:
        executeAfter(there);
        return replyLater(there + back, ErrorKind::NetworkClosed);
    case Fate::Cut:
        m_timeline.after(there, [this, side, request, reply, back] {
            const int head = execute(side, request).status;
            m_timeline.after(back, [reply, head] { reply(lost(ErrorKind::NetworkClosed, head), false); });
        });
        return;
    case Fate::LateLanding: {
        replyLater(there, ErrorKind::NetworkClosed);
        const auto span = static_cast<std::uint64_t>((timeout - there).count());
        return executeAfter(there + Millis(static_cast<std::int64_t>(m_random.below(span))));
    }
    case Fate::TimeoutBefore:
        return replyLater(timeout, ErrorKind::NetworkTimeout);
    case Fate::TimeoutAfter:
        executeAfter(there);
        return replyLater(timeout, ErrorKind::NetworkTimeout);
    case Fate::Status:
        return replyStatus(there + back, status);
    case Fate::StatusAfter:
        executeAfter(there);
        return replyStatus(there + back, kAfter[m_sent % kAfter.size()]);
    case Fate::Expired:
        return replyStatus(there + back, 401);
    case Fate::Garbled:
        return replyStatus(there + back, 200);
    }
}

} // namespace devsync::testing
