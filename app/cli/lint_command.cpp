// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/input.h"
#include "cli/report_text.h"
#include "cli/words.h"
#include "findings/lint.h"
#include "sts/policy_parser.h"

#include <algorithm>

namespace cli {

namespace {

constexpr const char *optionsOfPolicy[] = {"http-status", "content-type", "content-encoding", "domain"};

int answer(const findings::Findings &findings, const Arguments &arguments)
{
    const int status = findings::verdictOf(findings).exitStatus();
    if (arguments.has("json"))
        return print(document(lintJson(findings)), status);
    return print(lintText(findings, {outputStyle(), arguments.has("verbose")}), status);
}

Read<QList<QByteArrayList>> recordSetOf(const Arguments &arguments)
{
    const QStringList words = arguments.operands().mid(1);
    if (arguments.has("rrset") && !words.isEmpty())
        return tl::unexpected(Words::tr("Give the records either with --rrset or as words, not both."));
    if (!arguments.has("rrset") && words.isEmpty())
        return tl::unexpected(Words::tr("Give the records with --rrset FILE.json, or each as one word."));
    if (arguments.has("rrset"))
        return readFile(arguments.value("rrset"), limits::lintFileBytes).and_then(readRecordSet);
    QList<QByteArrayList> records;
    for (const QString &word : words)
        records += QByteArrayList{word.toUtf8()};
    return records;
}

int lintRecordSet(const Arguments &arguments, findings::Findings (*lint)(const QList<QByteArrayList> &))
{
    const auto records = recordSetOf(arguments);
    if (!records)
        return usageProblem(records.error(), "lint");
    return answer(lint(*records), arguments);
}

Read<findings::PolicyContext> policyContextOf(const Arguments &arguments)
{
    findings::PolicyContext context;
    if (arguments.has("http-status")) {
        const auto status = readNumber("http-status", arguments.value("http-status"), 100, 999);
        if (!status)
            return tl::unexpected(status.error());
        context.httpStatus = *status;
    }
    if (arguments.has("content-type"))
        context.contentType = arguments.value("content-type");
    context.contentEncoding = arguments.value("content-encoding");
    if (arguments.has("domain")) {
        const auto domain = readDomain(arguments.value("domain"));
        if (!domain)
            return tl::unexpected(domain.error());
        context.domain = domain->toString();
    }
    return context;
}

int lintPolicyFile(const Arguments &arguments)
{
    if (arguments.operands().size() != 2)
        return usageProblem(Words::tr("lint policy takes one file, or \"-\" for standard input."), "lint");
    auto context = policyContextOf(arguments);
    if (!context)
        return usageProblem(context.error(), "lint");
    const auto body = readFile(arguments.operands().at(1), limits::lintFileBytes);
    if (!body)
        return usageProblem(body.error(), "lint");
    context->tooLong = body->size() > limits::policyBytes;
    // As in a live check: one byte more than the limit is kept.
    return answer(findings::lintPolicy(body->left(limits::policyBytes + 1), *context), arguments);
}

QString matchesText(const QJsonArray &matches)
{
    QString out;
    for (const QJsonValue &match : matches)
        out += (match[u"match"].toBool() ? Words::tr("covered      ") : Words::tr("not covered  ")) +
               match[u"host"].toString() + u'\n';
    return out;
}

int lintMxMatch(const Arguments &arguments)
{
    const QStringList hosts = arguments.operands().mid(1);
    if (!arguments.has("policy") || hosts.isEmpty())
        return usageProblem(Words::tr("lint mx-match takes --policy FILE and at least one host."), "lint");
    const auto body = readFile(arguments.value("policy"), limits::lintFileBytes);
    if (!body)
        return usageProblem(body.error(), "lint");
    const sts::ParsedPolicy policy = sts::parsePolicy(body->left(limits::policyBytes + 1));
    if (!policy.isWellFormed())
        message(Words::tr("The policy has faults, so senders may not use it at all; \"lint policy\" lists them."));
    QJsonArray matches;
    bool all = true;
    for (const QString &host : hosts) {
        const bool covered = sts::matchesAny(policy.mxPatterns(), host);
        all = all && covered;
        matches.append(QJsonObject{{QStringLiteral("host"), host}, {QStringLiteral("match"), covered}});
    }
    const int status = all ? Fine : Failed;
    if (!arguments.has("json"))
        return print(matchesText(matches), status);
    return print(document({{QStringLiteral("matches"), matches}, {QStringLiteral("exit_status"), status}}), status);
}

// An option that means nothing for what is linted is a mistake of the caller, not something to pass over.
QString strayOption(const Arguments &arguments, const QString &kind)
{
    QStringList allowed;
    if (kind == QLatin1String("policy"))
        for (const char *option : optionsOfPolicy)
            allowed += QLatin1String(option);
    else
        allowed += kind == QLatin1String("mx-match") ? QStringLiteral("policy") : QStringLiteral("rrset");
    for (const char *option : {"rrset", "policy", "http-status", "content-type", "content-encoding", "domain"})
        if (arguments.has(option) && !allowed.contains(QLatin1String(option)))
            return QLatin1String("--") + QLatin1String(option);
    return {};
}

} // namespace

const Syntax &lintSyntax()
{
    static const Syntax syntax{
        "lint",
        "sts-record|tlsrpt-record|policy|mx-match …",
        QT_TRANSLATE_NOOP("Words", "Judges one text offline, by the same rules as a live check."),
        QT_TRANSLATE_NOOP(
            "Words",
            "lint sts-record RECORD… and lint tlsrpt-record RECORD… take each TXT record as one word, or all of "
            "them with --rrset.\n"
            "lint policy FILE judges a policy text; \"-\" is standard input.\n"
            "lint mx-match --policy FILE HOST… tells which hosts the policy covers; exit status 0 when it covers "
            "all of them, 2 when not.\n"
            "In JSON, evidence that is not UTF-8 has each bad byte as \\xNN, each backslash as \\\\, and "
            "\"text_escaped\": true beside it."),
        {{"rrset", Arity::Value, "FILE",
          QT_TRANSLATE_NOOP("Words", "The TXT record set as JSON: a list of records, each a list of strings.")},
         {"policy", Arity::Value, "FILE", QT_TRANSLATE_NOOP("Words", "The policy text of mx-match.")},
         {"http-status", Arity::Value, "NUMBER",
          QT_TRANSLATE_NOOP("Words", "The HTTP status with which the policy was served.")},
         {"content-type", Arity::Value, "TYPE",
          QT_TRANSLATE_NOOP("Words", "The Content-Type with which the policy was served; empty when there was none.")},
         {"content-encoding", Arity::Value, "NAME",
          QT_TRANSLATE_NOOP("Words", "The Content-Encoding with which the policy was served.")},
         {"domain", Arity::Value, "DOMAIN",
          QT_TRANSLATE_NOOP("Words", "The domain of the policy, for rules about its own names.")},
         jsonOption(),
         {"verbose", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Also list what passed.")},
         helpOption()}};
    return syntax;
}

int runLint(Arguments arguments)
{
    const QString kind = arguments.operands().value(0);
    if (const QString stray = strayOption(arguments, kind); !stray.isEmpty())
        return usageProblem(Words::tr("%1 means nothing for lint %2.").arg(stray, kind), "lint");
    if (kind == QLatin1String("sts-record"))
        return lintRecordSet(arguments, findings::lintStsRecord);
    if (kind == QLatin1String("tlsrpt-record"))
        return lintRecordSet(arguments, findings::lintTlsrptRecord);
    if (kind == QLatin1String("policy"))
        return lintPolicyFile(arguments);
    if (kind == QLatin1String("mx-match"))
        return lintMxMatch(arguments);
    return usageProblem(Words::tr("Say what to lint: sts-record, tlsrpt-record, policy or mx-match."), "lint");
}

} // namespace cli
