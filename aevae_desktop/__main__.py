"""``python -m aevae_desktop``: the same as the command ``aevae-desktop``."""

import sys

from aevae_desktop.app import main

sys.exit(main())
