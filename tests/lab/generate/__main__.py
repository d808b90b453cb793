# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes everything that the lab serves.

    generate STATE_DIR NUMBER_OF_UNIQUE_DOMAINS NUMBER_OF_HOSTED_DOMAINS
    generate --list                   the odd domains and what is wrong with each
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True

from domains import bulk, odd_domains  # noqa: E402
from generate.files import write  # noqa: E402
from generate.lab import Lab  # noqa: E402


def list_of(domains):
    return "".join(f"{domain.name}\n" for domain in domains)


def main():
    odd = odd_domains()
    if sys.argv[1] == "--list":
        for domain in odd:
            print(f"{domain.name:36} {domain.what}")
        return
    state, unique_count, hosted_count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.chdir(state)
    unique, hosted = bulk.unique(unique_count), bulk.hosted(hosted_count)
    lab = Lab()
    for domain in [*bulk.infrastructure(), *unique, *hosted, *odd]:
        lab.add(domain)
    lab.write()
    write("unique.txt", list_of(unique))
    write("hosted.txt", list_of(hosted))
    write("odd.txt", list_of(odd))


main()
