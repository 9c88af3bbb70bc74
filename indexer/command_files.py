"""How does a result reach a file whole, and a site a port that is free?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from indexer import UsageError


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Writes the pieces, in UTF-8, so that the file is found whole or as it was before.

    Raises `UsageError` where it cannot be written, and whatever the pieces raise; what was
    begun is removed then.
    """
    aside = path.with_name(path.name + ".part")
    try:
        with aside.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            for piece in pieces:
                out.write(piece)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UsageError(
            f"Không ghi được {path}: {error.strerror}; hãy chọn tệp khác bằng -o. "
            f"(Cannot write {path}; choose another file with -o.)"
        ) from error
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def choose_port(host: str, port: int, *, insist: bool) -> int:
    """The port if it can be listened on, else a free one; a port 0 is always a free one.

    Raises `UsageError` where no port of the host can be listened on, or, if `insist`, where
    this one cannot.
    """
    try:
        return _bound_port(host, port)
    except (OSError, OverflowError) as error:
        if insist or not port:
            raise UsageError(
                f"Không mở được cổng {port} ở {host} ({error}); hãy chọn --port hay --host khác, "
                f"--port 0 lấy một cổng còn trống. (Cannot listen on port {port} of {host}; choose "
                f"another --port or --host, --port 0 takes a free one.)"
            ) from error
    return choose_port(host, 0, insist=True)


def address(host: str, port: int) -> str:
    """The address to open in a browser."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _bound_port(host: str, port: int) -> int:
    # Only a site needs it, and every command imports this module.
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        # A listener of another process is noticed only by listening, where it shares the address.
        probe.listen(1)
        return int(probe.getsockname()[1])
