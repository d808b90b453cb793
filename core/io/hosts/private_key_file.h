// SPDX-License-Identifier: GPL-3.0-or-later
// A private key for libraries that want a file name: where the system can, the file is memory of this process and has
// no name on any disk; elsewhere it is a temporary file that only its owner may read, for as long as it is needed.
#pragma once

#include "io/secret.h"

#include <QTemporaryFile>

namespace io {

class PrivateKeyFile
{
public:
    explicit PrivateKeyFile(const Secret &key);
    ~PrivateKeyFile();
    Q_DISABLE_COPY_MOVE(PrivateKeyFile)
    const QByteArray &name() const { return m_name; } ///< empty when it could not be made

private:
    QByteArray m_name;
    int m_memory = -1;
    QTemporaryFile m_file;
};

} // namespace io
