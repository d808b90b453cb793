// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_keeping.h"

#include "archive/stored_text.h"
#include "base/sha256.h"
#include "tlsrpt/carrier.h"
#include "tlsrpt/domain_text.h"
#include "tlsrpt/json_writer.h"
#include "tlsrpt/report_identity.h"
#include "tlsrpt/summary.h"

namespace io {

namespace {

// The identity has no bounded length, so the archive gets a hash of it.
QByteArray identityHash(const tlsrpt::Report &report)
{
    return base::sha256(tlsrpt::identityOf(report));
}

// RFC 8460 §3 asks for the reporting domain's own signature. A sub-domain of it (Mail.ru) is under the same hand; a
// domain above the submitter may belong to a provider of many others and proves nothing. TLS-Report-Submitter is the
// mail's own claim, and the report goes by the domain of its contact-info: the signature has to fit that one too (§5.3
// wants both equal), or anybody could sign reports in the name of others.
archive::Trust trustOf(const tlsrpt::DkimResult &dkim, const tlsrpt::Report &report)
{
    const std::string contact = tlsrpt::contactDomain(report);
    if (!contact.empty() && dkim.domain != contact && !tlsrpt::isBelow(dkim.domain, contact))
        return archive::Trust::Unverified;
    const bool isAligned =
        dkim.alignment == tlsrpt::DkimAlignment::Equal || dkim.alignment == tlsrpt::DkimAlignment::SubDomain;
    if (!isAligned)
        return archive::Trust::Unverified;
    if (dkim.verdict == tlsrpt::DkimVerdict::Pass)
        return archive::Trust::Verified;
    return dkim.verdict == tlsrpt::DkimVerdict::PassByProvider ? archive::Trust::ByProvider
                                                               : archive::Trust::Unverified;
}

// What came as one gzip member is kept as it came, unless it is padded to more than its content.
QByteArray packedBytes(const ReadReport &read)
{
    if (!read.gzip.isEmpty() && read.gzip.size() <= read.json.size())
        return read.gzip.toByteArray();
    return archive::packed({read.json.constData(), std::size_t(read.json.size())});
}

} // namespace

QByteArray evidenceJson(const tlsrpt::MailEvidence *mail)
{
    if (!mail)
        return {};
    std::string out;
    tlsrpt::JsonWriter json(out);
    const auto text = [&json](const char *name, const std::string &value) {
        if (value.empty())
            return;
        json.key(name);
        json.string(value);
    };
    json.open('{');
    text("from", mail->from);
    text("date", mail->date);
    text("message-id", mail->messageId);
    text("subject", mail->subject);
    text("tls-report-domain", mail->reportDomain.value_or(std::string()));
    text("tls-report-submitter", mail->reportSubmitter.value_or(std::string()));
    text("original-sender", mail->originalSender);
    text("received", mail->received);
    text("authentication-results", mail->authenticationResults);
    json.close('}');
    return QByteArray::fromStdString(out);
}

archive::StoredReport toKeep(ReadReport &&read, std::int64_t now)
{
    archive::StoredReport keep;
    keep.identity = identityHash(read.report);
    keep.content = tlsrpt::contentHash(read.report);
    keep.sender = tlsrpt::senderOf(read.report);
    keep.source = QString::fromStdString(read.source);
    keep.receivedAt = now;
    if (read.mail) {
        keep.receivedAt = tlsrpt::receivedAt(*read.mail).value_or(now);
        keep.dkim = QLatin1String(tlsrpt::wordOf(read.dkim.verdict));
        keep.trust = trustOf(read.dkim, read.report);
        keep.evidence = evidenceJson(read.mail.get());
    }
    keep.bytes = packedBytes(read);
    keep.report = std::move(read.report);
    return keep;
}

} // namespace io
