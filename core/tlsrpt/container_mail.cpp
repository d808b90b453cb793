// SPDX-License-Identifier: GPL-3.0-or-later
// The mail part of the walk: RFC 8460 §5.3 says how a report mail looks, and senders do otherwise.
#include "tlsrpt/container_walk.h"
#include "tlsrpt/mail_fields.h"
#include "tlsrpt/mail_parts.h"

#include <algorithm>

namespace tlsrpt {
namespace {

std::string cut(std::string_view text)
{
    return std::string(text.substr(0, 200));
}

std::vector<Deviation> mailDeviations(const MailParts &parts, const MailEvidence &mail)
{
    std::vector<Deviation> found;
    if (parts.unterminated)
        found.push_back({DeviationCode::Unterminated, {}, {}});
    if (parts.mediaType != "multipart/report" || parts.reportType != "tlsrpt")
        found.push_back(
            {DeviationCode::MediaType, "Content-Type",
             cut(parts.reportType.empty() ? parts.mediaType : parts.mediaType + "; report-type=" + parts.reportType)});
    if (!mail.reportDomain)
        found.push_back({DeviationCode::HeaderMissing, "TLS-Report-Domain", {}});
    if (!mail.reportSubmitter)
        found.push_back({DeviationCode::HeaderMissing, "TLS-Report-Submitter", {}});
    return found;
}

void addPartDeviations(Content content, const MailPart &part, const std::string &label, std::vector<Deviation> &found)
{
    if (content == Content::Mail || content == Content::Mbox)
        return;
    const std::string_view expected = content == Content::Json ? "application/tlsrpt+json" : "application/tlsrpt+gzip";
    if (part.mediaType != expected || content == Content::Zip || content == Content::Tar)
        found.push_back({DeviationCode::MediaType, label, cut(part.mediaType)});
    if (content == Content::Json)
        found.push_back({DeviationCode::NotCompressed, label, {}});
}

bool isInnerMail(const MailPart &part)
{
    return part.mediaType == "message/rfc822" || part.mediaType == "message/global";
}

/// Text that a person reads, unless it turns out to be a report under a wrong media type.
bool isProse(const MailPart &part)
{
    return part.mediaType.starts_with("text/") || (part.mediaType.starts_with("message/") && !isInnerMail(part));
}

bool canHoldReports(Content content)
{
    return content == Content::Json || content == Content::Gzip || content == Content::Zip || content == Content::Tar;
}

/// Whether the sender meant this part to be a report.
bool claimsReport(const MailPart &part)
{
    const std::string name = lowerCase(part.name);
    return part.mediaType.find("tlsrpt") != std::string::npos || name.ends_with(".json") || name.ends_with(".gz") ||
           name.ends_with(".zip") || name.ends_with(".tar");
}

/// Spares the decoding of the usual text beside a report: only a prefix is looked at.
bool isPlainlyProse(const MailPart &part)
{
    return isProse(part) && part.encoded.data() && part.encoding != TransferEncoding::Base64 &&
           !canHoldReports(sniff(part.encoded.substr(0, 600)));
}

/// A mail of nothing but boundaries and field names would cost a hundred times its size in memory. Only large ones can.
bool isIntricate(std::string_view mail)
{
    constexpr std::size_t harmlessBytes = 128 * 1024;
    constexpr int mostDelimiters = 20'000, mostFields = 50'000;
    if (mail.size() < harmlessBytes)
        return false;
    int delimiters = 0, fields = 0;
    for (std::size_t at = 0; at < mail.size() && delimiters <= mostDelimiters && fields <= mostFields;) {
        const std::size_t end = std::min(mail.find('\n', at), mail.size());
        const std::string_view line = mail.substr(at, std::min<std::size_t>(end - at, 76));
        delimiters += line.starts_with("--") ? 1 : 0;
        fields += line.find(':') < std::min(line.find_first_of(" \t\"{"), line.size()) ? 1 : 0;
        at = end + 1;
    }
    return delimiters > mostDelimiters || fields > mostFields;
}

} // namespace

void ContainerWalk::readMail(std::string_view mail, Place &&place)
{
    if (qint64(mail.size()) > m_caps.mailBytes)
        return reject(place, RejectReason::CapMailBytes);
    if (isIntricate(mail))
        return reject(place, RejectReason::CapEntries);
    const qint64 outcomesBefore = m_outcomes;
    thread_local std::vector<MailField> room;
    MailHeader header = mailHeader(mail, std::move(room));
    MailParts parts;
    if (!plainMailParts(mail, header, parts))
        parts = gmimeMailParts(mail);
    const auto evidence = std::make_shared<MailEvidence>();
    readEvidence(header, *evidence);
    place.mail = evidence;
    room = std::move(header.fields); // now, because a mail may be inside this one
    place.mailBytes = mail;
    place.deviations = mailDeviations(parts, *place.mail);
    for (int i = 0; i < int(parts.parts.size()); ++i) {
        if (!countEntry(place))
            break;
        readPart(parts.parts[std::size_t(i)], i + 1, place);
    }
    if (m_outcomes == outcomesBefore)
        reject(place, RejectReason::NoReport);
}

void ContainerWalk::readPart(const MailPart &part, int number, const Place &mailPlace)
{
    if (isPlainlyProse(part))
        return;
    QByteArray bytes = part.content();
    const QByteArrayView view(bytes);
    const std::string_view text(view.data(), std::size_t(view.size()));
    const Content content = isInnerMail(part) ? Content::Mail : sniff(text);
    const bool readable = isInnerMail(part) || (isProse(part) ? canHoldReports(content) : content != Content::Unknown);
    if (!readable && !claimsReport(part))
        return;
    const std::string label = "part " + std::to_string(number);
    Place inner = mailPlace.inside(label, part.name);
    addPartDeviations(content, part, label, inner.deviations);
    if (inner.depth > m_caps.depth)
        return reject(inner, RejectReason::CapDepth);
    readAs(content, text, std::move(inner), &bytes);
    giveRoom(std::move(bytes));
}

} // namespace tlsrpt
