// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/stable_files.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace io {

namespace {

constexpr int stateVersion = 1;

template <class Value>
void forgetMissing(QHash<QString, Value> &known, const QHash<QString, FileStamp> &present)
{
    known.removeIf([&present](const auto &entry) { return !present.contains(entry.key()); });
}

} // namespace

QStringList StableFiles::look(const QHash<QString, FileStamp> &present, qint64 nowMs)
{
    forgetMissing(m_waiting, present);
    forgetMissing(m_taken, present);
    forgetMissing(m_done, present);
    QStringList due;
    for (auto file = present.begin(); file != present.end(); ++file) {
        if (m_done.value(file.key(), {-1, -1}) == *file || m_taken.value(file.key(), {-1, -1}) == *file)
            continue;
        const auto known = m_waiting.find(file.key());
        if (known == m_waiting.end() || known->stamp != *file) {
            m_waiting.insert(file.key(), {*file, nowMs});
            continue;
        }
        if (nowMs - known->sinceMs < m_stableMs)
            continue;
        m_waiting.erase(known);
        m_taken.insert(file.key(), *file);
        due += file.key();
    }
    due.sort();
    return due;
}

void StableFiles::markDone(const QString &path)
{
    if (const auto taken = m_taken.find(path); taken != m_taken.end()) {
        m_done.insert(path, *taken);
        m_taken.erase(taken);
    }
}

QByteArray StableFiles::toJson() const
{
    QJsonObject files;
    for (auto file = m_done.begin(); file != m_done.end(); ++file)
        files.insert(file.key(), QJsonArray{file->size, file->changedMs});
    const QJsonObject state{{QStringLiteral("version"), stateVersion}, {QStringLiteral("done"), files}};
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
}

std::optional<QHash<QString, FileStamp>> StableFiles::doneFromJson(const QByteArray &json)
{
    const QJsonObject state = QJsonDocument::fromJson(json).object();
    if (state[u"version"].toInt() != stateVersion || !state[u"done"].isObject())
        return std::nullopt;
    QHash<QString, FileStamp> done;
    const QJsonObject files = state[u"done"].toObject();
    for (auto file = files.begin(); file != files.end(); ++file) {
        const QJsonArray stamp = file->toArray();
        if (stamp.size() != 2)
            return std::nullopt;
        done.insert(file.key(), {stamp[0].toInteger(-1), stamp[1].toInteger(-1)});
    }
    return done;
}

} // namespace io
