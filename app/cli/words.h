// SPDX-License-Identifier: GPL-3.0-or-later
// The translation context of everything that the terminal program says.
#pragma once

#include <QCoreApplication>

namespace cli {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

} // namespace cli
