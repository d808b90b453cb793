# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing into the state directory, which is the working directory of the generator."""

import os


def write(path, content):
    """Text or bytes, as they are: no line end is changed."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    mode = "wb" if isinstance(content, bytes) else "w"
    with open(path, mode, **({} if mode == "wb" else {"newline": "", "encoding": "utf-8"})) as file:
        file.write(content)
