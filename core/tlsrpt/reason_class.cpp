// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/explain.h"

#include <array>

namespace tlsrpt {

namespace {

using enum Explanation::ReasonClass;

struct Pattern
{
    std::string_view part; ///< lower case
    ReasonClass reason;
};

// The first that occurs in the text decides: the specific before the general. OpenSSL's names and sentences, those of
// Go's crypto/tls, x509 and net, GnuTLS, Microsoft's words, and the SMTP and HTTP codes that senders put in front.
constexpr std::array patterns{
    Pattern{"mx_hosts_mismatch", MxNotInPolicy},
    Pattern{"mx-mismatch", MxNotInPolicy},
    Pattern{"mx mismatch", MxNotInPolicy},
    Pattern{"not in policy", MxNotInPolicy},
    Pattern{"not match mta-sts", MxNotInPolicy},
    Pattern{"does not match policy", MxNotInPolicy},
    Pattern{"cert_has_expired", CertificateExpired},
    Pattern{"certificate has expired", CertificateExpired},
    Pattern{"certificate expired", CertificateExpired},
    Pattern{"expired certificate", CertificateExpired},
    Pattern{"certificate_expired", CertificateExpired},
    Pattern{"certificate-expired", CertificateExpired},
    Pattern{"cert expired", CertificateExpired},
    Pattern{"cert_not_yet_valid", CertificateNotYet},
    Pattern{"not yet valid", CertificateNotYet},
    Pattern{"cert_revoked", CertificateRevoked},
    Pattern{"certificate revoked", CertificateRevoked},
    Pattern{"certificate-revoked", CertificateRevoked},
    Pattern{"revoked certificate", CertificateRevoked},
    Pattern{"hostname_mismatch", NameMismatch},
    Pattern{"hostname mismatch", NameMismatch},
    Pattern{"host mismatch", NameMismatch},
    Pattern{"doesn't contain any ip sans", NameMismatch},
    Pattern{"certificate is valid for", NameMismatch},
    Pattern{"certificate is not valid for any names", NameMismatch},
    Pattern{"relies on legacy common name", NameMismatch},
    Pattern{"does not match host", NameMismatch},
    Pattern{"not match hostname", NameMismatch},
    Pattern{"name mismatch", NameMismatch},
    Pattern{"self_signed", SelfSigned},
    Pattern{"self-signed", SelfSigned},
    Pattern{"self signed", SelfSigned},
    Pattern{"unable_to_get_issuer", IncompleteChain},
    Pattern{"unable to get local issuer", IncompleteChain},
    Pattern{"unable to get issuer", IncompleteChain},
    Pattern{"unable_to_verify_leaf", IncompleteChain},
    Pattern{"unable to verify the first certificate", IncompleteChain},
    Pattern{"incomplete chain", IncompleteChain},
    Pattern{"unknown authority", UnknownAuthority},
    Pattern{"unknown_ca", UnknownAuthority},
    Pattern{"unknown-ca", UnknownAuthority},
    Pattern{"unknown ca", UnknownAuthority},
    Pattern{"cert_untrusted", UnknownAuthority},
    Pattern{"untrusted", UnknownAuthority},
    Pattern{"not trusted", UnknownAuthority},
    Pattern{"ee_key_too_small", WeakCertificate},
    Pattern{"ca_key_too_small", WeakCertificate},
    Pattern{"ca_md_too_weak", WeakCertificate},
    Pattern{"key too small", WeakCertificate},
    Pattern{"md too weak", WeakCertificate},
    Pattern{"insecure algorithm", WeakCertificate},
    Pattern{"dane_no_match", TlsaMismatch},
    Pattern{"no matching dane", TlsaMismatch},
    Pattern{"no matching tlsa", TlsaMismatch},
    Pattern{"tlsa mismatch", TlsaMismatch},
    Pattern{"dane mismatch", TlsaMismatch},
    Pattern{"tlsa", TlsaUnusable},
    Pattern{"bogus", DnssecBogus},
    Pattern{"dnssec", DnssecBogus},
    Pattern{"rrsig", DnssecBogus},
    Pattern{"protocol_version", ProtocolVersion},
    Pattern{"protocol version", ProtocolVersion},
    Pattern{"protocol-version", ProtocolVersion},
    Pattern{"unsupported protocol", ProtocolVersion},
    Pattern{"unsupported version", ProtocolVersion},
    Pattern{"unsupported_protocol", ProtocolVersion},
    Pattern{"handshake failure", HandshakeFailure},
    Pattern{"handshake_failure", HandshakeFailure},
    Pattern{"handshake-failure", HandshakeFailure},
    Pattern{"no shared cipher", HandshakeFailure},
    Pattern{"no_shared_cipher", HandshakeFailure},
    Pattern{"insufficient-security", HandshakeFailure},
    Pattern{"insufficient security", HandshakeFailure},
    Pattern{"does not look like a tls", NotTls},
    Pattern{"wrong version number", NotTls},
    Pattern{"wrong_version_number", NotTls},
    Pattern{"starttls refused", StarttlsRefused},
    Pattern{"starttls failed", StarttlsRefused},
    Pattern{"454 4.7.0", StarttlsRefused},
    Pattern{"tls not available", StarttlsRefused},
    Pattern{"deadline exceeded", Timeout},
    Pattern{"timeout", Timeout},
    Pattern{"timed out", Timeout},
    Pattern{"timed_out", Timeout},
    Pattern{"connection refused", ConnectionRefused},
    Pattern{"connection_refused", ConnectionRefused},
    Pattern{"no route to host", ConnectionRefused},
    Pattern{"network is unreachable", ConnectionRefused},
    Pattern{"connection reset", ConnectionLost},
    Pattern{"connection_reset", ConnectionLost},
    Pattern{"broken pipe", ConnectionLost},
    Pattern{"unexpected eof", ConnectionLost},
    Pattern{"connection closed", ConnectionLost},
    Pattern{"no such host", NameNotFound},
    Pattern{"nxdomain", NameNotFound},
    Pattern{"name or service not known", NameNotFound},
    Pattern{"host not found", NameNotFound},
    Pattern{"servfail", DnsFailure},
    Pattern{"server misbehaving", DnsFailure},
    Pattern{"dns", DnsFailure},
    Pattern{"content-type", PolicyMediaType},
    Pattern{"content type", PolicyMediaType},
    Pattern{"media type", PolicyMediaType},
    Pattern{"too large", PolicyTooLarge},
    Pattern{"body too long", PolicyTooLarge},
    Pattern{"x509_v_err_", BadCertificate},
    Pattern{"validation_failure", GeneralValidation},
    Pattern{"validation failure", GeneralValidation},
    Pattern{"invalid certificate", BadCertificate},
    Pattern{"bad-certificate", BadCertificate},
    Pattern{"bad certificate", BadCertificate},
    Pattern{"x509:", BadCertificate},
    Pattern{"tls-remote-", TlsAlert},
    Pattern{"remote error: tls:", TlsAlert},
    Pattern{"alert", TlsAlert},
    Pattern{"max_age", PolicySyntax},
    Pattern{"parse", PolicySyntax},
    Pattern{"syntax", PolicySyntax},
    Pattern{"missing field", PolicySyntax},
    Pattern{"invalid policy", PolicySyntax},
};

std::string lowered(std::string_view text)
{
    constexpr std::size_t looked = 2048;
    std::string out(text.substr(0, looked));
    for (char &c : out)
        if (c >= 'A' && c <= 'Z')
            c = char(c + ('a' - 'A'));
    return out;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// "bad https response code: 404", "HTTP status 503", "404 Not Found", "403": three digits that stand alone, behind
// "http", "status" or "code", or at the start. 0 when there are none.
int httpStatusIn(std::string_view text)
{
    const bool speaksOfHttp =
        text.find("http") != std::string_view::npos || text.find("status") != std::string_view::npos ||
        text.find("response") != std::string_view::npos || text.find("code") != std::string_view::npos;
    for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
        const bool begins = at == 0 || (!isDigit(text[at - 1]) && text[at - 1] != '.');
        const bool ends = at + 3 == text.size() || (!isDigit(text[at + 3]) && text[at + 3] != '.');
        if (!begins || !ends || !isDigit(text[at]) || !isDigit(text[at + 1]) || !isDigit(text[at + 2]))
            continue;
        const int status = (text[at] - '0') * 100 + (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
        if (status >= 100 && status < 600 && (speaksOfHttp || (at == 0 && text.size() == 3)))
            return status;
    }
    return 0;
}

ReasonClass reasonOfStatus(int status)
{
    if (status == 404 || status == 410)
        return HttpNotFound;
    if (status == 401 || status == 403 || status == 429 || status == 451)
        return HttpForbidden;
    if (status >= 300 && status < 400)
        return HttpRedirect;
    return status >= 500 ? HttpServerError : HttpOther;
}

} // namespace

ReasonClass classifyReason(std::string_view reasonCode)
{
    const std::string text = lowered(reasonCode);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos)
        return None;
    for (const Pattern &pattern : patterns)
        if (text.find(pattern.part) != std::string::npos)
            return pattern.reason;
    if (const int status = httpStatusIn(text))
        return reasonOfStatus(status);
    if (text.find("redirect") != std::string::npos)
        return HttpRedirect;
    return text.substr(first).starts_with("eof") ? ConnectionLost : FreeText;
}

} // namespace tlsrpt
