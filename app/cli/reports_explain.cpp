// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enum_names.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/layout.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "text/report_explanations.h"
#include "tlsrpt/report_words.h"

namespace cli {

namespace {

constexpr qsizetype longestWord = 2048;

QJsonObject toJson(const tlsrpt::Explanation &explanation, const text::FailureWords &words)
{
    return {{QStringLiteral("result_type"), QString::fromStdString(explanation.failure.resultTypeWord)},
            {QStringLiteral("known_result_type"), explanation.resultType != tlsrpt::ResultType::Other},
            {QStringLiteral("failure_reason_code"), QString::fromStdString(explanation.failure.reasonCode)},
            {QStringLiteral("reason_class"), base::enumName(explanation.reason)},
            {QStringLiteral("policy_type"), base::enumName(explanation.failure.policyType)},
            {QStringLiteral("fits_policy"), explanation.fitsPolicy},
            {QStringLiteral("side"), base::enumName(explanation.side)},
            {QStringLiteral("side_words"), words.side},
            {QStringLiteral("what_happened"), words.whatHappened},
            {QStringLiteral("reason"), words.reason},
            {QStringLiteral("check"), words.check},
            {QStringLiteral("fix"), words.fix},
            {QStringLiteral("notes"), QJsonArray::fromStringList(words.notes)}};
}

QString paragraph(const QString &heading, const QString &text, int width)
{
    return text.isEmpty() ? QString() : heading + u'\n' + wrapped(visible(text), width, QStringLiteral("    ")) + u'\n';
}

QString asText(const text::FailureWords &words)
{
    const int width = outputStyle().width;
    return paragraph(Words::tr("What happened"), words.whatHappened, width) +
           paragraph(Words::tr("Reason"), words.reason, width) +
           paragraph(Words::tr("Who can mend it"), words.side, width) +
           paragraph(Words::tr("Check"), words.check, width) + paragraph(Words::tr("Fix"), words.fix, width) +
           paragraph(Words::tr("Notes"), words.notes.join(u' '), width);
}

} // namespace

const Syntax &reportsExplainSyntax()
{
    static const Syntax syntax{
        "reports explain",
        "RESULT-TYPE [REASON]",
        QT_TRANSLATE_NOOP("Words", "Tells what a failure in a TLS report means, whose fault it is and what to do."),
        QT_TRANSLATE_NOOP("Words",
                          "RESULT-TYPE and REASON are the result-type and the failure-reason-code of a report; a "
                          "reason of several words needs quotation marks. Exit status 0, and 1 when the result type is "
                          "none that RFC 8460 knows."),
        {{"policy-type", Arity::Value, "T",
          QT_TRANSLATE_NOOP("Words", "The policy-type of the report: sts, tlsa or no-policy-found.")},
         {"domain", Arity::Value, "DOMAIN", QT_TRANSLATE_NOOP("Words", "The policy-domain of the report.")},
         {"mx", Arity::Value, "HOST", QT_TRANSLATE_NOOP("Words", "The receiving-mx-hostname of the report.")},
         {"mode", Arity::Value, "MODE",
          QT_TRANSLATE_NOOP("Words", "The mode of the policy: enforce, testing or none.")},
         jsonOption(),
         helpOption()}};
    return syntax;
}

int runReportsExplain(Arguments arguments)
{
    const char *const command = reportsExplainSyntax().command;
    const QStringList &words = arguments.operands();
    if (words.isEmpty() || words.size() > 2)
        return usageProblem(Words::tr("Give one result type, and at most one reason in quotation marks."), command);
    const std::string type = arguments.value("policy-type").toStdString();
    if (arguments.has("policy-type") && tlsrpt::policyTypeOf(type) == tlsrpt::PolicyType::Other)
        return usageProblem(
            Words::tr("--policy-type takes one of: %1.").arg(QLatin1String("sts, tlsa, no-policy-found")), command);
    const tlsrpt::Explanation explanation =
        tlsrpt::explain({words.first().left(longestWord).toStdString(), words.value(1).left(longestWord).toStdString(),
                         tlsrpt::policyTypeOf(type), arguments.value("domain").toStdString(),
                         arguments.value("mx").toStdString(), arguments.value("mode").toStdString()});
    const text::FailureWords said = text::inWords(explanation);
    const int status = explanation.resultType == tlsrpt::ResultType::Other ? Warned : Fine;
    return arguments.has("json") ? print(document(toJson(explanation, said)), status) : print(asText(said), status);
}

} // namespace cli
