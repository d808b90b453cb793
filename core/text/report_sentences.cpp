// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/report_sentences.h"

#include <QtGlobal>
#include <array>

namespace text {

using tlsrpt::ReasonClass;
using tlsrpt::ResultType;

namespace {

template <class E>
struct Row
{
    E value;
    const char *what;
    const char *fix;
};

constexpr std::array resultRows{
    Row<ResultType>{
        ResultType::StarttlsNotSupported,
        QT_TRANSLATE_NOOP("text", "In these sessions {server} did not offer STARTTLS, so the sender could not "
                                  "encrypt."),
        QT_TRANSLATE_NOOP("text", "Turn STARTTLS on at {server}, on port 25 and for every client. If it is on, "
                                  "look for a firewall or mail filter before it that removes the word STARTTLS "
                                  "from the EHLO reply, such as SMTP inspection, and turn that off.")},
    Row<ResultType>{
        ResultType::CertificateHostMismatch,
        QT_TRANSLATE_NOOP("text", "The certificate of {server} does not carry the name that the sender had to "
                                  "find in it."),
        QT_TRANSLATE_NOOP("text", "Install a certificate whose subjectAltName holds exactly the host name of the "
                                  "MX record, {mx}. Or change the MX record and the mx lines of the policy to a "
                                  "name that the certificate holds.")},
    Row<ResultType>{ResultType::CertificateExpired,
                    QT_TRANSLATE_NOOP("text", "The certificate of {server} had expired when the sender connected."),
                    QT_TRANSLATE_NOOP("text",
                                      "Renew the certificate of {server}, restart or reload the mail server so that "
                                      "it uses the new one, and let the renewal run by itself at least 30 days "
                                      "before the end.")},
    Row<ResultType>{
        ResultType::CertificateNotTrusted,
        QT_TRANSLATE_NOOP("text", "The sender could not build a trusted chain from the certificate of {server} "
                                  "to an authority that it knows."),
        QT_TRANSLATE_NOOP("text", "Install a certificate of a publicly trusted authority at {server} and let the "
                                  "server send the intermediate certificates with it (the \"full chain\" file).")},
    Row<ResultType>{
        ResultType::ValidationFailure,
        QT_TRANSLATE_NOOP("text", "The TLS session with {server} failed for a reason that no other result type "
                                  "names. Only the reason code can say more."),
        QT_TRANSLATE_NOOP("text", "Run the check for {domain} and mend what it shows. If it shows nothing, ask "
                                  "the sender through its contact address, and name the report.")},
    Row<ResultType>{
        ResultType::TlsaInvalid,

        QT_TRANSLATE_NOOP("text", "No TLSA record of the MX host fits the certificate that it showed, or none can "
                                  "be used."),
        QT_TRANSLATE_NOOP("text", "Publish a TLSA record at _25._tcp.{mx} for the certificate in use (3 1 1 with "
                                  "the SHA-256 of its public key). When you renew, publish the record of the new "
                                  "key first, wait twice its TTL, and only then switch.")},
    Row<ResultType>{
        ResultType::DnssecInvalid,

        QT_TRANSLATE_NOOP("text", "The sender's resolver got no valid answer from {server}: the DNSSEC chain did "
                                  "not validate."),
        QT_TRANSLATE_NOOP("text", "Mend the DNSSEC chain of {domain} and of the zone of its MX hosts: the DS "
                                  "record at the parent has to match a DNSKEY in use, and signatures must not be "
                                  "expired.")},
    Row<ResultType>{
        ResultType::DaneRequired,

        QT_TRANSLATE_NOOP("text", "The sender is set to demand DANE for this domain, and the MX host has no TLSA "
                                  "records that DNSSEC validates."),
        QT_TRANSLATE_NOOP("text", "Either sign the zone of {mx} and publish TLSA records at _25._tcp.{mx}, or ask "
                                  "the sender to remove its demand. No sender demands DANE without an agreement.")},
    Row<ResultType>{
        ResultType::StsPolicyFetchError,
        QT_TRANSLATE_NOOP("text", "The _mta-sts record of {domain} announces a policy, but the sender could not "
                                  "fetch it from https://mta-sts.{domain}/.well-known/mta-sts.txt."),
        QT_TRANSLATE_NOOP("text", "Let mta-sts.{domain} answer every request for /.well-known/mta-sts.txt over "
                                  "HTTPS on port 443 with status 200, without a redirect, from anywhere in the "
                                  "world and within a minute. Exempt the path from bot protection.")},
    Row<ResultType>{
        ResultType::StsPolicyInvalid,

        QT_TRANSLATE_NOOP("text", "The sender fetched the policy of {domain}, but the text is no valid policy."),
        QT_TRANSLATE_NOOP("text", "Publish a policy with the lines \"version: STSv1\", \"mode: …\", at least one "
                                  "\"mx: …\" and \"max_age: …\" as text/plain, and then change the id of the "
                                  "_mta-sts record.")},
    Row<ResultType>{
        ResultType::StsWebpkiInvalid,
        QT_TRANSLATE_NOOP("text", "The certificate of mta-sts.{domain} is not valid for that name, so the sender "
                                  "did not accept the policy."),
        QT_TRANSLATE_NOOP("text", "Install a certificate of a publicly trusted authority for mta-sts.{domain}, "
                                  "with its whole chain, and renew it in time.")},
    Row<ResultType>{
        ResultType::Other,
        QT_TRANSLATE_NOOP("text", "The sender uses the result type \"{word}\", which neither RFC 8460 nor the "
                                  "registry of IANA lists. What it means is known to the sender; the sessions "
                                  "failed all the same."),
        QT_TRANSLATE_NOOP("text", "Run the check for {domain} and mend what it shows. If it shows nothing, ask "
                                  "the sender what \"{word}\" means.")},
};

constexpr std::array reasonRows{
    Row<ReasonClass>{ReasonClass::None, "", ""},
    Row<ReasonClass>{ReasonClass::CertificateExpired,
                     QT_TRANSLATE_NOOP("text", "The reason code says that the certificate of {server} has expired."),
                     QT_TRANSLATE_NOOP("text",
                                       "Renew the certificate of {server} and reload the service, so that it shows the "
                                       "new one.")},
    Row<ReasonClass>{
        ReasonClass::CertificateNotYet,
        QT_TRANSLATE_NOOP("text", "The reason code says that the certificate of {server} is not valid yet."),
        QT_TRANSLATE_NOOP("text", "Wait until the certificate is valid before {server} uses it. If it is valid by "
                                  "your clock, the clock of the sender is wrong.")},
    Row<ReasonClass>{
        ReasonClass::CertificateRevoked,
        QT_TRANSLATE_NOOP("text", "The reason code says that the certificate of {server} has been revoked."),
        QT_TRANSLATE_NOOP("text", "Ask the authority for a new certificate with a new key and install it at "
                                  "{server}.")},
    Row<ReasonClass>{
        ReasonClass::NameMismatch,
        QT_TRANSLATE_NOOP("text", "The reason code says that the certificate of {server} is made out to other "
                                  "names."),
        QT_TRANSLATE_NOOP("text", "Install a certificate at {server} whose subjectAltName holds the name that "
                                  "senders connect to, and let the server choose it by SNI.")},
    Row<ReasonClass>{
        ReasonClass::SelfSigned,

        QT_TRANSLATE_NOOP("text", "The reason code says that the certificate of {server} is signed by itself or by "
                                  "a root that is not public."),
        QT_TRANSLATE_NOOP("text", "Replace the certificate of {server} with one of a publicly trusted authority.")},
    Row<ReasonClass>{
        ReasonClass::UnknownAuthority,
        QT_TRANSLATE_NOOP("text", "The reason code says that the sender does not know the authority behind the "
                                  "certificate of {server}, or did not get the intermediate certificates."),
        QT_TRANSLATE_NOOP("text", "Let {server} send its whole chain. If it does, take a certificate of an "
                                  "authority that the large senders trust.")},
    Row<ReasonClass>{
        ReasonClass::IncompleteChain,

        QT_TRANSLATE_NOOP("text", "The reason code says that {server} does not send the intermediate certificate "
                                  "that leads to a root."),
        QT_TRANSLATE_NOOP("text", "Configure the \"full chain\" file at {server}: the certificate first, then the "
                                  "intermediate certificates.")},
    Row<ReasonClass>{
        ReasonClass::WeakCertificate,
        QT_TRANSLATE_NOOP("text", "The reason code says that the key or the signature of the certificate of "
                                  "{server} is too weak."),
        QT_TRANSLATE_NOOP("text", "Install a certificate at {server} with ECDSA P-256 or RSA of at least 2048 bit, "
                                  "signed with SHA-256.")},
    Row<ReasonClass>{
        ReasonClass::BadCertificate,

        QT_TRANSLATE_NOOP("text", "The reason code names a fault in the certificate chain of {server}: {reason}"),
        QT_TRANSLATE_NOOP("text", "Replace the certificate of {server} and its chain with a fresh one of a "
                                  "publicly trusted authority.")},
    Row<ReasonClass>{
        ReasonClass::MxNotInPolicy,

        QT_TRANSLATE_NOOP("text", "The reason code says that the MX hosts of {domain} do not match the mx lines of "
                                  "its policy."),
        QT_TRANSLATE_NOOP("text", "Add an mx line to the policy for every MX host of {domain}, then change the id "
                                  "of the _mta-sts record. When you change MX records, change the policy first "
                                  "and wait for its max_age.")},
    Row<ReasonClass>{ReasonClass::GeneralValidation,
                     QT_TRANSLATE_NOOP("text", "The reason code repeats that validation failed and says no more."), ""},
    Row<ReasonClass>{
        ReasonClass::HandshakeFailure,
        QT_TRANSLATE_NOOP("text", "The reason code says that sender and {server} found no TLS parameters in "
                                  "common."),
        QT_TRANSLATE_NOOP("text", "Allow TLS 1.2 and TLS 1.3 at {server} with the default ciphers of its software, "
                                  "ask for no client certificate, and offer an RSA certificate beside an ECDSA "
                                  "one for old senders.")},
    Row<ReasonClass>{
        ReasonClass::ProtocolVersion,
        QT_TRANSLATE_NOOP("text", "The reason code says that sender and {server} share no version of TLS."),
        QT_TRANSLATE_NOOP("text", "Allow TLS 1.2 and TLS 1.3 at {server}.")},
    Row<ReasonClass>{
        ReasonClass::TlsAlert, QT_TRANSLATE_NOOP("text", "One side ended the TLS handshake with an alert: {reason}"),
        QT_TRANSLATE_NOOP("text", "Look into the log of {server} at the time of the report: the alert stands there "
                                  "from the other side.")},
    Row<ReasonClass>{
        ReasonClass::NotTls, QT_TRANSLATE_NOOP("text", "Something answered in the clear where TLS had to begin."),
        QT_TRANSLATE_NOOP("text", "Let {server} speak TLS right after STARTTLS, or on port 443 for the policy. "
                                  "Look for a proxy or a filter that answers in its place.")},
    Row<ReasonClass>{
        ReasonClass::StarttlsRefused,
        QT_TRANSLATE_NOOP("text", "The reason code says that {server} offered STARTTLS and then refused it."),
        QT_TRANSLATE_NOOP("text", "Look into the log of {server}: most often it cannot read its key or "
                                  "certificate. Mend that and reload it.")},
    Row<ReasonClass>{
        ReasonClass::Timeout, QT_TRANSLATE_NOOP("text", "The reason code says that {server} did not answer in time."),
        QT_TRANSLATE_NOOP("text", "Make sure that {server} can be reached over IPv4 and IPv6 and answers within "
                                  "seconds, from abroad as well. Remove addresses that do not answer from the "
                                  "DNS, and exempt it from rate limits.")},
    Row<ReasonClass>{
        ReasonClass::ConnectionRefused,
        QT_TRANSLATE_NOOP("text", "The reason code says that {server} refused the connection or could not be "
                                  "reached."),
        QT_TRANSLATE_NOOP("text", "Start the service on {server}, open its port in the firewall, and remove "
                                  "addresses on which it does not listen from the DNS.")},
    Row<ReasonClass>{ReasonClass::ConnectionLost,
                     QT_TRANSLATE_NOOP("text", "The reason code says that the connection with {server} broke off."),
                     QT_TRANSLATE_NOOP("text",
                                       "Look for crashes and connection limits in the log of {server}, and for a "
                                       "firewall that cuts TLS sessions.")},
    Row<ReasonClass>{ReasonClass::NameNotFound,
                     QT_TRANSLATE_NOOP("text", "The reason code says that the name of {server} does not resolve."),
                     QT_TRANSLATE_NOOP("text",
                                       "Publish A and AAAA records, or a CNAME that leads to them, for {server}. If no "
                                       "policy is wanted any more, withdraw it: serve mode none first, and remove the "
                                       "_mta-sts record after its max_age.")},
    Row<ReasonClass>{
        ReasonClass::DnsFailure,
        QT_TRANSLATE_NOOP("text", "The reason code says that the name servers gave the sender no usable answer "
                                  "about {server}."),
        QT_TRANSLATE_NOOP("text", "Check that all name servers of {domain} answer with the same data, over UDP and "
                                  "TCP, and that DNSSEC validates.")},
    Row<ReasonClass>{ReasonClass::HttpNotFound,
                     QT_TRANSLATE_NOOP("text", "mta-sts.{domain} answered that there is no such file ({reason})."),
                     QT_TRANSLATE_NOOP("text",
                                       "Put the policy at https://mta-sts.{domain}/.well-known/mta-sts.txt, in that "
                                       "path and in lower case. Some web servers hide folders that begin with a dot: "
                                       "allow this one.")},
    Row<ReasonClass>{
        ReasonClass::HttpForbidden, QT_TRANSLATE_NOOP("text", "mta-sts.{domain} refused the request ({reason})."),
        QT_TRANSLATE_NOOP("text", "Allow everybody to read /.well-known/mta-sts.txt at mta-sts.{domain}: no login, "
                                  "no bot protection, no country filter, no rate limit.")},
    Row<ReasonClass>{
        ReasonClass::HttpRedirect,
        QT_TRANSLATE_NOOP("text", "mta-sts.{domain} redirected the request, and senders must not follow "
                                  "({reason})."),
        QT_TRANSLATE_NOOP("text", "Serve the policy itself with status 200 at mta-sts.{domain}, and exempt it from "
                                  "redirects to another host, to www or to a login.")},
    Row<ReasonClass>{ReasonClass::HttpServerError,
                     QT_TRANSLATE_NOOP("text", "The web server of mta-sts.{domain} failed ({reason})."),
                     QT_TRANSLATE_NOOP("text",
                                       "Look into the log of the web server of mta-sts.{domain}. A static file without "
                                       "any program behind it does not fail this way.")},
    Row<ReasonClass>{
        ReasonClass::HttpOther,
        QT_TRANSLATE_NOOP("text", "mta-sts.{domain} answered with another status than 200 ({reason})."),
        QT_TRANSLATE_NOOP("text", "Let mta-sts.{domain} answer with status 200 and the text of the policy.")},
    Row<ReasonClass>{
        ReasonClass::PolicySyntax,

        QT_TRANSLATE_NOOP("text", "The reason code says that the text of the policy could not be read: {reason}"),
        QT_TRANSLATE_NOOP("text", "Publish the policy anew, one \"name: value\" a line, and check it with "
                                  "\"sigillo-cli lint policy FILE\" before. Then change the id of the _mta-sts "
                                  "record.")},
    Row<ReasonClass>{
        ReasonClass::PolicyMediaType,

        QT_TRANSLATE_NOOP("text", "The reason code says that the policy came with the wrong media type: {reason}"),
        QT_TRANSLATE_NOOP("text", "Serve the policy at mta-sts.{domain} with \"Content-Type: text/plain\". A page "
                                  "of HTML in its place is the same fault.")},
    Row<ReasonClass>{
        ReasonClass::PolicyTooLarge,
        QT_TRANSLATE_NOOP("text", "The reason code says that the answer was larger than the sender reads."),
        QT_TRANSLATE_NOOP("text", "Serve nothing but the policy, well below 64 KB.")},
    Row<ReasonClass>{
        ReasonClass::TlsaMismatch,
        QT_TRANSLATE_NOOP("text", "The reason code says that no TLSA record matches the certificate in use."),
        QT_TRANSLATE_NOOP("text", "Publish the TLSA record of the key in use at _25._tcp.{mx} and keep the record "
                                  "of the next key beside it. Renew certificates with the same key, or change "
                                  "the record first.")},
    Row<ReasonClass>{
        ReasonClass::TlsaUnusable,
        QT_TRANSLATE_NOOP("text", "The reason code speaks of the TLSA records of the MX host: {reason}"),
        QT_TRANSLATE_NOOP("text", "Publish TLSA records of the form \"3 1 1\" and the SHA-256 of the public key at "
                                  "_25._tcp.{mx}, and remove those of usage 0 and 1, which senders ignore.")},
    Row<ReasonClass>{ReasonClass::DnssecBogus, QT_TRANSLATE_NOOP("text", "The reason code speaks of DNSSEC: {reason}"),
                     QT_TRANSLATE_NOOP("text",
                                       "Let the DS record at the parent match a DNSKEY in use, and renew signatures "
                                       "before they expire.")},
    Row<ReasonClass>{ReasonClass::FreeText,
                     QT_TRANSLATE_NOOP("text", "The sender gives this reason in its own words: {reason}"), ""},
};

template <class E, std::size_t N>
FailureSentences find(const std::array<Row<E>, N> &rows, E value)
{
    for (const Row<E> &row : rows)
        if (row.value == value)
            return {row.what, row.fix};
    return {"", ""};
}

} // namespace

FailureSentences sentencesOf(ResultType type)
{
    return find(resultRows, type);
}

FailureSentences sentencesOf(ReasonClass reason)
{
    return find(reasonRows, reason);
}

const char *missingResultType()
{
    return QT_TRANSLATE_NOOP("text",
                             "The sender counts failed sessions and names no result type, so what failed is not "
                             "known.");
}

const char *googleMiddleFix()
{
    return QT_TRANSLATE_NOOP("text",
                             "Google's mail servers offer STARTTLS to everybody, so the sender most likely spoke "
                             "with something else on the way: a firewall, an SMTP proxy or an attacker in its "
                             "network. The sender has to look there. Nothing in your domain has to change.");
}

const char *googleSenderFix()
{
    return QT_TRANSLATE_NOOP("text",
                             "If the check shows a valid certificate on all of Google's hosts, the fault lies with "
                             "the sender: an outdated list of authorities, a wrong clock, or an inspecting proxy "
                             "in its network. Nothing in your domain has to change.");
}

} // namespace text
