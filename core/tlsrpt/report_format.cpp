// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_format.h"

#include "base/limits.h"
#include "tlsrpt/json_writer.h"
#include "tlsrpt/unknown_places.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <array>
#include <simdjson.h>

namespace tlsrpt {

namespace {

enum class Inside { AsItStood, Canonical };

// Members are sorted by QJsonDocument. Numbers beyond a double lose digits here, which only a hash sees.
std::string sortedJson(std::string_view json)
{
    QByteArray list("[");
    list.append(json.data(), qsizetype(json.size())).append(']');
    const QJsonDocument document = QJsonDocument::fromJson(list);
    return document.isNull() ? std::string(json) : document.toJson(QJsonDocument::Compact).toStdString();
}

class ReportWriter
{
public:
    ReportWriter(const Report &report, Inside inside, std::string &out)
        : m_report(report), m_unknown(report), m_inside(inside), m_json(out)
    {
    }

    void write()
    {
        static constexpr std::array known{"organization-name", "date-range", "contact-info", "report-id", "policies"};
        const Place place = at({});
        m_json.open('{');
        text(place, known[0], m_report.organizationName);
        range(place);
        text(place, known[2], m_report.contactInfo);
        text(place, known[3], m_report.reportId);
        if (!raw(place, known[4], !m_report.policies.empty())) {
            m_json.key(known[4]);
            m_json.open('[');
            for (std::size_t i = 0; i < m_report.policies.size(); ++i)
                entry(m_report.policies[i], path("policies", i));
            m_json.close(']');
        }
        rest(place, known);
        m_json.close('}');
    }

private:
    struct Place
    {
        std::string path;
        bool hasUnknown;
    };

    Place at(std::string path) const
    {
        const bool any = !m_unknown.empty() && !m_unknown.in(path).empty();
        return {std::move(path), any};
    }

    // Paths are needed only where there is something to look up.
    std::string path(const char *name, std::size_t index) const
    {
        return m_unknown.empty() ? std::string() : std::string(name) + '[' + std::to_string(index) + ']';
    }
    Place under(const std::string &parent, const char *name) const
    {
        return m_unknown.empty() ? Place{} : at(parent + '.' + name);
    }

    // What the schema could not hold, in its place. False: the value itself has to be written.
    bool raw(const Place &place, const char *key, bool hasValue)
    {
        if (hasValue || !place.hasUnknown)
            return false;
        const std::string_view json = m_unknown.find(place.path, key);
        if (json.empty())
            return false;
        m_json.key(key);
        value(json);
        return true;
    }

    void value(std::string_view json)
    {
        const std::string sorted = m_inside == Inside::Canonical || isCut(json) ? sortedJson(json) : std::string();
        if (isCut(json) && sorted == json) // cut off, so no JSON any more
            m_json.string(json);
        else if (m_inside == Inside::Canonical)
            m_json.raw(sorted);
        else
            m_json.raw(minified(json));
    }

    // One line, whatever the layout of the report was.
    static std::string minified(std::string_view json)
    {
        std::string out(json.size() + simdjson::SIMDJSON_PADDING, '\0');
        std::size_t length = 0;
        const auto error = simdjson::minify(json.data(), json.size(), out.data(), length);
        out.resize(error ? 0 : length);
        return error ? std::string(json) : out;
    }

    static bool isCut(std::string_view json) { return json.size() + 4 > std::size_t(limits::reportUnknownBytes); }

    void text(const Place &place, const char *key, const std::string &value)
    {
        if (raw(place, key, !value.empty()) || value.empty())
            return;
        m_json.key(key);
        m_json.string(value);
    }

    void count(const Place &place, const char *key, std::optional<std::int64_t> value)
    {
        if (raw(place, key, value.has_value()) || !value)
            return;
        m_json.key(key);
        m_json.number(*value);
    }

    void list(const Place &place, const char *key, const std::vector<std::string> &values)
    {
        if (raw(place, key, !values.empty()) || values.empty())
            return;
        m_json.key(key);
        m_json.open('[');
        for (const std::string &value : values)
            m_json.string(value);
        m_json.close(']');
    }

    template <std::size_t N>
    void rest(const Place &place, const std::array<const char *, N> &known)
    {
        if (!place.hasUnknown)
            return;
        for (const UnknownPlaces::Member &member : m_unknown.in(place.path)) {
            const bool written = std::any_of(known.begin(), known.end(), [&](const char *key) {
                return member.key == key || isItem(member.key, key);
            });
            if (written)
                continue;
            m_json.key(member.key);
            value(member.json);
        }
    }

    // "policies[2]": an element that was no object.
    static bool isItem(std::string_view member, std::string_view list)
    {
        return (list == "policies" || list == "failure-details") && member.starts_with(list) && member.ends_with(']') &&
               member.find_first_not_of("0123456789", list.size() + 1) == member.size() - 1;
    }

    void range(const Place &root)
    {
        static constexpr std::array known{"start-datetime", "end-datetime"};
        const Place place = m_unknown.empty() ? Place{} : at("date-range");
        const bool any = place.hasUnknown || !m_report.startText.empty() || !m_report.endText.empty();
        if (raw(root, "date-range", any) || !any)
            return;
        m_json.key("date-range");
        m_json.open('{');
        text(place, known[0], m_report.startText);
        text(place, known[1], m_report.endText);
        rest(place, known);
        m_json.close('}');
    }

    void entry(const PolicyResult &result, const std::string &path)
    {
        static constexpr std::array known{"policy", "summary", "failure-details"};
        if (const std::string_view json = m_unknown.find({}, path); !path.empty() && !json.empty()) {
            value(json);
            return;
        }
        const Place place = at(path);
        m_json.open('{');
        policy(result, place);
        summary(result, place);
        if (!raw(place, known[2], !result.failures.empty()) && !result.failures.empty()) {
            m_json.key(known[2]);
            m_json.open('[');
            for (std::size_t i = 0; i < result.failures.size(); ++i)
                failure(result.failures[i], place, this->path("failure-details", i));
            m_json.close(']');
        }
        rest(place, known);
        m_json.close('}');
    }

    void policy(const PolicyResult &result, const Place &parent)
    {
        static constexpr std::array known{"policy-type", "policy-string", "policy-domain", "mx-host"};
        const Place place = under(parent.path, "policy");
        const bool any = place.hasUnknown || !result.policyTypeWord.empty() || !result.policyDomain.empty() ||
                         !result.policyStrings.empty() || !result.mxHosts.empty();
        if (raw(parent, "policy", any) || !any)
            return;
        m_json.key("policy");
        m_json.open('{');
        text(place, known[0], result.policyTypeWord);
        list(place, known[1], result.policyStrings);
        text(place, known[2], result.policyDomain);
        list(place, known[3], result.mxHosts);
        rest(place, known);
        m_json.close('}');
    }

    void summary(const PolicyResult &result, const Place &parent)
    {
        static constexpr std::array known{"total-successful-session-count", "total-failure-session-count"};
        const Place place = under(parent.path, "summary");
        const bool any = place.hasUnknown || result.successfulSessions || result.failedSessions;
        if (raw(parent, "summary", any) || !any)
            return;
        m_json.key("summary");
        m_json.open('{');
        count(place, known[0], result.successfulSessions);
        count(place, known[1], result.failedSessions);
        rest(place, known);
        m_json.close('}');
    }

    void failure(const FailureDetails &details, const Place &parent, const std::string &item)
    {
        static constexpr std::array known{
            "result-type",       "sending-mta-ip",       "receiving-mx-hostname",  "receiving-mx-helo",
            "receiving-ip",      "failed-session-count", "additional-information", "failure-reason-code",
            "failure-error-code"};
        if (parent.hasUnknown)
            if (const std::string_view json = m_unknown.find(parent.path, item); !json.empty()) {
                value(json);
                return;
            }
        const Place place = m_unknown.empty() ? Place{} : at(parent.path + '.' + item);
        m_json.open('{');
        text(place, known[0], details.resultTypeWord);
        text(place, known[1], details.sendingMtaIp);
        text(place, known[2], details.receivingMxHostname);
        text(place, known[3], details.receivingMxHelo);
        text(place, known[4], details.receivingIp);
        count(place, known[5], details.failedSessionCount);
        text(place, known[6], details.additionalInformation);
        text(place, known[7], details.failureReasonCode);
        if (details.failureReasonCode.empty())
            raw(place, known[8], false);
        rest(place, known);
        m_json.close('}');
    }

    const Report &m_report;
    const UnknownPlaces m_unknown;
    const Inside m_inside;
    JsonWriter m_json;
};

std::string written(const Report &report, Inside inside)
{
    std::string out;
    out.reserve(2048); // most reports fit
    ReportWriter(report, inside, out).write();
    return out;
}

} // namespace

std::string formatReport(const Report &report)
{
    return written(report, Inside::AsItStood);
}

std::string canonicalReport(const Report &report)
{
    return written(report, Inside::Canonical);
}

} // namespace tlsrpt
