// SPDX-License-Identifier: GPL-3.0-or-later
// What real senders write in failure details, whose fault it is, and that every combination has words.
#include "base/enum_names.h"
#include "text/report_explanations.h"
#include "text/report_sentences.h"
#include "tlsrpt/explain.h"
#include "tlsrpt/report_words.h"

#include <QMetaEnum>
#include <QRegularExpression>
#include <QTest>

namespace {

using tlsrpt::Failure;
using tlsrpt::PolicyType;
using tlsrpt::ReasonClass;
using tlsrpt::ResultType;
using tlsrpt::Side;

text::FailureWords wordsOf(const Failure &failure)
{
    return text::inWords(tlsrpt::explain(failure));
}

Failure failureOf(const char *type, const char *reason, PolicyType policy = PolicyType::Sts,
                  const char *mx = "mx.acme.example")
{
    return {type, reason, policy, "acme.example", mx, {}};
}

template <class E>
QList<E> valuesOf()
{
    QList<E> all;
    const QMetaEnum meta = QMetaEnum::fromType<E>();
    for (int i = 0; i < meta.keyCount(); ++i)
        all += E(meta.value(i));
    return all;
}

} // namespace

class TestExplain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reasons_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ReasonClass>("reason");
        const auto row = [](const char *text, ReasonClass reason) {
            QTest::newRow(text) << QByteArray(text) << reason;
        };
        using enum tlsrpt::Explanation::ReasonClass;
        row("", None);
        row("  ", None);
        row("X509_V_ERR_CERT_HAS_EXPIRED", CertificateExpired);
        row("x509: certificate has expired or is not yet valid: current time 2026-03-02T10:00:00Z is after "
            "2026-03-01T00:00:00Z",
            CertificateExpired);
        row("remote error: tls: expired certificate", CertificateExpired);
        row("tls-remote-certificate-expired", CertificateExpired);
        row("X509_V_ERR_CERT_NOT_YET_VALID", CertificateNotYet);
        row("X509_V_ERR_CERT_REVOKED", CertificateRevoked);
        row("X509_V_ERR_HOSTNAME_MISMATCH", NameMismatch);
        row("x509: certificate is valid for a.example, not mx.acme.example", NameMismatch);
        row("4.7.5 [internal] SSL certificate subject does not match host", NameMismatch);
        row("X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT", SelfSigned);
        row("X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN", SelfSigned);
        row("X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", IncompleteChain);
        row("X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE", IncompleteChain);
        row("x509: certificate signed by unknown authority", UnknownAuthority);
        row("tls-remote-unknown-ca", UnknownAuthority);
        row("X509_V_ERR_EE_KEY_TOO_SMALL", WeakCertificate);
        row("X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED", BadCertificate);
        row("X509_V_ERR_INVALID_PURPOSE", BadCertificate);
        row("MX_HOSTS_MISMATCH", MxNotInPolicy);
        row("VALIDATION_FAILURE", GeneralValidation);
        row("remote error: tls: handshake failure", HandshakeFailure);
        row("tls-remote-handshake-failure", HandshakeFailure);
        row("tls-remote-protocol-version", ProtocolVersion);
        row("tls: server selected unsupported protocol version 301", ProtocolVersion);
        row("tls-remote-internal-error", TlsAlert);
        row("remote error: tls: internal error", TlsAlert);
        row("tls: first record does not look like a TLS handshake", NotTls);
        row("454 4.7.0 TLS not available due to local problem", StarttlsRefused);
        row("unable to do http request: Get \"https://mta-sts.acme0.example/.well-known/mta-sts.txt\": context "
            "deadline "
            "exceeded (Client.Timeout exceeded while awaiting headers)",
            Timeout);
        row("dial tcp 192.0.2.1:443: i/o timeout", Timeout);
        row("dial tcp 192.0.2.1:443: connect: connection refused", ConnectionRefused);
        row("read: connection reset by peer", ConnectionLost);
        row("EOF", ConnectionLost);
        row("dial tcp: lookup mta-sts.acme.example: no such host", NameNotFound);
        row("lookup mta-sts.acme.example on 192.0.2.53:53: server misbehaving", DnsFailure);
        row("bad https response code: 404", HttpNotFound);
        row("404", HttpNotFound);
        row("HTTP status 410 Gone", HttpNotFound);
        row("bad https response code: 403", HttpForbidden);
        row("http-status-429", HttpForbidden);
        row("bad https response code: 301", HttpRedirect);
        row("policy fetch redirected", HttpRedirect);
        row("bad https response code: 500", HttpServerError);
        row("HTTP 503 Service Unavailable", HttpServerError);
        row("bad https response code: 204", HttpOther);
        row("parsing policy: missing field max_age", PolicySyntax);
        row("unexpected content-type text/html", PolicyMediaType);
        row("policy body too large", PolicyTooLarge);
        row("No matching DANE TLSA records", TlsaMismatch);
        row("no usable TLSA records", TlsaUnusable);
        row("DNSSEC validation: bogus", DnssecBogus);
        row("250 things at once", FreeText);
        row("Some words of a sender", FreeText);
        row("192.0.2.404", FreeText);
    }

    void reasons()
    {
        QFETCH(QByteArray, text);
        QTEST(tlsrpt::classifyReason(text.toStdString()), "reason");
    }

    void onlyTheStartIsLookedAt()
    {
        QCOMPARE(tlsrpt::classifyReason(std::string(100'000, 'x') + " timeout"), ReasonClass::FreeText);
        QCOMPARE(tlsrpt::classifyReason(std::string_view("a\0timeout", 9)), ReasonClass::Timeout);
    }

    void sides_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<PolicyType>("policy");
        QTest::addColumn<QByteArray>("mx");
        QTest::addColumn<Side>("side");
        const auto row = [](const char *type, const char *reason, PolicyType policy, const char *mx, Side side) {
            const QString name = QStringLiteral("%1 %2 %3 %4").arg(type, reason, base::enumName(policy), mx);
            QTest::newRow(qPrintable(name))
                << QByteArray(type) << QByteArray(reason) << policy << QByteArray(mx) << side;
        };
        const char *own = "mx.acme.example", *google = "aspmx.l.google.com";
        using enum PolicyType;
        row("starttls-not-supported", "", Sts, own, Side::Receiver);
        row("starttls-not-supported", "", NoPolicyFound, own, Side::Receiver);
        row("starttls-not-supported", "", Sts, google, Side::Middle);
        row("certificate-expired", "", Sts, own, Side::Receiver);
        row("certificate-expired", "X509_V_ERR_CERT_HAS_EXPIRED", Sts, google, Side::Sender);
        row("certificate-host-mismatch", "", Sts, own, Side::Receiver);
        row("certificate-host-mismatch", "MX_HOSTS_MISMATCH", Sts, own, Side::PolicyHost);
        row("certificate-not-trusted", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", Sts, own, Side::Receiver);
        row("certificate-not-trusted", "", Sts, "alt1.aspmx.l.google.com", Side::Sender);
        row("validation-failure", "", Sts, own, Side::Unknown);
        row("validation-failure", "VALIDATION_FAILURE", Sts, own, Side::Unknown);
        row("validation-failure", "MX_HOSTS_MISMATCH", Sts, own, Side::PolicyHost);
        row("validation-failure", "MX_HOSTS_MISMATCH", Sts, google, Side::PolicyHost);
        row("validation-failure", "remote error: tls: handshake failure", Sts, own, Side::Receiver);
        row("validation-failure", "i/o timeout", Sts, own, Side::Unknown);
        row("validation-failure", "No matching DANE TLSA records", Tlsa, own, Side::Receiver);
        row("tlsa-invalid", "", Tlsa, own, Side::Receiver);
        row("dnssec-invalid", "", Tlsa, own, Side::Receiver);
        row("dane-required", "", Tlsa, own, Side::Sender);
        row("sts-policy-fetch-error", "bad https response code: 404", Sts, "", Side::PolicyHost);
        row("sts-policy-fetch-error", "context deadline exceeded", Sts, google, Side::PolicyHost);
        row("sts-policy-invalid", "", Sts, "", Side::PolicyHost);
        row("sts-webpki-invalid", "x509: certificate has expired", Sts, "", Side::PolicyHost);
        row("quantum-failure", "", Sts, own, Side::Unknown);
        row("", "", NoPolicyFound, "", Side::Unknown);
    }

    void sides()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, reason);
        QFETCH(PolicyType, policy);
        QFETCH(QByteArray, mx);
        QTEST(tlsrpt::explain(failureOf(type.constData(), reason.constData(), policy, mx.constData())).side, "side");
    }

    void everyResultTypeAndReasonHasSentences()
    {
        for (const ResultType type : valuesOf<ResultType>()) {
            QVERIFY2(*text::sentencesOf(type).what, qPrintable(base::enumName(type)));
            QVERIFY2(*text::sentencesOf(type).fix, qPrintable(base::enumName(type)));
        }
        for (const ReasonClass reason : valuesOf<ReasonClass>())
            QVERIFY2(reason == ReasonClass::None || *text::sentencesOf(reason).what,
                     qPrintable(base::enumName(reason)));
        for (const Side side : valuesOf<Side>())
            QVERIFY(!text::sideWord(side).isEmpty());
        for (const tlsrpt::DeviationCode code : valuesOf<tlsrpt::DeviationCode>()) {
            QVERIFY2(text::deviationWords(code).endsWith(u'.'), qPrintable(base::enumName(code)));
            QVERIFY(QString::fromLatin1(tlsrpt::sourceOf(code).clause).startsWith(u"RFC "));
        }
    }

    // All result types × reasons × policy types × MX: whole sentences, nothing left to fill in.
    void everyCombinationHasWords()
    {
        const QList<const char *> reasons{"",
                                          "X509_V_ERR_CERT_HAS_EXPIRED",
                                          "MX_HOSTS_MISMATCH",
                                          "VALIDATION_FAILURE",
                                          "bad https response code: 404",
                                          "bad https response code: 302",
                                          "remote error: tls: handshake failure",
                                          "tls-remote-internal-error",
                                          "context deadline exceeded",
                                          "no such host",
                                          "DNSSEC bogus",
                                          "No matching DANE TLSA records",
                                          "whatever"};
        const QRegularExpression contraction(QStringLiteral("[a-z]n't|'(ll|re|ve|d)\\b"));
        QStringList types{"", "x-new-type"};
        for (const ResultType type : valuesOf<ResultType>())
            if (type != ResultType::Other)
                types += base::enumName(type);
        for (const QString &type : std::as_const(types))
            for (const char *reason : reasons)
                for (const PolicyType policy : valuesOf<PolicyType>())
                    for (const char *mx : {"", "mx.acme.example", "smtp.google.com", "mx1.smtp.goog"}) {
                        const text::FailureWords words =
                            wordsOf(failureOf(type.toLatin1().constData(), reason, policy, mx));
                        const QString all = QStringList{words.whatHappened, words.reason, words.check, words.fix,
                                                        words.notes.join(u' ')}
                                                .join(u' ');
                        QVERIFY(words.whatHappened.endsWith(u'.'));
                        QVERIFY(words.check.contains(u"sigillo-cli check acme.example"));
                        QVERIFY(words.fix.endsWith(u'.'));
                        QCOMPARE(words.reason.isEmpty(), *reason == '\0');
                        QVERIFY2(!all.contains(u'{') && !all.contains(u'}'), qPrintable(all));
                        QVERIFY2(!contraction.match(all).hasMatch(), qPrintable(all));
                    }
    }

    void unknownResultTypesAreShownByTheirWord()
    {
        const text::FailureWords words = wordsOf(failureOf("quantum-failure", "no idea"));
        QVERIFY(words.whatHappened.contains(u"\"quantum-failure\""));
        QVERIFY(words.reason.contains(u"no idea"));
    }

    // What stands in a report is never taken for a placeholder.
    void reportTextIsNotExpanded()
    {
        const text::FailureWords words = wordsOf(failureOf("{domain}", "{mx}"));
        QVERIFY(words.whatHappened.contains(u"\"{domain}\""));
        QVERIFY(words.reason.contains(u"{mx}"));
    }

    void reasonDecidesTheFix()
    {
        QVERIFY(wordsOf(failureOf("sts-policy-fetch-error", "bad https response code: 404"))
                    .fix.contains(u"https://mta-sts.acme.example/.well-known/mta-sts.txt"));
        QVERIFY(
            wordsOf(failureOf("sts-policy-fetch-error", "bad https response code: 301")).fix.contains(u"redirects"));
        QVERIFY(wordsOf(failureOf("validation-failure", "MX_HOSTS_MISMATCH")).fix.contains(u"Add an mx line"));
        QVERIFY(wordsOf(failureOf("certificate-expired", "")).fix.contains(u"mx.acme.example"));
        QVERIFY(
            wordsOf(failureOf("sts-webpki-invalid", "certificate has expired")).fix.contains(u"mta-sts.acme.example"));
    }

    void googleSpecifics()
    {
        for (const char *host :
             {"aspmx.l.google.com", "ALT4.aspmx.l.google.com.", "smtp.google.com", "aspmx5.googlemail.com",
              "gmail-smtp-in.l.google.com", "alt2.gmail-smtp-in.l.google.com", "mx1.smtp.goog"})
            QVERIFY2(tlsrpt::isGoogleMx(host), host);
        for (const char *host : {"", "google.com", "aspmx.l.google.com.evil.example", "notsmtp.google.com",
                                 "googlemail.com", "xsmtp.goog", "evilgmail-smtp-in.l.google.com"})
            QVERIFY2(!tlsrpt::isGoogleMx(host), host);

        const auto mismatch =
            wordsOf(failureOf("validation-failure", "MX_HOSTS_MISMATCH", PolicyType::Sts, "smtp.google.com"));
        QVERIFY(mismatch.notes.join(u' ').contains(u"\"mx: smtp.google.com\""));
        const auto expired = wordsOf(failureOf("certificate-expired", "", PolicyType::Sts, "aspmx.l.google.com"));
        QVERIFY(expired.fix.contains(u"Nothing in your domain has to change."));
        const auto dane = wordsOf(failureOf("dane-required", "", PolicyType::Tlsa, "aspmx.l.google.com"));
        QVERIFY(dane.notes.join(u' ').contains(u"DANE cannot protect it"));
        const auto fetch = wordsOf(failureOf("sts-policy-fetch-error", "", PolicyType::Sts, "aspmx.l.google.com"));
        QVERIFY(fetch.notes.join(u' ').contains(u"does not host the policy"));
    }

    void policyNotes()
    {
        Failure failure = failureOf("certificate-expired", "");
        failure.mode = "enforce";
        QVERIFY(wordsOf(failure).notes.join(u' ').contains(u"did not deliver"));
        failure.mode = "testing";
        QVERIFY(wordsOf(failure).notes.join(u' ').contains(u"was delivered all the same"));
        failure.mode.clear();
        QVERIFY(wordsOf(failure).notes.isEmpty());
        failure.policyType = PolicyType::Tlsa;
        QVERIFY(wordsOf(failure).notes.join(u' ').contains(u"DANE has no testing mode"));

        QVERIFY(!tlsrpt::explain(failureOf("tlsa-invalid", "", PolicyType::Sts)).fitsPolicy);
        QVERIFY(!tlsrpt::explain(failureOf("sts-policy-invalid", "", PolicyType::Tlsa)).fitsPolicy);
        QVERIFY(tlsrpt::explain(failureOf("sts-policy-fetch-error", "", PolicyType::NoPolicyFound)).fitsPolicy);
        QVERIFY(tlsrpt::explain(failureOf("tlsa-invalid", "", PolicyType::Other)).fitsPolicy);
    }
};

QTEST_GUILESS_MAIN(TestExplain)
#include "test_explain.moc"
