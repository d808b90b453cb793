// SPDX-License-Identifier: GPL-3.0-or-later
// How well a kept report counts as verified: the signature has to be that of whom the report names, not only of whom
// the mail names (RFC 8460 §3, §5.3).
#include "archive/enums.h"
#include "good_report.h"
#include "io/report_keeping.h"
#include "tlsrpt/mail_evidence.h"
#include "tlsrpt/report_json.h"

#include <QTest>

using archive::Trust;
using tlsrpt::DkimAlignment;
using tlsrpt::DkimVerdict;

Q_DECLARE_METATYPE(tlsrpt::DkimVerdict)
Q_DECLARE_METATYPE(tlsrpt::DkimAlignment)
Q_DECLARE_METATYPE(archive::Trust)

class TestReportTrust : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judgesTheSigner_data()
    {
        QTest::addColumn<DkimVerdict>("verdict");
        QTest::addColumn<DkimAlignment>("alignment");
        QTest::addColumn<QByteArray>("signer");
        QTest::addColumn<QByteArray>("contact");
        QTest::addColumn<Trust>("trust");
        const QByteArray own = "r@company-x.example";
        QTest::newRow("own domain") << DkimVerdict::Pass << DkimAlignment::Equal << QByteArray("company-x.example")
                                    << own << Trust::Verified;
        QTest::newRow("sub-domain") << DkimVerdict::Pass << DkimAlignment::SubDomain
                                    << QByteArray("corp.company-x.example") << own << Trust::Verified;
        QTest::newRow("provider") << DkimVerdict::PassByProvider << DkimAlignment::Equal
                                  << QByteArray("company-x.example") << own << Trust::ByProvider;
        QTest::newRow("in the name of another")
            << DkimVerdict::Pass << DkimAlignment::Equal << QByteArray("evil.example") << own << Trust::Unverified;
        QTest::newRow("looks like it") << DkimVerdict::Pass << DkimAlignment::Equal
                                       << QByteArray("evilcompany-x.example") << own << Trust::Unverified;
        QTest::newRow("above it") << DkimVerdict::Pass << DkimAlignment::Equal << QByteArray("example") << own
                                  << Trust::Unverified;
        QTest::newRow("not aligned") << DkimVerdict::Pass << DkimAlignment::Unrelated << QByteArray("company-x.example")
                                     << own << Trust::Unverified;
        QTest::newRow("failed") << DkimVerdict::Fail << DkimAlignment::Equal << QByteArray("company-x.example") << own
                                << Trust::Unverified;
    }
    void judgesTheSigner()
    {
        QFETCH(DkimVerdict, verdict);
        QFETCH(DkimAlignment, alignment);
        QFETCH(QByteArray, signer);
        QFETCH(QByteArray, contact);
        io::ReadReport read;
        read.json = QByteArray(good).replace("r@company-x.example", contact);
        auto report = tlsrpt::parseReport(read.json);
        QVERIFY(report);
        read.report = *report;
        read.mail = std::make_shared<tlsrpt::MailEvidence>();
        read.dkim.verdict = verdict;
        read.dkim.alignment = alignment;
        read.dkim.domain = signer.toStdString();
        QTEST(io::toKeep(std::move(read), 0).trust, "trust");
    }

    void aFileHasNoMail()
    {
        io::ReadReport read;
        read.json = good;
        QCOMPARE(io::toKeep(std::move(read), 0).trust, Trust::NoMail);
    }
};

QTEST_GUILESS_MAIN(TestReportTrust)
#include "test_report_trust.moc"
