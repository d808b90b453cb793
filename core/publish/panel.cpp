// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/panel.h"

#include "publish/rrset.h"

#include <array>

namespace publish {
namespace {

using Row = std::array<QString, 4>; ///< name, type, value, TTL

struct Sentences
{
    const char *create, *change, *remove, *quotes;
};

const Sentences &sentences(Language language)
{
    static constexpr Sentences english{
        "Add these records:", "Edit the records that stand at these names, and add none beside them:",
        "Delete the records at these names:", "Type the values without quotes."};
    static constexpr Sentences italian{
        "Aggiungere questi record:", "Modificare i record presenti con questi nomi, senza aggiungerne altri accanto:",
        "Eliminare i record con questi nomi:", "Scrivere i valori senza virgolette."};
    return language == Language::Italian ? italian : english;
}

const char *instruction(rollout::Operation operation, Language language)
{
    switch (operation) {
    case rollout::Operation::Create: return sentences(language).create;
    case rollout::Operation::Change: return sentences(language).change;
    case rollout::Operation::Remove: return sentences(language).remove;
    }
    return "";
}

Row rowOf(const rollout::Record &record, const rollout::RecordSet &records, HostForm form)
{
    return {form == HostForm::Full ? record.name : QString::fromLatin1(relative(record.name, records.zoneName())),
            QString::fromLatin1(typeWord(record.kind)), QString::fromLatin1(record.value),
            QString::number(records.ttl)};
}

QByteArray line(const Row &row, const std::array<qsizetype, 4> &widths)
{
    QString out;
    for (std::size_t i = 0; i < row.size(); ++i)
        out += (i ? QStringLiteral("  ") : QString()) + row[i].leftJustified(i + 1 < row.size() ? widths[i] : 0);
    return out.toUtf8() + '\n';
}

QByteArray table(const QList<Row> &rows)
{
    std::array<qsizetype, 4> widths{};
    for (const Row &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    QByteArray out;
    for (const Row &row : rows)
        out += line(row, widths);
    return out;
}

} // namespace

QByteArray panel(const rollout::RecordSet &records, const PanelWords &words, Language language)
{
    const PanelColumns &columns = words.columns(language);
    QList<Row> rows{{QString::fromUtf8(columns.name), QString::fromUtf8(columns.type), QString::fromUtf8(columns.value),
                     QString::fromUtf8(columns.ttl)}};
    for (const rollout::Record &record : records.records)
        rows += rowOf(record, records, words.hostForm);
    const QByteArray provider = *words.provider ? QByteArray(words.provider) + ": " : QByteArray();
    const QByteArray advice = QByteArray(columns.advice).replace("{zone}", records.zoneName().toUtf8());
    return originLines(records).join('\n') + "\n\n" + instruction(records.operation, language) + "\n\n" + table(rows) +
           '\n' + sentences(language).quotes + '\n' + provider + advice + '\n';
}

QByteArray panel(const rollout::RecordSet &records)
{
    return panel(records, panelWords().front(), Language::English);
}

} // namespace publish
