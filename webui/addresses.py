"""At which path does a page of this site, a file of it, an article stand?

What `url_for` gives, remembered: a page of results has forty such links, and they are the same on
every page.
"""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, request, url_for

from webui.article_address import path_of_id

MOST_REMEMBERED = 256
"""A site has twenty paths; it may be mounted at several."""


def add_addresses(app: Flask) -> None:
    """Give `path_of` and `article_path` to the application's templates."""

    @lru_cache(MOST_REMEMBERED)
    def remembered(root: str, endpoint: str, file: str | None) -> str:
        del root
        return url_for(endpoint, filename=file) if file else url_for(endpoint)

    @lru_cache(MOST_REMEMBERED)
    def before_id(root: str) -> str:
        del root
        return url_for("pages.article", id="-")[:-1]

    def path_of(endpoint: str, filename: str | None = None) -> str:
        """The path of a page, or of a file, below where the site is mounted."""
        return remembered(request.script_root, endpoint, filename)

    def article_path(name: str) -> str:
        """The path of an article's page."""
        return before_id(request.script_root) + path_of_id(name)

    app.jinja_env.globals.update(path_of=path_of, article_path=article_path)
