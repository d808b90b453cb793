// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/smtp_evidence.h"

#include "base/enum_names.h"

namespace findings {

using facts::SmtpProbe;
using facts::SmtpStage;

namespace {

constexpr qsizetype shownLines = 16; // the end of a conversation; banners of sixty lines are seen
constexpr qsizetype shownLineBytes = 512;
constexpr qsizetype shownReply = 300;
constexpr qsizetype mergedSummaries = 8;

constexpr QLatin1String addressKey("address");

QByteArray transcriptLine(const facts::TranscriptLine &line)
{
    const char *who = line.speaker == facts::Speaker::Client   ? "C: "
                      : line.speaker == facts::Speaker::Server ? "S: "
                                                               : "* ";
    return who + line.text.left(shownLineBytes) + '\n';
}

// The last lines, with the server's last word marked: that is where a session usually turned.
TextEvidence conversation(const SmtpProbe &probe)
{
    TextEvidence evidence;
    const qsizetype first = std::max<qsizetype>(0, probe.transcript.size() - shownLines);
    int line = 0;
    for (qsizetype i = first; i < probe.transcript.size(); ++i) {
        ++line;
        const QByteArray text = transcriptLine(probe.transcript[i]);
        if (probe.transcript[i].speaker == facts::Speaker::Server) {
            evidence.offset = evidence.bytes.size();
            evidence.length = text.size() - 1;
            evidence.line = line;
            evidence.column = 1;
        }
        evidence.bytes += text;
    }
    return evidence;
}

QString replyLine(const facts::SmtpReply &reply)
{
    if (!reply.code)
        return {};
    const QString text = QString::fromUtf8(reply.lines.isEmpty() ? QByteArray() : reply.lines.last()).left(shownReply);
    return QStringLiteral("%1 %2").arg(reply.code).arg(text).trimmed();
}

// Half of what is no reply decides nothing.
const facts::SmtpReply &replyAt(const SmtpProbe &probe)
{
    static const facts::SmtpReply none;
    if (probe.cause == facts::Cause::TooLong)
        return none;
    switch (probe.reached) {
    case SmtpStage::Banner: return probe.banner;
    case SmtpStage::Ehlo: return probe.ehlo;
    case SmtpStage::StartTls: return probe.startTls;
    case SmtpStage::EhloTls: return probe.ehloTls;
    case SmtpStage::NotStarted:
    case SmtpStage::Connect:
    case SmtpStage::Handshake:
    case SmtpStage::Done: break;
    }
    return none;
}

// Alert first: it is the server's own word, OpenSSL's reason only paraphrases it.
QString tlsWords(const facts::TlsFacts &tls)
{
    QStringList words;
    if (tls.alert >= 0)
        words << QStringLiteral("alert %1").arg(tls.alert);
    if (!tls.error.isEmpty())
        words << tls.error;
    if (words.isEmpty() && !tls.established())
        words << base::enumName(tls.outcome).replace(u'-', u' ');
    return words.join(QLatin1String(", "));
}

QString reasonOf(const SmtpProbe &probe)
{
    if (probe.reached == SmtpStage::Handshake && probe.tls.outcome != facts::TlsOutcome::NotAttempted)
        return tlsWords(probe.tls);
    if (probe.cause == facts::Cause::None)
        return {};
    return probe.error.isEmpty() ? causeWords(probe.cause) : probe.error;
}

QString summaryOf(const facts::MxHostFacts &host, const SmtpProbe &probe)
{
    QString line = QStringLiteral("%1 %2").arg(host.name, endpoint(probe));
    if (probe.complete())
        return line + QStringLiteral(" %1 %2").arg(protocolWords(probe.tls.protocol), probe.tls.cipher);
    const QString reply = decisiveReply(probe), reason = reasonOf(probe);
    line += QStringLiteral(" %1 → %2").arg(stageWords(probe.reached), reply.isEmpty() ? reason : reply);
    return probe.cause == facts::Cause::TimedOut
               ? line + QStringLiteral(" (%1 s)").arg(probe.totalMs / 1000.0, 0, 'f', 1)
               : line;
}

Finding withoutAddress(Finding finding)
{
    finding.arguments.remove(addressKey);
    finding.evidence = {};
    return finding;
}

void absorb(Finding &into, const Finding &other)
{
    into.arguments[addressKey] += QStringLiteral(", ") + other.arguments.value(addressKey);
    into.evidence.address = into.arguments[addressKey];
    if (into.evidence.summary.count(QLatin1String("; ")) < mergedSummaries)
        into.evidence.summary += QStringLiteral("; ") + other.evidence.summary;
}

} // namespace

QString endpoint(const SmtpProbe &probe)
{
    const QString address = probe.address.toString();
    return QStringLiteral("%1:%2").arg(probe.address.isV6() ? u'[' + address + u']' : address).arg(probe.port);
}

QString stageWords(SmtpStage stage)
{
    switch (stage) {
    case SmtpStage::NotStarted: return QStringLiteral("not started");
    case SmtpStage::Connect: return QStringLiteral("connect");
    case SmtpStage::Banner: return QStringLiteral("banner");
    case SmtpStage::Ehlo: return QStringLiteral("EHLO");
    case SmtpStage::StartTls: return QStringLiteral("STARTTLS");
    case SmtpStage::Handshake: return QStringLiteral("TLS handshake");
    case SmtpStage::EhloTls: return QStringLiteral("EHLO over TLS");
    case SmtpStage::Done: return QStringLiteral("QUIT");
    }
    return {};
}

QString causeWords(facts::Cause cause)
{
    return base::enumName(cause).replace(u'-', u' ');
}

QString protocolWords(const QString &protocol)
{
    if (!protocol.startsWith(QLatin1String("TLSv")))
        return protocol;
    const QString version = protocol.mid(4);
    return QStringLiteral("TLS %1").arg(version.contains(u'.') ? version : version + QStringLiteral(".0"));
}

QString decisiveReply(const SmtpProbe &probe)
{
    return replyLine(replyAt(probe));
}

Finding aboutSession(Finding finding, const facts::MxHostFacts &host, const SmtpProbe &probe)
{
    const QString address = probe.address.toString();
    finding.arguments.insert(QStringLiteral("host"), host.name);
    finding.arguments.insert(addressKey, address);
    finding.arguments.insert(QStringLiteral("port"), QString::number(probe.port));
    finding.arguments.insert(QStringLiteral("stage"), stageWords(probe.reached));
    finding.arguments.insert(QStringLiteral("reply"), decisiveReply(probe));
    finding.arguments.insert(QStringLiteral("reason"), reasonOf(probe));
    finding.evidence.host = host.name;
    finding.evidence.address = address;
    if (finding.evidence.summary.isEmpty())
        finding.evidence.summary = summaryOf(host, probe);
    finding.evidence.text = conversation(probe);
    return finding;
}

Findings mergedByAddress(const Findings &findings)
{
    Findings merged;
    for (const Finding &finding : findings) {
        const auto alike = std::find_if(merged.begin(), merged.end(), [&](const Finding &other) {
            return finding.arguments.contains(addressKey) && withoutAddress(other) == withoutAddress(finding);
        });
        if (alike == merged.end())
            merged << finding;
        else
            absorb(*alike, finding);
    }
    return merged;
}

} // namespace findings
