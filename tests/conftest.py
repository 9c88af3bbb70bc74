"""What holds for every test."""

from __future__ import annotations

import signal

from hypothesis import settings

# A runner in the background starts us with Ctrl-C ignored, and the processes that tests start
# would inherit that: they are sent Ctrl-C to see what they do.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says something of the machine, nothing of the program.
settings.register_profile("timbao", deadline=None)
settings.load_profile("timbao")
