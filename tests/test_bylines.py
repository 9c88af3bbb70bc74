"""Who wrote this? Names below, above and beside the text, and those that are no authors'."""

from __future__ import annotations

import pytest

from indexer.articles.bylines import read_byline
from tests.test_structure import BODY, LEAD, TITLE, read, texts


@pytest.mark.parametrize(
    ("line", "author", "role"),
    [
        ("Trần Thị Bưởi", "Trần Thị Bưởi", None),
        ("TRẦN THỊ BƯỞI", "Trần Thị Bưởi", None),
        ("          Minh Khuê", "Minh Khuê", None),
        ("* LÒ VĂN ƠN", "Lò Văn Ơn", None),
        ("Bài, ảnh: Thu Cúc", "Thu Cúc", None),
        ("Bài: Thu Cúc - Ảnh: Lê Quân", "Thu Cúc", None),
        ("Bài và ảnh: N.GIANG", "N.Giang", None),
        ("- Ghi chép của Hoài Thu", "Hoài Thu", None),
        ("CAO HUYỀN thực hiện", "Cao Huyền", None),
        ("Ảnh và lời: ĐĂNG HUY", "Đăng Huy", None),
        ("Nội dung: Lệ Oanh - Trình bày: Mạnh Thuần", "Lệ Oanh", None),
        ("Lê Đức - Mỹ Trang", "Lê Đức - Mỹ Trang", None),
        ("P.V", "P.V", None),
        ("H' Xíu - Y Krắk", "H' Xíu - Y Krắk", None),
        ("PV/TTXVN", "PV/TTXVN", None),
        ("Thu Hoài (TTXVN)", "Thu Hoài", None),
        ("PV (tổng hợp)", "PV", None),
        ("Nhóm phóng viên Kinh tế", "Nhóm phóng viên Kinh tế", None),
        ("Theo Hồ Ngân Giang/Baonghean.vn", "Hồ Ngân Giang", None),
        ("Hà Văn Lai, Phó Chủ tịch UBND xã", "Hà Văn Lai", "Phó Chủ tịch UBND xã"),
        ("Phòng Văn hóa - Thông tin", "Phòng Văn hóa - Thông tin", None),
        ("Theo Báo Miền Xa", None, None),
        ("(Theo TTXVN)", None, None),
        ("Nguồn: TTXVN", None, None),
        ("Ảnh: Lê Quân", None, None),
    ],
)
def test_signatures(line: str, author: str | None, role: str | None) -> None:
    page = read(TITLE, "07/03/2011 08:00", LEAD, BODY, line, "Tin khác", "Mở chợ phiên vùng cao")
    assert (page[1].author.value, page[1].author_role.value) == (author, role)
    assert not any("chợ phiên" in each for each in texts(page, "body"))


def test_the_role_stands_below_the_name() -> None:
    role = "Tỉnh ủy viên, Bí thư Huyện ủy Mường Xa"
    page = read(TITLE, LEAD, BODY, "Hà Văn Lai", role, "Bình luận")
    assert (page[1].author.value, page[1].author_role.value) == ("Hà Văn Lai", role)
    assert texts(page, "role") == [role]


def test_a_teaser_below_the_name_is_no_role() -> None:
    teaser = "Mường Xa: Chủ tịch huyện đối thoại với thanh niên"
    page = read(TITLE, LEAD, BODY, "Hà Văn Lai", teaser, "Khai mạc giải bóng đá")
    assert page[1].author_role.value is None
    assert texts(page, "chrome") == [teaser, "Khai mạc giải bóng đá"]


@pytest.mark.parametrize("line", ["Hà Văn Lai", "* HÀ VĂN LAI", "Tác giả: Hà Văn Lai"])
def test_the_author_can_stand_above_the_text(line: str) -> None:
    page = read(TITLE, line, "07/03/2011 08:00", LEAD, BODY)
    assert (page[1].title.value, page[1].author.value) == (TITLE, "Hà Văn Lai")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Viết bởi Lò Văn Ơn   Thứ năm, 05 Tháng 9 2013 08:05", "Lò Văn Ơn"),
        ("Tác giả: Lò Văn Ơn - Ngày đăng: 05/09/2013", "Lò Văn Ơn"),
        ("Minh Khuê | 05/09/2013 08:05", "Minh Khuê"),
        ("Người đăng tin: Admin    Ngày đăng tin: 05/09/2013", None),
        ("Lâm Đồng - 05/09/2013 08:05", None),
        ("LĐ online - 05/09/2013, 08:05", None),
    ],
)
def test_the_author_can_stand_beside_the_date(line: str, author: str | None) -> None:
    page = read(TITLE, line, LEAD, BODY)
    assert page[1].author.value == author
    assert page[1].date_lines[0].date.isoformat() == "2013-09-05"


def test_a_place_beside_the_date_is_no_author() -> None:
    page = read(TITLE, "Hà Nội, ngày 7 tháng 3 năm 2011", LEAD, BODY)
    assert page[1].author.value is None
    assert page[1].date_lines[0].date.isoformat() == "2011-03-07"


def test_a_photographer_is_no_author() -> None:
    caption = "Người dân đắp đập. Ảnh: LÊ QUÂN"
    page = read(TITLE, LEAD, caption, BODY, "Tin khác")
    assert texts(page, "caption") == [caption]
    assert page[1].author.value is None


def test_three_names_in_a_row_are_a_list_of_the_article() -> None:
    names = ["Nguyễn Văn An", "Trần Văn Bình", "Lê Thị Cúc"]
    page = read(TITLE, LEAD, "Danh sách người được khen:", *names, BODY, "Minh Khuê")
    assert page[1].author.value == "Minh Khuê"
    assert not set(names) & set(texts(page, "chrome"))


def test_given_author_and_section_win() -> None:
    page = read("Kinh tế", TITLE, LEAD, BODY, "Minh Khuê", author="Thu Cúc", section="Đời sống")
    assert (page[1].author.value, page[1].author.method) == ("Thu Cúc", "given")
    assert page[1].section.value == "Đời sống"


def test_a_byline_says_whether_it_was_marked() -> None:
    marked, plain = read_byline("Bài, ảnh: Thu Cúc"), read_byline("Thu Cúc")
    assert marked is not None and marked.marked
    assert plain is not None and not plain.marked


def test_a_name_may_stand_below_its_label_or_below_a_film() -> None:
    assert read(TITLE, LEAD, BODY, "Tin, ảnh:", "THU CÚC")[1].author.value == "Thu Cúc"
    page = read(TITLE, LEAD, BODY, "Video: Toàn cảnh lễ mở cống", "Thu Cúc", "Tin khác:")
    assert page[1].author.value == "Thu Cúc"


def test_a_name_below_the_heading_of_comments_is_a_readers() -> None:
    below = ("Bình luận (2)", "Trần Thị Bưởi", "Bài viết rất hay.")
    assert read(TITLE, LEAD, BODY, *below)[1].author.value is None
    assert read(TITLE, LEAD, BODY, "Thu Cúc", *below)[1].author.value == "Thu Cúc"
