"""What holds for every test."""

from __future__ import annotations

import signal

# A runner in the background starts us with Ctrl-C ignored, and the processes that tests start
# would inherit that: they are sent Ctrl-C to see what they do.
signal.signal(signal.SIGINT, signal.default_int_handler)
