"""Places that neither a rank nor a province makes sure: kickers, names that agree, 2025."""

from __future__ import annotations

import pytest

from indexer.articles.place_extent import is_after_merger
from indexer.articles.places import find_topics


def primary(title: str, lead: str = "") -> str | None:
    found = find_topics(
        title=title, lead=lead, body="", given=None, source_province=None, year=None
    )
    return found[0].printed if found else None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Kim Sơn: Cói vào vụ", "ninh-binh"),
        ("Kim Sơn: “Tôi chưa muốn cưới”", None),
        ("Kim Sơn kể chuyện tình", None),
        ("Thủ phủ cà phê vào hội", "dak-lak"),
        ("Thành phố mang tên Bác vào hè", "ho-chi-minh"),
        ("Ca sĩ Thành Vinh ra album", None),
        ("Đường phố Buôn Ma Thuột rợp cờ", "dak-lak"),
    ],
)
def test_a_title_alone(title: str, slug: str | None) -> None:
    assert primary(title) == slug


@pytest.mark.parametrize(
    ("title", "lead", "slug"),
    [
        ("Nga Sơn thêm nghề mới", "Xã Nga Thủy có thêm xưởng dệt chiếu của bà con.", "thanh-hoa"),
        ("Bắc Hà ngày phiên", "Chợ họp từ sớm, bà con bán rượu ngô.", "lao-cai"),
        ("Xuân Trường lại ghi bàn", "Xuân Trường vào sân phút 80, Xuân Trường tỏa sáng.", None),
        ("Ngô Quyền thắng Lê Chân", "Trận đấu có hai hiệp phụ.", None),
    ],
)
def test_names_that_may_be_others_need_company(title: str, lead: str, slug: str | None) -> None:
    assert primary(title, lead) == slug


def test_an_undated_text_is_of_after_the_merger_only_if_its_words_say_so() -> None:
    towns = "phường 5, TP Sóc Trăng; phường Tân Lập, TP Nha Trang; phường Vĩnh Hải, TP Nha Trang"
    assert not is_after_merger(None, towns)
    social = "kinh tế - xã hội của tỉnh, xã hội của thành phố, xã hội thành phố sau khi sáp nhập"
    assert not is_after_merger(None, social)
    signs = "Sau khi sáp nhập, xã Tân Lập, tỉnh Cà Mau họp; huyện Phú Tân cũ đã bàn giao hồ sơ."
    assert is_after_merger(None, signs)
    assert not is_after_merger(2024, signs)
    assert is_after_merger(2025, "Từ ngày 1/7 xã làm việc cả thứ Bảy.")
