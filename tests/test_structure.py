"""What is each line of a page? Small pages written for one rule each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.articles.lines import plain_text
from indexer.articles.structure import Structure, structure
from indexer.model import RawArticle

LEAD = (
    "Sáng nay, người dân thôn Đồi Chè bắt tay đắp con đập đất dài sáu mươi mét chắn ngang khe, để"
    " giữ nước cho ba mươi héc-ta ruộng bậc thang trước mùa khô."
)
BODY = (
    "Mỗi nhà góp hai công, nhà nào có trâu thì góp thêm một buổi kéo đá. Già làng chia việc bằng"
    " cách bốc thăm, ai bốc phải đoạn khó được miễn canh lửa ban đêm. Sau chín ngày, mặt đập cao"
    " hơn mức lũ năm ngoái hai gang tay và cỏ đã được trồng kín mái."
)
TITLE = "Đắp đập giữ nước cho ruộng bậc thang"


def read(*lines: str, **given: str) -> tuple[RawArticle, Structure]:
    raw = RawArticle("x", "\n".join(lines), "x.txt", given)
    return raw, structure(raw)


def texts(page: tuple[RawArticle, Structure], kind: str) -> list[str]:
    raw, found = page
    return [raw.text[part.start : part.end] for part in found.parts if part.kind == kind]


@pytest.mark.parametrize(
    "head",
    [
        ("Thứ Hai, 07/03/2011, 08:00", TITLE),
        (TITLE, "Thứ Hai, 07/03/2011, 08:00"),
        ("Trang nhất | Thời sự | Kinh tế | Thể thao", "07/03/2011 08:00", TITLE),
        ("BÁO MIỀN XA ĐIỆN TỬ", TITLE, "Cập nhật lúc 08:00, 07/03/2011 (GMT+7)"),
        ("Trang chủ", "Giới thiệu", "Hôm nay, Thứ Tư ngày 01/07/2026", TITLE, "08:00 07/03/2011"),
        (f"{TITLE} - Báo Miền Xa", "07/03/2011 08:00", TITLE),
        (f"Trang chủ » Kinh tế » {TITLE}", "07/03/2011 08:00", TITLE),
    ],
)
def test_title_stands_above_or_below_the_date_line(head: tuple[str, ...]) -> None:
    page = read(*head, LEAD, BODY, "Trần Thị Bưởi", "Tin khác", "Mở chợ phiên vùng cao")
    assert page[1].title.value == TITLE
    assert page[1].kicker.value is None
    assert texts(page, "title") == [TITLE]
    assert texts(page, "lead") == [LEAD]
    assert page[1].date_lines[0].date.isoformat() == "2011-03-07"


def test_a_paragraph_that_leads_to_no_other_is_the_body() -> None:
    for page in (read(TITLE, LEAD), read(LEAD, title=TITLE), read(TITLE, LEAD, "Trần Thị Bưởi")):
        assert (texts(page, "lead"), texts(page, "body")) == ([], [LEAD])
    page = read(TITLE, LEAD, "Ảnh: Trần Thị Bưởi", BODY)
    assert texts(page, "lead") == [LEAD]


@pytest.mark.parametrize(
    ("above", "kicker", "section"),
    [
        (["Kinh tế"], None, "Kinh tế"),
        (["Văn hóa - Xã hội"], None, "Văn hóa - Xã hội"),
        (["Trang chủ › Đời sống"], None, "Đời sống"),
        (["CHUYỆN LÀNG"], None, "CHUYỆN LÀNG"),
        (["Huyện Mường Xa:"], "Huyện Mường Xa", None),
        (["Hướng tới Ngày Nước thế giới:"], "Hướng tới Ngày Nước thế giới", None),
        (["Kinh tế", "PHONG TRÀO LÀM THỦY LỢI NHỎ"], "PHONG TRÀO LÀM THỦY LỢI NHỎ", "Kinh tế"),
    ],
)
def test_sections_and_kickers(above: list[str], kicker: str | None, section: str | None) -> None:
    page = read(*above, TITLE, "07/03/2011 08:00", LEAD, BODY)
    found = page[1]
    assert (found.title.value, found.kicker.value, found.section.value) == (TITLE, kicker, section)


def test_a_title_in_capitals_is_no_kicker() -> None:
    page = read("07/03/2011 08:00", TITLE.upper(), LEAD, BODY)
    assert (page[1].title.value, page[1].kicker.value) == (TITLE.upper(), None)


def test_a_title_over_two_lines_is_one() -> None:
    page = read("Đắp đập giữ nước", "cho ruộng bậc thang", "07/03/2011 08:00", LEAD, BODY)
    assert page[1].title.value == TITLE


@pytest.mark.parametrize(
    "line",
    [
        f"QR CODE: {TITLE}",
        f'Bạn đang đọc bài viết "{TITLE}" tại chuyên mục Kinh tế',
        f"Bạn đang xem bài: {TITLE}",
    ],
)
def test_a_title_only_in_a_share_line(line: str) -> None:
    page = read("07/03/2011 08:00", LEAD, BODY, "P.V", "Tiện ích", line, "Tin khác")
    assert page[1].title.value == TITLE
    assert page[1].title.method == "share_line"
    assert texts(page, "title") == [TITLE]


def test_without_a_title_one_is_derived_and_is_no_part() -> None:
    page = read("07/03/2011 08:00", LEAD + " Việc làm trong chín ngày.", BODY)
    assert page[1].title.method == "derived"
    assert page[1].title.value is not None and page[1].title.value.startswith("Sáng nay, người")
    assert not texts(page, "title")


@pytest.mark.parametrize(
    ("code", "kept"),
    [("HNM", "(HNM) - "), ("ĐBP", "ĐBP - "), ("Baomienxa.vn", "(Baomienxa.vn) - ")],
)
def test_an_agency_code_is_no_part_of_the_lead(code: str, kept: str) -> None:
    page = read(TITLE, "07/03/2011 08:00", kept + LEAD, BODY)
    assert texts(page, "lead") == [LEAD]
    assert any(code in line for line in texts(page, "dateline"))


def test_words_before_a_dash_are_no_code() -> None:
    lead = "Lúa - tôm là cách làm cũ của vùng này. " + LEAD
    assert texts(read(TITLE, lead, BODY), "lead") == [lead]


@pytest.mark.parametrize(
    "tail",
    [
        ["Tin khác", "Mở chợ phiên vùng cao"],
        ["CÁC TIN ĐÃ ĐƯA", ". Mở chợ phiên vùng cao (12/06)"],
        ["Chia sẻ    Thích    Lưu bài", "Xem thêm", "Mở chợ phiên vùng cao"],
        ["Mở chợ phiên vùng cao…", "Sáng 22/11, huyện tổng kết phong trào…"],
        ["Bản in   Gửi Email", "Tin mới hơn: Mở chợ phiên vùng cao - 09/07/2013"],
        ["This website uses cookies. See Our policy to learn more."],
        ["Giấy phép số 118/GP-TTĐT cấp ngày 20/7/2009"],
        ["Cơ quan chủ quản: UBND tỉnh. Tổng biên tập: Nguyễn Văn A"],
        ["[ In bài viết ]    [ Quay lại ]", "Bình luận (3)", "An: Bài hay quá"],
    ],
)
@pytest.mark.parametrize("signed", [True, False])
def test_the_site_s_own_lines_are_chrome(tail: list[str], signed: bool) -> None:
    page = read(TITLE, LEAD, BODY, *(["Minh Khuê"] if signed else []), *tail)
    assert texts(page, "chrome") == tail
    assert texts(page, "body") == [BODY]


def test_an_inset_of_other_articles_does_not_end_the_text() -> None:
    page = read(TITLE, LEAD, "Tin liên quan", "Mở chợ phiên vùng cao", BODY, BODY, "Minh Khuê")
    assert texts(page, "body") == [BODY, BODY]
    assert texts(page, "chrome") == ["Tin liên quan", "Mở chợ phiên vùng cao"]


@pytest.mark.parametrize(
    "title",
    [
        "Báo động tình trạng lấn chiếm lòng hồ",
        "Đài Tiếng nói Việt Nam và tỉnh hợp tác truyền thông",
        "Điểm chuẩn vào lớp 10 giảm so với năm trước",
        "Đánh giá tác động của hồ chứa tới cá sông",
        "Chia sẻ khó khăn với người dân vùng lũ",
        "Vụ cướp siêu thị điện thoại: nhân viên kể lại",
        "Khẩu chiến trên mạng xã hội",
        "Thu hồi giấy phép hoạt động của năm phòng khám",
        "Clip: Lợn rừng thoát khỏi bầy chó hoang",
        "Hà Nội đón 30.000 lượt khách dự lễ hội",
        "Làm sao để ghe thương hồ còn neo lại?",
    ],
)
def test_headlines_that_begin_like_the_site_s_own_lines(title: str) -> None:
    page = read("Kinh tế", title, "07/03/2011 08:00", LEAD, BODY)
    assert page[1].title.value == title


@pytest.mark.parametrize(
    "text",
    [
        "P.V (TTXVN)",
        "xem tại www.quangnam.gov.vn/tin",
        "ngày 03/02",
        "ngày 27/1/1994",
        "Bình luận",
        "A.Tuấn và B.Hùng",
        "HỘI ĐỒNG NHÂN DÂN TỈNH",
        "Tin khác",
    ],
)
def test_a_text_of_one_short_line_is_body(text: str) -> None:
    page = read(text)
    assert texts(page, "body") == [text]
    assert page[1].title.method == "derived"


def test_given_parts_are_spans_of_the_text() -> None:
    given = {"title": TITLE, "lead": LEAD, "body": f"{BODY}\n\nTrần Thị Bưởi"}
    page = read(TITLE, "", LEAD, "", given["body"], **given)
    assert texts(page, "title") == [TITLE]
    assert texts(page, "lead") == [LEAD]
    assert texts(page, "body") == [BODY]
    assert page[1].author.value == "Trần Thị Bưởi"
    assert page[1].title.method == "given"


def test_a_given_title_above_a_raw_page_is_found_there_too() -> None:
    page = read(TITLE, "", "Kinh tế", TITLE, "07/03/2011 08:00", LEAD, BODY, "P.V", title=TITLE)
    assert page[1].title.method == "given"
    assert page[1].section.value == "Kinh tế"
    assert page[1].author.value == "P.V"
    assert texts(page, "lead") == [LEAD]


def test_a_date_line_that_runs_into_the_text() -> None:
    page = read(f"Print Thứ Bảy, 26/01/2019 23:02 (GMT+7) {LEAD}", BODY)
    assert texts(page, "lead") == [LEAD]
    assert [line.time for line in page[1].date_lines] == ["23:02"]


def test_a_paragraph_may_open_with_a_date_that_is_no_date_line() -> None:
    lead = "Ngày 27/1/1994, " + LEAD
    page = read(TITLE, lead, BODY)
    assert texts(page, "lead") == [lead]
    assert not page[1].date_lines


def test_a_page_without_a_paragraph_keeps_its_lines() -> None:
    page = read("07/03/2011 08:00", TITLE, "Đập dài 60 m", "Minh Khuê")
    assert page[1].title.value == TITLE
    assert "Đập dài 60 m" in texts(page, "body")


PIECES = st.sampled_from(
    [
        TITLE,
        LEAD,
        BODY,
        "Thứ Hai, 07/03/2011, 08:00",
        "Hôm nay: Thứ Hai, 20/07/2015",
        "(HNM) - " + LEAD,
        "Tin khác",
        "Trang chủ » Kinh tế",
        "Kinh tế",
        "MƯỜNG XA:",
        "* LÒ VĂN ƠN",
        "Bài, ảnh: Thu Cúc",
        "Ảnh: Lê Quân",
        "QR CODE: " + TITLE,
        "Mở chợ phiên vùng cao…",
        "***",
        "\u00d0a\u0323\u0302p \u00a0\u200bnước",
        "\f",
        "",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=80), max_size=14), st.booleans())
def test_every_letter_of_any_page_is_in_one_part(lines: list[str], titled: bool) -> None:
    fields = {"title": TITLE} if titled else {}
    raw, page = read(*([TITLE, ""] if titled else []), *lines, **fields)
    left = list(raw.text)
    end = 0
    for part in page.parts:
        assert end <= part.start < part.end <= len(raw.text)
        end = part.end
        left[part.start : end] = " " * (end - part.start)
    shown = plain_text("".join(left)).strip()
    assert not shown.strip("\x1c\x1d\x1e\x85\u2028\u2029\f\v \t\r\n")
    assert structure(raw) == page


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> javascript:void(0)",
        "Trang chủ | Giới thiệu | Liên hệ",
        "Bản quyền thuộc về tác giả",
    ],
)
def test_a_short_text_below_a_given_title_is_kept_whatever_it_says(text: str) -> None:
    raw = RawArticle("a", f"{TITLE}\n\n{text}", "a.jsonl", {"title": TITLE})
    found = structure(raw)
    assert [raw.text[p.start : p.end] for p in found.parts if p.kind == "body"] == [text]
    assert found.title.value == TITLE


def test_a_page_of_short_lines_alone_keeps_what_stands_below_them() -> None:
    # Each line compared with all above it, these would take minutes.
    told = "Sáng nay 315 học sinh trở lại lớp sau cơn lũ, thầy cô dọn bùn suốt đêm qua cùng bà con."
    for line in ("Hà Nội", "A+"):
        assert told in texts(read(*[line] * 25_000, told), "body")
