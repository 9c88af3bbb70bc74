"""How does an article's id stand in a URL? Slashes stay, everything else is encoded."""

from __future__ import annotations

from urllib.parse import quote

from werkzeug.routing import BaseConverter


class ArticleId(BaseConverter):
    """Any id at all, also one with slashes, spaces, line ends, "#" or "?"."""

    regex = r"[\s\S]+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """The id encoded for a path."""
        return path_of_id(value)


def path_of_id(name: str) -> str:
    """An article's id as the last part of a path."""
    # Browsers resolve "." and ".." between slashes and drop what they take for empty.
    plain = all(segment not in ("", ".", "..") for segment in name.split("/"))
    return quote(name, safe="/" if plain else "")
