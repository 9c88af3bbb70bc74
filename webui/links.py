"""Which address asks a search that differs from this one in something?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indexer import Request
from webui.search_form import FORM_NAMES, query_string, value_of, write_values


@dataclass(frozen=True)
class Links:
    """Writes the addresses of searches that differ from `request` in something.

    They are relative to a page whose own page length is `size`; `extra` holds what that page has
    in its query string beside the names of a search.
    """

    request: Request
    size: int = Request().size
    extra: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _written(self) -> dict[str, str]:
        """Each part of the query string by its name: a page has a hundred links, which differ
        from each other in one part."""
        parts = {n: write_values(n, value_of(self.request, n), self.size) for n in FORM_NAMES}
        return {**parts, "": query_string(self.extra)}

    def to(self, **changes: Any) -> str:
        """The address of the search with these fields changed, on its first page unless given."""
        parts = self._written | {"page": ""}
        for field, value in changes.items():
            name = "expand" if field == "off" else field
            parts[name] = write_values(name, value, self.size)
        return "?" + "&".join(filter(None, parts.values()))

    def here(self) -> str:
        """The address of the request itself."""
        return "?" + "&".join(filter(None, self._written.values()))

    def address(self, request: Request) -> str:
        """The address of another request: "?" and its query string."""
        return Links(request, self.size, self.extra).here()
