"""Are the tables of places and outlets whole, and does a typed name find its province?"""

from __future__ import annotations

import csv
import json
from importlib import metadata, resources
from pathlib import Path

import pytest

from indexer.articles import gazetteer
from indexer.articles.gazetteer import (
    aliases,
    communes,
    context_words,
    districts,
    find_province,
    former_of,
    former_provinces,
    historical_provinces,
    names_elsewhere,
    near_provinces,
    outlets,
    present_of,
    present_provinces,
    province_name,
)
from indexer.articles.gazetteer.spelling import modern_spelling, plain_letters, spellings

TABLES = (
    "aliases.csv",
    "communes.csv",
    "contexts.csv",
    "districts.csv",
    "elsewhere.csv",
    "historical.csv",
    "outlets.csv",
    "present.csv",
    "provinces.csv",
)


def read_table(name: str) -> list[list[str]]:
    text = resources.files(gazetteer).joinpath(name).read_text(encoding="utf-8")
    return list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_whole_and_names_its_source(name: str) -> None:
    header, *rows = read_table(name)
    assert header[-1] == "source"
    assert rows
    for row in rows:
        assert len(row) == len(header), row
        assert row[0].strip() and row[-1].strip(), row


def test_every_table_of_the_folder_is_checked() -> None:
    found = {entry.name for entry in resources.files(gazetteer).iterdir()}
    assert {name for name in found if name.endswith(".csv")} == set(TABLES)


def test_63_provinces_became_34() -> None:
    assert len(former_provinces()) == 63
    assert len(present_provinces()) == 34
    assert {p.present for p in former_provinces().values()} == set(present_provinces())
    members = [slug for present in present_provinces() for slug in former_of(present)]
    assert sorted(members) == sorted(former_provinces())
    assert sum(len(former_of(slug)) == 1 for slug in present_provinces()) == 11
    cities = [p.name for p in present_provinces().values() if p.type == "thành phố"]
    assert sorted(cities) == [
        "Cần Thơ",
        "Huế",
        "Hà Nội",
        "Hải Phòng",
        "Thành phố Hồ Chí Minh",
        "Đà Nẵng",
    ]


def test_present_of_and_former_of_refuse_other_slugs() -> None:
    assert present_of("quang-nam") == "da-nang"
    assert set(former_of("da-nang")) == {"quang-nam", "da-nang"}
    with pytest.raises(KeyError):
        former_of("quang-nam")
    with pytest.raises(KeyError):
        present_of("ha-tay")


def test_every_reference_to_a_province_is_one_of_the_63() -> None:
    slugs = set(former_provinces())
    assert {district.province for district in districts()} == slugs
    assert {alias.province for alias in aliases()} <= slugs
    assert {outlet.province for outlet in outlets()} == slugs | {""}
    assert {slug for old in historical_provinces().values() for slug in old.became} <= slugs


def test_historical_provinces_have_years_and_their_own_slugs() -> None:
    for old in historical_provinces().values():
        assert 1800 <= old.years[0] < old.years[1] <= 2025, old
        assert old.became, old
    assert not set(historical_provinces()) & set(former_provinces())


def test_names_of_a_kind_are_unique() -> None:
    pairs = [(district.name, district.province) for district in districts()]
    assert len(set(pairs)) == len(pairs)
    names = [alias.name for alias in aliases()]
    assert len(set(names)) == len(names)
    domains = [domain for outlet in outlets() for domain in outlet.domains]
    assert len(set(domains)) == len(domains)
    codes = [code for outlet in outlets() for code in outlet.codes]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & {code for outlet in outlets() for code in outlet.shared_codes}
    assert all(0 < alias.weight <= 1 for alias in aliases())


def test_communes_are_of_the_63_and_are_no_districts() -> None:
    assert {slug for slugs in communes().values() for slug in slugs} == set(former_provinces())
    assert not set(communes()) & {district.name for district in districts()}
    assert all(len(set(slugs)) == len(slugs) for slugs in communes().values())
    assert all(len(name.split()) > 1 for name in communes())


def test_words_and_names_are_not_empty() -> None:
    assert "" not in context_words()
    assert context_words()["đường"] == "street"
    assert set(names_elsewhere().values()) == {"abroad", "national"}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Hải Phòng", "hai-phong"),
        ("hải phòng", "hai-phong"),
        ("HAI PHONG", "hai-phong"),
        ("hai-phong", "hai-phong"),
        ("TP. Hải Phòng", "hai-phong"),
        ("thành phố hải phòng", "hai-phong"),
        ("tp hcm", "ho-chi-minh"),
        ("TP.HCM", "ho-chi-minh"),
        ("tphcm", "ho-chi-minh"),
        ("Thành phố Hồ Chí Minh", "ho-chi-minh"),
        ("Sài Gòn", "ho-chi-minh"),
        ("Thừa Thiên - Huế", "hue"),
        ("thừa thiên huế", "hue"),
        ("Huế", "hue"),
        ("tỉnh Quảng Nam", "quang-nam"),
        ("  quảng   nam ", "quang-nam"),
        ("Đăk Lăk", "dak-lak"),
        ("daklak", "dak-lak"),
        ("Ðắk Lắk", "dak-lak"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
        ("br-vt", "ba-ria-vung-tau"),
        ("Thanh Hoá", "thanh-hoa"),
        ("Bắc Cạn", "bac-kan"),
        ("Hà Tây", "ha-tay"),
        ("quảng nam đà nẵng", "quang-nam-da-nang"),
        ("song be", "song-be"),
        ("Ha\u0300 Ti\u0303nh", "ha-tinh"),
    ],
)
def test_a_typed_name_finds_its_province(typed: str, slug: str) -> None:
    found = find_province(typed)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("typed", ["", " ", "tỉnh", "thành phố", "Paris", "Hải", "!!", "Vũng Tàu"])
def test_other_text_finds_no_province(typed: str) -> None:
    assert find_province(typed) is None


def test_every_name_and_slug_finds_itself() -> None:
    for province in former_provinces().values():
        for typed in (province.name, province.slug, f"{province.type} {province.name}"):
            found = find_province(typed)
            assert found is not None and found.slug == province.slug, typed
    for old in historical_provinces().values():
        found = find_province(old.slug)
        assert found is not None and found.slug == old.slug


def test_a_province_is_known_in_every_sense() -> None:
    quang_nam = find_province("Quảng Nam")
    assert quang_nam is not None
    assert (quang_nam.kind, quang_nam.printed) == ("former", "quang-nam")
    assert (quang_nam.former, quang_nam.present) == (("quang-nam",), ("da-nang",))
    da_nang = find_province("Đà Nẵng")
    assert da_nang is not None
    assert (da_nang.kind, da_nang.former, da_nang.present) == (
        "present",
        ("da-nang",),
        ("da-nang",),
    )
    song_be = find_province("Sông Bé")
    assert song_be is not None
    assert (song_be.kind, song_be.former) == ("historical", ("binh-duong", "binh-phuoc"))
    assert song_be.present == ("ho-chi-minh", "dong-nai")


def test_near_names_for_a_misspelt_one() -> None:
    assert near_provinces("hải phog")[0] == "Hải Phòng"
    assert near_provinces("Quảng Nma")[0] == "Quảng Nam"
    assert "Bà Rịa - Vũng Tàu" in near_provinces("Vũng Tàu")
    assert near_provinces("xxxxxxxx") == []


def test_the_name_shown_depends_on_the_sense() -> None:
    assert province_name("quang-nam", "printed") == "Quảng Nam"
    assert province_name("quang-nam", "former") == "Quảng Nam"
    assert province_name("da-nang", "present") == "Đà Nẵng"
    assert province_name("ha-tay", "printed") == "Hà Tây"
    for sense, slug in (("present", "quang-nam"), ("former", "ha-tay"), ("printed", "paris")):
        with pytest.raises(KeyError):
            province_name(slug, sense)  # type: ignore[arg-type]


def test_spellings_move_the_tone_mark_and_change_the_dash() -> None:
    assert spellings("Thanh Hóa") == ("Thanh Hóa", "Thanh Hoá")
    assert spellings("Lệ Thủy") == ("Lệ Thủy", "Lệ Thuỷ")
    assert spellings("Quý Hợp") == ("Quý Hợp",)
    assert "Bà Rịa-Vũng Tàu" in spellings("Bà Rịa - Vũng Tàu")


def test_modern_spelling_undoes_the_older_one() -> None:
    for name in ("Thanh Hóa", "Lệ Thủy", "Quý Hợp", "Hòe Nhai"):
        assert {modern_spelling(form) for form in spellings(name)} == {name}


def test_plain_letters_are_composed_and_vietnamese() -> None:
    assert plain_letters("\u00d0a\u0300 N\u0103\u0303ng\u00a0x") == "Đà Nẵng x"


def read_reference(name: str) -> dict[str, dict[str, object]]:
    """A table of the package vietnamadminunits, which is not imported: it loads much more."""
    try:
        distribution = metadata.distribution("vietnamadminunits")
    except metadata.PackageNotFoundError:
        pytest.skip("the package vietnamadminunits is not installed (extra: test)")
    path = distribution.locate_file(f"vietnamadminunits/data/{name}")
    with Path(str(path)).open(encoding="utf-8") as file:
        table: dict[str, dict[str, object]] = json.load(file)
    return table


def slug_of(key: str) -> str:
    found = find_province(key.removeprefix("tinh").removeprefix("thanhpho"))
    assert found is not None, key
    return found.slug


def test_the_provinces_agree_with_an_independent_table() -> None:
    reference = read_reference("converter_2025.json")["DICT_PROVINCE"]
    theirs = {slug_of(p): {slug_of(f) for f in formers} for p, formers in reference.items()}  # type: ignore[attr-defined]
    assert theirs == {slug: set(former_of(slug)) for slug in present_provinces()}


def test_the_districts_agree_with_an_independent_table() -> None:
    reference = read_reference("parser_legacy.json")["DICT_PROVINCE_DISTRICT"]
    ours = {(d.name.lower(), d.province) for d in districts()}
    ours |= {(form.lower(), a.province) for a in aliases() for form in spellings(a.name)}
    missing = [
        (unit["districtShort"], slug_of(province))
        for province, units in reference.items()
        for unit in units.values()  # type: ignore[attr-defined]
        if (str(unit["districtShort"]).split(" (")[0].lower(), slug_of(province)) not in ours
        and not str(unit["districtShort"]).isdigit()
    ]
    assert missing == []
