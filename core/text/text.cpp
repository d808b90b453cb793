// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include "text/filled.h"

#include "findings/catalogue.h"

#include <QCoreApplication>
#include <QHash>
#include <QMetaEnum>

namespace text {

using findings::Basis;
using findings::Finding;
using findings::FindingId;
using findings::Severity;
using findings::Status;
using findings::Subject;

std::span<const Entry> entries(Subject subject)
{
    switch (subject) {
    case Subject::Domain: return domainTexts();
    case Subject::StsRecord: return stsRecordTexts();
    case Subject::PolicyHost: return policyHostTexts();
    case Subject::Policy: return policyTexts();
    case Subject::MxCoverage: return mxCoverageTexts();
    case Subject::MailServer: return mailServerTexts();
    case Subject::Dane: return daneTexts();
    case Subject::TlsrptRecord: return tlsrptRecordTexts();
    case Subject::Google: return googleTexts();
    case Subject::Posture: return postureTexts();
    }
    return {};
}

namespace {

const Entry &sentencesOf(FindingId id)
{
    static const QHash<FindingId, const Entry *> index = [] {
        QHash<FindingId, const Entry *> all;
        const QMetaEnum subjects = QMetaEnum::fromType<Subject>();
        for (int i = 0; i < subjects.keyCount(); ++i)
            for (const Entry &entry : entries(Subject(subjects.value(i))))
                all.insert(entry.id, &entry);
        return all;
    }();
    static const Entry none{FindingId::DomainNotFound, "", "", ""};
    const Entry *entry = index.value(id);
    return entry ? *entry : none;
}

// The tables mark their sentences with QT_TRANSLATE_NOOP("text", …).
QString translated(const char *sentence)
{
    return *sentence ? QCoreApplication::translate("text", sentence) : QString();
}

QString filled(const QString &sentence, const QMap<QString, QString> &arguments)
{
    return text::filled(sentence, arguments, Missing::Kept);
}

} // namespace

QString title(const Finding &finding)
{
    const Entry &entry = sentencesOf(finding.id);
    const bool well = finding.status == Status::Pass && *entry.passed;
    if (finding.status != Status::Unknown)
        return filled(translated(well ? entry.passed : entry.title), finding.arguments);
    const QString words = filled(translated(*entry.unknown ? entry.unknown : entry.title), finding.arguments);
    return QCoreApplication::translate("text", "Not known: %1").arg(words);
}

QString explanation(const Finding &finding)
{
    if (finding.status == Status::Pass)
        return {};
    return filled(translated(sentencesOf(finding.id).explanation), finding.arguments);
}

QString guidance(const Finding &finding)
{
    if (finding.status == Status::Pass)
        return {};
    return filled(translated(sentencesOf(finding.id).guidance), finding.arguments);
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Ok: return QCoreApplication::translate("text", "ok");
    case Severity::Info: return QCoreApplication::translate("text", "info");
    case Severity::Warning: return QCoreApplication::translate("text", "warning");
    case Severity::Error: return QCoreApplication::translate("text", "error");
    }
    return {};
}

QString subjectTitle(Subject subject)
{
    switch (subject) {
    case Subject::Domain: return QCoreApplication::translate("text", "Domain");
    case Subject::StsRecord: return QCoreApplication::translate("text", "MTA-STS record");
    case Subject::PolicyHost: return QCoreApplication::translate("text", "Policy host");
    case Subject::Policy: return QCoreApplication::translate("text", "Policy");
    case Subject::MxCoverage: return QCoreApplication::translate("text", "MX records");
    case Subject::MailServer: return QCoreApplication::translate("text", "Mail servers");
    case Subject::Dane: return QCoreApplication::translate("text", "DANE");
    case Subject::TlsrptRecord: return QCoreApplication::translate("text", "TLS reporting record");
    case Subject::Google: return QCoreApplication::translate("text", "Google Workspace");
    case Subject::Posture: return QCoreApplication::translate("text", "Wider posture");
    }
    return {};
}

namespace {

QString basisWords(Basis basis)
{
    switch (basis) {
    case Basis::Must: return {};
    case Basis::Should: return QCoreApplication::translate("text", "a SHOULD");
    case Basis::May: return QCoreApplication::translate("text", "a MAY");
    case Basis::Erratum: return QCoreApplication::translate("text", "a reported erratum");
    case Basis::Inference: return QCoreApplication::translate("text", "our inference");
    case Basis::Field: return QCoreApplication::translate("text", "what real senders and providers do");
    case Basis::Unconfirmed: return QCoreApplication::translate("text", "hearsay, not confirmed");
    }
    return {};
}

} // namespace

QString sourceOf(FindingId id)
{
    const findings::CatalogueEntry &entry = findings::entryOf(id);
    const QString rfc = entry.rfc.toString(), basis = basisWords(entry.basis);
    if (rfc.isEmpty())
        return basis;
    return basis.isEmpty() ? rfc : QStringLiteral("%1 (%2)").arg(rfc, basis);
}

QString disagreement(const findings::Disagreement &disagreement)
{
    const QString words = disagreement.refuses ? QCoreApplication::translate("text", "Refused by %1")
                                               : QCoreApplication::translate("text", "Accepted by %1");
    const QString line = words.arg(disagreement.who);
    return disagreement.unconfirmed ? QCoreApplication::translate("text", "%1 (not confirmed)").arg(line) : line;
}

} // namespace text
