// SPDX-License-Identifier: GPL-3.0-or-later
// Resources for Terraform and OpenTofu, in the words of four providers. They differ most in who quotes a text:
// Cloudflare and Google want the quotes inside the value, AWS and Azure put them there themselves. Which zone is meant
// is a variable that the reader sets.
#pragma once

#include "rollout/record_set.h"

namespace publish {

/// cloudflare_dns_record of provider version 5 (cloudflare_record in version 4).
QByteArray terraformCloudflare(const rollout::RecordSet &records);
/// google_dns_record_set
QByteArray terraformGoogle(const rollout::RecordSet &records);
/// aws_route53_record
QByteArray terraformAws(const rollout::RecordSet &records);
/// azurerm_dns_txt_record and its like
QByteArray terraformAzure(const rollout::RecordSet &records);

} // namespace publish
