// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/local_mail.h"

#include "cli/layout.h"
#include "cli/words.h"

#include <QProcess>
#include <QRegularExpression>

namespace cli {

namespace {

constexpr int handOverMs = 60'000;
constexpr int encodedWordBytes = 45; ///< before base64: with its frame an encoded-word has at most 75 (RFC 2047 §2)
constexpr qsizetype lineCharacters = 200; ///< with four bytes each below the 998 of RFC 5322 §2.1.1

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

// RFC 2047: pieces of whole characters.
QByteArray headerText(const QString &text)
{
    const QString harmless = visible(text);
    if (isAscii(harmless))
        return harmless.toLatin1();
    QByteArrayList words;
    QByteArray piece;
    const auto end = [&] {
        words.append("=?UTF-8?B?" + piece.toBase64() + "?=");
        piece.clear();
    };
    for (const char32_t c : harmless.toUcs4()) {
        const QByteArray bytes = QString::fromUcs4(&c, 1).toUtf8();
        if (piece.size() + bytes.size() > encodedWordBytes)
            end();
        piece += bytes;
    }
    end();
    return words.join("\n ");
}

QByteArray bodyText(const QString &body)
{
    QByteArray out;
    for (const QString &line : body.split(u'\n')) {
        const QString harmless = visible(line);
        for (qsizetype at = 0, length = 0; at == 0 || at < harmless.size(); at += length) {
            length = lineCharacters;
            if (at + length < harmless.size() && harmless.at(at + length).isLowSurrogate())
                --length;
            out += harmless.mid(at, length).toUtf8() + '\n';
        }
    }
    while (out.endsWith("\n\n"))
        out.chop(1);
    return out;
}

} // namespace

Read<QString> mailAddress(const QString &text)
{
    // No dash, bar, slash or dot first: an option, a program and a file to old mail servers.
    static const QRegularExpression local(
        QStringLiteral("^[A-Za-z0-9!#$%&'*+=?^_`{}~][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}\\z"));
    const qsizetype sign = text.lastIndexOf(u'@');
    const auto domain = sign < 0 ? base::Result<base::DomainName>(base::DomainName())
                                 : base::DomainName::parse(text.mid(sign + 1), true);
    const QString name = sign < 0 ? text : text.left(sign);
    if (!domain || !local.match(name).hasMatch())
        return tl::unexpected(Words::tr("--mail takes one mail address, not \"%1\".").arg(text));
    return sign < 0 ? name : name + u'@' + domain->toString();
}

QByteArray mailMessage(const QString &to, const QString &subject, const QString &body)
{
    return "To: " + to.toLatin1() + "\nSubject: " + headerText(subject) +
           "\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
           "Content-Transfer-Encoding: 8bit\n\n" +
           bodyText(body);
}

QString sendMail(const QString &sendmail, const QByteArray &message)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(sendmail, {QStringLiteral("-t"), QStringLiteral("-i")});
    process.write(message);
    process.closeWriteChannel();
    if (process.waitForFinished(handOverMs) && process.exitStatus() == QProcess::NormalExit) {
        if (process.exitCode() == 0)
            return {};
        const QString words = QString::fromUtf8(process.readAllStandardError()).trimmed().left(lineCharacters);
        return Words::tr("%1 ended with status %2: %3").arg(sendmail).arg(process.exitCode()).arg(words);
    }
    const QString reason = process.errorString();
    process.kill();
    process.waitForFinished(1000);
    return Words::tr("%1 could not be run: %2").arg(sendmail, reason);
}

} // namespace cli
