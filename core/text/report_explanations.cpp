// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/report_explanations.h"

#include "rollout/google_workspace.h"
#include "text/filled.h"
#include "text/report_sentences.h"
#include "tlsrpt/report_words.h"

#include <QCoreApplication>
#include <QMap>

namespace text {

using tlsrpt::Explanation;
using tlsrpt::PolicyType;
using tlsrpt::ReasonClass;
using tlsrpt::ResultType;
using tlsrpt::Side;
using tlsrpt::Target;

namespace {

using Arguments = QMap<QString, QString>;

QString translated(const char *sentence)
{
    return *sentence ? QCoreApplication::translate("text", sentence) : QString();
}

QString filled(const char *sentence, const Arguments &arguments)
{
    return text::filled(translated(sentence), arguments, Missing::Dropped);
}

QString serverWords(const Explanation &all, const Arguments &names)
{
    switch (all.target) {
    case Target::MailServer:
        if (all.failure.mxHostname.empty())
            return filled(QT_TRANSLATE_NOOP("text", "a mail server of {domain}"), names);
        return filled(QT_TRANSLATE_NOOP("text", "the mail server {mx}"), names);
    case Target::PolicyHost: return filled(QT_TRANSLATE_NOOP("text", "the policy host mta-sts.{domain}"), names);
    case Target::Zone: return filled(QT_TRANSLATE_NOOP("text", "the DNS of {domain}"), names);
    }
    return {};
}

// Reports may leave out the domain; sentences may not.
QString domainWords(const Explanation &all)
{
    return all.failure.policyDomain.empty() ? QStringLiteral("DOMAIN")
                                            : QString::fromStdString(all.failure.policyDomain);
}

Arguments argumentsFor(const Explanation &all)
{
    Arguments names;
    names.insert(QStringLiteral("domain"), domainWords(all));
    const QString mx = QString::fromStdString(all.failure.mxHostname);
    names.insert(QStringLiteral("mx"), mx.isEmpty() ? translated(QT_TRANSLATE_NOOP("text", "MX-HOST")) : mx);
    names.insert(QStringLiteral("word"), QString::fromStdString(all.failure.resultTypeWord));
    names.insert(QStringLiteral("reason"), QString::fromStdString(all.failure.reasonCode));
    names.insert(QStringLiteral("server"), serverWords(all, names));
    return names;
}

// The policy lines for the set of Google hosts that the MX host belongs to.
QString policyLinesFor(const Explanation &all)
{
    QStringList lines;
    for (const rollout::GoogleFamily family : rollout::familiesOf(QString::fromStdString(all.failure.mxHostname)))
        if (rollout::isWorkspaceFamily(family) && lines.isEmpty())
            for (const QString &pattern : rollout::policyPatternsFor(family))
                lines += QStringLiteral("\"mx: %1\"").arg(pattern);
    return lines.join(QStringLiteral(", "));
}

bool blamesGoogleFalsely(const Explanation &all)
{
    return all.googleMx && all.target == Target::MailServer && (all.side == Side::Middle || all.side == Side::Sender);
}

QString fixFor(const Explanation &all, const Arguments &names)
{
    if (blamesGoogleFalsely(all))
        return translated(all.side == Side::Middle ? googleMiddleFix() : googleSenderFix());
    const char *byReason = sentencesOf(all.reason).fix;
    return filled(*byReason ? byReason : sentencesOf(all.resultType).fix, names);
}

QString checkFor(const Explanation &all, const Arguments &names)
{
    switch (all.target) {
    case Target::MailServer:
        return filled(QT_TRANSLATE_NOOP("text", "Run \"sigillo-cli check {domain}\": it opens a session with every MX "
                                                "host and shows its STARTTLS, certificate and chain."),
                      names);
    case Target::PolicyHost:
        return filled(QT_TRANSLATE_NOOP("text", "Run \"sigillo-cli check {domain}\": it fetches the policy as a sender "
                                                "does, judges the certificate of mta-sts.{domain} and compares the mx "
                                                "lines with the MX records."),
                      names);
    case Target::Zone:
        return filled(QT_TRANSLATE_NOOP("text", "Run \"sigillo-cli check {domain}\": it validates the DNSSEC chain and "
                                                "compares the TLSA records with the certificates of the MX hosts."),
                      names);
    }
    return {};
}

QStringList googleNotes(const Explanation &all, Arguments names)
{
    QStringList notes;
    if (!all.googleMx)
        return notes;
    names.insert(QStringLiteral("lines"), policyLinesFor(all));
    if (all.reason == ReasonClass::MxNotInPolicy && !names.value(QStringLiteral("lines")).isEmpty())
        notes += filled(
            QT_TRANSLATE_NOOP("text", "{mx} belongs to Google. For its set of hosts the policy needs {lines}."), names);
    if (all.target == Target::Zone && all.failure.mxHostname.ends_with(".smtp.goog"))
        notes +=
            filled(QT_TRANSLATE_NOOP("text", "The zone smtp.goog is signed and belongs to Google, so TLSA records for "
                                             "{mx} are Google's to change. Report the failure to Google if it lasts."),
                   names);
    else if (all.target == Target::Zone)
        notes +=
            filled(QT_TRANSLATE_NOOP("text", "{mx} belongs to Google, in a zone that DNSSEC does not sign, so DANE "
                                             "cannot protect it. Publish no TLSA records for it."),
                   names);
    if (all.target == Target::PolicyHost)
        notes +=
            translated(QT_TRANSLATE_NOOP("text", "Google receives the mail, but does not host the policy. The policy "
                                                 "host is always yours to run."));
    if (blamesGoogleFalsely(all))
        notes +=
            filled(QT_TRANSLATE_NOOP("text", "Nobody but Google can change {mx}. When many senders report the same on "
                                             "the same day, look at the Google Workspace Status Dashboard."),
                   names);
    return notes;
}

QStringList policyNotes(const Explanation &all, const Arguments &names)
{
    QStringList notes;
    if (!all.fitsPolicy)
        notes +=
            filled(QT_TRANSLATE_NOOP("text", "The sender lists \"{word}\" under a policy of another kind, which cannot "
                                             "lead to it. Take the result type as what happened."),
                   names);
    switch (all.failure.policyType) {
    case PolicyType::Sts:
        if (all.failure.mode == "enforce")
            notes +=
                translated(QT_TRANSLATE_NOOP("text", "The policy is enforced: the sender did not deliver over these "
                                                     "sessions. It tries again and returns the mail in the end."));
        else if (all.failure.mode == "testing" || all.failure.mode == "none")
            notes +=
                filled(QT_TRANSLATE_NOOP("text", "The policy is not enforced: the mail was delivered all the same. "
                                                 "Under enforcement it would not have been."),
                       names);
        break;
    case PolicyType::Tlsa:
        notes += translated(QT_TRANSLATE_NOOP("text", "DANE has no testing mode: the sender did not deliver over these "
                                                      "sessions. The policy domain of a DANE policy is the MX host."));
        break;
    case PolicyType::NoPolicyFound:
        notes +=
            translated(QT_TRANSLATE_NOOP("text", "The sender found neither an MTA-STS policy nor TLSA records, so it "
                                                 "delivered without protection, in the clear if need be."));
        break;
    case PolicyType::Other: break;
    }
    return notes;
}

} // namespace

QString sideWord(Side side)
{
    switch (side) {
    case Side::Receiver: return QCoreApplication::translate("text", "the receiving domain");
    case Side::PolicyHost: return QCoreApplication::translate("text", "the policy host");
    case Side::Sender: return QCoreApplication::translate("text", "the sending system");
    case Side::Middle: return QCoreApplication::translate("text", "something between sender and receiver");
    case Side::Unknown: return QCoreApplication::translate("text", "not known");
    }
    return {};
}

FailureWords inWords(const Explanation &explanation)
{
    const Arguments names = argumentsFor(explanation);
    FailureWords words;
    words.side = sideWord(explanation.side);
    words.whatHappened = filled(explanation.failure.resultTypeWord.empty() ? missingResultType()
                                                                           : sentencesOf(explanation.resultType).what,
                                names);
    words.reason = filled(sentencesOf(explanation.reason).what, names);
    words.check = checkFor(explanation, names);
    words.fix = fixFor(explanation, names);
    words.notes = policyNotes(explanation, names) + googleNotes(explanation, names);
    return words;
}

} // namespace text
