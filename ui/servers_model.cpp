// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers_model.h"

#include "base/enum_names.h"
#include "ui/plain_text.h"
#include "ui/severity_look.h"

namespace ui {

namespace {

QString troubleOf(facts::Cause cause, const QString &error)
{
    if (cause == facts::Cause::None)
        return {};
    const QString word = base::enumName(cause);
    return error.isEmpty() ? word : word + QStringLiteral(": ") + error;
}

Mark markOf(const ServerRow &row)
{
    if (!row.tls.established())
        return Mark::Error;
    return row.tls.trusted() && row.tls.nameMatches ? Mark::Ok : Mark::Error;
}

// The first name of the certificate that a person would look for.
QString certificateName(const facts::TlsFacts &tls)
{
    if (tls.chain.isEmpty())
        return {};
    const facts::CertificateFacts &leaf = tls.chain.first();
    return leaf.dnsNames.isEmpty() ? leaf.subject : leaf.dnsNames.first();
}

std::optional<qint64> daysLeft(const facts::TlsFacts &tls, const QDateTime &seenAt)
{
    if (tls.chain.isEmpty() || !tls.chain.first().notAfter.isValid())
        return std::nullopt;
    return seenAt.daysTo(tls.chain.first().notAfter);
}

} // namespace

int ServersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ServersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ServersModel::text(const ServerRow &row, int column) const
{
    switch (column) {
    case Host: return row.host;
    case Address: return row.address;
    case Protocol: return row.tls.established() ? row.tls.protocol : row.trouble.isEmpty() ? tr("no TLS") : row.trouble;
    case Certificate:
        return row.tls.established() && !row.tls.nameMatches ? tr("other name: %1").arg(certificateName(row.tls))
                                                             : certificateName(row.tls);
    case Issuer: return row.tls.chain.isEmpty() ? QString() : row.tls.chain.first().issuer;
    case DaysLeft: {
        const auto days = daysLeft(row.tls, m_seenAt);
        return days ? QString::number(*days) : QString();
    }
    case Time: return tr("%1 ms").arg(row.milliseconds);
    default: return {};
    }
}

QVariant ServersModel::data(const QModelIndex &index, int role) const
{
    const ServerRow *row = at(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return plain(text(*row, index.column()).toString(), 200);
    case Qt::ToolTipRole: return asPlainToolTip(text(*row, index.column()).toString());
    case Qt::DecorationRole: return index.column() == Host ? QVariant(iconOf(markOf(*row))) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == DaysLeft || index.column() == Time ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                                    : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == Host ? wordOf(markOf(*row)) + QStringLiteral(": ") + plain(row->host, 200)
                                      : QVariant();
    case SortRole:
        if (index.column() == Time)
            return row->milliseconds;
        if (index.column() == DaysLeft)
            return daysLeft(row->tls, m_seenAt).value_or(-100'000);
        return text(*row, index.column());
    default: return {};
    }
}

QVariant ServersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Host: return tr("Server");
    case Address: return tr("Address");
    case Protocol: return tr("TLS");
    case Certificate: return tr("Certificate for");
    case Issuer: return tr("Issued by");
    case DaysLeft: return tr("Days left");
    case Time: return tr("Time");
    default: return {};
    }
}

void ServersModel::setFacts(const std::optional<facts::DomainFacts> &facts)
{
    beginResetModel();
    m_rows.clear();
    if (facts) {
        m_seenAt = facts->observedAt;
        for (const facts::MxHostFacts &host : facts->mxHosts)
            for (const facts::SmtpProbe &probe : host.probes)
                m_rows += ServerRow{host.name,        probe.address.toString(),
                                    probe.tls,        troubleOf(probe.cause, probe.error),
                                    probe.transcript, probe.totalMs};
        for (const facts::PolicyFetch &fetch : facts->policyHost.fetches)
            m_rows += ServerRow{
                facts->policyHost.name, fetch.address.toString(), fetch.tls, troubleOf(fetch.cause, fetch.error), {},
                fetch.totalMs};
    }
    endResetModel();
}

const ServerRow *ServersModel::at(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

} // namespace ui
