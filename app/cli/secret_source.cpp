// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secret_source.h"

#include "cli/words.h"
#include "io/await.h"
#include "text/secret_text.h"

#include <QFileInfo>

namespace cli {
namespace {

constexpr qint64 largestSecret = 64 * 1024;

Read<io::Secret> fromEnvironment(const QString &name)
{
    io::Secret secret(qgetenv(name.toLocal8Bit().constData()).trimmed());
    if (secret.isEmpty())
        return tl::unexpected(Words::tr("The environment variable %1 is not set, or is empty.").arg(name));
    return secret;
}

bool othersMayRead(const QString &path)
{
#ifdef Q_OS_WIN
    Q_UNUSED(path)
    return false; // there it is a matter of access lists, which Qt does not show by default
#else
    const QFileInfo file(path);
    return file.isFile() && (file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther |
                                                   QFileDevice::WriteGroup | QFileDevice::WriteOther));
#endif
}

Read<io::Secret> fromFile(const QString &path, SecretShape shape)
{
    if (othersMayRead(path))
        return tl::unexpected(
            Words::tr("%1 can be read or written by others on this machine, so it keeps no secret. Restrict it: "
                      "chmod 600 %1.")
                .arg(path));
    auto bytes = readFile(path, largestSecret);
    if (!bytes)
        return tl::unexpected(bytes.error());
    io::Secret whole(*std::move(bytes));
    if (shape == SecretShape::Whole && !whole.bytes().trimmed().isEmpty())
        return whole;
    const qsizetype end = whole.bytes().indexOf('\n');
    io::Secret line((end < 0 ? whole.bytes() : whole.bytes().first(end)).trimmed());
    if (line.isEmpty())
        return tl::unexpected(Words::tr("The first line of %1 is empty; it has to hold the secret.").arg(path));
    return line;
}

Read<io::Secret> fromKeychain(const QString &name, io::SecretStore &keychain)
{
    const auto kept = io::await(keychain.read(name, {}));
    if (!kept)
        return tl::unexpected(secretProblem(kept.error()));
    return io::Secret((*kept)->bytes());
}

} // namespace

QString secretProblem(const io::SecretError &error)
{
    const QString sentence = text::secretSentence(error.code);
    return error.detail.isEmpty() ? sentence : sentence + QStringLiteral(" (%1)").arg(error.detail);
}

Read<io::Secret> secretFrom(const QString &source, io::SecretStore &keychain, SecretShape shape)
{
    const QString kind = source.section(u':', 0, 0), place = source.section(u':', 1);
    if (!place.isEmpty() && kind == QLatin1String("keychain"))
        return fromKeychain(place, keychain);
    if (place.isEmpty() || (kind != QLatin1String("env") && kind != QLatin1String("file")))
        return tl::unexpected(
            Words::tr("--secret-from takes env:NAME, file:PATH or keychain:NAME; a secret itself never "
                      "stands on the command line."));
    return kind == QLatin1String("env") ? fromEnvironment(place) : fromFile(place, shape);
}

} // namespace cli
