// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/interfaces.h"

namespace io {

class SystemClock : public Clock
{
public:
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
};

} // namespace io
