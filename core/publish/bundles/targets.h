// SPDX-License-Identifier: GPL-3.0-or-later
// The places that a bundle can be made for, one a file. Serving the policy as a file is preferred to writing it into a
// configuration: the file needs no escaping, and changing the policy changes nothing else.
#pragma once

#include "publish/bundle.h"

namespace publish::bundles {

extern const Target nginx, apache, caddy, iis, manyDomains;
extern const Target cloudflareWorker, cloudflarePages, githubPages, netlify, vercel, firebase;
extern const Target cloudfront, azureStaticWebApps, cloudRun;

} // namespace publish::bundles
