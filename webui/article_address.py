"""How does an article's id stand in a URL? Slashes stay, everything else is encoded."""

from __future__ import annotations

from urllib.parse import quote

from werkzeug.routing import BaseConverter


class ArticleId(BaseConverter):
    """Any id at all, also one with slashes, spaces, "#" or "?"."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """The id encoded for a path."""
        # Browsers resolve "." and ".." between slashes and drop what they take for empty.
        plain = all(segment not in ("", ".", "..") for segment in value.split("/"))
        return quote(value, safe="/" if plain else "")
