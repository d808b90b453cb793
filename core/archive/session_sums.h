// SPDX-License-Identifier: GPL-3.0-or-later
// The columns in which queries count sessions. Over `policies p`: n entries, ok and bad sessions of their summaries. A
// count that is missing or negative counts nothing, a forged one at most 10^12. Both databases give a sum a type of its
// own, hence the casts.
#pragma once

namespace archive {

inline constexpr char sessionSums[] =
    "count(*) AS n, "
    "CAST(coalesce(sum(CASE WHEN p.successful BETWEEN 0 AND 1000000000000 THEN p.successful "
    "WHEN p.successful > 0 THEN 1000000000000 ELSE 0 END), 0) AS BIGINT) AS ok, "
    "CAST(coalesce(sum(CASE WHEN p.failed BETWEEN 0 AND 1000000000000 THEN p.failed "
    "WHEN p.failed > 0 THEN 1000000000000 ELSE 0 END), 0) AS BIGINT) AS bad";

/// How many of `details d`, and the sessions in them.
inline constexpr char detailSums[] =
    "count(*) AS n, CAST(coalesce(sum(CASE WHEN d.sessions BETWEEN 0 AND 1000000000000 THEN d.sessions "
    "WHEN d.sessions > 0 THEN 1000000000000 ELSE 0 END), 0) AS BIGINT) AS s";

/// Characters of a sending address that `sending_ips` adds up; a longer one is none.
inline constexpr int addressLength = 100;

} // namespace archive
