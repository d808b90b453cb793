// SPDX-License-Identifier: GPL-3.0-or-later
// The members of every facts struct, named once, for reading and for writing JSON alike: a visitor is called with
// (name, member). A member that is not listed here would be lost on the way, so a test compares a filled struct with
// its round trip.
#pragma once

#include "facts/domain_facts.h"

namespace facts {

template <class T>
struct Fields;

template <>
struct Fields<CnameStep>
{
    static void visit(auto &v, auto &x)
    {
        v("from", x.from);
        v("to", x.to);
        v("ttl", x.ttl);
    }
};

template <>
struct Fields<DnsAnswer>
{
    static void visit(auto &v, auto &x)
    {
        v("name", x.name);
        v("type", x.type);
        v("status", x.status);
        v("dnssec", x.dnssec);
        v("reason", x.reason);
        v("cnames", x.cnames);
        v("rdata", x.rdata);
        v.derived("text", [&x] {
            QStringList lines;
            for (const QByteArray &rdata : x.rdata)
                lines += presentation(x.type, rdata);
            return lines;
        });
        v("ttl", x.ttl);
        v("elapsed_ms", x.elapsedMs);
    }
};

template <>
struct Fields<CertificateFacts>
{
    static void visit(auto &v, auto &x)
    {
        v("der", x.der);
        v("subject", x.subject);
        v("issuer", x.issuer);
        v("serial", x.serial);
        v("dns_names", x.dnsNames);
        v("not_before", x.notBefore);
        v("not_after", x.notAfter);
        v("key_type", x.keyType);
        v("key_bits", x.keyBits);
        v("signature_algorithm", x.signatureAlgorithm);
        v("sha256", x.sha256);
        v("spki_sha256", x.spkiSha256);
        v("is_ca", x.isCa);
        v("self_issued", x.selfIssued);
        v("server_auth", x.serverAuth);
    }
};

template <>
struct Fields<VerifyError>
{
    static void visit(auto &v, auto &x)
    {
        v("depth", x.depth);
        v("code", x.code);
        v("text", x.text);
    }
};

template <>
struct Fields<TlsFacts>
{
    static void visit(auto &v, auto &x)
    {
        v("outcome", x.outcome);
        v("reference_name", x.referenceName);
        v("error", x.error);
        v("alert", x.alert);
        v("protocol", x.protocol);
        v("cipher", x.cipher);
        v("key_exchange", x.keyExchange);
        v("peer_signature", x.peerSignature);
        v("chain", x.chain);
        v("name_matches", x.nameMatches);
        v("verify_errors", x.verifyErrors);
        v("ocsp_stapled", x.ocspStapled);
        v("handshake_ms", x.handshakeMs);
    }
};

template <>
struct Fields<HttpHeader>
{
    static void visit(auto &v, auto &x)
    {
        v("name", x.name);
        v("value", x.value);
    }
};

template <>
struct Fields<BrowserRetry>
{
    static void visit(auto &v, auto &x)
    {
        v("http_status", x.httpStatus);
        v("content_type", x.contentType);
        v("looks_like_policy", x.looksLikePolicy);
    }
};

template <>
struct Fields<PolicyFetch>
{
    static void visit(auto &v, auto &x)
    {
        v("address", x.address);
        v("port", x.port);
        v("url", x.url);
        v("reached", x.reached);
        v("cause", x.cause);
        v("error", x.error);
        v("tls", x.tls);
        v("http_status", x.httpStatus);
        v("headers", x.headers);
        v("body", x.body);
        v("body_too_long", x.bodyTooLong);
        v("body_incomplete", x.bodyIncomplete);
        v("browser_retry", x.browserRetry);
        v("connect_ms", x.connectMs);
        v("total_ms", x.totalMs);
    }
};

template <>
struct Fields<SmtpReply>
{
    static void visit(auto &v, auto &x)
    {
        v("code", x.code);
        v("lines", x.lines);
    }
};

template <>
struct Fields<TranscriptLine>
{
    static void visit(auto &v, auto &x)
    {
        v("speaker", x.speaker);
        v("at_ms", x.atMs);
        v("text", x.text);
    }
};

template <>
struct Fields<ProtocolOffer>
{
    static void visit(auto &v, auto &x)
    {
        v("protocol", x.protocol);
        v("tested", x.tested);
        v("accepted", x.accepted);
        v("cipher", x.cipher);
    }
};

template <>
struct Fields<SmtpProbe>
{
    static void visit(auto &v, auto &x)
    {
        v("address", x.address);
        v("port", x.port);
        v("reached", x.reached);
        v("cause", x.cause);
        v("error", x.error);
        v("banner", x.banner);
        v("ehlo", x.ehlo);
        v("start_tls", x.startTls);
        v("ehlo_tls", x.ehloTls);
        v("start_tls_offered", x.startTlsOffered);
        v("injected", x.injected);
        v("tls", x.tls);
        v("offers", x.offers);
        v("transcript", x.transcript);
        v("transcript_cut", x.transcriptCut);
        v("connect_ms", x.connectMs);
        v("banner_ms", x.bannerMs);
        v("total_ms", x.totalMs);
    }
};

template <>
struct Fields<Vantage>
{
    static void visit(auto &v, auto &x)
    {
        v("resolver", x.resolver);
        v("validating", x.validating);
        v("validation_problem", x.validationProblem);
        v("ipv4", x.ipv4);
        v("ipv6", x.ipv6);
        v("smtp_skipped", x.smtpSkipped);
        v("deep", x.deep);
        v("private_allowed", x.privateAllowed);
        v("tool", x.tool);
    }
};

template <>
struct Fields<ControlProbe>
{
    static void visit(auto &v, auto &x)
    {
        v("attempted", x.attempted);
        v("connected", x.connected);
        v("host", x.host);
        v("address", x.address);
        v("cause", x.cause);
        v("error", x.error);
    }
};

template <>
struct Fields<MxHostFacts>
{
    static void visit(auto &v, auto &x)
    {
        v("name", x.name);
        v("preference", x.preference);
        v("implicit", x.implicit);
        v("a", x.a);
        v("aaaa", x.aaaa);
        v("tlsa", x.tlsa);
        v("tlsa_expanded", x.tlsaExpanded);
        v("probes", x.probes);
    }
};

template <>
struct Fields<PolicyHostFacts>
{
    static void visit(auto &v, auto &x)
    {
        v("name", x.name);
        v("a", x.a);
        v("aaaa", x.aaaa);
        v("fetches", x.fetches);
    }
};

template <>
struct Fields<HintFacts>
{
    static void visit(auto &v, auto &x)
    {
        v("apex_txt", x.apexTxt);
        v("underscore_sts", x.underscoreSts);
        v("draft_tlsrpt", x.draftTlsrpt);
        v("wildcard_txt", x.wildcardTxt);
    }
};

template <>
struct Fields<DkimLookup>
{
    static void visit(auto &v, auto &x)
    {
        v("selector", x.selector);
        v("answer", x.answer);
    }
};

template <>
struct Fields<PostureFacts>
{
    static void visit(auto &v, auto &x)
    {
        v("dmarc", x.dmarc);
        v("dmarc_organization", x.dmarcOrganization);
        v("bimi", x.bimi);
        v("dkim", x.dkim);
    }
};

template <>
struct Fields<DomainFacts>
{
    static void visit(auto &v, auto &x)
    {
        v("domain", x.domain);
        v("observed_at", x.observedAt);
        v("elapsed_ms", x.elapsedMs);
        v("cancelled", x.cancelled);
        v("vantage", x.vantage);
        v("mx", x.mx);
        v("ns", x.ns);
        v("sts_txt", x.stsTxt);
        v("tlsrpt_txt", x.tlsrptTxt);
        v("hints", x.hints);
        v("policy_host", x.policyHost);
        v("mx_hosts", x.mxHosts);
        v("mx_hosts_not_probed", x.mxHostsNotProbed);
        v("control", x.control);
        v("posture", x.posture);
    }
};

} // namespace facts
