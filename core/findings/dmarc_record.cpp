// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/posture_records.h"
#include "findings/tag_list.h"

#include <algorithm>

namespace findings::posture {

namespace {

constexpr qsizetype valueShown = 100;

QString tagText(const char *name, const QByteArray &value)
{
    return QString::fromLatin1(name) + u'=' + QString::fromUtf8(value.left(valueShown));
}

/// Records whose first tag is the version: DMARC and BIMI discard all others.
QByteArrayList ofVersion(const QByteArrayList &records, const QByteArray &version)
{
    QByteArrayList out;
    std::ranges::copy_if(records, std::back_inserter(out), [&](const QByteArray &record) {
        const QList<Tag> tags = TagList(record.split(';').first()).tags();
        return !tags.isEmpty() && tags.first() == Tag{"v", version};
    });
    return out;
}

bool isPolicy(const QByteArray &word)
{
    return word == "none" || word == "quarantine" || word == "reject";
}

/// "mailto:a@example.com!10m, https://…"
bool isReportUri(QByteArray uri)
{
    uri = uri.trimmed();
    const QByteArray lower = uri.toLower();
    if (lower.startsWith("mailto:"))
        return uri.indexOf('@') > 7 && uri.indexOf('@') < uri.size() - 1;
    return (lower.startsWith("https://") && uri.size() > 8) || (lower.startsWith("http://") && uri.size() > 7);
}

QStringList badReportUris(const QByteArray &list)
{
    QStringList bad;
    for (const QByteArray &uri : list.split(','))
        if (!isReportUri(uri))
            bad.append(tagText("rua", uri.trimmed()));
    return bad;
}

QString dmarcSummary(const TagList &tags)
{
    QStringList parts;
    for (const char *name : {"p", "sp", "np", "pct", "t"})
        if (const auto value = tags.value(name))
            parts.append(tagText(name, *value));
    return parts.isEmpty() ? QStringLiteral("p=none") : parts.join(QStringLiteral("; "));
}

QStringList dmarcFaults(const TagList &tags)
{
    QStringList faults;
    if (!tags.isWellFormed())
        faults.append(tags.problem());
    for (const char *name : {"p", "sp", "np"})
        if (const auto value = tags.value(name); value && !isPolicy(value->toLower()))
            faults.append(tagText(name, *value));
    for (const char *name : {"adkim", "aspf"})
        if (const auto value = tags.value(name); value && value->toLower() != "r" && value->toLower() != "s")
            faults.append(tagText(name, *value));
    if (const auto rua = tags.value("rua"))
        faults += badReportUris(*rua);
    return faults;
}

/// What asks for less than receivers could do.
QStringList dmarcLaxity(const TagList &tags, bool inherited)
{
    QStringList lax;
    const QByteArray policy = tags.word("p", "none");
    const bool fromSp = inherited && tags.value("sp");
    if ((fromSp ? tags.word("sp") : policy) == "none")
        lax.append(tagText(fromSp ? "sp" : "p", "none"));
    else if (!inherited && tags.word("sp", policy) == "none")
        lax.append(tagText("sp", "none"));
    if (const auto percent = tags.value("pct"); percent && *percent != "100") // gone in RFC 9989, still honoured
        lax.append(tagText("pct", *percent));
    if (tags.word("t") == "y") // RFC 9989: testing
        lax.append(QStringLiteral("t=y"));
    if (!tags.value("rua"))
        lax.append(QStringLiteral("no rua="));
    return lax;
}

} // namespace

Judgement judgeDmarc(const QByteArrayList &records, bool inherited)
{
    const QByteArrayList dmarc = ofVersion(records, "DMARC1");
    if (dmarc.isEmpty())
        return {};
    if (dmarc.size() > 1) // receivers then apply none of them
        return {State::Broken, dmarc.first(), QStringLiteral("%1 × v=DMARC1").arg(dmarc.size()), {}};
    const TagList tags(dmarc.first());
    const QStringList faults = dmarcFaults(tags), lax = dmarcLaxity(tags, inherited);
    const State state = !faults.isEmpty() ? State::Broken : lax.isEmpty() ? State::Strict : State::Lax;
    return {state, dmarc.first(), dmarcSummary(tags), faults + lax};
}

Judgement judgeBimi(const QByteArrayList &records)
{
    const QByteArrayList bimi = ofVersion(records, "BIMI1");
    if (bimi.isEmpty())
        return {};
    const TagList tags(bimi.first());
    const auto logo = tags.value("l"), evidence = tags.value("a");
    if (bimi.size() > 1)
        return {State::Broken, bimi.first(), QStringLiteral("%1 × v=BIMI1").arg(bimi.size()), {}};
    if (!tags.isWellFormed() || !logo)
        return {State::Broken, bimi.first(), {}, {logo ? tags.problem() : QStringLiteral("no l=")}};
    QStringList faults;
    if (!logo->isEmpty() && !logo->toLower().startsWith("https://"))
        faults.append(tagText("l", *logo));
    if (evidence && !evidence->isEmpty() && !evidence->toLower().startsWith("https://"))
        faults.append(tagText("a", *evidence));
    const State state = !faults.isEmpty() ? State::Broken : logo->isEmpty() ? State::Lax : State::Strict;
    return {state, bimi.first(), tagText("l", *logo), faults};
}

} // namespace findings::posture
