"""What can go wrong, and whose fault is it?

    TimbaoError
    ├── UsageError             the command's or the caller's: a wrong option or value
    ├── QueryError             the query's: what was typed, with its position
    ├── ArticleNotFound        the link's: no article has this id
    ├── InputError             the file's or record's: unreadable, malformed
    │   └── CorrectionsError   corpus/corrections.csv has a bad row
    ├── IndexUnavailable       the index's
    │   ├── IndexMissing       nothing was indexed here yet
    │   ├── IndexOutdated      made by another format or analysis: reindex
    │   ├── IndexDamaged       checksums or counts do not agree: reindex
    │   └── IndexLocked        another process is writing: says which
    └── InstallationError      the installation's: a package is missing or unfit

Every message says what happened, where, and what to do next, in Vietnamese with English
beside it.
"""

from __future__ import annotations


class TimbaoError(Exception):
    """The base of every error that a user can meet; `code` is its stable short name."""

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(TimbaoError):
    """An option or argument has a value that cannot be used."""

    code = "usage"


class QueryError(TimbaoError):
    """The query cannot be answered; `position` is a code point offset into it, or None."""

    code = "query"

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class ArticleNotFound(TimbaoError):
    """No article of the index has the id that was asked for."""

    code = "article_not_found"


class InputError(TimbaoError):
    """A file or record of the corpus cannot be read."""

    code = "input"


class CorrectionsError(InputError):
    """A row of the table of corrections cannot be applied."""

    code = "corrections"


class IndexUnavailable(TimbaoError):
    """There is no index that can answer."""

    code = "index_unavailable"


class IndexMissing(IndexUnavailable):
    """Nothing has been indexed in this folder yet."""

    code = "index_missing"


class IndexOutdated(IndexUnavailable):
    """The index was made by another format, analysis or engine than this program's."""

    code = "index_outdated"


class IndexDamaged(IndexUnavailable):
    """The files of the index are not the ones that were written."""

    code = "index_damaged"


class IndexLocked(IndexUnavailable):
    """Another process is writing to this index."""

    code = "index_locked"


class InstallationError(TimbaoError):
    """A package that is needed is missing, or is not the version that fits."""

    code = "installation"
