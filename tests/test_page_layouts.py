"""What pages of real sites print beside an article, and where they print its date and author."""

from __future__ import annotations

import pytest

from indexer.articles.understand import understand
from indexer.articles.years import find_year
from indexer.model import Article, RawArticle

TEXT = (
    "Những ngày giữa tháng ba, các trại ương hàu ven đầm đã xuất lứa giống đầu tiên. Nước ấm sớm"
    " nên con giống bám nhanh, mỗi dây được hơn ba trăm con.\n\n"
    "Ông Bảy cho hay giá một dây giống năm nay cao hơn vụ trước, nhưng người mua vẫn đông."
)


def read(*lines: str, below: str = "") -> Article:
    text = "\n".join((*lines, "", TEXT, below))
    return understand(RawArticle("a", text, "a.txt"))


def test_a_later_date_above_the_title_is_the_clock_of_the_visit() -> None:
    article = read("Chủ Nhật, 14/07/2024 09:12 SA", "Hàu giống vào vụ", "Thứ Ba, 18/03/2014 07:30")
    assert (article.date.value, article.time.value) == ("2014-03-18", "07:30")


def test_of_two_dates_above_the_title_the_later_one_is_the_clock() -> None:
    article = read("Thứ Ba, 18/03/2025", "Kinh tế", "18/03/2014", "Hàu giống vào vụ sớm")
    assert article.date.value == "2014-03-18"


def test_a_date_above_the_menu_is_the_clock() -> None:
    article = read("Thứ Ba, 18/03/2025", "Đăng nhập | Đăng ký", "Hàu giống vào vụ sớm")
    assert (article.year.value, article.title.value) == (None, "Hàu giống vào vụ sớm")


def test_a_date_beside_telephone_and_address_is_no_date_line() -> None:
    article = read("21/05/2023 | 10:05 | Điện thoại: 0236 399 | Email: a@b.vn", "Hàu vào vụ sớm")
    assert article.year.value is None
    assert article.title.value == "Hàu vào vụ sớm"


def test_counters_are_no_title() -> None:
    counters = ("Đang truy cập: 37", "Hôm nay: 4,120", "- Tháng hiện tại40,211")
    assert read(*counters).title.method == "derived"


def test_a_banner_printed_twice_is_not_the_title_and_a_colon_leads_to_one() -> None:
    banner = "Học tập và làm theo gương Bác 19 tháng 5"
    article = read(
        banner, banner, "Chuyện ở ấp giáp biên:", "Đàn bò chung của mười một nhà",
        "Thứ tư: 09:20 ngày 24/08/2022",
    )  # fmt: skip
    assert article.title.value == "Đàn bò chung của mười một nhà"
    assert article.kicker.value == "Chuyện ở ấp giáp biên"


def test_headlines_below_the_date_are_of_other_articles() -> None:
    article = read(
        "Nghệ nhân làng Hạ se sợi từ cuống sen", "Cập nhật: 25/09/2019",
        "Đài sẽ tường thuật ngày hội bánh", "Lãnh đạo TP.HCM thăm các cụ ở nhà dưỡng lão",
    )  # fmt: skip
    assert article.title.value == "Nghệ nhân làng Hạ se sợi từ cuống sen"
    assert not article.topics


def test_the_motto_above_a_document_is_not_its_title() -> None:
    article = read(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Đà Lạt, ngày 10 tháng 01 năm 2019", "THÔNG CÁO BÁO CHÍ", "Về việc mở cửa vườn mai anh đào",
    )  # fmt: skip
    assert article.title.value == "Về việc mở cửa vườn mai anh đào"


def test_a_path_may_be_run_together() -> None:
    article = read("Trang chủNewsDu lịchHàu giống vào vụ...", "Hàu giống vào vụ sớm ở đầm")
    assert article.title.value == "Hàu giống vào vụ sớm ở đầm"


def test_a_date_can_follow_a_repetition_of_the_title_at_once() -> None:
    title = "Xã Tân Hà ra quân dọn kênh (đợt 2 năm 2018)"
    article = read(title, "Xa lộ thông tin của huyện", f"{title}09/05/2018 16:40:11")
    assert (article.title.value, article.date.value) == (title, "2018-05-09")


def test_author_and_section_stand_above_the_date_with_dashes() -> None:
    article = read("Xã hội -", "Hà Linh -", "08:45, 11/10/2019", "Hàu giống vào vụ sớm ở đầm")
    assert article.author.value == "Hà Linh"
    assert article.date.value == "2019-10-11"


def test_a_line_that_ends_with_a_bar_is_a_caption() -> None:
    article = read("Hàu giống vào vụ sớm", below="Hội viên phường Hố Nai bên dây hàu |\nL.Na")
    assert article.author.value == "L.Na"


def test_places_below_the_text_are_no_authors() -> None:
    article = read("Hàu giống vào vụ sớm", below="S Việt Nam\n\nCà Mau\n\nXem thêm")
    assert article.author.value is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Theo dõi Báo Quảng Ngãi trên Google News", "Báo Quảng Ngãi"),
        ("Theo dõi Báo Tây Ninh trên", "Báo Tây Ninh"),
        ("Báo Bắc Giang 10/01/2020 07:15", "Báo Bắc Giang"),
        ("CỔNG THÔNG TIN ĐIỆN TỬ XÃ EA KAO", "Cổng thông tin điện tử xã Ea Kao"),
        ("BỘ Y TẾ\nCỔNG THÔNG TIN ĐIỆN TỬ", "Bộ Y tế"),
    ],
)
def test_lines_of_the_head_name_the_source(line: str, source: str) -> None:
    article = read(*line.split("\n"), "Hàu giống vào vụ sớm ở đầm")
    assert (article.source.value or "").casefold() == source.casefold()


def test_an_outlet_may_stand_beside_the_date() -> None:
    assert read("Hàu vào vụ sớm", "Báo Bắc Giang 10/01/2020 07:15").date.value == "2020-01-10"


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("Sáng 12/9/2021, Trạm Khuyến nông tổng kết mô hình dưa lưới.", "2021"),
        ("(TTV) - Trong sáng ngày 10/7/2019, huyện họp với các xã.", "2019"),
        ("Ngày 5/6/1998, chuyến phà cuối rời bến. Hai mươi năm sau, năm 2018, ông kể lại.", None),
        ("Ngày 1/1/1959: Cách mạng thành công.", None),
        ("Ông Bảy sinh ngày 12/9/2001 tại Vinh.", None),
    ],
)
def test_the_day_that_opens_a_text_tells_its_year(body: str, year: str | None) -> None:
    assert find_year(body).value == year


def test_a_press_release_opens_with_place_and_day() -> None:
    text = f"Ra mắt tủ sách lưu động\n\nBắc Ninh, ngày 15 tháng 4 năm 2021 - {TEXT}"
    assert understand(RawArticle("a", text, "a.txt")).date.value == "2021-04-15"


def test_place_and_day_may_close_the_page() -> None:
    article = read("Hàu giống vào vụ sớm", below="Lò Hương\n\nLai Châu, ngày 18/01/2017")
    assert (article.author.value, article.date.value) == ("Lò Hương", "2017-01-18")


def test_place_and_day_may_stand_above_the_name() -> None:
    article = read("Hàu giống vào vụ sớm", below="Tri Tôn, 19-1-2012\nLò Hương")
    assert (article.author.value, article.date.value) == ("Lò Hương", "2012-01-19")
    assert "2012" not in article.text_of("body")


def test_the_section_may_be_an_entry_of_a_menu_of_lines() -> None:
    menu = ("Chính trị", "Quốc hội", "Kinh tế", "Thị trường", "Thể thao")
    article = read(
        "☰", "Báo Bắc Giang", *menu, "Trang chủ / Kinh tế", "Hàu giống vào vụ sớm ở đầm"
    )
    assert article.title.value == "Hàu giống vào vụ sớm ở đầm"


def test_a_section_may_stand_below_other_links_and_below_the_title() -> None:
    links = ("Báo Trà Vinh Online", "Đa phương tiện", "Tiếng Khmer", "Khoa học", "17/02/2023 06:15")
    article = read(*links, "5 phút đọc", "1x", "Hàu giống vào vụ sớm ở đầm")
    assert article.section.value == "Khoa học"
    article = read("Hàu giống vào vụ sớm ở đầm", "GIAO THÔNG", "17/02/2023 06:15")
    assert (article.title.value, article.section.value) == (
        "Hàu giống vào vụ sớm ở đầm",
        "GIAO THÔNG",
    )


def test_the_path_of_a_page_may_have_no_signs() -> None:
    article = read("Trang chủ Kinh tế", "Hàu giống vào vụ sớm ở đầm")
    assert (article.section.value, article.kicker.value) == ("Kinh tế", None)


def test_a_run_of_links_from_the_home_page_is_no_title() -> None:
    links = "Trang chủ Bờ cõi biển đảo Mốc giới trên bộ: Những bài học"
    article = read(links, "06:00 | 07/11/2023 GMT+7", "", "Hàu giống vào vụ sớm ở đầm", "aa")
    assert article.title.value == "Hàu giống vào vụ sớm ở đầm"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Hàu giống vào vụ sớm - Báo Hưng Yên điện tử", "Hàu giống vào vụ sớm"),
        ("Hàu giống vào vụ - Nỗi lo của đầm", "Hàu giống vào vụ - Nỗi lo của đầm"),
        (">> Hàu giống vào vụ sớm", "Hàu giống vào vụ sớm"),
        ("Hàu giống vào vụ sớm (ảnh)", "Hàu giống vào vụ sớm (ảnh)"),
    ],
)
def test_a_title_is_read_without_the_site(line: str, title: str) -> None:
    assert read(line, "17/02/2023 06:15").title.value == title


def test_a_path_tells_the_section_whatever_stands_above_it() -> None:
    article = read("Thanh Niên", "Thời sự › Phóng sự", "Hàu giống vào vụ sớm ở đầm")
    assert article.section.value == "Phóng sự"


def test_a_genre_in_capitals_leads_up_to_the_title() -> None:
    article = read("GHI CHÉP", "Hàu giống vào vụ sớm ở đầm", "17/02/2023 06:15")
    assert (article.kicker.value, article.section.value) == ("GHI CHÉP", None)


def test_links_inside_the_text_do_not_end_it() -> None:
    links = "TIN LIÊN QUAN\n- Ốc rẻ (2/10/2017)\n- Vẹm đắt (3/9/2017)"
    more = f">> Xem thêm: Hàu chết năm 2015\n{{0}}\n{links}\n{{0}}\n"
    last = "Đổi lại, mỗi nhà được bán nước ở chòi chung bên đầm."
    article = read("Hàu giống vào vụ sớm ở đầm", below=more.format(last) + "Lò Hương")
    assert article.author.value == "Lò Hương"
    assert article.text_of("body").count(last) == 2
    assert "2017" not in article.text_of("body")


def test_the_name_below_the_lead_does_not_end_the_text() -> None:
    lead = "Sông Vàm Nao sạt thêm bảy mươi mét, cuốn mười sáu căn nhà. Không ai bị thương."
    rest = (
        "Dân vừa chạy đồ vừa ngó lại, có người chỉ kịp ôm bàn thờ chạy lên lộ.",
        "Tỉnh cho di dời hơn một trăm hộ, dựng lều tạm ở trường học gần đó.",
    )
    comments = ("Bình luận hay", "Tám Sông: Mười năm trước tôi ở đó, sông hẹp xíu.")
    text = "\n".join(("Sạt lở nuốt mười sáu căn nhà", f"TTO - {lead}", "BỬU NAO", *rest, *comments))
    article = understand(RawArticle("a", text, "a.txt"))
    assert article.author.value == "Bửu Nao"
    assert article.text_of("lead") == lead
    assert article.text_of("body").split("\n") == list(rest)


def test_the_code_may_open_the_date_line() -> None:
    article = read("Hàu giống vào vụ sớm ở đầm", "SGGPO Thứ Ba, 6/10/2020 07:55")
    assert article.source.value == "Báo Sài Gòn Giải Phóng"


def test_programs_print_who_wrote() -> None:
    for line, name in (("Được viết bởi Lò Hương", "Lò Hương"), ("Viết bởi Administrator", None)):
        article = read("Hàu giống vào vụ sớm ở đầm", line, "17/02/2023 06:15")
        assert article.author.value == name


def test_the_paper_behind_a_name_is_no_part_of_it() -> None:
    article = read("Hàu giống vào vụ sớm ở đầm", below="Minh Giá/Báo Tin tức")
    assert article.author.value == "Minh Giá"


def test_lines_that_paper_broke_are_one_paragraph() -> None:
    broken = (
        "Ong vò vẽ cắn trái làm nhà vườn huyện\nNinh Phước mất gần một phần tư vụ\n"
        "trước. Năm nay, ba chục hộ giăng lưới\nkín giàn nho.\n\n"
        "Lưới mua ở Phan Rang, mỗi sào hết năm\ntriệu đồng. Trái trong lưới đều màu,\n"
        "không phải bao giấy từng chùm như trước."
    )
    text = f"Vườn nho mặc áo lưới\nKIỀU THẠCH NHO\n\n{broken}\n\nTrang 3\n"
    article = understand(RawArticle("a", text, "a.txt"))
    assert article.title.value == "Vườn nho mặc áo lưới"
    assert article.author.value == "Kiều Thạch Nho"
    assert article.text_of("lead", "body").split() == broken.split()


def test_a_poem_keeps_its_verses_below_its_title() -> None:
    verses = (
        "Mưa từ hôm qua chưa tạnh", "Suối kể chuyện gì với đá", "Con trâu đứng dưới gầm sàn",
        "Nhai mãi một mùi rơm cũ", "Em phơi khăn trên sàn nứa", "Mây xuống lấy mất một nửa",
    )  # fmt: skip
    text = "\n".join(("Nghe mưa Tây Bắc", *verses, "Lò Thị Mưa"))
    article = understand(RawArticle("a", text, "a.txt"))
    assert (article.title.value, article.author.value) == ("Nghe mưa Tây Bắc", "Lò Thị Mưa")
    assert article.text_of("body").split("\n") == list(verses)


@pytest.mark.parametrize("path", ["Dân trí > Xã hội", "Báo Nghệ An » Xã hội"])
def test_a_path_can_begin_with_the_outlet(path: str) -> None:
    article = read(path, "Hàu giống vào vụ sớm", "18/03/2014")
    assert (article.section.value, article.title.value) == ("Xã hội", "Hàu giống vào vụ sớm")


def test_a_headline_beside_the_outlet_is_no_section() -> None:
    assert read("Dân trí | Hàu giống vào vụ sớm", "18/03/2014").section.value is None
