// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/report_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace ui {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ReportWords)
};

QString dash()
{
    return QStringLiteral("\u2013");
}

} // namespace

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QDate dateOf(std::int64_t day)
{
    return day >= 0 && day < 1'000'000 ? QDate(1970, 1, 1).addDays(day) : QDate();
}

QString dayText(std::int64_t day)
{
    const QDate date = dateOf(day);
    return date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : dash();
}

QString countText(std::int64_t count)
{
    return QLocale().toString(qlonglong(count));
}

QString countText(const std::optional<std::int64_t> &count)
{
    return count ? countText(*count) : dash();
}

QString momentText(const std::optional<std::int64_t> &seconds)
{
    if (!seconds)
        return dash();
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(*seconds, Qt::UTC);
    return moment.isValid() ? QLocale().toString(moment, QLocale::ShortFormat) + QStringLiteral(" UTC") : dash();
}

QString trustText(archive::Trust trust)
{
    switch (trust) {
    case archive::Trust::Unverified: return Words::tr("unverified mail");
    case archive::Trust::NoMail: return Words::tr("no mail to verify");
    case archive::Trust::ByProvider: return Words::tr("verified by the provider");
    case archive::Trust::Verified: break;
    }
    return Words::tr("verified by DKIM");
}

QString wordOrNone(const std::string &word)
{
    return word.empty() ? Words::tr("(none)") : text(word);
}

} // namespace ui
