"""Which line above the text is the title, among all that sites print there?"""

from __future__ import annotations

import pytest

from tests.test_structure import BODY, LEAD, TITLE, read


@pytest.mark.parametrize(
    "above",
    [
        ("Truyền hình trực tuyến | Kênh 1 | Kênh 2",),
        ("Báo Miền Xa điện tử - Góc bạn viết",),
        ("Chuyện đất, chuyện người", "Home   About   Lưu trữ"),
        ("[Menu] [Tìm]",),
        ("Trang 4 - Kinh tế",),
        ("m.mienxa.com.vn", "☰ Chuyên mục"),
        ("▸ 13/09/2020 Hội thi gói bánh lá cẩm",),
        ("Trang chu - Thoi su - Kinh te - Van hoa",),
        ("BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",),
        ("Giới thiệu", "Tin tức", "Văn bản", "Liên hệ"),
        ("Tổng công ty Miền Xa - Bản tin khách hàng",),
        ("Nghe đọc bài ▶ 1x",),
        ("MIỀN XA", "CƠ QUAN CỦA HỘI NHỮNG NGƯỜI TRỒNG LÚA MIỀN XA"),
        ("Cỡ chữ: A- A A+",),
    ],
)
def test_what_a_site_prints_above_is_no_title(above: tuple[str, ...]) -> None:
    page = read(*above, "07/03/2011 08:00", TITLE, LEAD, BODY)
    assert (page[1].title.value, page[1].kicker.value) == (TITLE, None)


@pytest.mark.parametrize(
    "lead", ["Ai sẽ giữ con đập ấy sau mùa mưa?", "Con đập dài sáu mươi mét chắn ngang khe"]
)
def test_a_lead_without_its_full_stop_is_no_title(lead: str) -> None:
    headline = f"{TITLE} trước mùa khô ở Mường Xa"
    page = read(headline, "07/03/2011 08:00", lead, LEAD, BODY)
    assert page[1].title.value == headline


def test_a_title_in_the_share_line_alone_is_found() -> None:
    page = read("07/03/2011 08:00", LEAD, BODY, "Trần Thị Bưởi", f"Chia sẻ bài viết: {TITLE}")
    assert page[1].title.value == TITLE


def test_a_headline_may_begin_as_a_role_does() -> None:
    headline = "Hội nghị bàn về giống lúa chịu mặn ở đầm Xa"
    assert read("Văn bản chỉ đạo mới", headline, LEAD, BODY)[1].title.value == headline
    page = read(TITLE, "TS. Trần Thị Bưởi", "Hội những người trồng lúa", LEAD, BODY)
    assert page[1].title.value == TITLE


def test_a_province_behind_a_dash_belongs_to_the_title_and_one_before_a_colon_leads_to_it() -> None:
    headline = "Khởi công đường cao tốc Bắc Giang - Lạng Sơn"
    page = read("Báo Lạng Sơn", "Nghệ An:", headline, LEAD, BODY)
    assert (page[1].title.value, page[1].kicker.value) == (headline, "Nghệ An")


@pytest.mark.parametrize("below", ["Trần Thị Bưởi", "Google News", "Kính gửi tòa soạn!"])
def test_a_title_in_capitals_may_stand_above_a_name_or_a_label(below: str) -> None:
    page = read("07/03/2011", TITLE.upper(), below, LEAD, BODY)
    assert (page[1].title.value, page[1].kicker.value) == (TITLE.upper(), None)


@pytest.mark.parametrize(
    "size", [("A- A A+",), ("A-", "A", "A+"), ("Cỡ chữ: A- A+",), ("A+ | A-",)]
)
def test_buttons_for_larger_letters_part_no_kicker_from_its_title(size: tuple[str, ...]) -> None:
    page = read("07/03/2011 08:00", "XÃ MƯỜNG XA:", *size, TITLE, LEAD, BODY)
    assert (page[1].title.value, page[1].kicker.value) == (TITLE, "XÃ MƯỜNG XA")


ROLLING = (
    "Giá cà phê sáng nay tăng nhẹ",
    "Khánh thành chợ mới bên sông sau mười hai tháng thi công",
)


@pytest.mark.parametrize("site", ["Báo Miền Xa", "Trang chủ » Kinh tế"])
def test_headlines_that_roll_above_the_site_are_other_articles(site: str) -> None:
    page = read(*ROLLING, site, TITLE, "07/03/2011 08:00", LEAD, BODY)
    assert (page[1].title.value, page[1].kicker.value) == (TITLE, None)


def test_a_headline_alone_above_the_source_is_the_articles_own() -> None:
    headline = f"{TITLE} trước mùa khô ở Mường Xa"
    page = read(headline, "Báo Miền Xa", "07/03/2011 08:00", "Lúa tốt bên đập", LEAD, BODY)
    assert page[1].title.value == headline


def test_the_section_of_a_menu_that_stands_there_again_is_the_articles() -> None:
    menu = ("Chính trị", "Kinh tế", "Văn hóa", "Thể thao")
    page = read(*menu, "Văn hóa", TITLE, "07/03/2011 08:00", LEAD, BODY)
    assert (page[1].title.value, page[1].section.value) == (TITLE, "Văn hóa")
