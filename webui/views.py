"""Which page answers which address? The HTML pages."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template
from flask import request as http

from indexer import (
    LINE_ORDERS,
    ORDERS,
    LineOrder,
    Request,
    bibtex_entry,
    concordance,
    methods_paragraph,
    sort_lines,
    trend,
)
from webui.article_page import article_page
from webui.chart import MARKERS, draw_chart
from webui.examples import find_examples
from webui.labels import LINE_ORDER_LABELS
from webui.links import Links
from webui.result_page import Choice, filter_choices, result_page
from webui.search_form import (
    Arguments,
    form_pairs,
    read_choice,
    read_form,
    read_texts,
)
from webui.searcher import lend_searcher
from webui.ways_out import ways_out

pages = Blueprint("pages", __name__)

NEWEST_SHOWN = 8
CONCORDANCE_SIZE = 50
MOST_TRENDS = 5


def arguments() -> Arguments:
    """The query string of the HTTP request that is being answered."""
    return http.args.to_dict(flat=False)


@pages.get("/")
def home() -> str:
    """The front page: what is in the index, what could be asked, what is new."""
    with lend_searcher() as searcher:
        newest = searcher.search(Request(sort="newest", size=NEWEST_SHOWN))
        examples = find_examples(searcher)
    return render_template(
        "home.html",
        form=Request(),
        newest=newest,
        hits=newest.hits,
        examples=examples,
        query="",
    )


@pages.get("/search")
def search() -> str:
    """The page of results, or the ways out where there is none."""
    request = read_form(arguments())
    with lend_searcher() as searcher:
        results = searcher.search(request)
        ways = ways_out(searcher, request, results)
    page = result_page(results, Links(request))
    return render_template(
        "search.html",
        form=request,
        page=page,
        results=results,
        hits=results.hits,
        methods=methods_paragraph(results),
        ways=ways,
        query=page.query,
        pairs=form_pairs(request),
    )


@pages.get("/article/<article_id:id>")
def article(id: str) -> str:
    """One article, with the matches of the search that it was opened from."""
    request = read_form(arguments())
    with lend_searcher() as searcher:
        view = searcher.article(id, request)
    return render_template(
        "article.html",
        form=request,
        view=view,
        article=view.article,
        page=article_page(view.article),
        bibtex=bibtex_entry(view.article),
        query=Links(request).here(),
    )


@pages.get("/trends")
def trends() -> str:
    """Articles a year for up to five queries, as charts and as a table."""
    request = read_form({**arguments(), "q": ()})
    queries = read_texts(arguments(), "q", most=MOST_TRENDS)
    with lend_searcher() as searcher:
        found = trend(searcher, [replace(request, q=q) for q in queries or ("",)])
    names = [item.request.q or "(mọi bài)" for item in found]
    years = [point.year for point in found[0].points]
    counts = [[float(point.count) for point in item.points] for item in found]
    shares = [[point.share for point in item.points] for item in found]
    here = Links(request, extra=tuple(("q", q) for q in queries))
    moving = bool(request.province) and request.sense != "present"
    return render_template(
        "trends.html",
        form=request,
        trends=found,
        names=names,
        counts=draw_chart(years, list(zip(names, counts, strict=True)), whole=True),
        shares=draw_chart(years, list(zip(names, shares, strict=True)), whole=False),
        markers=MARKERS,
        links=[Links(item.request).here() for item in found],
        page={"filters": filter_choices(here)},
        constant=here.to(sense="present") if moving else None,
        slots=[*queries, *[""] * min(2, MOST_TRENDS - len(queries))],
        pairs=form_pairs(request),
    )


@pages.get("/concordance")
def concordance_page() -> str:
    """The matches in context, one line each."""
    request = read_form(arguments(), size=CONCORDANCE_SIZE)
    order = read_choice(arguments(), "lines", LINE_ORDERS)
    with lend_searcher() as searcher:
        found = concordance(searcher, request)
    links = Links(request, CONCORDANCE_SIZE, _order_pairs(order))
    orders = [
        Choice(LINE_ORDER_LABELS[o], replace(links, extra=_order_pairs(o)).here(), on=o == order)
        for o in LINE_ORDERS
    ]
    return render_template(
        "concordance.html",
        form=request,
        found=found,
        lines=sort_lines(found.lines, order),
        orders=orders,
        page=result_page(found.results, links),
        pairs=(*form_pairs(request, size=CONCORDANCE_SIZE), *links.extra),
    )


def _order_pairs(order: LineOrder) -> tuple[tuple[str, str], ...]:
    """What the query string says of the order of lines: nothing of the first, the default."""
    return () if order == LINE_ORDERS[0] else (("lines", order),)


@pages.get("/about")
def about() -> str:
    """What is indexed, and how to ask."""
    with lend_searcher() as searcher:
        results = searcher.search(Request(sort=ORDERS[1], size=1))
    return render_template("about.html", form=Request(), results=results)
