// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/findings_json.h"

#include "base/domain_name.h"
#include "base/enum_names.h"
#include "cli/layout.h"
#include "findings/catalogue.h"
#include "findings/lint.h"
#include "text/text.h"

#include <QJsonDocument>

#include <algorithm>

namespace cli {

namespace {

using findings::Finding;

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(qint64 number, bool known)
{
    return known ? QJsonValue(number) : QJsonValue();
}

QJsonObject evidenceJson(const findings::Evidence &evidence)
{
    const EscapedText text = losslessText(evidence.text.bytes);
    const bool placed = evidence.text.offset >= 0;
    return {{QStringLiteral("summary"), evidence.summary},
            {QStringLiteral("host"), orNull(evidence.host)},
            {QStringLiteral("address"), orNull(evidence.address)},
            {QStringLiteral("text"), orNull(text.text)},
            {QStringLiteral("text_escaped"), text.escaped},
            {QStringLiteral("offset"), orNull(evidence.text.offset, placed)},
            {QStringLiteral("length"), orNull(evidence.text.length, placed)},
            {QStringLiteral("line"), orNull(evidence.text.line, evidence.text.line > 0)},
            {QStringLiteral("column"), orNull(evidence.text.column, evidence.text.column > 0)}};
}

QJsonArray disagreementsJson(const QList<findings::Disagreement> &disagreements)
{
    QJsonArray all;
    for (const findings::Disagreement &one : disagreements)
        all.append(QJsonObject{{QStringLiteral("who"), one.who},
                               {QStringLiteral("refuses"), one.refuses},
                               {QStringLiteral("unconfirmed"), one.unconfirmed}});
    return all;
}

// The word that a sender would report for a session with this address: of the gravest finding about it.
QString resultTypeOf(const findings::Findings &findings, const QString &host, const QString &address)
{
    const Finding *gravest = nullptr;
    for (const Finding &finding : findings) {
        const findings::Evidence &evidence = finding.evidence;
        // A finding about several addresses names them all, with commas between them.
        const bool concerns =
            finding.status == findings::Status::Fail && !finding.resultType.isEmpty() && evidence.host == host &&
            (evidence.address.isEmpty() || evidence.address.split(QLatin1String(", ")).contains(address));
        if (concerns && (!gravest || finding.severity > gravest->severity))
            gravest = &finding;
    }
    return gravest ? gravest->resultType : QString();
}

QJsonObject probeJson(const Report &report, const QString &host, const facts::SmtpProbe &probe)
{
    const facts::TlsFacts &tls = probe.tls;
    return {{QStringLiteral("address"), probe.address.toString()},
            {QStringLiteral("port"), probe.port},
            {QStringLiteral("reached"), base::enumName(probe.reached)},
            {QStringLiteral("cause"), base::enumName(probe.cause)},
            {QStringLiteral("tls"), orNull(tls.protocol)},
            {QStringLiteral("cipher"), orNull(tls.cipher)},
            {QStringLiteral("chain_trusted"), tls.established() ? QJsonValue(tls.trusted()) : QJsonValue()},
            {QStringLiteral("name_matches"), tls.established() ? QJsonValue(tls.nameMatches) : QJsonValue()},
            {QStringLiteral("result_type"), orNull(resultTypeOf(report.findings, host, probe.address.toString()))}};
}

QJsonArray mxJson(const Report &report)
{
    QJsonArray hosts;
    for (const facts::MxHostFacts &host : report.facts.mxHosts) {
        QJsonArray addresses;
        for (const facts::SmtpProbe &probe : host.probes)
            addresses.append(probeJson(report, host.name, probe));
        const bool known = report.deployment.mode.has_value();
        hosts.append(QJsonObject{{QStringLiteral("host"), host.name},
                                 {QStringLiteral("preference"), host.preference},
                                 {QStringLiteral("implicit"), host.implicit},
                                 {QStringLiteral("covered"),
                                  known ? QJsonValue(sts::matchesAny(report.deployment.mx, host.name)) : QJsonValue()},
                                 {QStringLiteral("addresses"), addresses}});
    }
    return hosts;
}

QString isoMoment(const QDateTime &moment)
{
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

// JSON leaves these as they are; a terminal would act on them or hide them.
bool actsOnTerminal(QChar c)
{
    const bool isControl = c.unicode() >= 0x7f && c.unicode() < 0xa0;
    return isControl || c.isSurrogate() || c.category() == QChar::Other_Format || c.unicode() == 0x2028 ||
           c.unicode() == 0x2029;
}

} // namespace

QJsonObject toJson(const Finding &finding)
{
    return {{QStringLiteral("id"), base::enumName(finding.id)},
            {QStringLiteral("subject"), base::enumName(findings::subjectOf(finding.id))},
            {QStringLiteral("severity"), base::enumName(finding.severity)},
            {QStringLiteral("status"), base::enumName(finding.status)},
            {QStringLiteral("effect"), base::enumName(finding.effect)},
            {QStringLiteral("title"), text::title(finding)},
            {QStringLiteral("explanation"), text::explanation(finding)},
            {QStringLiteral("guidance"), text::guidance(finding)},
            {QStringLiteral("rfc"), text::sourceOf(finding.id)},
            {QStringLiteral("result_type"), orNull(finding.resultType)},
            {QStringLiteral("evidence"), evidenceJson(finding.evidence)},
            {QStringLiteral("disagreements"), disagreementsJson(finding.disagreements)}};
}

QJsonArray toJson(const findings::Findings &findings)
{
    QJsonArray all;
    for (const Finding &finding : findings)
        all.append(toJson(finding));
    return all;
}

namespace {

// Null where nothing stands against the policy only because it could not be seen.
QJsonValue effectJson(const Report &report)
{
    const bool seen = report.deployment.recordUsable && report.deployment.policyUsable;
    if (report.verdict.effect == findings::Effect::Usable && !seen)
        return {};
    return base::enumName(report.verdict.effect);
}

} // namespace

QJsonObject toJson(const Report &report)
{
    const auto name = base::DomainName::parse(report.facts.domain);
    const auto mode = report.deployment.mode;
    return {{QStringLiteral("sigillo"), QStringLiteral(SIGILLO_VERSION)},
            {QStringLiteral("domain"), report.facts.domain},
            {QStringLiteral("unicode"), name ? name->toUnicode() : report.facts.domain},
            {QStringLiteral("checked_at"), isoMoment(report.facts.observedAt)},
            {QStringLiteral("elapsed_ms"), report.facts.elapsedMs},
            {QStringLiteral("cancelled"), report.facts.cancelled},
            {QStringLiteral("severity"), base::enumName(report.verdict.severity)},
            {QStringLiteral("unknown"), report.verdict.unknown},
            {QStringLiteral("effect"), effectJson(report)},
            {QStringLiteral("exit_status"), report.verdict.exitStatus()},
            {QStringLiteral("mode"), mode ? QJsonValue(base::enumName(*mode)) : QJsonValue()},
            {QStringLiteral("policy_id"), orNull(report.policyId)},
            {QStringLiteral("mx"), mxJson(report)},
            {QStringLiteral("findings"), toJson(report.findings)}};
}

QJsonObject lintJson(const findings::Findings &findings)
{
    const findings::Verdict verdict = findings::verdictOf(findings);
    return {{QStringLiteral("effect"), base::enumName(findings::effectOf(findings))},
            {QStringLiteral("severity"), base::enumName(verdict.severity)},
            {QStringLiteral("exit_status"), verdict.exitStatus()},
            {QStringLiteral("findings"), toJson(findings)}};
}

QByteArray document(const QJsonObject &object)
{
    const QString json = QString::fromUtf8(QJsonDocument(object).toJson());
    QString out;
    out.reserve(json.size());
    for (const QChar c : json) {
        if (actsOnTerminal(c))
            out += QLatin1String("\\u") + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        else
            out += c;
    }
    return out.toUtf8();
}

} // namespace cli
