// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_reading.h"

#include "tlsrpt/arc.h"
#include "tlsrpt/carrier.h"
#include "tlsrpt/report_json.h"

#include <iterator>

namespace io {

namespace {

using tlsrpt::Document;
using tlsrpt::Rejected;

class FileReading
{
public:
    FileReading(const FileToRead &file, const ReadingOptions &options,
                const std::function<void(ReadReport &&)> &onReport, const std::function<void(ReadFault &&)> &onFault)
        : m_file(file), m_source(file.text()), m_options(options), m_onReport(onReport), m_onFault(onFault)
    {
    }

    void run();

private:
    void read(QByteArrayView bytes);
    void take(Document &&document);
    void take(Rejected &&rejected);
    const tlsrpt::DkimResult &dkimOf(const Document &document);
    void fail(std::string reason);

    const FileToRead &m_file;
    const std::string m_source;
    const ReadingOptions &m_options;
    const std::function<void(ReadReport &&)> &m_onReport;
    const std::function<void(ReadFault &&)> &m_onFault;
    std::shared_ptr<const tlsrpt::MailEvidence> m_judgedMail;
    tlsrpt::DkimResult m_dkim; ///< of m_judgedMail
};

ReadFault::Kind kindOf(const QString &code)
{
    const bool isBound = code.startsWith(QLatin1String("too-")) || code == QLatin1String("long-string");
    return isBound ? ReadFault::Kind::Refused : ReadFault::Kind::NotAReport;
}

void append(std::vector<tlsrpt::Deviation> &to, std::vector<tlsrpt::Deviation> &&more)
{
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void FileReading::take(Rejected &&rejected)
{
    std::string reason = tlsrpt::wordOf(rejected.reason);
    const auto kind = reason.starts_with("cap-") ? ReadFault::Kind::Refused : ReadFault::Kind::NotAReport;
    m_onFault({kind, std::move(rejected.place), std::move(reason)});
}

void FileReading::take(Document &&document)
{
    // One a thread: its buffers serve for all documents.
    thread_local tlsrpt::ReportReader reader;
    auto report = reader.readPadded({document.json.constData(), std::size_t(document.json.size())});
    if (!report) {
        m_onFault({kindOf(report.error().code), std::move(document.place), report.error().code.toStdString()});
        return;
    }
    append(report->deviations, std::move(document.deviations));
    append(report->deviations, tlsrpt::carrierDeviations(document.name, document.mail.get(), *report));
    const tlsrpt::DkimResult dkim = dkimOf(document);
    m_onReport({std::move(document.place), *std::move(report), std::move(document.json), document.gzip,
                std::move(document.mail), dkim});
}

// Several reports of one mail come one after the other, and the mail is hashed once.
const tlsrpt::DkimResult &FileReading::dkimOf(const Document &document)
{
    if (document.mail == m_judgedMail)
        return m_dkim;
    m_judgedMail = document.mail;
    m_dkim = {};
    if (!document.mail)
        return m_dkim;
    const tlsrpt::MailEvidence &mail = *document.mail;
    const tlsrpt::DkimCircumstances circumstances{m_options.dkimKey, tlsrpt::receivedAt(mail), m_options.ownProviders};
    if (mail.hasDkimSignature)
        m_dkim = tlsrpt::dkimVerdict(tlsrpt::dkimSignatures(document.mailBytes), mail, circumstances);
    m_dkim = tlsrpt::vouchedByArc(std::move(m_dkim), document.mailBytes, mail, circumstances);
    return m_dkim;
}

void FileReading::read(QByteArrayView bytes)
{
    tlsrpt::readContainer(
        bytes, m_source, m_options.caps, [this](Document &&document) { take(std::move(document)); },
        [this](Rejected &&rejected) { take(std::move(rejected)); });
}

void FileReading::run()
{
    if (!m_file.problem.empty())
        return fail(m_file.problem);
    const auto bytes = readReportFile(m_file.file, m_options.caps.bytesIn);
    if (bytes)
        read(bytes->bytes());
    else
        fail(wordOf(bytes.error()));
}

// A file that is too large is refused like what is too large inside it.
void FileReading::fail(std::string reason)
{
    const auto kind = reason.starts_with("too-") ? ReadFault::Kind::Refused : ReadFault::Kind::Unreadable;
    m_onFault({kind, m_source, std::move(reason)});
}

} // namespace

void readReports(const FileToRead &file, const ReadingOptions &options,
                 const std::function<void(ReadReport &&)> &onReport, const std::function<void(ReadFault &&)> &onFault)
{
    FileReading(file, options, onReport, onFault).run();
}

} // namespace io
