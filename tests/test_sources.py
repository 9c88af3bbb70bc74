"""Who published a page, and which names on it are not its publisher?"""

from __future__ import annotations

import pytest

from indexer.articles.gazetteer import former_provinces
from indexer.articles.hosts import province_in_host
from indexer.articles.sources import find_source

PROSE = (
    "Sáng 12-5, bà con trong xã gặt xong thửa ruộng cuối cùng của vụ xuân, sớm hơn mọi năm chừng"
    " mười ngày. Nước sông đã rút, đường vào bến lại khô, và mấy chiếc xe tải của thương lái đỗ"
    " thành hàng dưới gốc đa từ lúc chưa rõ mặt người."
)


def page(*, head: str = "", lead: str = "", foot: str = "", body: str = PROSE) -> str:
    return f"{head}\nGặt xong trước lũ\n{lead}{PROSE}\n{body}\nNguyễn Văn Đồng\n{foot}\n"


def source(
    text: str = "", url: str | None = None, given: str | None = None
) -> tuple[str | None, str | None]:
    outlet, province = find_source(text, url, {} if given is None else {"source": given})
    return outlet.value, province.value


@pytest.mark.parametrize(
    ("head", "name", "province"),
    [
        ("BÁO HÀ GIANG ĐIỆN TỬ", "Báo Hà Giang", "ha-giang"),
        ("BÁO THÁI BÌNH ĐIỆN TỬ   |   Trang nhất", "Báo Thái Bình", "thai-binh"),
        ("Báo Hải Dương online » Kinh tế", "Báo Hải Dương", "hai-duong"),
        (
            "BÁO HOÀ BÌNH - Cơ quan của Đảng bộ Đảng Cộng sản Việt Nam tỉnh Hoà Bình",
            "Báo Hòa Bình",
            "hoa-binh",
        ),
        (
            "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH BẮC NINH",
            "Cổng thông tin điện tử tỉnh Bắc Ninh",
            "bac-ninh",
        ),
        ("Báo Đồng Khởi", "Báo Đồng Khởi", "ben-tre"),
        ("Ba\u0301o La\u0323ng Sơn", "Báo Lạng Sơn", "lang-son"),
    ],
)
def test_a_masthead_names_the_source(head: str, name: str, province: str) -> None:
    assert source(page(head=head)) == (name, province)


@pytest.mark.parametrize(
    ("foot", "name", "province"),
    [
        (
            "Mã QR truy cập vào Fanpage Cổng tin tức Thành phố Hải Phòng",
            "Cổng tin tức Thành phố Hải Phòng",
            "hai-phong",
        ),
        (
            "Báo Sơn La điện tử - Giấy phép hoạt động số 256/GP-BTTTT cấp ngày 10/6/2016",
            "Báo Sơn La",
            "son-la",
        ),
        ("© Bản quyền thuộc BÁO ĐỒNG KHỞI. Tòa soạn: phường An Hội", "Báo Đồng Khởi", "ben-tre"),
        ("Cơ quan ngôn luận của Đảng bộ tỉnh Quảng Ngãi", "Báo Quảng Ngãi", "quang-ngai"),
        (
            "Báo và phát thanh, truyền hình Phú Thọ",
            "Báo và Phát thanh, Truyền hình Phú Thọ",
            "phu-tho",
        ),
        ("Đài PTTH tỉnh Hải Dương. Giấy phép số 1/GP", "Đài PT-TH Hải Dương", "hai-duong"),
        (
            "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN TU MƠ RÔNG - TỈNH KON TUM",
            "Cổng thông tin điện tử huyện Tu Mơ Rông",
            "kon-tum",
        ),
        ("Theo Báo Hà Tây", "Báo Hà Tây", "ha-noi"),
        ("(Báo Cao Bằng)", "Báo Cao Bằng", "cao-bang"),
        ("PV/TTXVN", "TTXVN", None),
        ("Nguồn: Báo Tuổi Trẻ", "Báo Tuổi Trẻ", None),
    ],
)
def test_an_imprint_or_credit_names_the_source(foot: str, name: str, province: str | None) -> None:
    assert source(page(foot=foot)) == (name, province)


@pytest.mark.parametrize(
    ("lead", "name", "province"),
    [
        ("(HNM) - ", "Báo Hànộimới", "ha-noi"),
        ("ĐBP - ", "Báo Điện Biên Phủ", "dien-bien"),
        ("\u00d0BP - ", "Báo Điện Biên Phủ", "dien-bien"),
        ("QNO - ", "Báo Quảng Nam", "quang-nam"),
        ("(GLO)- ", "Báo Gia Lai", "gia-lai"),
        ("(Baothanhhoa.vn) - ", "Báo Thanh Hóa", "thanh-hoa"),
        ("Baohatinh.vn - ", "Báo Hà Tĩnh", "ha-tinh"),
        ("(Báo Quảng Ngãi)- ", "Báo Quảng Ngãi", "quang-ngai"),
        ("(TTXVN) - ", "TTXVN", None),
    ],
)
def test_a_code_opens_the_lead(lead: str, name: str, province: str | None) -> None:
    assert source(page(lead=lead)) == (name, province)


def test_a_long_name_before_a_dash_is_a_code() -> None:
    assert source(page(lead="Giáo dục và Thời đại - Sáng nay")) == (
        "Báo Giáo dục và Thời đại",
        None,
    )
    assert source(page(lead="Thanh niên - lực lượng đi đầu")) == (None, None)


def test_a_credit_may_be_an_address() -> None:
    assert source(page(foot="(Nguồn: baochinhphu.vn)")) == ("Báo điện tử Chính phủ", None)


def test_the_word_for_portal_alone_names_nobody() -> None:
    assert source(page(head="CỔNG THÔNG TIN ĐIỆN TỬ")) == (None, None)


def test_a_shared_code_needs_its_province_on_the_page() -> None:
    assert source(page(lead="BTN - ")) == (None, None)
    assert source(page(lead="BTN - ", body=f"Tỉnh Tây Ninh. {PROSE}")) == (
        "Báo Tây Ninh",
        "tay-ninh",
    )


@pytest.mark.parametrize(
    "text",
    [
        page(body=f"Ông kể đã đọc Báo Hải Phòng, rồi viết cho Báo Quảng Nam. {PROSE}"),
        page(foot="Báo Gia Lai trao quà cho học sinh nghèo\nĐọc nhiều"),
        page(foot="Báo Gia Lai\nBáo Kon Tum\nBáo Đắk Lắk"),
        page(foot="Bình luận\nGửi"),
        "",
        "Một dòng ngắn",
    ],
)
def test_a_paper_that_is_only_talked_about_is_not_the_source(text: str) -> None:
    assert source(text) == (None, None)


def test_the_masthead_outweighs_a_credit() -> None:
    text = page(head="BÁO THÁI BÌNH ĐIỆN TỬ", foot="(Theo VietnamPlus)")
    assert source(text) == ("Báo Thái Bình", "thai-binh")


def test_the_address_names_the_source() -> None:
    assert source(url="https://baoquangnam.vn/kinh-te/1.html") == ("Báo Quảng Nam", "quang-nam")
    assert source(url="http://www.baohaiphong.com.vn/a") == ("Báo Hải Phòng", "hai-phong")
    assert source(url="https://sonn.hanoi.gov.vn/a") == (
        "Cổng thông tin điện tử Thành phố Hà Nội",
        "ha-noi",
    )
    assert source(url="https://vnexpress.net/a.html") == ("VnExpress", None)


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("tuyphong.binhthuan.dcs.vn", "binh-thuan"),
        ("nongthonmoituyenquang.gov.vn", "tuyen-quang"),
        ("nghean24h.vn", "nghe-an"),
        ("hoabinhcorp.com.vn", ""),
        ("vidu.com.vn", ""),
    ],
)
def test_an_unknown_host_may_name_its_province(host: str, slug: str) -> None:
    assert province_in_host(host) == slug


def test_an_unknown_address_is_cited_by_its_host_if_the_page_says_nothing() -> None:
    assert source(url="https://www.blog.example/a") == ("blog.example", None)
    named = source(page(head="BÁO HÀ GIANG ĐIỆN TỬ"), url="https://blog.example/a")
    assert named == ("Báo Hà Giang", "ha-giang")
    assert source(url="không phải địa chỉ") == (None, None)
    assert source(url="http://[bad") == (None, None)


@pytest.mark.parametrize(
    ("given", "name", "province"),
    [
        ("Báo Hải Phòng", "Báo Hải Phòng", "hai-phong"),
        ("  báo  hải phòng ", "Báo Hải Phòng", "hai-phong"),
        ("Báo Hải Phòng điện tử", "Báo Hải Phòng", "hai-phong"),
        ("baohaiphong.vn", "Báo Hải Phòng", "hai-phong"),
        ("https://baohaiphong.vn/a", "Báo Hải Phòng", "hai-phong"),
        ("HNM", "Báo Hànộimới", "ha-noi"),
        ("Hà Nội mới", "Báo Hànộimới", "ha-noi"),
        ("Tuổi Trẻ", "Báo Tuổi Trẻ", None),
        ("Cổng TTĐT tỉnh Hòa Bình", "Cổng thông tin điện tử tỉnh Hòa Bình", "hoa-binh"),
        ("Thư viện của tôi", "Thư viện của tôi", None),
    ],
)
def test_a_stated_source_wins_under_one_name(given: str, name: str, province: str | None) -> None:
    text = page(head="BÁO HÀ GIANG ĐIỆN TỬ")
    assert source(text, "https://baoquangnam.vn/a", given) == (name, province)


def test_every_inference_says_why() -> None:
    outlet, province = find_source(page(lead="QNO - "), None, {})
    assert (outlet.method, outlet.evidence) == ("code", "QNO")
    assert 0 < outlet.confidence < 1
    assert province.confidence == outlet.confidence
    stated, _ = find_source("", None, {"source": "Báo Hải Phòng"})
    assert (stated.method, stated.confidence) == ("given", 1.0)


def test_every_province_has_a_paper_that_its_imprint_names() -> None:
    for province in former_provinces().values():
        rank = province.type
        name = province.name.removeprefix("Thành phố ")
        text = page(foot=f"Cơ quan ngôn luận của Đảng bộ {rank} {name}")
        assert source(text)[1] == province.slug


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("m.baoangiang.com.vn", ""),
        ("AGO", ""),
        ("ABC - Đài Phát thanh - Truyền hình An Giang", ""),
        ("BÁO AN GIANG, THỨ HAI, 3/7/2006", ""),
        ("", "baoangiang.com.vn"),
        ("", "Bản quyền © 2024 baoangiang.com.vn"),
        ("", "Báo An Giang Online - 62 Lê Lợi, TP Long Xuyên"),
    ],
)
def test_an_address_a_code_or_an_imprint_names_the_source(head: str, foot: str) -> None:
    assert source(page(head=head, foot=foot))[1] == "an-giang"


def test_two_addresses_name_nobody() -> None:
    assert source(page(foot="baoangiang.com.vn\nbaocantho.com.vn")) == (None, None)


def test_what_stands_below_the_last_sentence_is_a_credit() -> None:
    assert source(f"{PROSE} Nguồn: Dân Trí") == ("Báo Dân trí", None)
    assert source(f"{PROSE} Lê Thị Đò/VOV.VN") == ("Đài Tiếng nói Việt Nam", None)
    assert source(f"{PROSE} VnExpress") == ("VnExpress", None)


@pytest.mark.parametrize("below", ["Khánh Hòa", "(Hà Giang)", "Mai/Thái Bình", "Lê Thị Đò"])
def test_a_place_or_a_person_below_the_last_sentence_is_no_credit(below: str) -> None:
    assert source(f"{PROSE} {below}") == (None, None)


def test_a_whole_text_on_one_line_is_no_imprint() -> None:
    told = "Ông đã sao chép đơn và gửi báo Thanh Niên."
    assert source(f"{PROSE * 4} {told} {PROSE}") == (None, None)


@pytest.mark.parametrize(
    ("head", "name", "province"),
    [
        ("Quảng Trị Online", "Báo Quảng Trị", "quang-tri"),
        ("Nhân Dân điện tử", "Báo Nhân Dân", None),
        ("THÔNG TẤN XÃ VIỆT NAM - VIETNAMPLUS", "VietnamPlus", None),
        ("Báo Bình Phước, tin tức Bình Phước, thời sự", "Báo Bình Phước", "binh-phuoc"),
        (
            "TỈNH KIÊN GIANG\nỦY BAN NHÂN DÂN HUYỆN AN MINH",
            "Ủy ban nhân dân huyện An Minh",
            "kien-giang",
        ),
        ("SỞ Y TẾ TỈNH LAI CHÂU", "Sở Y tế tỉnh Lai Châu", "lai-chau"),
        ("HỘI NÔNG DÂN CÀ MAU", "Hội nông dân Cà Mau", "ca-mau"),
        ("SỞ DU LỊCH TP. HỒ CHÍ MINH", "Sở Du lịch TP Hồ Chí Minh", "ho-chi-minh"),
        ("UBND HUYỆN CHIÊM HÓA", "UBND huyện Chiêm Hóa", "tuyen-quang"),
        ("Bộ Y tế", "Bộ Y tế", None),
        (
            "Trang thông tin điện tử Huyện ủy Chiêm Hóa",
            "Trang thông tin điện tử huyện ủy Chiêm Hóa",
            "tuyen-quang",
        ),
    ],
)
def test_a_heading_without_the_word_for_paper_names_the_source(
    head: str, name: str, province: str | None
) -> None:
    assert source(page(head=head)) == (name, province)


def test_an_office_in_the_title_itself_is_no_source() -> None:
    assert source(f"CÔNG AN HÀ NỘI RA QUÂN\n05/03/2012\n{PROSE}\n{PROSE}") == (None, None)


def test_a_copyright_sign_names_the_source() -> None:
    assert source(page(foot="© 1996 - 2021 Nhân Dân. Điện thoại: 024 000 555")) == (
        "Báo Nhân Dân",
        None,
    )
