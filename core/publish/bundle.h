// SPDX-License-Identifier: GPL-3.0-or-later
// A policy has to be served at https://mta-sts.<domain>/.well-known/mta-sts.txt: status 200, text/plain, no redirect, a
// certificate for that name (RFC 8461 §3.3). A bundle is everything that one kind of web server or hosting provider
// needs for that: the policy byte for byte, the configuration in the syntax of that place, and instructions in English
// and Italian with the steps in the order that loses no mail and with what is known to go wrong there. Each place has
// a file of its own in bundles/ and one row in the table; a program lists the table and never names a place itself.
#pragma once

#include "rollout/templates.h"

#include <span>

namespace publish {

using Publications = QList<rollout::Publication>;

struct BundleFile
{
    QString path; ///< relative, parts separated by "/", never ".."; "mta-sts.conf"
    QByteArray bytes;
    bool executable = false;
    bool operator==(const BundleFile &) const = default;
};

/// What a person does at the place and what goes wrong there: sentences in Markdown with the placeholders {domain},
/// {host}, {project}.
struct Guide
{
    std::span<const char *const> steps; ///< until the policy is served, in order
    std::span<const char *const> traps;
};

struct Target
{
    const char *name;  ///< what the command line takes: "github-pages"
    const char *place; ///< a proper name, the same in all languages: "GitHub Pages"
    /// Without the instructions. Every domain is canonical and every policy well-formed.
    QList<BundleFile> (*files)(const Publications &publications);
    Guide english, italian;
    bool manyDomains = false; ///< one place serves the policies of several domains
};

std::span<const Target *const> targets();
/// Null when there is none of that name.
const Target *targetNamed(const QString &name);

/// All files of a bundle, README.md and LEGGIMI.md included. Error codes: no-domain, one-domain (the target serves only
/// one), bad-domain (not in the form of DomainName; the excerpt names it), host-too-long (no room for "mta-sts." in
/// 253 bytes), same-domain (twice), bad-policy (a sender would not accept it).
base::Result<QList<BundleFile>> bundle(const Target &target, const Publications &publications);

} // namespace publish
