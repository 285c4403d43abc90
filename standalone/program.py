"""What the standalone program runs: the window, or, started by itself with ``--aevae-child``, one of its processes."""

import os
import sys

# PyInstaller's start has put the program's own libraries first: other programs, such as ffmpeg, must not get them
for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    os.environ.pop(_name, None)
    if _before is not None:
        os.environ[_name] = _before

if __name__ == "__main__":
    from aevae_desktop.engine.wire import launch

    if launch.is_child(sys.argv[1:]):
        sys.exit(launch.run(sys.argv[1:]))
    from aevae_desktop.app import main

    sys.exit(main())
