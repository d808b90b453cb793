// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <array>

#include <QtGlobal>

namespace text {

using enum findings::FindingId;

namespace {

// What can only be unknown has a title that continues "Not known: ".
constexpr std::array reachTexts{
    Entry{MxPortBlocked,
          QT_TRANSLATE_NOOP("text", "whether the mail servers work, because port {port} is blocked here"),
          QT_TRANSLATE_NOOP(
              "text",
              "No connection to {hosts} on port {port} was possible, and none to the public mail server {control} "
              "either. "
              "Most access networks and many cloud providers block this port. Nothing is known about the mail servers: "
              "they may be in perfect order."),
          QT_TRANSLATE_NOOP("text", "Run the check on a machine that may connect to port {port}, such as the mail "
                                    "server's own network, or ask the "
                                    "provider to open the port. If {control} cannot be reached for another reason, "
                                    "name another public mail server with "
                                    "--control-mx HOST.")},
    Entry{MxRefused, QT_TRANSLATE_NOOP("text", "{host} refuses connections at {address}"),
          QT_TRANSLATE_NOOP("text", "The connection to {address} on port {port} was refused: nothing listens there, or "
                                    "a firewall answers in its "
                                    "place. Senders go on to the next address or keep the mail in their queues."),
          QT_TRANSLATE_NOOP("text", "Start the mail server on {host}, let it listen on {address} port {port}, and open "
                                    "the port in the firewall. If the "
                                    "address is no longer in use, remove it from the A or AAAA records of {host}.")},
    Entry{MxTimeout, QT_TRANSLATE_NOOP("text", "{host} does not answer at {address}"),
          QT_TRANSLATE_NOOP("text", "No connection to {address} on port {port} came about within the time allowed. "
                                    "Senders lose that time with every "
                                    "delivery, then try the next address or keep the mail in their queues."),
          QT_TRANSLATE_NOOP("text", "Check that {host} is up and that no firewall drops packets to {address} port "
                                    "{port}. If the address is no longer in "
                                    "use, remove it from the A or AAAA records of {host}."),
          "", QT_TRANSLATE_NOOP("text", "whether {host} answers at {address}; no connection came about from here")},
    Entry{MxUnreachable, QT_TRANSLATE_NOOP("text", "There is no route to {host} at {address}"),
          QT_TRANSLATE_NOOP("text", "The network reports that {address} cannot be reached. Senders go on to the next "
                                    "address or keep the mail in their "
                                    "queues."),
          QT_TRANSLATE_NOOP("text", "Check the address {address} of {host} and its routing. If it is no longer in use, "
                                    "remove it from the A or AAAA records "
                                    "of {host}."),
          "", QT_TRANSLATE_NOOP("text", "whether {host} can be reached at {address}; there is no way to it from here")},
    Entry{MxConnectionFailed, QT_TRANSLATE_NOOP("text", "The connection to {host} at {address} broke off"),
          QT_TRANSLATE_NOOP("text", "The session ended in the stage \"{stage}\": {reason}. A sender gets no further, "
                                    "tries the next address, or keeps the "
                                    "mail in its queue."),
          QT_TRANSLATE_NOOP("text", "Look into the log of {host} for the time of this check. Firewalls that inspect "
                                    "SMTP, and limits on connections "
                                    "for a client, are frequent causes."),
          "", QT_TRANSLATE_NOOP("text", "whether {host} can be reached at {address}; the connection failed from here")},
    Entry{
        MxNoIpv6Here, QT_TRANSLATE_NOOP("text", "whether {host} works over IPv6, because this machine has no IPv6"),
        QT_TRANSLATE_NOOP(
            "text", "Nothing was learnt about {host} at {address}. Senders with IPv6 usually prefer these addresses."),
        QT_TRANSLATE_NOOP("text", "Repeat the check on a machine with IPv6.")},
    Entry{MxIpv6OnlyHost, QT_TRANSLATE_NOOP("text", "{host} can be reached over IPv6 only"),
          QT_TRANSLATE_NOOP("text", "{host} has the address {address} and no IPv4 address. That is legal, but senders "
                                    "without IPv6 cannot use this "
                                    "host."),
          QT_TRANSLATE_NOOP("text",
                            "Make sure that another MX host has an IPv4 address, or add an A record for {host}.")},
    Entry{MxDeadIpv6, QT_TRANSLATE_NOOP("text", "{host} does not answer over IPv6 at {address}"),
          QT_TRANSLATE_NOOP("text", "The IPv4 address of {host} works, the IPv6 address {address} does not ({reason}). "
                                    "Senders with IPv6 try it "
                                    "first and lose time; a few give up."),
          QT_TRANSLATE_NOOP("text", "Let the mail server listen on {address} port {port} and open it in the IPv6 "
                                    "firewall, or remove the AAAA record of "
                                    "{host}.")},
    Entry{MxPrivateAddress, QT_TRANSLATE_NOOP("text", "{host} has an address that is not on the Internet: {address}"),
          QT_TRANSLATE_NOOP("text", "{address} is a private, local or reserved address. Senders outside cannot reach "
                                    "it; from inside another network "
                                    "it leads to somebody else's machine."),
          QT_TRANSLATE_NOOP(
              "text", "Remove {address} from the public A or AAAA records of {host} and publish its public address.")},
    Entry{MxNotProbed,
          QT_TRANSLATE_NOOP("text",
                            "whether {host} offers TLS with a valid certificate, because no SMTP session was held"),
          QT_TRANSLATE_NOOP("text", "The probe was switched off, stopped, or left out because there are too many "
                                    "addresses. That says nothing about the server."),
          QT_TRANSLATE_NOOP("text", "Repeat the check without --no-smtp and let it finish.")},
};

constexpr std::array sessionTexts{
    Entry{MxNoBanner, QT_TRANSLATE_NOOP("text", "{host} takes the connection at {address} and says nothing"),
          QT_TRANSLATE_NOOP("text", "An SMTP server has to greet with 220. No greeting came ({reason}), so a sender "
                                    "waits, gives up, and keeps the "
                                    "mail in its queue."),
          QT_TRANSLATE_NOOP("text", "Check that a mail server, and not another service, listens on {address} port "
                                    "{port}, and that its checks before "
                                    "the greeting (name lookups, block lists) end in time.")},
    Entry{
        MxBannerRejected, QT_TRANSLATE_NOOP("text", "{host} turns the connection away at {address}: {reply}"),
        QT_TRANSLATE_NOOP(
            "text",
            "Instead of the greeting 220 the server answered \"{reply}\". With 421 and other 4xx replies senders try "
            "again later; "
            "554 tells them that no mail is taken here. It may also concern only the address from which this check was "
            "run, if that is on a block list."),
        QT_TRANSLATE_NOOP("text", "If {host} should take mail, remove the restriction that gives \"{reply}\". If it "
                                  "should not, remove its MX record. "
                                  "If only this machine is refused, repeat the check from another network.")},
    Entry{MxSlowBanner, QT_TRANSLATE_NOOP("text", "{host} takes {seconds} s to greet at {address}"),
          QT_TRANSLATE_NOOP("text", "Senders have to wait up to five minutes for the greeting, but not all of them do. "
                                    "A delay of this length costs "
                                    "mail from impatient senders."),
          QT_TRANSLATE_NOOP("text", "Find what holds up the greeting: reverse lookups that time out, block lists, or a "
                                    "delay that was set on purpose against "
                                    "spam. Bring it under five seconds.")},
    Entry{MxProtocolError, QT_TRANSLATE_NOOP("text", "{host} does not speak SMTP at {address}"),
          QT_TRANSLATE_NOOP(
              "text", "In the stage \"{stage}\" something came that is no SMTP reply ({reason}). Senders break off."),
          QT_TRANSLATE_NOOP("text", "Check which service listens on {address} port {port}, and what a proxy in front "
                                    "of it does to the replies.")},
    Entry{MxEhloRejected, QT_TRANSLATE_NOOP("text", "{host} rejects EHLO at {address}: {reply}"),
          QT_TRANSLATE_NOOP(
              "text", "Without EHLO there is no STARTTLS, so no protected delivery. The server answered \"{reply}\" in "
                      "the stage \"{stage}\". "
                      "The cause may be the name that this machine gives, if the server insists on one that resolves."),
          QT_TRANSLATE_NOOP("text", "Let the server accept EHLO from every client. A firewall that masks EHLO (\"SMTP "
                                    "inspection\" or \"fixup\") has to "
                                    "be told to let it pass.")},
    Entry{MxStartTlsNotOffered, QT_TRANSLATE_NOOP("text", "{host} does not offer STARTTLS at {address}"),
          QT_TRANSLATE_NOOP("text", "The reply to EHLO does not list STARTTLS. Under an enforced policy, and under "
                                    "DANE, senders do not deliver to this "
                                    "address (starttls-not-supported); all others send in plain text."),
          QT_TRANSLATE_NOOP("text", "Turn STARTTLS on in the mail server of {host} (Postfix: smtpd_tls_security_level "
                                    "= may) with a certificate for {host}. "
                                    "If it is on, look for a firewall that removes STARTTLS from the reply."),
          QT_TRANSLATE_NOOP("text", "{host} offers STARTTLS with {protocols} ({address})")},
    Entry{MxStartTlsRejected,
          QT_TRANSLATE_NOOP("text", "{host} offers STARTTLS at {address} and then rejects it: {reply}"),
          QT_TRANSLATE_NOOP("text", "The server answered \"{reply}\" to STARTTLS. Under an enforced policy, and under "
                                    "DANE, senders do not deliver to this "
                                    "address; many others go on in plain text."),
          QT_TRANSLATE_NOOP("text", "Look into the log of {host}: as a rule the certificate or the key cannot be read, "
                                    "or TLS could not be initialised.")},
    Entry{MxTlsFailed, QT_TRANSLATE_NOOP("text", "The TLS handshake with {host} at {address} fails"),
          QT_TRANSLATE_NOOP("text", "The server agreed to STARTTLS, and then no TLS session came about: {reason}. "
                                    "Senders with a policy or DANE do not "
                                    "deliver (validation-failure); many others fall back to plain text, and some keep "
                                    "the mail in their queues."),
          QT_TRANSLATE_NOOP("text", "Look into the log of {host} for the handshake. Check that certificate and key "
                                    "belong together, and that TLS 1.2 or 1.3 with "
                                    "common cipher suites is enabled. \"openssl s_client -starttls smtp -connect "
                                    "{host}:{port} -servername {host}\" shows "
                                    "the same from the outside.")},
    Entry{MxTlsTooOld, QT_TRANSLATE_NOOP("text", "{host} at {address} knows only TLS versions before 1.2"),
          QT_TRANSLATE_NOOP("text", "MTA-STS demands TLS 1.2 or later; TLS 1.0 and 1.1 have been withdrawn (RFC 8996). "
                                    "Senders with an enforced policy do "
                                    "not deliver to this address ({reason})."),
          QT_TRANSLATE_NOOP("text", "Enable TLS 1.2 and TLS 1.3 on {host}; with an old system this may need an update "
                                    "of the mail server and of its "
                                    "TLS library.")},
    Entry{MxResponseInjection,
          QT_TRANSLATE_NOOP("text", "{host} at {address} sends plain text between STARTTLS and TLS"),
          QT_TRANSLATE_NOOP(
              "text",
              "{count} bytes came after the 220 reply and before the TLS handshake. A sender that does not throw them "
              "away takes "
              "them for protected replies (response injection, CVE-2021-38371). Either the server is at fault, or "
              "somebody on the way inserts them."),
          QT_TRANSLATE_NOOP("text", "Update the mail server of {host}. If it does not send these bytes itself, examine "
                                    "the devices between it and the "
                                    "Internet.")},
    Entry{
        MxClosesAfterTls,
        QT_TRANSLATE_NOOP("text", "{host} at {address} closes the connection right after the TLS handshake"),
        QT_TRANSLATE_NOOP("text", "TLS was established, and the server hung up before it answered EHLO. Senders cannot "
                                  "deliver, unless the server "
                                  "does this only to clients that it does not trust."),
        QT_TRANSLATE_NOOP(
            "text",
            "Look into the log of {host} for the reason. Demanding client certificates, a crash of the TLS process and "
            "block lists that act late are known causes.")},
    Entry{
        MxOldProtocolAccepted, QT_TRANSLATE_NOOP("text", "{host} at {address} still accepts {protocols}"),
        QT_TRANSLATE_NOOP(
            "text",
            "These versions have been withdrawn (RFC 8996). Under MTA-STS senders insist on TLS 1.2 or later, so this "
            "only concerns old senders, which would otherwise use plain text."),
        QT_TRANSLATE_NOOP("text",
                          "Turn {protocols} off on {host} when the log shows that no sender needs them any more.")},
};

constexpr std::array certificateTexts{
    Entry{MxCertificateExpired, QT_TRANSLATE_NOOP("text", "The certificate of {host} at {address} expired on {date}"),
          QT_TRANSLATE_NOOP("text", "{certificate}, issued by {issuer}, has been out of date for {days} days. Under an "
                                    "enforced policy senders do not "
                                    "deliver to this address (certificate-expired)."),
          QT_TRANSLATE_NOOP("text", "Renew the certificate, install it with its intermediate certificates on {host}, "
                                    "and reload the mail server. If it was "
                                    "renewed already, the server at {address} still uses the old one.")},
    Entry{MxCertificateNotYetValid,
          QT_TRANSLATE_NOOP("text", "The certificate of {host} at {address} is not valid before {date}"),
          QT_TRANSLATE_NOOP("text", "{certificate}, issued by {issuer}, becomes valid in {days} days. Until then "
                                    "senders with an enforced policy do not "
                                    "deliver to this address."),
          QT_TRANSLATE_NOOP("text", "Install a certificate that is valid now on {host}, and check the clock of the "
                                    "machine that issued this one.")},
    Entry{MxCertificateNameMismatch, QT_TRANSLATE_NOOP("text", "The certificate at {address} is not for {host}"),
          QT_TRANSLATE_NOOP("text",
                            "It is for {names}. Under MTA-STS the certificate has to name the MX host as the MX record "
                            "has it; the mail domain or "
                            "a pattern of the policy does not count. Under an enforced policy senders do not deliver "
                            "(certificate-host-mismatch)."),
          QT_TRANSLATE_NOOP("text", "Install a certificate whose subject alternative names include {host}. If the "
                                    "server has several certificates, let it "
                                    "choose by SNI. If the server is rather known by a name of the certificate, let "
                                    "the MX record and the policy name "
                                    "that.")},
    Entry{MxCertificateSelfSigned, QT_TRANSLATE_NOOP("text", "The certificate of {host} at {address} is self-signed"),
          QT_TRANSLATE_NOOP(
              "text",
              "{certificate} is signed by its own key, so no sender has a reason to trust it. Under an enforced policy "
              "senders do not "
              "deliver to this address (certificate-not-trusted). DANE allows such certificates, MTA-STS does not."),
          QT_TRANSLATE_NOOP("text", "Get a certificate for {host} from a public authority (with ACME it costs nothing) "
                                    "and install it with its intermediate "
                                    "certificates.")},
    Entry{MxCertificateUntrusted,
          QT_TRANSLATE_NOOP("text", "The certificate of {host} at {address} is from an authority that is not trusted"),
          QT_TRANSLATE_NOOP(
              "text",
              "{certificate} was issued by {issuer}, and its chain ends at an authority that this machine, and as a "
              "rule no sender, "
              "trusts. Under an enforced policy senders do not deliver to this address (certificate-not-trusted)."),
          QT_TRANSLATE_NOOP("text", "Install a certificate for {host} from a public authority, with its intermediate "
                                    "certificates. To judge by a private "
                                    "authority, name it with --ca-file."),
          QT_TRANSLATE_NOOP("text", "The certificate of {host} is trusted, in date, and for this name ({address})")},
    Entry{MxCertificateIncompleteChain,
          QT_TRANSLATE_NOOP("text", "{host} at {address} does not send its intermediate certificate"),
          QT_TRANSLATE_NOOP(
              "text",
              "{certificate} was issued by {issuer}, and the server does not send that issuer's certificate. Mail "
              "servers, unlike web "
              "browsers, do not fetch it. Under an enforced policy most senders do not deliver to this address."),
          QT_TRANSLATE_NOOP("text", "Let {host} send the full chain: the file that the authority calls \"fullchain\", "
                                    "the certificate of the server first, then "
                                    "the certificate of {issuer}.")},
    Entry{
        MxCertificateUnsuitable,
        QT_TRANSLATE_NOOP("text", "The certificate of {host} at {address} is not suited for a mail server"),
        QT_TRANSLATE_NOOP(
            "text",
            "Verification objects to {certificate}: {reason}. Under an enforced policy senders do not deliver to this "
            "address."),
        QT_TRANSLATE_NOOP("text", "Install a certificate for {host} that is issued for TLS servers (extended key usage "
                                  "serverAuth) by an authority that "
                                  "may issue for this name.")},
    Entry{
        MxCertificateExpiresSoon,
        QT_TRANSLATE_NOOP("text", "The certificate of {host} at {address} expires in {days} days"),
        QT_TRANSLATE_NOOP("text", "It expires on {date}, and less than a third of its {lifetime} days is left. "
                                  "Automatic renewal should have replaced it "
                                  "by now."),
        QT_TRANSLATE_NOOP(
            "text",
            "Check that the renewal works and that the mail server of {host} is reloaded afterwards, before {date}.")},
    Entry{MxCertificateWeak, QT_TRANSLATE_NOOP("text", "The certificate of {host} at {address} is weak: {weakness}"),
          QT_TRANSLATE_NOOP("text", "Keys and signatures of this kind can be broken with effort, and current TLS "
                                    "libraries refuse them in their stricter "
                                    "settings."),
          QT_TRANSLATE_NOOP("text", "Issue a new certificate for {host} with an EC P-256 key, or an RSA key of 2048 "
                                    "bits or more, signed with SHA-256.")},
};

template <std::size_t... N>
constexpr auto joined(const std::array<Entry, N> &...tables)
{
    std::array<Entry, (N + ...)> all{};
    std::size_t at = 0;
    const auto append = [&](const auto &table) {
        for (const Entry &entry : table)
            all[at++] = entry;
    };
    (append(tables), ...);
    return all;
}

} // namespace

std::span<const Entry> mailServerTexts()
{
    static constexpr auto all = joined(reachTexts, sessionTexts, certificateTexts);
    return all;
}

} // namespace text
