// SPDX-License-Identifier: GPL-3.0-or-later
// A check that runs beside the window: it tells how far it is, can be cancelled, and hands out what it saw.
#pragma once

#include "io/inspector.h"

#include <QObject>

#include <optional>

namespace ui {

/// Makes an inspector when the first check needs one; the error is a sentence.
using InspectorSource = std::function<base::Result<io::Inspector *, QString>()>;

class CheckSession : public QObject
{
    Q_OBJECT
public:
    explicit CheckSession(InspectorSource source, const io::InspectOptions &options, QObject *parent = nullptr);
    ~CheckSession() override;

    /// For the checks that begin from now on.
    void setOptions(const io::InspectOptions &options) { m_options = options; }
    /// Waiting domains are checked one after the other; one that waits already is not added twice.
    void start(const base::DomainName &domain);
    /// Ends the one that runs, with what it saw so far, and forgets those that wait.
    void cancel();
    /// Only this one, whether it runs or waits.
    void cancel(const QString &domain);
    bool isRunning() const { return m_running.has_value(); }
    const QString &running() const { return m_name; }
    QStringList waiting() const;
    /// Of the one that runs.
    io::Progress progress() const { return m_progress; }

Q_SIGNALS:
    void changed(); ///< what runs, what waits, or how far it is
    void finished(const facts::DomainFacts &facts);
    void failed(const QString &domain, const QString &why);

private:
    void startNext();
    void end(const facts::DomainFacts &facts);

    InspectorSource m_source;
    io::InspectOptions m_options;
    QList<base::DomainName> m_waiting;
    std::optional<std::stop_source> m_running;
    QString m_name;
    io::Progress m_progress;
};

} // namespace ui
