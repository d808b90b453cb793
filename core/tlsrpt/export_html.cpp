// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/export_html.h"

#include "base/enum_names.h"
#include "tlsrpt/export_text.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QStringList>

#include <initializer_list>
#include <string_view>

namespace tlsrpt {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(tlsrpt::Words)
};

// Wide enough for a screen, and on paper no report is torn from its heading.
constexpr char style[] =
    "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#1b1b1b;"
    "background:#fff}"
    "h1{font-size:1.5em}h2{font-size:1.15em;margin:2em 0 .3em;break-after:avoid}h3{font-size:1em;margin:1em 0 .3em}"
    "table{border-collapse:collapse;width:100%;margin:.3em 0}"
    "th,td{border:1px solid #c8c8c8;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th{background:#f0f0f0}.n{text-align:right}.s{color:#555}ul{margin:.3em 0}";

void appendWords(std::string &out, const QString &text)
{
    appendHtmlText(out, text.toStdString());
}

void appendElement(std::string &out, const char *tag, const QString &text)
{
    out.append("<").append(tag).append(">");
    appendWords(out, text);
    out.append("</").append(tag).append(">\n");
}

void appendCell(std::string &out, std::string_view text, bool number = false)
{
    out += number ? "<td class=\"n\">" : "<td>";
    appendHtmlText(out, text);
    out += "</td>";
}

void appendHeadings(std::string &out, std::initializer_list<QString> headings)
{
    out += "<table><thead><tr>";
    for (const QString &heading : headings) {
        out += "<th scope=\"col\">";
        appendWords(out, heading);
        out += "</th>";
    }
    out += "</tr></thead><tbody>\n";
}

std::string countText(std::optional<std::int64_t> count)
{
    return count ? std::to_string(*count) : Words::tr("not given").toStdString();
}

std::string receiverOf(const FailureDetails &failure)
{
    std::string out = failure.receivingMxHostname;
    if (!failure.receivingMxHelo.empty() && failure.receivingMxHelo != failure.receivingMxHostname)
        out += (out.empty() ? "" : ", ") + failure.receivingMxHelo;
    if (!failure.receivingIp.empty())
        out += out.empty() ? failure.receivingIp : " (" + failure.receivingIp + ')';
    return out;
}

void appendFailures(std::string &out, const std::vector<FailureDetails> &failures)
{
    if (failures.empty())
        return;
    appendHeadings(out, {Words::tr("Result type"), Words::tr("Failed sessions"), Words::tr("Receiving MX"),
                         Words::tr("Sending MTA"), Words::tr("Reason code"), Words::tr("Further information")});
    for (const FailureDetails &failure : failures) {
        out += "<tr>";
        appendCell(out, failure.resultTypeWord);
        appendCell(out, countText(failure.failedSessionCount), true);
        appendCell(out, receiverOf(failure));
        appendCell(out, failure.sendingMtaIp);
        appendCell(out, failure.failureReasonCode);
        appendCell(out, failure.additionalInformation);
        out += "</tr>\n";
    }
    out += "</tbody></table>\n";
}

void appendList(std::string &out, const QString &heading, const std::vector<std::string> &lines)
{
    if (lines.empty())
        return;
    out += "<p class=\"s\">";
    appendWords(out, heading);
    for (const std::string &line : lines) {
        out += "<br>";
        appendHtmlText(out, line);
    }
    out += "</p>\n";
}

void appendPolicy(std::string &out, const PolicyResult &policy)
{
    appendElement(out, "h3",
                  Words::tr("Policy: %1, domain %2")
                      .arg(QString::fromStdString(policy.policyTypeWord), QString::fromStdString(policy.policyDomain)));
    appendElement(out, "p",
                  Words::tr("Successful sessions: %1; failed sessions: %2")
                      .arg(QString::fromStdString(countText(policy.successfulSessions)),
                           QString::fromStdString(countText(policy.failedSessions))));
    appendList(out, Words::tr("Policy text:"), policy.policyStrings);
    appendList(out, Words::tr("MX hosts:"), policy.mxHosts);
    appendFailures(out, policy.failures);
}

void appendDeviations(std::string &out, const std::vector<Deviation> &deviations)
{
    if (deviations.empty())
        return;
    appendElement(out, "p", Words::tr("Departures from the standard that were tolerated:"));
    out += "<ul>\n";
    for (const Deviation &deviation : deviations) {
        out += "<li>";
        appendWords(out, base::enumName(deviation.code) + QLatin1String(" (") +
                             QString::fromUtf8(sourceOf(deviation.code).clause) + u')');
        for (const std::string *part : {&deviation.where, &deviation.value}) {
            if (part->empty())
                continue;
            out += part == &deviation.where ? " — " : ": ";
            appendHtmlText(out, *part);
        }
        out += "</li>\n";
    }
    out += "</ul>\n";
}

} // namespace

void appendHtmlText(std::string &out, std::string_view utf8)
{
    std::string text;
    appendHarmless(text, utf8);
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
}

void appendHtmlBeginning(std::string &out, const QString &title, const QStringList &notes)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::fromRawData(style, sizeof style - 1), QCryptographicHash::Sha256);
    out += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" +
           hash.toBase64().toStdString() +
           "'; base-uri 'none'; form-action 'none'\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n";
    appendElement(out, "title", title);
    out.append("<style>").append(style).append("</style>\n</head>\n<body>\n");
    appendElement(out, "h1", title);
    for (const QString &note : notes)
        appendElement(out, "p", note);
}

void appendHtml(std::string &out, const Report &report)
{
    out += "<section>\n";
    appendElement(out, "h2",
                  Words::tr("%1, %2 to %3")
                      .arg(QString::fromStdString(report.organizationName), QString::fromStdString(report.startText),
                           QString::fromStdString(report.endText)));
    out += "<p class=\"s\">";
    appendWords(out, Words::tr("Report %1").arg(QString::fromStdString(report.reportId)));
    if (!report.contactInfo.empty())
        appendWords(out, Words::tr(", contact: %1").arg(QString::fromStdString(report.contactInfo)));
    out += "</p>\n";
    for (const PolicyResult &policy : report.policies)
        appendPolicy(out, policy);
    appendDeviations(out, report.deviations);
    out += "</section>\n";
}

void appendHtmlEnd(std::string &out)
{
    out += "</body>\n</html>\n";
}

} // namespace tlsrpt
