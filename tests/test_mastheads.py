"""Who published a page whose masthead has two lines, or more than the name as one cites it?"""

from __future__ import annotations

import pytest

from tests.test_sources import page, source


@pytest.mark.parametrize(
    ("head", "name", "province"),
    [
        ("LAO ĐỘNG\nCƠ QUAN CỦA TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "Báo Lao Động", None),
        ("HÀ NỘI MỚI CUỐI TUẦN", "Báo Hànộimới", "ha-noi"),
        ("Báo điện tử Đại biểu Nhân dân", "Báo Đại biểu Nhân dân", None),
        ("BỘ NGOẠI GIAO VIỆT NAM", "BỘ NGOẠI GIAO", None),
        (
            "TRANG THÔNG TIN ĐIỆN TỬ\nPHƯỜNG HỒNG GAI - TỈNH QUẢNG NINH",
            "Trang thông tin điện tử phường Hồng Gai",
            "quang-ninh",
        ),
    ],
)
def test_mastheads_of_two_lines_and_of_longer_names(
    head: str, name: str, province: str | None
) -> None:
    assert source(page(head=head).replace("Gặt xong", "Gặt xong ruộng")) == (name, province)
