"""The site of Tìm Báo: pages and an HTTP API over one index."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask

from indexer import open_index
from webui import api, downloads, views
from webui.addresses import add_addresses
from webui.article_address import ArticleId
from webui.errors import add_error_pages
from webui.mapped_pages import MappedPages
from webui.searcher import LiveSearcher, install
from webui.security import add_security_headers
from webui.template_filters import add_filters

__all__ = ["create_app"]


def create_app(index_dir: Path | str, *, engine: str | None = None) -> Flask:
    """The application that answers from the index in this folder.

    The index is opened by the first request, and again when another generation becomes live;
    while none can be opened, pages that need it are answered with status 503. `engine` names the
    engine that the index must have, None takes the one it was built with.
    """
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # An id may hold two slashes in a row, and must come through as it is.
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = ArticleId
    mapped = MappedPages(Path(index_dir))
    opened = partial(open_index, Path(index_dir), engine=engine)
    install(app, LiveSearcher(opened, mapped.after_use))
    for blueprint in (views.pages, downloads.downloads, api.api):
        app.register_blueprint(blueprint)
    add_filters(app)
    add_addresses(app)
    add_error_pages(app)
    add_security_headers(app)
    return app
