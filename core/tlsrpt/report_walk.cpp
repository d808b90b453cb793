// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_walk.h"

#include "tlsrpt/date_time.h"
#include "tlsrpt/domain_text.h"
#include "tlsrpt/ip_text.h"
#include "tlsrpt/report_words.h"

#include <algorithm>
#include <limits>

namespace tlsrpt {

namespace {

// The first of each are the required ones.
constexpr Keys<5> rootKeys{"organization-name", "date-range", "contact-info", "report-id", "policies"};
constexpr Keys<2> rangeKeys{"start-datetime", "end-datetime"};
constexpr Keys<3> entryKeys{"policy", "summary", "failure-details"};
constexpr Keys<4> policyKeys{"policy-type", "policy-domain", "policy-string", "mx-host"};
constexpr Keys<2> summaryKeys{"total-successful-session-count", "total-failure-session-count"};
constexpr Keys<9> detailKeys{"result-type",           "failed-session-count",   "sending-mta-ip",
                             "receiving-mx-hostname", "receiving-ip",           "receiving-mx-helo",
                             "failure-reason-code",   "additional-information", "failure-error-code"};

constexpr std::int64_t secondsADay = 86'400;

constexpr unsigned firstOf(unsigned count)
{
    return (1u << count) - 1;
}

bool isMidnight(std::int64_t seconds)
{
    return seconds % secondsADay == 0;
}

std::int64_t sumOf(std::int64_t a, std::int64_t b)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    return b > most - a ? most : a + b;
}

bool startsAsMxLine(std::string_view text)
{
    return text.size() > 3 && (text[0] == 'm' || text[0] == 'M') && (text[1] == 'x' || text[1] == 'X') &&
           text[2] == ':';
}

} // namespace

template <std::size_t N>
bool ReportWalk::missing(const Keys<N> &keys, unsigned seen, unsigned required)
{
    if ((seen & required) == required)
        return true;
    for (std::size_t i = 0; i < N; ++i)
        if ((required & ~seen) >> i & 1u && !m_fields.missing(keys[i]))
            return false;
    return true;
}

bool ReportWalk::read(ondemand::object root)
{
    unsigned seen = 0;
    const bool done = m_fields.members(root, rootKeys, seen, [this](std::size_t at, Value &value) {
        switch (at) {
        case 0: return m_fields.text(rootKeys[at], value, m_report.organizationName);
        case 1: return readRange(value);
        case 2: return m_fields.text(rootKeys[at], value, m_report.contactInfo);
        case 3: return m_fields.text(rootKeys[at], value, m_report.reportId);
        default: return readPolicies(value);
        }
    });
    if (!done)
        return false;
    return seen == 0 ? m_fields.stop("not-a-report") : missing(rootKeys, seen, firstOf(5));
}

bool ReportWalk::readRange(Value &value)
{
    ondemand::object object;
    bool present = false;
    if (!m_fields.object(rootKeys[1], value, object, present) || !present)
        return !m_fields.stopped();
    m_fields.section = Section::DateRange;
    unsigned seen = 0;
    const bool done = m_fields.members(object, rangeKeys, seen, [this](std::size_t at, Value &date) {
        return m_fields.text(rangeKeys[at], date, at == 0 ? m_report.startText : m_report.endText);
    });
    const bool settled = done && missing(rangeKeys, seen, firstOf(2)) && readDates();
    m_fields.section = Section::Root;
    return settled;
}

bool ReportWalk::readDate(std::string_view key, const std::string &text, std::optional<std::int64_t> &out)
{
    if (text.empty()) // noted where it was read
        return true;
    const auto date = readDateTime(text);
    if (!date)
        return m_fields.deviate(DeviationCode::DateUnreadable, key, text);
    out = date->seconds;
    return (!date->withoutZone || m_fields.deviate(DeviationCode::DateWithoutZone, key, text)) &&
           (!date->withOffset || m_fields.deviate(DeviationCode::DateWithOffset, key, text)) &&
           (!date->withBlank || m_fields.deviate(DeviationCode::DateWithBlank, key, text)) &&
           (!date->withFraction || m_fields.deviate(DeviationCode::DateWithFraction, key, text));
}

bool ReportWalk::readDates()
{
    if (!readDate(rangeKeys[0], m_report.startText, m_report.start) ||
        !readDate(rangeKeys[1], m_report.endText, m_report.end))
        return false;
    if (!m_report.start || !m_report.end)
        return true;
    const std::int64_t start = *m_report.start, end = *m_report.end;
    const bool exclusive = isMidnight(end) && end > start;
    if (exclusive && !m_fields.deviate(DeviationCode::EndAtMidnight, rangeKeys[1], m_report.endText))
        return false;
    // §4.1 asks for a full UTC day; local time that is labelled as UTC shows here as well.
    const bool oneDay = isMidnight(start) && end - start == (exclusive ? secondsADay : secondsADay - 1);
    return oneDay || m_fields.deviate(DeviationCode::NotOneDay, {}, m_report.startText + " to " + m_report.endText);
}

bool ReportWalk::readPolicies(Value &value)
{
    const auto token = m_fields.tokenOf(value);
    if (token.kind == JsonFields::Kind::Object)
        return m_fields.deviate(DeviationCode::NotAnArray, rootKeys[4], "one object") && readEntry(value);
    if (token.kind == JsonFields::Kind::Null)
        return m_fields.deviate(DeviationCode::NullValue, rootKeys[4], token.raw);
    if (token.kind != JsonFields::Kind::Array)
        return m_fields.keepRaw(DeviationCode::WrongType, rootKeys[4], value);
    ondemand::array array;
    if (const auto error = value.get_array().get(array))
        return m_fields.stop(error);
    for (auto entry : array) {
        if (entry.error())
            return m_fields.stop(entry.error());
        Value &&policy = std::move(entry).value_unsafe();
        if (m_report.policies.size() >= limits::reportPolicies)
            return m_fields.stop("too-many-policies");
        if (!readEntry(policy))
            return false;
    }
    return !m_report.policies.empty() || m_fields.deviate(DeviationCode::NoPolicies, rootKeys[4], "[]");
}

// What is no object keeps its place as an empty policy, so that paths of the document and of the report agree.
bool ReportWalk::readEntry(Value &value)
{
    const std::size_t index = m_report.policies.size();
    m_fields.policy = index;
    PolicyResult &out = m_report.policies.emplace_back();
    m_failed = 0;
    ondemand::object object;
    if (m_fields.tokenOf(value).kind != JsonFields::Kind::Object)
        return m_fields.keepRaw(DeviationCode::WrongType, JsonFields::indexed(rootKeys[4], index), value);
    if (const auto error = value.get_object().get(object))
        return m_fields.stop(error);
    m_fields.section = Section::Entry;
    unsigned seen = 0;
    const bool done = m_fields.members(object, entryKeys, seen, [&](std::size_t at, Value &part) {
        return at == 0 ? readPolicy(part, out) : at == 1 ? readSummary(part, out) : readFailures(part, out);
    });
    const bool settled = done && missing(entryKeys, seen, firstOf(2)) && remark(out);
    m_fields.section = Section::Root;
    return settled;
}

bool ReportWalk::readPolicy(Value &value, PolicyResult &out)
{
    ondemand::object object;
    bool present = false;
    if (!m_fields.object(entryKeys[0], value, object, present) || !present)
        return !m_fields.stopped();
    m_fields.section = Section::Policy;
    unsigned seen = 0;
    const bool done = m_fields.members(object, policyKeys, seen, [&](std::size_t at, Value &part) {
        switch (at) {
        case 0: return m_fields.text(policyKeys[at], part, out.policyTypeWord);
        case 1: return m_fields.text(policyKeys[at], part, out.policyDomain);
        case 2: return m_fields.list(policyKeys[at], part, out.policyStrings);
        default: return m_fields.list(policyKeys[at], part, out.mxHosts);
        }
    });
    const bool settled = done && settlePolicy(out, seen);
    m_fields.section = Section::Entry;
    return settled;
}

bool ReportWalk::settlePolicy(PolicyResult &out, unsigned seen)
{
    out.policyType = policyTypeOf(out.policyTypeWord);
    // §4.4: mx-host is for sts only, and without a policy there is no text of it.
    const bool isSts = out.policyType == PolicyType::Sts;
    const unsigned required = isSts ? 4 : out.policyType == PolicyType::Tlsa ? 3 : 2;
    if (!missing(policyKeys, seen, firstOf(required)))
        return false;
    if (out.policyType == PolicyType::Other && !out.policyTypeWord.empty() &&
        !m_fields.deviate(DeviationCode::UnknownPolicyType, policyKeys[0], out.policyTypeWord))
        return false;
    if (!out.policyDomain.empty()) {
        const std::string written = out.policyDomain;
        if (!canonicalDomain(out.policyDomain) && !m_fields.deviate(DeviationCode::BadDomain, policyKeys[1], written))
            return false;
    }
    return expandJsonStrings(out) && stripMxPrefixes(out);
}

// The strings of a JSON array in a string; nothing when it is none.
std::vector<std::string> ReportWalk::stringsIn(const std::string &text)
{
    simdjson::dom::parser &parser = m_memory.nested;
    simdjson::dom::array array;
    std::vector<std::string> items;
    if (parser.capacity() < text.size() && parser.allocate(text.size() + 1024, limits::reportDepth))
        return {};
    if (parser.parse(text).get_array().get(array))
        return {};
    for (const simdjson::dom::element element : array) {
        std::string_view item;
        if (element.get_string().get(item))
            return {};
        items.emplace_back(item);
    }
    return items;
}

bool ReportWalk::expandJsonStrings(PolicyResult &out)
{
    const auto isJson = [](const std::string &text) { return text.starts_with('['); };
    if (std::none_of(out.policyStrings.begin(), out.policyStrings.end(), isJson))
        return true;
    std::vector<std::string> all;
    for (std::size_t i = 0; i < out.policyStrings.size(); ++i) {
        std::string &text = out.policyStrings[i];
        const std::vector<std::string> items = isJson(text) ? stringsIn(text) : std::vector<std::string>();
        if (items.empty()) {
            all.push_back(std::move(text));
            continue;
        }
        if (all.size() + items.size() > limits::reportListItems)
            return m_fields.stop("too-many-items");
        if (!m_fields.deviate(DeviationCode::JsonInString, JsonFields::indexed(policyKeys[2], i), text))
            return false;
        all.insert(all.end(), items.begin(), items.end());
    }
    out.policyStrings = std::move(all);
    return true;
}

bool ReportWalk::stripMxPrefixes(PolicyResult &out)
{
    for (std::size_t i = 0; i < out.mxHosts.size(); ++i) {
        std::string &host = out.mxHosts[i];
        if (!startsAsMxLine(host))
            continue;
        if (!m_fields.deviate(DeviationCode::MxPrefix, JsonFields::indexed(policyKeys[3], i), host))
            return false;
        host.erase(0, host.find_first_not_of(" \t", 3) == std::string::npos ? 3 : host.find_first_not_of(" \t", 3));
    }
    return true;
}

bool ReportWalk::readSummary(Value &value, PolicyResult &out)
{
    ondemand::object object;
    bool present = false;
    if (!m_fields.object(entryKeys[1], value, object, present) || !present)
        return !m_fields.stopped();
    m_fields.section = Section::Summary;
    unsigned seen = 0;
    const bool done = m_fields.members(object, summaryKeys, seen, [&](std::size_t at, Value &count) {
        return m_fields.count(summaryKeys[at], count, at == 0 ? out.successfulSessions : out.failedSessions);
    });
    const bool settled = done && missing(summaryKeys, seen, firstOf(2));
    m_fields.section = Section::Entry;
    return settled;
}

bool ReportWalk::readFailures(Value &value, PolicyResult &out)
{
    const auto token = m_fields.tokenOf(value);
    if (token.kind == JsonFields::Kind::Object)
        return m_fields.deviate(DeviationCode::NotAnArray, entryKeys[2], "one object") && readFailure(value, out);
    if (token.kind == JsonFields::Kind::Null)
        return m_fields.deviate(DeviationCode::NullValue, entryKeys[2], token.raw);
    if (token.kind != JsonFields::Kind::Array)
        return m_fields.keepRaw(DeviationCode::WrongType, entryKeys[2], value);
    constexpr std::size_t usualBytes = 128; // of one entry, rather too few
    ondemand::array array;
    if (const auto error = value.get_array().get(array))
        return m_fields.stop(error);
    for (auto entry : array) {
        if (entry.error())
            return m_fields.stop(entry.error());
        Value &&failure = std::move(entry).value_unsafe();
        if (++m_details > limits::reportDetails)
            return m_fields.stop("too-many-details");
        if (out.failures.empty())
            out.failures.reserve(m_fields.roomFor(usualBytes, token));
        if (!readFailure(failure, out))
            return false;
    }
    return true;
}

bool ReportWalk::readFailure(Value &value, PolicyResult &out)
{
    const std::size_t index = out.failures.size();
    m_fields.detail = index;
    FailureDetails &failure = out.failures.emplace_back();
    ondemand::object object;
    if (m_fields.tokenOf(value).kind != JsonFields::Kind::Object)
        return m_fields.keepRaw(DeviationCode::WrongType, JsonFields::indexed(entryKeys[2], index), value);
    if (const auto error = value.get_object().get(object))
        return m_fields.stop(error);
    m_fields.section = Section::Detail;
    unsigned seen = 0;
    std::string draftCode;
    const bool done = m_fields.members(object, detailKeys, seen, [&](std::size_t at, Value &part) {
        switch (at) {
        case 0: return m_fields.text(detailKeys[at], part, failure.resultTypeWord);
        case 1: return m_fields.count(detailKeys[at], part, failure.failedSessionCount);
        case 2: return m_fields.text(detailKeys[at], part, failure.sendingMtaIp);
        case 3: return m_fields.text(detailKeys[at], part, failure.receivingMxHostname);
        case 4: return m_fields.text(detailKeys[at], part, failure.receivingIp);
        case 5: return m_fields.text(detailKeys[at], part, failure.receivingMxHelo);
        case 6: return m_fields.text(detailKeys[at], part, failure.failureReasonCode);
        case 7: return m_fields.text(detailKeys[at], part, failure.additionalInformation);
        default:
            return m_fields.text(detailKeys[at], part, draftCode) &&
                   m_fields.deviate(DeviationCode::DraftMember, detailKeys[at], draftCode);
        }
    });
    if (failure.failureReasonCode.empty())
        failure.failureReasonCode = std::move(draftCode);
    m_failed = sumOf(m_failed, failure.failedSessionCount.value_or(0));
    const bool settled = done && settleFailure(failure, seen);
    m_fields.section = Section::Entry;
    return settled;
}

bool ReportWalk::settleAddress(std::string_view key, std::string &address)
{
    return address.empty() || canonicalIp(address, address) ||
           m_fields.deviate(DeviationCode::BadIpAddress, key, address);
}

bool ReportWalk::settleFailure(FailureDetails &out, unsigned seen)
{
    out.resultType = resultTypeOf(out.resultTypeWord);
    if (out.resultType == ResultType::Other && !out.resultTypeWord.empty() &&
        !m_fields.deviate(DeviationCode::UnknownResultType, detailKeys[0], out.resultTypeWord))
        return false;
    return missing(detailKeys, seen, firstOf(4)) && settleAddress(detailKeys[2], out.sendingMtaIp) &&
           settleAddress(detailKeys[4], out.receivingIp);
}

bool ReportWalk::remark(const PolicyResult &policy)
{
    const std::int64_t failed = policy.failedSessions.value_or(0);
    if (policy.failures.empty())
        return failed <= 0 ||
               m_fields.deviate(DeviationCode::FailuresWithoutDetails, entryKeys[2], std::to_string(failed));
    if (!policy.failedSessions)
        return true;
    if (m_failed == failed && failed != 0)
        return true;
    const std::string both = "details " + std::to_string(m_failed) + ", total " + std::to_string(failed);
    return m_fields.deviate(failed == 0 ? DeviationCode::DetailsWithoutFailures : DeviationCode::SumDiffers,
                            entryKeys[2], both);
}

} // namespace tlsrpt
