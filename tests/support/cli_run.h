// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the built program and keeps what it said. The environment is the same on every machine: UTF-8, no colours, 100
// columns.
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>

#include <algorithm>

namespace support {

struct CliResult
{
    int status = -1; ///< -1: it crashed, did not start or did not end in time
    QByteArray out, err;
    qint64 elapsedMs = 0;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

struct CliSetting
{
    QByteArray input = {};
    QStringList environment = {}; ///< "NAME=value" each, beside the usual
    QString outputFile = {};      ///< standard output goes there instead
    int withinMs = 60'000;
};

inline CliResult runCli(const QStringList &arguments, const CliSetting &setting = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("COLUMNS"), QStringLiteral("100"));
    for (const QString &pair : setting.environment)
        environment.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    process.setProcessEnvironment(environment);
    if (!setting.outputFile.isEmpty())
        process.setStandardOutputFile(setting.outputFile);
    QElapsedTimer clock;
    clock.start();
    process.start(QStringLiteral(CLI_PROGRAM), arguments);
    process.write(setting.input);
    process.closeWriteChannel();
    CliResult result;
    if (process.waitForFinished(setting.withinMs) && process.exitStatus() == QProcess::NormalExit)
        result.status = process.exitCode();
    else
        process.kill();
    process.waitForFinished();
    result.elapsedMs = clock.elapsed();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

inline bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).absolutePath()) && file.open(QIODevice::WriteOnly) &&
           file.write(bytes) == bytes.size();
}

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// No byte that a terminal would act on: line feeds are all that may be there.
inline bool isHarmless(const QByteArray &output)
{
    const QString text = QString::fromUtf8(output);
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c == u'\n' || (c.unicode() >= 0x20 && !(c.unicode() >= 0x7f && c.unicode() < 0xa0) &&
                              c.category() != QChar::Other_Format);
    });
}

} // namespace support
