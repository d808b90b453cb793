// SPDX-License-Identifier: GPL-3.0-or-later
#include "living_domain.h"

#include "facts/json.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QThread>

#include <signal.h>

namespace lab {

namespace {

constexpr int waits = 100, waitMs = 50;

QString state(const QString &name)
{
    return qEnvironmentVariable("LAB_STATE") + u'/' + name;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

/// nsd and unbound read their files again; unbound forgets its cache.
bool hangUp(const char *server)
{
    const pid_t pid = read(state(QStringLiteral("pids/") + QLatin1String(server))).trimmed().toInt();
    return pid > 1 && kill(pid, SIGHUP) == 0;
}

QByteArray output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return process.readAllStandardOutput();
}

} // namespace

LivingDomain::LivingDomain(const QString &name)
    : m_name(name), m_zonePath(state(QStringLiteral("zones/") + name + QStringLiteral(".zone"))),
      m_policyPath(state(QStringLiteral("policy/") + name + QStringLiteral(".txt")))
{
    const QRegularExpression ours(QStringLiteral("( MX |^@ SOA |_mta-sts\\.|_smtp\\._tls\\.)"));
    for (const QString &line : QString::fromUtf8(read(m_zonePath)).split(u'\n'))
        if (!line.contains(ours))
            m_fixedLines += line;
}

QString LivingDomain::zoneText()
{
    QStringList lines = m_fixedLines + moreLines;
    const QString owner = m_name + u'.';
    for (qsizetype i = 0; i < mx.size(); ++i)
        lines += QStringLiteral("%1 MX %2 %3.").arg(owner).arg(10 * (i + 1)).arg(mx[i]);
    if (!recordId.isEmpty())
        lines += QStringLiteral("_mta-sts.%1 TXT \"v=STSv1; id=%2;\"").arg(owner, QString::fromLatin1(recordId));
    if (!rua.isEmpty())
        lines += QStringLiteral("_smtp._tls.%1 TXT \"v=TLSRPTv1; rua=%2\"").arg(owner, rua.join(u','));
    return lines.join(u'\n') + u'\n';
}

QString LivingDomain::waitForZone() const
{
    for (int tries = 0; tries < waits; ++tries) {
        const QByteArray answer =
            output(QStringLiteral("dig"),
                   {QStringLiteral("@198.51.100.53"), QStringLiteral("+short"), QStringLiteral("+time=1"),
                    QStringLiteral("+tries=1"), m_name, QStringLiteral("SOA")});
        if (answer.split(' ').value(2) == QByteArray::number(m_serial))
            return {};
        QThread::msleep(waitMs);
        hangUp("unbound-remote");
    }
    return QStringLiteral("nsd does not serve serial %1 of %2").arg(m_serial).arg(m_name);
}

QString LivingDomain::publish()
{
    const QByteArray text = policy ? sts::format(*policy) : QByteArray();
    if (!(policy ? write(m_policyPath, text) : (!QFile::exists(m_policyPath) || QFile::remove(m_policyPath))))
        return QStringLiteral("cannot write ") + m_policyPath;
    const QString zone = zoneText();
    if (zone == m_publishedZone)
        return {};
    m_publishedZone = zone;
    const QString head =
        QStringLiteral("$ORIGIN %1.\n$TTL 3600\n@ SOA ns1.leaf.test. hostmaster.leaf.test. %2 7200 900 "
                       "1209600 60\n");
    if (!write(m_zonePath, (head.arg(m_name).arg(++m_serial) + zone).toUtf8()))
        return QStringLiteral("cannot write ") + m_zonePath;
    if (!hangUp("nsd-leaf") || !hangUp("unbound-remote"))
        return QStringLiteral("the name servers are gone");
    return waitForZone();
}

facts::DomainFacts LivingDomain::look(QString &problem) const
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("facts.json"));
    output(QStringLiteral(CLI_PROGRAM),
           {QStringLiteral("check"), m_name, QStringLiteral("--resolver"), QStringLiteral("198.51.100.53"),
            QStringLiteral("--trust-anchor"), state(QStringLiteral("trust-anchor.ds")), QStringLiteral("--control-mx"),
            QStringLiteral("mx.control.test"), QStringLiteral("--timeout"), QStringLiteral("5"),
            QStringLiteral("--facts"), path});
    const auto facts = facts::fromJson(read(path));
    if (!facts)
        problem = QStringLiteral("no facts of ") + m_name;
    return facts.value_or(facts::DomainFacts());
}

} // namespace lab
