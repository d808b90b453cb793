// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_documents.h"

#include "base/enum_names.h"
#include "tlsrpt/export_text.h"
#include "tlsrpt/json_writer.h"
#include "tlsrpt/report_format.h"

#include <QStringList>

namespace io {

namespace {

constexpr char noMail[] = "no-mail";

void member(tlsrpt::JsonWriter &json, const char *name, std::string_view text)
{
    json.key(name);
    json.string(text);
}

void append(tlsrpt::JsonWriter &json, const tlsrpt::Deviation &deviation)
{
    const tlsrpt::DeviationSource source = tlsrpt::sourceOf(deviation.code);
    json.open('{');
    member(json, "code", base::enumName(deviation.code).toStdString());
    member(json, "where", deviation.where);
    member(json, "value", deviation.value);
    member(json, "clause", source.clause);
    json.key("known_senders");
    json.open('[');
    for (const QString &sender : QString::fromUtf8(source.knownSenders).split(QLatin1String(", "), Qt::SkipEmptyParts))
        json.string(sender.toStdString());
    json.close(']');
    json.close('}');
}

void append(tlsrpt::JsonWriter &json, const tlsrpt::DkimResult &dkim)
{
    json.open('{');
    member(json, "verdict", tlsrpt::wordOf(dkim.verdict));
    if (dkim.verdict != tlsrpt::DkimVerdict::None) {
        member(json, "fault", dkim.fault == tlsrpt::DkimFault::None ? "" : tlsrpt::wordOf(dkim.fault));
        member(json, "alignment", tlsrpt::wordOf(dkim.alignment));
        member(json, "domain", dkim.domain);
        member(json, "selector", dkim.selector);
        member(json, "provider", dkim.provider);
        member(json, "vouched_in", dkim.provider.empty() ? "" : dkim.byArc ? "arc-chain" : "authentication-results");
    }
    json.close('}');
}

void appendReport(tlsrpt::JsonWriter &json, std::string_view source, const tlsrpt::Report &report)
{
    member(json, "source", source);
    json.key("report");
    json.raw(tlsrpt::formatReport(report));
    json.key("deviations");
    json.open('[');
    for (const tlsrpt::Deviation &deviation : report.deviations)
        append(json, deviation);
    json.close(']');
    json.key("dkim");
}

std::string harmless(std::string_view json)
{
    std::string out;
    tlsrpt::appendHarmlessJson(out, json);
    return out;
}

} // namespace

std::string reportJson(const ReadReport &read)
{
    std::string out;
    tlsrpt::JsonWriter json(out);
    json.open('{');
    appendReport(json, read.source, read.report);
    if (read.mail) {
        append(json, read.dkim);
    } else {
        json.open('{');
        member(json, "verdict", noMail);
        json.close('}');
    }
    json.close('}');
    return harmless(out);
}

std::string reportJson(const archive::ArchivedReport &archived)
{
    const archive::StoredReport &stored = archived.stored;
    std::string out;
    tlsrpt::JsonWriter json(out);
    json.open('{');
    json.key("id");
    json.number(archived.id);
    appendReport(json, stored.source.toStdString(), stored.report);
    json.open('{');
    member(json, "verdict", stored.dkim.isEmpty() ? noMail : stored.dkim.toStdString());
    json.close('}');
    member(json, "trust", base::enumName(stored.trust).toStdString());
    json.key("conflict");
    json.raw(archived.conflict ? "true" : "false");
    json.close('}');
    return harmless(out);
}

std::string faultJson(const ReadFault &fault)
{
    std::string out;
    tlsrpt::JsonWriter json(out);
    json.open('{');
    member(json, "source", fault.source);
    member(json, "reason", fault.reason);
    json.close('}');
    return harmless(out);
}

} // namespace io
