#!/usr/bin/env python3
"""Run, test and build Nuanfang from a checkout: ``python3 dev.py --help``.

Needs nothing but Python 3.11-3.13; whatever else is missing it installs. This file itself must
be understood by older Pythons so that it can say so.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "暖房需要 Python 3.11、3.12 或 3.13；当前是 Python %d.%d。请安装后重新运行。\n"
        "Nuanfang needs Python 3.11, 3.12 or 3.13; this is Python %d.%d. "
        "Install one of those and start dev.py with it." % (sys.version_info[:2] * 2)
    )

from installer.dev.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
