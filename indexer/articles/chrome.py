"""Is this line the site's own: a menu, a button, a list of other articles, a licence?"""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.articles.chrome_words import (
    BARE_HEADINGS,
    BUTTONS,
    HEADINGS,
    LISTED,
    LISTS,
    MINISTRIES,
    phrases,
)
from indexer.articles.date_lines import is_page_clock
from indexer.articles.sections import is_section

# Headings under which a page lists other articles or takes comments: nothing of the article
# follows the last of them.
_HEADING = re.compile(
    rf"^[\W_]*(?:(?:(?:các|những)\s+)?(?:{phrases(LISTED)})\s+(?:{phrases(LISTS)})|{phrases(HEADINGS)})"
    r"(?:\s+\S+){0,4}[\W_]*$"
    rf"|^[\W_]*(?:(?:(?:các|những)\s+)?(?:{phrases(LISTED)})\s+(?:{phrases(LISTS)})|{phrases(HEADINGS)})\s*[:(|]"
    rf"|^[\W_]*(?:{phrases(BARE_HEADINGS)})(?:[\W_]*$|\s*[:(|]|\s{{2,}})",
    re.IGNORECASE,
)
_BUTTON_LINE = re.compile(
    rf"^[\W_]*(?:{phrases(BUTTONS)})(?:[\W_]+(?:\d+[\W_]+)?(?:{phrases(BUTTONS)}))*[\W_]*\d*[\W_]*$",
    re.IGNORECASE,
)
_COUNTERS = re.compile(
    r"^[\W_]*(?:(?:lượt|số\s+(?:lần|lượt))\s+(?:xem|đọc|truy\s+cập|thích)\s*:?\s*[\d.,]*|đã\s+xem\s*:?\s*[\d.,]+|"
    r"(?:đánh\s+giá|bình\s+chọn|xếp\s+hạng|điểm)(?:\s+(?:của\s+bạn|bài\s+viết))?\s*(?:[:(].{0,90})?|"
    r"(?:hôm\s+(?:nay|qua)|(?:tuần|tháng)\s+(?:này|trước|hiện\s+tại)|tổng(?:\s+(?:số|lượt))*\s+truy\s+cập)"
    r"\W*[\d.,]+|"
    r"\d[\d.,]*\s+(?:lượt\s+\w+|bình\s+luận|thích|phiếu|phút\s+đọc|views?)|\d(?:[.,]\d+)?x|"
    r"\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d)[\W_]*$",
    re.IGNORECASE,
)
# Whatever the length of the line.
_FOOTER = re.compile(
    r"giấy\s+phép\s+(?:hoạt\s+động|xuất\s+bản|thiết\s+lập|báo\s+chí)?[^.]{0,30}số|gp-?\s?(?:bttt|ttđt|bc|btttt|bvhtt)|©|"
    r"copyright|bản\s+quyền\s+(?:thuộc|của)|ghi\s+rõ\s+nguồn|cơ\s+quan\s+(?:chủ\s+quản|ngôn\s+luận)\s*[:của]|"
    r"^\W*(?:báo|đài|cổng|trang|tạp\s+chí)\s.{2,60}cơ\s+quan\s+(?:của|ngôn)|^\W*cơ\s+quan\s+(?:(?:trung\s+ương\s+)?của\s+đảng|ngôn\s+luận)|"
    r"(?:uses?|dùng)\s+cookies?|chính\s+sách\s+(?:bảo\s+mật|cookie)|^\W*bạn\s+(?:đang\s+(?:xem|đọc)|cần\s+đăng\s+nhập)|"
    r"(?:sẽ|được)\s+(?:được\s+)?(?:xem\s+xét|duyệt|kiểm\s+duyệt)\s+trước\s+khi\s+(?:đăng|hiển\s+thị)|designed\s+by|powered\s+by|"
    r"phải\s+được\s+(?:sự\s+)?đồng\s+ý\s+bằng\s+văn\s+bản|mọi\s+(?:hành\s+động|thông\s+tin)\s+(?:sao\s+chép|góp\s+ý)",
    re.IGNORECASE,
)
# What a page prints above an article besides menus: players, sizes of letters, editions, weather.
_ABOVE = re.compile(
    r"^\W*(?:cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam\W*$|độc\s+lập\W+tự\s+do\W+hạnh\s+phúc\W*$|"
    r"chia\s+sẻ\s+bài\s+viết\s+này|nghe\s*:|nghe\s+đọc|theo\s+dõi\s.{2,40}\strên\s+google|issn\b|"
    r"năm\s+thứ\s+\d+|số\s+\d+\s*\(\d+\)|ngôn\s+ngữ\s*:|bạn\s+(?:đang\s+)?ở(?:\s+đây)?\s*:|(?:xem\s+)?(?:font|cỡ)\s+chữ\b|"
    r"(?:(?:viết|đăng)\s+bởi|người\s+(?:gửi|đăng|viết))\s*:?\s*(?:admin|quản\s+trị|ban\s+biên\s+tập)|hits\s*:|"
    r"xem\s*:\s*[\d.]+\W*$|user\s+rating|đt\s*:|thời\s+tiết\s*:|(?:cập\s+nhật(?:\s+lúc)?\s*:?\s*)?\d{1,2}:\d\d(?:\s*[/-]\s*\d{1,2}:\d\d)?"
    r"(?:\s+gmt\s*\+7)?\W*$|(?:[^\d]{2,20}\s)?\d{1,2}\s?°\s?c?(?:\s[^\d]{2,20})?$|tiếng\s+nói\s+của\s+đảng)",
    re.IGNORECASE,
)
# Only in a line that is no sentence of an article.
_FURNITURE = re.compile(
    r"(?:toà|tòa)\s+soạn\s*:|trụ\s+sở\s*:|địa\s+chỉ\s*:|tổng\s+biên\s+tập\s*:|(?:điện\s+thoại|đường\s+dây\s+nóng|hotline)\s*:?\s*[\d(+]|^\W*(?:đường\s+dây\s+nóng|hotline)\W*$|"
    r"e-?mail\s*:|phát\s+triển\s+bởi|cookies?\b|mã\s+(?:bảo\s+vệ|xác\s+nhận|xác\s+thực|an\s+toàn)|gõ\s+tiếng\s+việt|"
    r"họ\s+(?:và\s+)?tên\s*[:/]|nhập\s+(?:nội\s+dung\s+)?bình\s+luận|qr\s*code|chúng\s+tôi\s+trên\s+mạng\s+xã\s+hội|lượt\s+truy\s+cập|"
    r"đang\s+(?:online|truy\s+cập|trực\s+tuyến)|vui\s+lòng\s+(?:đăng\s+nhập|nhập)|cổng\s+thành\s+phần|"
    r"liên\s+hệ\s+(?:toà|tòa|quảng\s+cáo)|fanpage|chịu\s+trách\s+nhiệm\s+(?:nội\s+dung|chính)|số\s+điện\s+thoại\s*:|javascript|"
    r"trình\s+duyệt\s+(?:của\s+bạn|không)|font\s+size|^\W*trang\s+\d+\b.{0,30}$|^\W*fax\b|^\W*thông\s+báo\W*$",
    re.IGNORECASE,
)
# Whose paper it is, below its name: "CƠ QUAN CỦA TỔNG LIÊN ĐOÀN ...".
_MOTTO = re.compile(r"CƠ QUAN (?:CỦA|LÝ LUẬN|NGÔN LUẬN|TRUNG ƯƠNG)\b")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*$")
_NOTICES = (
    "giấy phép",
    "©",
    "copyright",
    "bản quyền",
    "ghi rõ nguồn",
    "cơ quan",
    "cookie",
    "bạn đang",
    "văn bản",
    "trước khi",
)
_MENU_WORDS = re.compile(
    r"trang\s+(?:chủ|nhất)|english|中文|liên\s+hệ|rss|đăng\s+nhập|tìm\s+kiếm|góp\s+ý|bạn\s+đọc|video|đa\s+phương\s+tiện|"
    r"home|about|lưu\s+trữ|thể\s+thao|pháp\s+luật|kinh\s+tế|xây\s+dựng\s+đảng|chính\s+trị|xã\s+hội|văn\s+hoá|văn\s+hóa|thời\s+sự|giới\s+thiệu",
    re.IGNORECASE,
)
_MENU_CUT = re.compile(r"\s*[|•·]\s*|\s*\]\s*\[\s*|\s{3,}|\t|\s+[-–]\s+")
_COLUMN_CUT = re.compile(r"\s{3,}|\t")
_HOME_FIRST = re.compile(r"^(?:trang\s+(?:chủ|nhất))(?:\s+[^\W\d_]+){4,}$", re.IGNORECASE)
# A path whose parts are run together, or parted by spaces alone.
_GLUED_HOME = re.compile(r"^(?:(?:Trang chủ|Trang nhất) ?|Home)(?=[A-ZĐÀ-Ỹ])")
_MASTHEAD = re.compile(
    r"(?:báo|đài|cổng|trang\s+(?:tin|thông\s+tin)|tạp\s+chí)\s(?P<name>.{2,70})|.{2,30}\s(?:online|điện\s+tử)",
    re.IGNORECASE,
)
# Offices of the state and of the party, as their pages are headed: in capitals.
_OFFICE = re.compile(
    r"(?:ủy\s+ban\s+nhân\s+dân|ubnd|hội\s+đồng\s+nhân\s+dân|hđnd|sở|huyện\s+ủy|tỉnh\s+ủy|thành\s+ủy|"
    r"tỉnh\s+đoàn|thành\s+đoàn|đoàn\s+tncs|đảng\s+bộ|tỉnh|huyện|thành\s+phố|thị\s+xã|cục|tổng\s+cục|"
    r"chi\s+cục|ban|công\s+an|liên\s+đoàn|hội|mặt\s+trận)\s(?P<name>.{2,60})",
    re.IGNORECASE,
)
_SMALL_WORDS = re.compile(
    r"\b(?:điện\s+tử|online|và|của|thông\s+tin|tin\s+tức|phát\s+thanh|truyền\s+hình|tỉnh|thành\s+phố|huyện|quận)\b",
    re.IGNORECASE,
)
_NAME_CUT = re.compile(r"\s+[-–|]\s+|,\s+(?=(?:tin|thời\s+sự|đọc\s+báo)\b)")
_NEWSLETTER = re.compile(r"(?:bản\s+tin|trang\s+tin|tập\s+san|nội\s+san)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\W*(?:\[[^\[\]]{1,30}\]\s*){2,}\W*")
_CODE_BEFORE = re.compile(r"^[A-ZĐ]{2,8}\d?\s*[-–|]\s*")
_HOST = re.compile(
    r"^\W*(?:https?://)?(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info|edu|gov|asia)/?\W*$", re.I
)
_LISTED_DATE = re.compile(r"^\W*[^\w\s(\[]\W*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\W*\s[^\W\d]")
_ICON = re.compile(r"^\s*[☰≡🔍🏠]")
_TEASER = re.compile(r"(?:…|\.\.\.)[\"”]?\s*$")
_DATED_TEASER = re.compile(
    r"[(\[-]\s*\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?(?:[\s,]+\d{1,2}[:h]\d{2})?\s*[)\]]?\s*$"
)
_ORNAMENT = re.compile(r"^[\W_]*$")


# Lines are asked about several times, and the site's own recur on every page.
@lru_cache(maxsize=1024)
def is_heading(line: str) -> bool:
    """Whether this line is the heading of a list of other articles, of comments, of sharing."""
    if len(line) >= 120 or (len(line) >= 50 and line.endswith(".")):
        return False
    return bool(_HEADING.match(line))


def is_ornament(line: str) -> bool:
    """Whether this line has no letter and no digit."""
    return bool(_ORNAMENT.match(line))


def is_motto(line: str) -> bool:
    """Whether this line in capitals says whose organ the paper is whose name stands above it."""
    return bool(_MOTTO.match(line)) and line.isupper()


def _is_headed_list(line: str) -> bool:
    """Whether this line heads a list, with the site's name beside it ("THVL | TIN MỚI")."""
    pieces = [piece.strip() for piece in line.split("|")]
    return (
        len(pieces) == 2 and len(pieces[0]) <= 12 and pieces[0].isupper() and is_heading(pieces[1])
    )


def is_menu(line: str) -> bool:
    """Whether this line is a menu: three or more names of sections or pages."""
    if _GLUED_HOME.match(line):
        return True
    if len(line) > 300 or line.endswith("."):
        return False
    columns = [item for item in _COLUMN_CUT.split(line) if item.strip()]
    if len(columns) >= 3 and max(map(len, columns)) <= 40:
        return True
    if _HOME_FIRST.match(line) or _BRACKETED.fullmatch(line):
        return True
    items = [item for item in _MENU_CUT.split(line) if item.strip()]
    named = sum(bool(_MENU_WORDS.search(item)) or is_section(item, bare=True) for item in items)
    return len(items) >= 3 and named >= 2


@lru_cache(maxsize=1024)
def is_chrome(line: str) -> bool:
    """Whether this line is the site's own wherever it stands: buttons, counters, menus, footers."""
    if len(line) > 400:
        return False
    if len(line) > 100 and _SENTENCE_END.search(line, len(line) - 6):
        # A paragraph of an article, but for the few notices that are written as sentences.
        return any(word in line.lower() for word in _NOTICES) and bool(_FOOTER.search(line))
    return bool(
        _ORNAMENT.match(line)
        or _BUTTON_LINE.match(line)
        or _COUNTERS.match(line)
        or _FOOTER.search(line)
        or _FURNITURE.search(line)
        or _ABOVE.match(line)
        or _HOST.match(line)
        or _LISTED_DATE.match(line)
        or _ICON.match(line)
        or _is_headed_list(line)
        or is_motto(line)
        or is_menu(line)
        or is_page_clock(line)
    )


def is_masthead(line: str) -> bool:
    """Whether this line is no more than the name of a paper, a station or a site.

    All its words but the small ones begin with a capital: "Báo Mỹ kêu gọi ..." is a headline.
    """
    if len(line) > 80 or line.endswith((".", "?", "!")):
        return False
    bare = _CODE_BEFORE.sub("", line.strip())
    if bare.endswith(":"):
        return False
    if bare.lower().removesuffix(" việt nam") in MINISTRIES:
        return True
    match = _MASTHEAD.fullmatch(bare) or (_OFFICE.fullmatch(bare) if bare.isupper() else None)
    if match is None:
        return False
    words = _SMALL_WORDS.sub(" ", match["name"] or bare).split()
    return len(words) <= 6 and all(not word[0].islower() for word in words)


def is_site_name(line: str) -> bool:
    """Whether this line can be a site's name with a motto, or a menu; some headlines can be, too.

    "Báo Quảng Bình điện tử - Góc bạn viết", "ĐỌC NHANH 365 | Nóng nhất | Gần bạn".
    """
    pieces = [piece for piece in _NAME_CUT.split(line) if piece]
    if len(pieces) < 2 or line.endswith((".", "?", "!")):
        return False
    return "|" in line or is_masthead(pieces[0]) or bool(_NEWSLETTER.match(pieces[-1]))


def is_teaser(line: str) -> bool:
    """Whether this line can be an entry in a list of other articles: cut off, or dated."""
    return len(line) <= 200 and bool(_TEASER.search(line) or _DATED_TEASER.search(line))
