"""Names in the midst of other words: offices, companies, plates, lists, meetings, numbers."""

from __future__ import annotations

import pytest

from indexer.articles.places import find_topics
from indexer.articles.understand import understand
from indexer.model import RawArticle


def primary(title: str, lead: str = "") -> str | None:
    found = find_topics(
        title=title, lead=lead, body="", given=None, source_province=None, year=2017
    )
    return found[0].printed if found else None


@pytest.mark.parametrize(
    ("title", "lead", "slug"),
    [
        ("Đo lại ranh đất", "Ba đội trưởng của Sở TN-MT Bạc Liêu bị nhắc nhở.", "bac-lieu"),
        ("Thi tay nghề", "Sở Lao động - Thương binh và Xã hội Hà Nội nhận hồ sơ.", "ha-noi"),
        ("Ca mổ khó", "Bệnh viện Sản Nhi Nghệ An gắp viên bi cho một bé trai.", "nghe-an"),
        ("Vỉa hè quận 3 lại đầy xe", "Mười ngày sau đợt dọn, xe máy về chỗ cũ.", "ho-chi-minh"),
        ("Đôi vợ chồng bị giật túi", "Công an Q.10 tìm hai người đi xe máy.", "ho-chi-minh"),
        ("Xuân Hinh xin nghỉ", "Sở VH-TT Hà Nội đang xem đơn.", "ha-noi"),
        ("Đô thị di sản", "Thành phố Huế đã trồng thêm một nghìn cây phượng vàng.", "hue"),
        ("TP.HCM: Thêm lớp tiếng Nhật", "Bảy người Nhật dạy tiếng Nhật ở TP.HCM.", "ho-chi-minh"),
        ("Đoạn Hoài Nhơn xong sớm", "Tuyến cao tốc Hoài Nhơn - Quy Nhơn thảm xong.", "binh-dinh"),
        ("Xóm xanh", "Khánh Hòa xanh lắm. Xã Khánh Hòa (tỉnh Lào Cai) nhiều cây.", "lao-cai"),
        (
            "Xét xử nhóm bán thuốc lá lậu",
            "Tòa án nhân dân tỉnh Bắc Ninh xử Tráng A Sáu (sinh năm 1982, ở tiểu khu 70, thị trấn"
            " Mộc Châu, Mộc Châu, Sơn La) và ba người khác.",
            "bac-ninh",
        ),
        (
            "Bắt hai người trốn lệnh",
            "Biên phòng Tây Ninh bắt những người mà Công an tỉnh An Giang, Công an tỉnh Đồng Tháp"
            " và Công an tỉnh Thanh Hóa tìm.",
            "tay-ninh",
        ),
        (
            "Đoàn công tác Tỉnh ủy Hậu Giang học trồng sen tại Kon Tum",
            "Đoàn công tác Tỉnh ủy Hậu Giang do bà Lý Thị Sen làm trưởng đoàn, Trưởng đoàn đại"
            " biểu Quốc hội tỉnh Hậu Giang, thăm đầm sen tại tỉnh Kon Tum.",
            "kon-tum",
        ),
        ("Giống gà hiếm", "Dân làng Móng (xã Tiên Phong, Duy Tiên, Hà Nam) nuôi gà.", "ha-nam"),
        ("Giờ mở cửa vườn", "Festival Hoa Đà Lạt có thêm 30 vườn mở đến nửa đêm.", "lam-dong"),
    ],
)
def test_offices_and_numbers_tell_the_place(title: str, lead: str, slug: str) -> None:
    assert primary(title, lead) == slug


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Thăm đồng sau mưa", "Đoàn đi tám xã: Yên Sở, Bát Mộc, Lương Sơn, Vạn Tiên, Tân Cấu."),
        (
            "Bài học từ những cuộc gặp",
            "Hội thảo quốc tế về Biển Đông lần thứ 15 vừa họp tại Thành phố Hồ Chí Minh.",
        ),
        ("Hải Phòng thắng Nam Định 2-1", "Ở vòng 5 V-League, đội khách thua ở phút bù giờ."),
        ("Ca sĩ kể chuyện nhà", "Chị vẫn hát cùng ông xã Quang Huy mỗi cuối tuần."),
        ("Cổ phiếu tăng ba phiên", "Cổ phiếu của Quốc Thịnh Gia Lai lên kịch trần."),
        ("Vòng cuối đã ngã ngũ", "Chỉ cần Savatech Khánh Hòa sẩy chân là xong."),
        ("Tâm điểm vòng loại", "CLB Tươi Xanh Đồng Nai tiếp đội khách ở vòng loại."),
        ("Đội khách xin lỗi", "Đội trưởng CLB đá hỏng phạt đền trong trận thua Thanh Hóa."),
        ("Chất vấn về đường", "Bộ trưởng trả lời ĐB Lê Văn Nhường (Bình Định) sáng nay."),
        ("Lên đỉnh mây", "Người quen gọi ngọn núi là Đà Lạt của miền Tây."),
        ("Trên sân vắng", "HLV chê trọng tài ép Cần Thơ."),
        ("Hồ nước trong veo", "Người ta gọi đó là bản sao của Đà Lạt."),
        ("Mưa lớn tới giữa tháng", "Các tỉnh Bắc Bộ và Thanh Hóa có dông mạnh."),
        ("Bàn về luật tố cáo", "Đại biểu Lê Văn Mận (Đoàn Bến Tre) xin nói thêm."),
        ("Xe mở cửa lao đi", "Chiếc taxi biển số Thanh Hóa phóng nhanh rồi mất hút."),
        ("Nghề nuôi tôm", "Thứ trưởng nói tại hội nghị toàn quốc diễn ra ở Cà Mau."),
    ],
)
def test_ends_of_other_names_and_places_in_passing_are_no_topic(title: str, lead: str) -> None:
    assert primary(title, lead) is None


def test_the_end_of_a_longer_word_is_no_office_or_school() -> None:
    found = find_topics(
        title="Thị trường Đà Nẵng lặng sóng", lead="Kinh tế, xã hội Đà Nẵng vẫn ổn.", body="",
        given=None, source_province=None, year=2017,
    )  # fmt: skip
    assert found[0].evidence == "Đà Nẵng"


def test_of_two_that_are_named_alike_the_first_is_the_topic() -> None:
    title = "Bé lạc ở Quảng Bình không phải bé được thấy ở Hà Nội"
    assert (
        primary(title, "Gia đình ở Quảng Bình nói tấm ảnh chụp ở Hà Nội là nhầm.") == "quang-binh"
    )


def test_a_text_without_a_title_opens_with_what_it_is_about() -> None:
    text = "Hai xe máy tông nhau trên tỉnh lộ 623B ở Quảng Ngãi, một người phải vào viện."
    topics = understand(RawArticle("a", text, "a.txt", {"body": text})).topics
    assert [topic.printed for topic in topics] == ["quang-ngai"]
