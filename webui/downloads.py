"""Which address gives what to take away or to subscribe to? Files, the feed, the health check."""

from __future__ import annotations

import unicodedata
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain, islice

from flask import Blueprint, Response, jsonify, render_template

from indexer import EXPORT_FORMATS, export_rows
from webui.links import Links
from webui.search_form import (
    FORM_NAMES,
    read_choice,
    read_form,
    refuse_unknown_names,
)
from webui.searcher import lend_searcher
from webui.template_filters import write_moment
from webui.views import arguments

downloads = Blueprint("downloads", __name__)

FEED_SIZE = 50

_TYPES = {
    "csv": ("text/csv", "csv"),
    "jsonl": ("application/x-ndjson", "jsonl"),
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
}


@downloads.get("/export")
def export() -> Response:
    """All articles of a search as one file, sent while it is being made."""
    refuse_unknown_names(arguments(), (*FORM_NAMES, "format"))
    request = read_form(arguments())
    form = read_choice(arguments(), "format", EXPORT_FORMATS)
    with ExitStack() as stack:
        searcher = stack.enter_context(lend_searcher())
        rows = iter(export_rows(searcher, request, form))
        # A bad query must fail before the status is sent: it fails at the first article, which
        # in a table comes after the header.
        first = list(islice(rows, 2))
        lent = stack.pop_all()
    mimetype, suffix = _TYPES[form]
    response = Response(chain(first, rows), content_type=f"{mimetype}; charset=utf-8")
    response.call_on_close(lent.close)
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(request.q)}.{suffix}"'
    return response


@downloads.get("/feed")
def feed() -> Response:
    """The newest articles of a search, as an Atom feed."""
    request = replace(read_form(arguments()), page=1, sort="newest", size=FEED_SIZE)
    with lend_searcher() as searcher:
        results = searcher.search(request)
        created = searcher.manifest.created
    dated = [hit for hit in results.hits if hit.article.date.value]
    page = render_template(
        "feed.xml",
        form=request,
        results=results,
        hits=dated,
        query=Links(request).here(),
        updated=write_moment(dated[0].article) if dated else created,
    )
    return Response(page, content_type="application/atom+xml; charset=utf-8")


@downloads.get("/opensearch.xml")
def opensearch() -> Response:
    """The description by which a browser offers this site as a search engine."""
    page = render_template("opensearch.xml")
    return Response(page, content_type="application/opensearchdescription+xml; charset=utf-8")


@downloads.get("/healthz")
def healthz() -> Response:
    """Whether there is an index that answers, and which."""
    with lend_searcher() as searcher:
        return jsonify(
            {
                "status": "ok",
                "generation": searcher.generation,
                "fingerprint": searcher.fingerprint,
                "articles": searcher.articles,
            }
        )


def _name(query: str) -> str:
    """A file name of ASCII letters that reminds of the query."""
    plain = unicodedata.normalize("NFD", query.lower().replace("đ", "d"))
    kept = "".join(
        letter if letter.isascii() and letter.isalnum() else " "
        for letter in plain
        if not unicodedata.combining(letter)
    )
    return "-".join(["timbao", *kept.split()])[:60]
