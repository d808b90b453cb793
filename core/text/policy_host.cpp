// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <QtGlobal>

namespace text {

namespace {

using enum findings::FindingId;

// What can only be unknown has a title that continues "Not known: ".
constexpr Entry table[] = {
    {PolicyHostMissing, QT_TRANSLATE_NOOP("text", "The policy host {host} has no address"),
     QT_TRANSLATE_NOOP("text",
                       "The DNS has neither an A nor an AAAA record for {chain}. Senders fetch the policy from this "
                       "host and from no other, so they find no policy, whatever the MTA-STS record says."),
     QT_TRANSLATE_NOOP("text", "Publish an A or AAAA record for {host} (or a CNAME record to a host that has one) and "
                               "serve the policy there over HTTPS."),
     QT_TRANSLATE_NOOP("text", "The policy host {host} exists")},
    {PolicyHostDanglingAlias,
     QT_TRANSLATE_NOOP("text", "The policy host {host} is an alias of a name that does not exist"),
     QT_TRANSLATE_NOOP(
         "text",
         "The alias leads along {chain}, and {target} does not exist. Senders find no policy. Whoever can register or "
         "claim {target} can publish a policy for {domain} and decide which mail servers senders accept."),
     QT_TRANSLATE_NOOP("text",
                       "Change the CNAME record of {host} to a host that exists and that you control, or remove it.")},
    {PolicyHostLookupFailed, QT_TRANSLATE_NOOP("text", "the addresses of {host}, because a lookup failed"),
     QT_TRANSLATE_NOOP("text", "The resolver gave no usable answer ({reason}). A sender that sees the same cannot "
                               "fetch the policy now, and goes on with a policy that it still has in its cache."),
     QT_TRANSLATE_NOOP(
         "text", "Check that all name servers of {chain} answer questions for A and for AAAA, then check again.")},
    {PolicyHostBogus, QT_TRANSLATE_NOOP("text", "The DNSSEC signatures of the policy host {host} are wrong"),
     QT_TRANSLATE_NOOP("text", "Validation of its address records failed ({reason}). A sender whose resolver validates "
                               "DNSSEC gets no address and no policy."),
     QT_TRANSLATE_NOOP("text", "Renew the signatures of the zones of {chain}, or correct the DS record above the zone "
                               "that moved or changed its keys.")},
    {PolicyHostPrivateAddress, QT_TRANSLATE_NOOP("text", "{host} points to {address}, which is not on the Internet"),
     QT_TRANSLATE_NOOP(
         "text",
         "The address is of the kind: {scope}. Senders elsewhere cannot reach it, or reach a machine of their own "
         "network instead. Usually an internal view of the DNS was published, or this check looked from inside one."),
     QT_TRANSLATE_NOOP("text",
                       "Change the address record of {host} from {address} to the public address of the web server. If "
                       "the Internet sees another address, check from outside (--resolver ADDRESS).")},
    {PolicyHostRefused, QT_TRANSLATE_NOOP("text", "{host} refuses connections at {address}"),
     QT_TRANSLATE_NOOP("text",
                       "Nothing listens on port {port} there. A sender that picks this address gets no policy."),
     QT_TRANSLATE_NOOP("text", "Start the HTTPS server on port {port} at {address}, open the port in the firewall, or "
                               "remove the address from the DNS.")},
    {PolicyHostTimeout, QT_TRANSLATE_NOOP("text", "{host} does not answer at {address}"),
     QT_TRANSLATE_NOOP("text", "The connection to port {port} was not accepted in time. Senders give the whole fetch "
                               "about a minute and then go on without the policy."),
     QT_TRANSLATE_NOOP("text", "Check that a server runs at {address} and that the firewall lets everybody reach port "
                               "{port}, or remove the address from the DNS.")},
    {PolicyHostUnreachable, QT_TRANSLATE_NOOP("text", "{host} cannot be reached at {address}"),
     QT_TRANSLATE_NOOP(
         "text",
         "The network reports that there is no way to the address ({reason}). A sender that picks it gets no policy."),
     QT_TRANSLATE_NOOP(
         "text",
         "Change the address record of {host} to an address that is routed, or repair the route to {address}.")},
    {PolicyHostConnectionFailed, QT_TRANSLATE_NOOP("text", "The connection to {host} at {address} failed"),
     QT_TRANSLATE_NOOP("text", "The connection to port {port} ended before TLS began ({reason}). A sender that picks "
                               "this address gets no policy."),
     QT_TRANSLATE_NOOP(
         "text",
         "Look into the log of the HTTPS server and of the firewall or load balancer in front of it at {address}."),
     QT_TRANSLATE_NOOP("text", "Every address of {host} answers over HTTPS")},
    {PolicyHostNoIpv6Here,
     QT_TRANSLATE_NOOP("text", "whether {host} answers at {address}, because this machine has no IPv6"),
     QT_TRANSLATE_NOOP("text", "The address could not be tried from here. That says nothing about the server."),
     QT_TRANSLATE_NOOP("text", "Check again from a machine that has IPv6 to know whether {address} works.")},
    {PolicyHostNotTried, QT_TRANSLATE_NOOP("text", "whether {host} serves a policy at {address}, which was not tried"),
     QT_TRANSLATE_NOOP("text", "No connection was made from here, for example because this machine has no network of "
                               "that kind. That says nothing about the server."),
     QT_TRANSLATE_NOOP("text", "Check the network of this machine, or check again from another one.")},
    {PolicyHostTlsFailed, QT_TRANSLATE_NOOP("text", "TLS with {host} failed at {address}"),
     QT_TRANSLATE_NOOP(
         "text", "The handshake with the server name {host} did not come about ({reason}), so senders get no policy. "
                 "\"Wrong version number\" means that something other than TLS answers on port {port}; alert 112 that "
                 "the server does not know this name; alert 116 that it demands a certificate of the client."),
     QT_TRANSLATE_NOOP("text", "Configure the server at {address} for the name {host}, with a certificate for it, TLS "
                               "1.2 and TLS 1.3, and without client certificates.")},
    {PolicyHostTlsTooOld, QT_TRANSLATE_NOOP("text", "{host} offers no TLS version after 1.1 at {address}"),
     QT_TRANSLATE_NOOP(
         "text",
         "TLS 1.0 and 1.1 are withdrawn (RFC 8996), and senders insist on TLS 1.2 or later, so they get no policy."),
     QT_TRANSLATE_NOOP(
         "text", "Switch on TLS 1.2 and TLS 1.3 in the HTTPS server at {address} and switch the older versions off."),
     QT_TRANSLATE_NOOP("text", "{host} speaks TLS 1.2 or later")},
    {PolicyHostCertificateExpired, QT_TRANSLATE_NOOP("text", "The certificate of {host} has expired"),
     QT_TRANSLATE_NOOP("text",
                       "The certificate {certificate}, shown at {address}, ran out on {date}. Senders do not accept a "
                       "policy over this connection and go on with a cached one until that runs out too."),
     QT_TRANSLATE_NOOP("text",
                       "Renew the certificate {certificate}, load it into the server, and make the renewal automatic. "
                       "If it is an intermediate certificate, replace it with the current one of {issuer}."),
     QT_TRANSLATE_NOOP("text", "The certificate of {host} is in date")},
    {PolicyHostCertificateNotYetValid, QT_TRANSLATE_NOOP("text", "The certificate of {host} is not valid yet"),
     QT_TRANSLATE_NOOP("text", "The certificate {certificate}, shown at {address}, begins on {date}. Until then "
                               "senders do not accept a policy over this connection."),
     QT_TRANSLATE_NOOP(
         "text", "Install a certificate that is valid now. If this one should be, check the clock of this machine.")},
    {PolicyHostCertificateNameMismatch, QT_TRANSLATE_NOOP("text", "The certificate is not for {host}"),
     QT_TRANSLATE_NOOP("text", "The certificate shown at {address} holds the names: {names}. It has to hold {host} as "
                               "a dNSName, or a wildcard for exactly its first label; the common name does not count, "
                               "nor does the name of a host that {host} is an alias of."),
     QT_TRANSLATE_NOOP("text", "Obtain a certificate with the dNSName {host} and load it into the server for this "
                               "name. At a hosting provider, add {host} as a custom domain."),
     QT_TRANSLATE_NOOP("text", "The certificate is for {host}")},
    {PolicyHostCertificateSelfSigned, QT_TRANSLATE_NOOP("text", "The certificate of {host} is self-signed"),
     QT_TRANSLATE_NOOP("text", "The certificate {certificate}, shown at {address}, is signed by itself, so no sender "
                               "trusts it and none accepts the policy."),
     QT_TRANSLATE_NOOP("text", "Replace it with a certificate for {host} from a public certificate authority.")},
    {PolicyHostCertificateUntrusted,
     QT_TRANSLATE_NOOP("text", "The certificate of {host} is from an authority that is not trusted"),
     QT_TRANSLATE_NOOP("text", "The chain shown at {address} ends with {certificate}, issued by {issuer}, which is not "
                               "among the authorities that this machine trusts. Senders that do not trust it either do "
                               "not accept the policy. A further intermediate certificate may also be missing."),
     QT_TRANSLATE_NOOP("text", "Replace it with a certificate for {host} from a public certificate authority. If "
                               "{issuer} belongs to one, send every intermediate certificate up to its root."),
     QT_TRANSLATE_NOOP("text", "The certificate of {host} is from a trusted authority")},
    {PolicyHostCertificateIncompleteChain,
     QT_TRANSLATE_NOOP("text", "{host} does not send the intermediate certificate"),
     QT_TRANSLATE_NOOP("text", "At {address} the server sends {certificate} without the certificate of {issuer} that "
                               "signed it. Browsers often know it from elsewhere, mail servers do not, and do not "
                               "accept the policy. It may also be that {issuer} is no public authority."),
     QT_TRANSLATE_NOOP("text", "Configure the server with the full chain: its own certificate, then the certificate of "
                               "{issuer} (many tools call the file fullchain.pem).")},
    {PolicyHostCertificateUnsuitable,
     QT_TRANSLATE_NOOP("text", "The certificate of {host} cannot be used for a web server"),
     QT_TRANSLATE_NOOP("text", "Verification of {certificate}, shown at {address}, objects: {reason}. Senders that "
                               "verify as strictly do not accept the policy."),
     QT_TRANSLATE_NOOP("text",
                       "Replace it with a certificate for {host} from a public certificate authority, with the "
                       "extended key usage serverAuth, and send the intermediate certificates that belong to it.")},
    {PolicyHostCertificateExpiresSoon, QT_TRANSLATE_NOOP("text", "The certificate of {host} expires soon, on {date}"),
     QT_TRANSLATE_NOOP("text",
                       "Less than a third of its lifetime is left (days: {days} of {lifetime}). Automatic renewal "
                       "usually happens earlier, so it may have failed. Public certificates last at most 200 days when "
                       "issued since March 2026, 100 days from March 2027, and 47 days from March 2029."),
     QT_TRANSLATE_NOOP("text", "Renew the certificate of {host} before {date} and check that the automatic renewal "
                               "runs and that the server loads the new certificate.")},
    {PolicyHostCertificateWeak, QT_TRANSLATE_NOOP("text", "The certificate chain of {host} is weak: {weakness}"),
     QT_TRANSLATE_NOOP(
         "text", "The certificate {certificate}, shown at {address}, has a short key or a broken signature algorithm "
                 "({weakness}). Many senders refuse such certificates, and public authorities do not issue them."),
     QT_TRANSLATE_NOOP("text", "Replace it with a certificate that has an EC P-256 or RSA 2048-bit key (or longer) and "
                               "a SHA-256 signature (or better).")},
    {PolicyHostRevocationNotChecked, QT_TRANSLATE_NOOP("text", "whether the certificate of {host} has been revoked"),
     QT_TRANSLATE_NOOP(
         "text", "Revocation is not checked here. Senders may check it (RFC 8461 leaves it to them)."),
     QT_TRANSLATE_NOOP("text", "Nothing needs to be changed. After a key was lost, ask the certificate authority for "
                               "the state of the certificate.")},
    {PolicyHostHttpInvalid, QT_TRANSLATE_NOOP("text", "{host} does not speak HTTP at {address}"),
     QT_TRANSLATE_NOOP("text", "What came after the TLS handshake is not an HTTP/1.1 response ({reason}). A sender "
                               "that picks this address gets no policy."),
     QT_TRANSLATE_NOOP("text", "Serve the policy with an ordinary HTTP/1.1 server on port {port} at {address}.")},
    {PolicyHostHttpTimeout, QT_TRANSLATE_NOOP("text", "{host} does not deliver the policy in time at {address}"),
     QT_TRANSLATE_NOOP("text", "TLS was established, but the complete response did not come before the deadline. "
                               "Senders give the whole fetch about a minute."),
     QT_TRANSLATE_NOOP("text", "Serve the policy as a plain file that needs no slow application behind it, and look "
                               "into the log of the server at {address}.")},
    {PolicyHostIncompleteResponse, QT_TRANSLATE_NOOP("text", "{host} breaks off the response at {address}"),
     QT_TRANSLATE_NOOP(
         "text",
         "The connection ended before the response was complete ({reason}). Senders must not use half a policy."),
     QT_TRANSLATE_NOOP("text", "Check that Content-Length is the real length of the policy, and look into the logs of "
                               "the server and of the proxy in front of it at {address}.")},
    {PolicyHostAddressesDiffer, QT_TRANSLATE_NOOP("text", "{host} answers differently at {address} and {other}"),
     QT_TRANSLATE_NOOP("text",
                       "A sender picks any of the addresses, so different senders see different things: {difference}."),
     QT_TRANSLATE_NOOP("text", "Serve the same policy file with the same headers at {address} as at {other}. If it was "
                               "changed just now, wait until the change has arrived everywhere."),
     QT_TRANSLATE_NOOP("text", "Every address of {host} serves the same policy")},
    {PolicyHostAlias, QT_TRANSLATE_NOOP("text", "The policy host {host} is an alias"),
     QT_TRANSLATE_NOOP("text", "It leads along {chain}. That is allowed; senders still use {host} for SNI, for the "
                               "certificate and for the Host header."),
     QT_TRANSLATE_NOOP("text", "Nothing needs to be changed. Remove the CNAME record of {host} before you give up "
                               "{target}, so that nobody else can take it over.")},
};

} // namespace

std::span<const Entry> policyHostTexts()
{
    return table;
}

} // namespace text
