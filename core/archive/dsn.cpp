// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/dsn.h"

#include <QUrl>
#include <QUrlQuery>
#include <QtEndian>

#include <algorithm>

namespace archive {
namespace {

tl::unexpected<Error> badDsn(const QString &shown)
{
    return tl::unexpected(Error{ErrorCode::BadDsn, shown, {}});
}

/// One libpq word into its member. Words that Qt does not name go on as connection options.
bool assign(Dsn &dsn, const QString &key, const QString &value)
{
    if (key == QLatin1String("host") || key == QLatin1String("hostaddr"))
        dsn.host = value;
    else if (key == QLatin1String("dbname"))
        dsn.database = value;
    else if (key == QLatin1String("user"))
        dsn.user = value;
    else if (key == QLatin1String("password"))
        dsn.password = value;
    else if (key == QLatin1String("port")) {
        dsn.port = value.toInt();
        return dsn.port > 0 && dsn.port < 65536;
    } else {
        // Qt joins options with ';' and quotes nothing: a value that would end its option is refused, not smuggled in.
        for (const QChar c : key + value)
            if (c == u';' || c == u'=' || c == u'\'' || c == u'\\' || c.isSpace())
                return false;
        dsn.options += (dsn.options.isEmpty() ? QString() : QStringLiteral(";")) + key + u'=' + value;
    }
    return true;
}

Result<Dsn> fromUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    Dsn dsn;
    dsn.dialect = Dialect::Postgres;
    dsn.host = url.host(QUrl::FullyDecoded);
    dsn.port = url.port(0);
    dsn.user = url.userName(QUrl::FullyDecoded);
    dsn.password = url.password(QUrl::FullyDecoded);
    dsn.database = url.path(QUrl::FullyDecoded).mid(1);
    const QString shown = url.toString(QUrl::RemovePassword | QUrl::RemoveQuery);
    if (!url.isValid())
        return badDsn(QStringLiteral("postgresql://…"));
    for (const auto &[key, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        if (!assign(dsn, key, value))
            return badDsn(shown);
    if (dsn.database.isEmpty())
        return badDsn(shown);
    return dsn;
}

/// libpq's `key = value` words: a value in single quotes may hold blanks; a backslash takes the next character as it
/// is.
Result<Dsn> fromWords(const QString &text)
{
    Dsn dsn;
    dsn.dialect = Dialect::Postgres;
    const QString shown = QStringLiteral("host=… dbname=…");
    qsizetype at = 0;
    const auto skipBlanks = [&] {
        while (at < text.size() && text[at].isSpace())
            ++at;
    };
    for (skipBlanks(); at < text.size(); skipBlanks()) {
        const qsizetype equals = text.indexOf(u'=', at);
        if (equals < 0)
            return badDsn(shown);
        const QString key = text.mid(at, equals - at).trimmed();
        at = equals + 1;
        skipBlanks();
        const bool quoted = at < text.size() && text[at] == u'\'';
        at += quoted ? 1 : 0;
        QString value;
        for (; at < text.size() && (quoted ? text[at] != u'\'' : !text[at].isSpace()); ++at) {
            at += text[at] == u'\\' && at + 1 < text.size() ? 1 : 0;
            value += text[at];
        }
        at += quoted ? 1 : 0;
        if (!assign(dsn, key, value))
            return badDsn(shown);
    }
    if (dsn.database.isEmpty())
        return badDsn(shown);
    return dsn;
}

/// "mysql://…": a scheme that is not ours. A path may hold a colon; only "//" behind it makes it a scheme.
bool hasOtherScheme(const QString &text)
{
    const qsizetype end = text.indexOf(QLatin1String("://"));
    return end > 0 && text[0].isLetter() && std::all_of(text.begin(), text.begin() + end, [](QChar c) {
               return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'+' || c == u'-' || c == u'.');
           });
}

bool looksLikeWords(const QString &text)
{
    for (const char *key : {"host=", "dbname=", "user=", "hostaddr=", "port=", "service="})
        if (text.trimmed().startsWith(QLatin1String(key)))
            return true;
    return false;
}

} // namespace

QString Dsn::shown() const
{
    if (dialect == Dialect::Sqlite)
        return path;
    const QString where = host.isEmpty() ? QStringLiteral("localhost") : host;
    return QStringLiteral("postgresql://%1%2/%3")
        .arg(where, port > 0 ? QStringLiteral(":%1").arg(port) : QString(), database);
}

Result<Dsn> parseDsn(const QString &text)
{
    if (text.startsWith(QLatin1String("postgresql:")) || text.startsWith(QLatin1String("postgres:")))
        return fromUrl(text);
    if (looksLikeWords(text))
        return fromWords(text);
    if (hasOtherScheme(text) && !text.startsWith(QLatin1String("sqlite:")))
        return badDsn(text.left(text.indexOf(u':')) + QStringLiteral("://…")); // the rest may hold a password
    Dsn dsn;
    dsn.path = text.startsWith(QLatin1String("sqlite:")) ? text.mid(7) : text;
    if (dsn.path.isEmpty() || dsn.path.contains(QChar::Null))
        return badDsn(text);
    return dsn;
}

} // namespace archive
