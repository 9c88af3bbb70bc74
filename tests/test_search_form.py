"""The URL is the state: query strings become requests and come back the same."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import MATCHES, ORDERS, SENSES, TIERS, Request, UsageError
from webui.search_form import change, read_form, refuse_unknown_names, toggle, write_form

_texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and text
)
_lists = st.lists(_texts, max_size=3, unique=True).map(tuple)

requests = st.builds(
    Request,
    q=st.just("") | _texts,
    match=st.sampled_from(MATCHES),
    province=_lists,
    sense=st.sampled_from(SENSES),
    year_from=st.none() | st.integers(1000, 1999),
    year_to=st.none() | st.integers(2000, 9999),
    source=_lists,
    sort=st.sampled_from(ORDERS),
    marks=st.none() | st.sampled_from(TIERS),
    off=st.just(("*",)) | _lists.filter(lambda targets: "*" not in targets),
    stories=st.booleans(),
    page=st.integers(1, 500),
    size=st.integers(1, 100),
)


@given(requests)
def test_every_request_has_an_address_that_reads_back_as_itself(request: Request) -> None:
    written = write_form(request)

    assert read_form(parse_qs(written, keep_blank_values=True)) == request


def test_the_default_request_has_an_empty_address() -> None:
    assert write_form(Request()) == ""


def test_empty_fields_of_a_form_count_as_none() -> None:
    assert (
        read_form({"q": [""], "year_from": [""], "source": ["", " "], "marks": [""]}) == Request()
    )


def test_expansions_are_switched_off_all_together_or_one_by_one() -> None:
    assert read_form({"expand": ["off"]}).off == ("*",)
    assert read_form({"expand": ["-ủy ban nhân dân", "-Đăk Lăk"]}).off == (
        "ủy ban nhân dân",
        "Đăk Lăk",
    )
    assert read_form({"expand": ["on"]}).off == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year_from", "abc"),
        ("year_to", "12"),
        ("year_from", "２０１９"),
        ("page", "một"),
        ("page", "1.5"),
        ("size", "9" * 30),
        ("sort", "x"),
        ("match", "ALL"),
        ("marks", "none"),
        ("sense", "63"),
        ("stories", "có"),
        ("expand", "abc"),
        ("expand", "-"),
        ("q", "a\x00b"),
        ("source", "\x1b[0m"),
    ],
)
def test_a_bad_value_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_form({name: [value]})

    assert name in caught.value.message
    assert "\x00" not in caught.value.message
    assert "cần" in caught.value.message
    assert "it takes" in caught.value.message


def test_a_change_goes_back_to_the_first_page() -> None:
    request = Request(q="lúa", page=4)

    assert change(request, sort="newest") == Request(q="lúa", sort="newest")
    assert change(request, page=5).page == 5


def test_toggling_twice_changes_nothing() -> None:
    assert toggle(("a", "b"), "c") == ("a", "b", "c")
    assert toggle(("a", "b", "c"), "c") == ("a", "b")


def test_a_name_that_is_not_known_is_refused_with_those_that_are() -> None:
    refuse_unknown_names({"q": ["a"]}, ("q", "page"))
    with pytest.raises(UsageError, match=r"year.*page, q"):
        refuse_unknown_names({"year": ["2019"]}, ("q", "page"))
