"""When was this published? Date lines in all their shapes, URLs, and the careful body rule."""

from __future__ import annotations

import pytest

from indexer.articles.date_lines import is_page_clock, parse_date_line
from indexer.articles.dates import find_date
from indexer.articles.years import find_year


@pytest.mark.parametrize(
    ("line", "day", "time"),
    [
        ("Thứ Ba, 07/06/2016, 08:05 (GMT+7)", "2016-06-07", "08:05"),
        ("thứ ba, 7/6/2016 8h", "2016-06-07", "08:00"),
        ("T3, 07-06-2016 - 02:15 CH", "2016-06-07", "14:15"),
        ("Thứ 3 ngày 07.06.2016 12:05 SA", "2016-06-07", "00:05"),
        ("CHỦ NHẬT, 5/6/2016", "2016-06-05", None),
        ("CN, 05-06-2016 | 7g40", "2016-06-05", "07:40"),
        ("14h30, 5-3-2012", "2012-03-05", "14:30"),
        ("Cập nhật 10 giờ trước - 05/03/2012", "2012-03-05", None),
        ("5 thg 3, 2012", "2012-03-05", None),
        ("Đăng ngày 05 Th03 2012", "2012-03-05", None),
        ("Th3 05, 2012", "2012-03-05", None),
        ("Người đăng: Mai Ngân .Ngày đăng: 05/03/2012 .14h30", "2012-03-05", "14:30"),
        ("22:15', 9/4/ 2013 (GMT+7)", "2013-04-09", "22:15"),
        ("17 – 9 – 2014, 06:00", "2014-09-17", "06:00"),
        ("Cập nhật lúc 08:10, Thứ Sáu, 17/07/2015 (GMT+7)", "2015-07-17", "08:10"),
        ("Cập nhật: 17:05 ngày 25/06/2020", "2020-06-25", "17:05"),
        ("Ngày đăng: 2013-09-05", "2013-09-05", None),
        ("Đăng lúc 09h41' ngày 02/12/2004", "2004-12-02", "09:41"),
        ("Ngày 02/12/2004 - 09h41g", "2004-12-02", "09:41"),
        ("Xuất bản: 28 Tháng Năm 2014", "2014-05-28", None),
        ("Ngày 9 tháng năm năm 2017", "2017-05-09", None),
        ("Thứ Hai, 03 Tháng Mười Hai 2012", "2012-12-03", None),
        ("ngày 5 tháng 9 năm 2013", "2013-09-05", None),
        ("Nha Trang, ngày 3 tháng 2 năm 2012", "2012-02-03", None),
        ("2022-02-11T07:30:00+07:00", "2022-02-11", "07:30"),
        ("11/02/2022 3:05:40 PM", "2022-02-11", "15:05"),
        ("Print Thứ Bảy, 06/02/2021 21:02", "2021-02-06", "21:02"),
        ("09:15 - Chủ Nhật, 21/04/2019 Lượt xem: 2304 In bài viết", "2019-04-21", "09:15"),
        ("Ngày phát hành: 14/03/2017 14:20 | Lượt xem: 812", "2017-03-14", "14:20"),
        ("(HTV) – 31/08/2023 – 17:05", "2023-08-31", "17:05"),
        ("10:12, 28/02/2017 .", "2017-02-28", "10:12"),
        ("Tháng Chín 5, 2013", "2013-09-05", None),
        ("5 Tháng Chín, 2013 | 08:05", "2013-09-05", "08:05"),
        ("Viết bởi Lò Văn Ơn   Thứ năm, 05 Tháng 9 2013 08:05", "2013-09-05", "08:05"),
        (
            "Đăng lúc: Thứ năm - 05/09/2013 08:05 - Người đăng bài viết: Lò Văn Ơn",
            "2013-09-05",
            "08:05",
        ),
        ("Lò Văn Ơn - 05/09/2013", "2013-09-05", None),
        ("[05/09/2013]", "2013-09-05", None),
        ("(5.9.13)", "2013-09-05", None),
        ("T5, 5.9.13 | Chuyện chợ quê", "2013-09-05", None),
        ("Post by admin on 05/09/2013 08:05", "2013-09-05", "08:05"),
        ("Posted on Tháng Chín 5, 2013 at 08:05 by Lò Văn Ơn", "2013-09-05", "08:05"),
        ("Báo Miền Xa điện tử, Thứ năm, 05/09/2013, 08:05", "2013-09-05", "08:05"),
        ("Xuất bản: 08:05 - 05/09/2013 | Chỉnh sửa: 17:45 - 06/09/2013", "2013-09-05", "08:05"),
        ("Cập nhật lúc: 08h:05 ngày 05/09/2013", "2013-09-05", "08:05"),
        ("05/09/2013 | 8 giờ 5 phút", "2013-09-05", "08:05"),
        ("(Thứ năm, 05/09/2013-8:05 AM)", "2013-09-05", "08:05"),
        ("Thứ năm, 5/9/2013 (1 tháng Tám năm Quý Tỵ)", "2013-09-05", None),
        ("ngày 5 tháng 9/2013", "2013-09-05", None),
        ("5/9 năm 2013", "2013-09-05", None),
        ("5-IX-2013", "2013-09-05", None),
        ("5 — 9 — 2013", "2013-09-05", None),
        ("Sunday, September 5th, 2013 08:05", "2013-09-05", "08:05"),
        ("Kinh tế | 05/09/2013 | Đã đọc: 12 | Cỡ chữ: A- A A+", "2013-09-05", None),
        ("Báo Miền Xa số ra ngày 5/9/2013", "2013-09-05", None),
    ],
)
def test_shapes_of_date_lines(line: str, day: str, time: str | None) -> None:
    found = parse_date_line(line)
    assert found is not None
    assert found.date.isoformat() == day
    assert found.time == time


@pytest.mark.parametrize(
    "line",
    [
        "Hôm nay: Thứ Hai, 20/07/2015",
        "Thứ năm, 25/06/2020 | Liên hệ: 0204 000 555 | English",
        "Giấy phép số 87/GP-TTĐT cấp ngày 22/6/2011",
        "Quyết định số 87/QĐ-UBND ngày 22/6/2011",
        "Hạn nộp hồ sơ: 22/6/2011",
        "© Bản quyền 2010, cập nhật 10/6/2016",
        "Kỷ niệm 45 năm ngày 30/4/1975 tại Bến Tre",
        "Tai nạn giao thông mới nhất 24h qua ngày 14/7/2017",
        "Xổ số miền Bắc thứ Hai 12/3/2018 về mốc 12 tỷ đồng",
        "Kết quả 9 tháng năm 2017",
        "15:02 05/10 Phiên đấu giá xe công",
        "Đường dây nóng: 0219 000 1234",
        "31/02/2019 - 08:00",
        "5.9.13",
        "1.2.03 Mục tiêu của chương trình",
        "Báo cáo tình hình, 5/9/2013",
        "[Ngày in: 05/09/2013 08:05]",
        "Tủ sách ở bản xa",
    ],
)
def test_lines_that_date_no_article(line: str) -> None:
    assert parse_date_line(line) is None


def test_page_clocks_are_known_as_such() -> None:
    assert is_page_clock("Hôm nay: Thứ Hai, 20/07/2015")
    assert not is_page_clock("Thứ Hai, 20/07/2015 - 08:00")


def test_what_stands_beside_a_date_is_kept() -> None:
    line = parse_date_line("Xây dựng Đảng | 06:51 Thứ Hai ngày 09/10/2017")
    assert line is not None
    assert (line.rest, line.weekday) == ("Xây dựng Đảng", 0)


def found_from(*lines: str, **other: object) -> tuple[str | None, str | None, str | None, str]:
    read = [line for line in map(parse_date_line, lines) if line is not None]
    finding = find_date(date_lines=read, **other)  # type: ignore[arg-type]
    return finding.date.value, finding.time.value, finding.year.value, finding.year.method


def test_an_announced_date_wins_over_a_bare_one() -> None:
    lines = ("Thứ Sáu, 26/06/2020", "Cập nhật: 17:05 ngày 25/06/2020")
    assert found_from(*lines) == ("2020-06-25", "17:05", "2020", "date_line")


def test_weekday_is_checked_and_a_doubt_is_told() -> None:
    right = parse_date_line("Thứ Bảy, 26/01/2019 23:02")
    wrong = parse_date_line("Thứ Hai, 26/01/2019 23:02")
    assert right is not None and wrong is not None
    agreed, doubted = find_date(date_lines=[right]), find_date(date_lines=[wrong])
    assert not agreed.warnings
    assert agreed.date.confidence > doubted.date.confidence
    assert doubted.date.value == "2019-01-26"
    assert "Thứ Bảy" in doubted.warnings[0] and "weekday" in doubted.warnings[0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2019-03-02", ("2019-03-02", None, "2019", "given")),
        ("02/03/2019", ("2019-03-02", None, "2019", "given")),
        ("17-09-2019", ("2019-09-17", None, "2019", "given")),
        ("2019-03-02T08:15:00+07:00", ("2019-03-02", "08:15", "2019", "given")),
        ("2019-03-02T18:15:00Z", ("2019-03-03", "01:15", "2019", "given")),
        ("Sat, 02 Mar 2019 08:15:00 +0700", ("2019-03-02", "08:15", "2019", "given")),
        ("2019", (None, None, "2019", "given")),
        ("03/2019", (None, None, "2019", "given")),
    ],
)
def test_given_dates_win(given: str, expected: tuple[str | None, ...]) -> None:
    url = "https://bao.example/2001/01/01/bai.html"
    assert found_from("Thứ Ba, 07/06/2016", url=url, given={"date": given}) == expected


def test_a_given_date_takes_its_time_from_a_date_line_of_the_same_day() -> None:
    found = found_from("Thứ Ba, 07/06/2016, 08:05", given={"date": "2016-06-07"})
    assert found == ("2016-06-07", "08:05", "2016", "given")


def test_a_given_date_that_is_none_is_told_and_inference_goes_on() -> None:
    finding = find_date(url="https://bao.example/2019/03/02/x.html", given={"date": "hôm qua"})
    assert finding.date.value == "2019-03-02"
    assert "hôm qua" in finding.warnings[0]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://bao.example/2018/11/22/ghe-ngo-1804.html", ("2018-11-22", "2018")),
        ("https://bao.example/tin/2018-11-22-ghe-ngo.html", ("2018-11-22", "2018")),
        ("https://bao.example/ghe-ngo-20181122093000123.htm", ("2018-11-22", "2018")),
        ("https://bao.example/kinh-te/201811/ghe-ngo-77.html", (None, "2018")),
        ("https://bao.example/ghe-ngo-post20991.html", (None, None)),
        ("https://bao.example/ke-hoach-2016-2020-cua-tinh.html", (None, None)),
        ("https://bao.example/2018/13/40/x.html", (None, None)),
    ],
)
def test_dates_in_urls(url: str, expected: tuple[str | None, str | None]) -> None:
    date, _, year, _ = found_from(url=url)
    assert (date, year) == expected


def test_body_tells_a_year_only_where_phrases_of_reports_agree() -> None:
    one = "Hội nghị đánh giá 6 tháng đầu năm 2013 và bàn việc tới."
    two = one + " Nhiệm vụ 6 tháng cuối năm 2013 là giữ rừng."
    assert find_year(one).value is None
    assert (find_year(two).value, find_year(two).method) == ("2013", "body")
    assert find_year(two).evidence == "6 tháng đầu năm 2013"


@pytest.mark.parametrize(
    "body",
    [
        "So với 6 tháng đầu năm 2013, tăng 5%. Bằng 6 tháng cuối năm 2013.",
        "Giai đoạn 2011-2015 và nhiệm kỳ 2015 - 2020, mục tiêu đến năm 2030.",
        "Cầu xây năm 1985, sửa năm 1999, nối lại năm 2003.",
        "6 tháng đầu năm 2013, rồi 6 tháng cuối năm 2013. Đến năm 2019 cầu sập, năm 2019 xây lại.",
        "6 tháng đầu năm 2013 và 6 tháng cuối năm 2013; ngày 4/7/2016 khởi công.",
    ],
)
def test_ranges_targets_and_past_years_tell_no_year(body: str) -> None:
    assert find_year(body).value is None


def test_past_full_dates_are_lower_bounds() -> None:
    found = find_year("Thành lập ngày 27/1/1994, sáp nhập ngày 1-8-2008.")
    assert (found.value, found.bound) == (None, 2008)


def test_dates_ahead_are_no_bounds() -> None:
    assert find_year("Hoàn thành trước ngày 30/6/2030, đến ngày 1/1/2031.").bound is None


def test_no_date_is_unknown() -> None:
    finding = find_date(body="Chiều 10/7, tỉnh họp bàn về vải thiều.")
    assert (finding.date.value, finding.time.value, finding.year.value) == (None, None, None)
    assert finding.year.method == "unknown"


def test_the_head_of_a_print_out_tells_when_it_was_printed() -> None:
    heads = ["20/02/2026, 10:41 Bản in - baokhanhhoa.vn", "Chủ Nhật, 13/5/2018"]
    lines = [line for line in map(parse_date_line, heads) if line is not None]
    assert len(lines) == 2
    assert find_date(date_lines=lines).date.value == "2018-05-13"
    assert find_date(date_lines=lines[:1]).date.value == "2026-02-20"
