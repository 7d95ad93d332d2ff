"""``python -m policy_extract``."""

import sys

from policy_extract.cli import main

if __name__ == "__main__":
    sys.exit(main())
