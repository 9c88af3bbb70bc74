"""Is this line the name of a newspaper's section, or the path to one?"""

from __future__ import annotations

import re
import unicodedata

from indexer.articles.outlet_names import outlet_called

# Names that Vietnamese newspapers and portals give to their sections; compounds of them
# ("Văn hóa - Xã hội") are split before they are looked up.
_NAME_LIST = """
an ninh; an ninh trật tự; an sinh; an sinh xã hội; an toàn giao thông; an toàn thực phẩm; biên
giới; biển; biển đảo; biển đảo quê hương; bình luận; bút ký; bạn đọc; bảo hiểm; bảo hiểm xã hội;
bất động sản; chuyển đổi số; chuyện hôm nay; chính quyền; chính sách; chính trị; chăn nuôi; chứng
khoán; con người; cuộc sống; công nghiệp; công nghệ; công thương; công đoàn; cải cách hành chính;
cộng đồng; di sản; diễn đàn; doanh nghiệp; doanh nhân; du lịch; dân sinh; dân số; dân tộc; dịch
vụ; ghi chép; gia đình; giao thông; giáo dục; giải trí; giảm nghèo; góc nhìn; gương sáng; hoạt
động; hà nội; hành chính; hạ tầng; học tập và làm theo gương bác; học và làm theo bác; hồ sơ; hội
nhập; hội đồng nhân dân; khoa giáo; khoa học; khoa học công nghệ; khuyến nông; khởi nghiệp; kinh
doanh; kinh tế; kinh tế - xã hội; kinh tế biển; ký sự; lao động; làm đẹp; làng nghề; lâm nghiệp;
lễ hội; lịch sử; miền núi; môi trường; mặt trận; mỹ thuật; nghề; nghệ thuật; ngân hàng; người;
người tốt; người tốt việc tốt; nhà nông; nhà đất; nhân ái; nhịp cầu; nhịp sống; nông nghiệp; nông
thôn; nông thôn mới; nông thôn ngày nay; năng lượng; nội chính; phong trào; pháp luật; pháp đình;
phát thanh; phòng chống thiên tai; phóng sự; phóng sự ảnh; phụ nữ; quy hoạch; quê hương; quốc hội;
quốc phòng; quốc tế; suy ngẫm; sách; sân khấu; sức khỏe; sự kiện; thanh niên; thanh tra; thi đua;
thi đua khen thưởng; thiên tai; thiếu nhi; thông tin; thương mại; thế giới; thể thao; thị trường;
thời sự; thời tiết; thủ đô; thủy sản; tin bài; tin hoạt động; tin nhanh; tin nổi bật; tin trong
tỉnh; tin tức; tin vắn; tin địa phương; tiêu dùng; tiêu điểm; tphcm; trong nước; trong tỉnh; trồng
trọt; truyền hình; trật tự; tuổi trẻ; tài chính; tài nguyên; tâm sự; tòa án; tôn giáo; tư liệu; tư
pháp; tản văn; từ thiện; việc làm; văn hóa; văn học; văn nghệ; vấn đề; vấn đề hôm nay; vệ sinh an
toàn thực phẩm; xe; xây dựng; xây dựng nông thôn mới; xây dựng đảng; xã hội; xóa đói giảm nghèo; y
tế; âm nhạc; điều tra; điện ảnh; đoàn thể; đào tạo; đô thị; đảng; đảo; sống khỏe; khỏe đẹp; hoạt
động của lãnh đạo huyện; tin cơ sở; tin từ cơ sở; tin kinh tế; tin xã hội; tin chung; tin tức
chung; tin tức sự kiện; tin trong huyện; tin các huyện, thành phố; tin các quận, huyện; tin tổng
hợp; tin ngành; tin quốc tế; tin thế giới; tin thể thao; tin pháp luật; tin văn hóa; tin giáo dục;
điểm tin; truyện ngắn; hoạt động của tỉnh; hoạt động của lãnh đạo; hoạt động của lãnh đạo tỉnh;
thơ; ký; bạn trẻ; chuyện tử tế; sản xuất; bản làng; trò chuyện; trò chuyện cuối tuần; tin ngắn;
gương mặt; sản phẩm ocop; tản mạn; nhàn đàm; hoạt động các đơn vị; gương người tốt; việc tốt; bạn
đọc viết; hộp thư bạn đọc; đất; đất và người; đầu tư; địa phương; đọc sách; đời sống; ẩm thực
"""
_KNOWN = frozenset(" ".join(name.split()) for name in _NAME_LIST.split(";"))
_BARE = str.maketrans({"đ": "d"} | dict.fromkeys(range(0x300, 0x370)))


def _bare(name: str) -> str:
    return unicodedata.normalize("NFD", name).translate(_BARE)


# Pages of the first years print their menus without marks.
_KNOWN_BARE = frozenset({*map(_bare, _KNOWN), "trang chu", "trang nhat", "lien he"})
_JOIN = re.compile(r"\s*(?:\s[-–—]\s|[-–—,&/]|\s+và\s+)\s*")
_PATH = re.compile(r"\s*(?:»|›|>+|→|\s\|\s|\s/\s|::|\\)\s*")
_LABELLED = re.compile(
    r"^\W*(?:(?:chuyên\s+mục|danh\s+mục|chuyên\s+trang|mục|chủ\s+đề)\s*:|trang\s+\d+\s*[-–|:])\s*"
    r"(?P<name>[^:|.]{3,40})$",
    re.IGNORECASE,
)
# The path of a page whose signs are drawn: "Trang chủ Kinh tế".
_RUN_TOGETHER = re.compile(
    r"^(?:trang (?:chủ|nhất)|home) (?P<name>[^\W\d_].{2,40})$", re.IGNORECASE
)
_HOME_BEGINS = re.compile(r"\W*trang\s+(?:chủ|nhất)\b", re.IGNORECASE)
_WIDE_GAP = re.compile(r"\s{4,}")
_HOME = re.compile(
    r"^(?:trang\s+(?:chủ|nhất)|home|.*(?:online|điện\s+tử|báo\s.*|portal|\.vn))$", re.IGNORECASE
)


def is_section(line: str, *, bare: bool = False) -> bool:
    """Whether this line is a section's name by itself; if `bare`, perhaps without its marks."""
    name = _fold(line)
    if not name or len(name) > 60:
        return False
    if bare and name in _KNOWN_BARE:
        return True
    return name in _KNOWN or all(part in _KNOWN for part in _JOIN.split(name))


def opens_with_section(line: str) -> bool:
    """Whether this short line is a section's name with a word added ("Nhịp sống Huế")."""
    words = _fold(line).split()
    return 2 <= len(words) <= 4 and any(" ".join(words[:n]) in _KNOWN for n in (2, 3))


def read_path(line: str) -> str | None:
    """The last section of a path ("Trang chủ » Kinh tế » Nông nghiệp"), None for another line."""
    if len(line) > 120 or line.rstrip().endswith((".", "?", "!")):
        return None
    joined = _RUN_TOGETHER.match(line)
    if joined and is_section(joined["name"]):
        return joined["name"]
    labelled = _LABELLED.match(line)
    if labelled:
        return labelled["name"].strip(" :[]()")
    names = [name.strip() for name in _PATH.split(_WIDE_GAP.split(line)[0]) if name.strip()]
    if len(names) < 2 or (len(names) > 3 and "|" in line):
        return None
    home = bool(_HOME.match(names[0]))
    site = home or (not is_section(names[0]) and outlet_called(names[0]) is not None)
    if home and len(names) > 2 and len(names[-1]) > 40:
        names.pop()  # the article's own title
    known = sum(is_section(name) for name in names)
    if (known and known + site == len(names)) or (
        home and len(names) <= 4 and len(names[-1]) <= 40
    ):
        return names[-1]
    return None


def is_home(line: str) -> bool:
    """Whether this line begins with the name of the home page, alone or before a path or menu."""
    return bool(_HOME_BEGINS.match(line))


def _fold(line: str) -> str:
    name = " ".join(
        line.lower().replace("hoá", "hóa").replace("khoẻ", "khỏe").replace("thuỷ", "thủy").split()
    )
    return name.strip(" .:-–*•»›>|[]()")
