"""What do the words beside a place's name make of it?

"Công an tỉnh Hòa Bình" is the province, "đường Hòa Bình" a street, "ông Nguyễn Hòa Bình" a man,
"CLB Hòa Bình" a club, "Báo Hòa Bình" a source. The last words before the name decide, the
longest known ending of them first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain

from indexer.articles.gazetteer import context_words

# Surnames and middle names: a capitalised one before a place's name makes it a person's.
_PERSON_NAMES = frozenset(
    """Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Ngô Dương Lý Đào Vương Trịnh Trương
    Đinh Lâm Phùng Tô Tạ Thái Chu Châu Lưu Lương Quách Tăng Từ Thạch Lò Hà Cao Mai Doãn Văn Thị
    Đình Hữu Đức Xuân Ngọc Thanh Minh Quang Quốc Duy Công Bá Viết Trọng Hồng Kim Thế Mạnh Tuấn
    Khắc Như Tấn Tiến Phương Thu Thúy Thùy Bảo Gia Hải Huy Nhật Đăng Hoài Vĩnh Mỹ Diệu Cẩm Tôn Hồ
    Phí Phó Tống Kiều Khổng Nghiêm Ninh La Lã Lại Lục Mạc Đàm Giang Hứa Khuất Âu Bạch Cù Diệp Giáp
    Hạ Kha Khúc Lữ Mã Mẫn Nhâm Nhữ Ông Sầm Tiêu Thân Thi Triệu Ứng Vi Viên Đậu Đới Điền Bế Nông Ma
    """.split()  # noqa: SIM905
)
_OPENING, _WORDS, _REACH = "([“\"'-–", 6, 44
_CLOSING = ",;:)(-–”\"/!?…'"
_WRAPPERS = "(“\"'[,"
_FAR = 60
_ROAD = re.compile(
    r"(?:[Cc]ao tốc|[Qq]uốc lộ|[Đđ]ường sắt|[Tt]uyến(?: đường)?|[Tt]àu|BOT)"
    r"(?: (?:số )?[A-ZĐÀ-Ỹ0-9][\w.]*){1,4}(?: ?[-–] ?[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*){0,3})? ?[-–] ?$"
)
# Where somebody lives or comes from: "(29 tuổi, ngụ xã Tiên Kỳ, huyện Tân Kỳ, Nghệ An)".
_RESIDENCE = re.compile(
    r"(?:(?:thường |tạm |cư )?trú(?: quán)?|ngụ|quê(?! hương)(?: quán| gốc)?|hộ khẩu[^,;.()]{0,20})"
    r"(?:,| tại| ở|:)*(?: (?:[^;.()!?:“”\n]|\.(?![ \n])){0,60})?\Z"
)
_OFFICE_WORDS = (
    "Sở ", "Chi c", "Thanh", "Hạt ", "Ban ", "Đội ", "BV ", "Bệnh", "Trường", "Đại", "ĐH ", "CĐ "
)  # fmt: skip
# Offices and hospitals whose names go on in capitals before the place ("Sở TN&MT Bạc Liêu").
_OFFICE = re.compile(
    r"\b(?:(?P<office>Sở(?! Giao dịch| GDCK)|Chi cục|Thanh tra|Hạt|Ban(?= QL| Quản)|Đội)"
    r"|BV|Bệnh viện|Trường|Đại học|ĐH|CĐ) (?:(?:[A-ZĐ][\w&.-]*|Giáo dục|Xây dựng|Giao thông"
    r"|Tài nguyên|Môi trường|Khoa học|Công nghệ|Văn hóa|Thể thao|Du lịch|Thông tin|Truyền thông"
    r"|Kế hoạch|Đầu tư|Nông nghiệp|Nội vụ|Y tế|Công thương|Tài chính|Tư pháp|Đào tạo|Lao động"
    r"|Nông thôn|Phát triển|Thương binh|Xã hội|vận tải|nông thôn|và|-|–|&),? ){1,9}\Z"
)
# A bracket that tells an age tells where its person lives.
_LONGEST_BRACKET = 140
_AGE = re.compile(r"\b(?:SN|[Ss]inh năm|sn)\s?:?\s?(?:19|20)\d\d|\b\d\d tuổi")
# Clubs play where such words stand (without their first letter, which may be a capital). Those that
# share some letters are asked for only where these stand.
_MATCH_PIECES = {
    "rận ": ("rận đấu", "rận gặp", "rận thua", "rận thắng", "rận hòa", "rận cầu"),
    " thủ": ("ối thủ", "ầu thủ"), "òng ": ("òng loại", "òng đấu"),
    "úp ": ("úp Quốc gia", "úp quốc gia"), "eague": ("V-League", "V.League"),
    "V": ("HLV", "VĐQG", "VFF", "VPF"), "L": ("CLB", "SLNA", "HAGL"),
    "": ("utsal", "àn thắng", "hi bàn", "ỷ số", "giao hữu", "rọng tài"),
}  # fmt: skip
_SCORE = re.compile(
    r"\b(?:thắng|hạ|thua|hòa|bại|dập|chân)\b[^.:;]{1,40} \d{1,2} ?[-–] ?\d\b(?![-/])"
)
_DEPUTY = re.compile(
    r"(?:ĐBQH\)?|\bĐB|[Đđ]ại biểu(?: Quốc hội)?)[^.;()a-z]{0,12} [A-ZĐ][^.;()]{0,40}"
    r"\((?:[Đđ]oàn (?:ĐBQH )?(?:tỉnh |TP\.? ?)?)?$"
)
_REGION = re.compile(r"(?:Bắc|Trung|Nam) [Bb]ộ(?:,| và| đến| tới|, các tỉnh) \Z")
_REGION_REACH = 20
# "tại 9 xã: Yên Nhân, Bát Mọt, Lương Sơn": what goes on a list of communes is one.
_COMMUNES = re.compile(
    r"(?:(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d) (?:xã|phường|thị trấn|thôn|bản)"
    r"(?: như| gồm)?:?|(?:xã|phường|thị trấn|thôn|bản):)"
    r"(?: [A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*){0,3}(?:,| và)){1,12} \Z"
)
_COMMUNES_REACH = 150
_LIKENESSES = (" của miền", " thu nhỏ", " thứ hai của", "” của miền", '" của miền')
_ABROAD = re.compile(r"[ ,(]*(?:\((?:Trung|Hàn|Nhật)|Trung Quốc|Đài Loan)")
_BEFORE_ABROAD = " ,("
_COMMERCIAL = re.compile(
    r" (?:Plaza|Tower|Land|FC|Group|Telecom|Petro|Airport|Hotel|Center|Centre|Bank|Stadium|Open)\b"
)
_DATELINE = re.compile(r" ?\((?:TTXVN|VOV|Vietnam)|, (?:ngày )?\d{1,2}[/-]\d")
_OWNERS = (
    "authority",
    "transport",
    "source",
    "club",
    "institution",
    "company",
    "origin",
    "guest",
    "recipient",
)
_PLURAL = {
    "các",
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "những",
    "nhiều",
    "2",
    "3",
    "4",
    "5",
    "6",
}


def read_context(text: str, start: int, end: int) -> tuple[str, int]:
    """What stands before the name `text[start:end]`, and where those words begin.

    A context of the gazetteer's table, or "start" (of a line), "unknown" (a capitalised word),
    "none".
    """
    left = text[start - _REACH if start > _REACH else 0 : start]
    if not left or left[-1] == "\n":
        return "start", start
    words = left.rsplit(None, _WORDS)[-_WORDS:]
    if not words or left[-1] in _OPENING or words[-1][-1] in _CLOSING:
        return "none", start
    last = words[-1].strip(_WRAPPERS)
    contexts = context_words()
    lower = last.lower()
    if left[-1] == "." and lower not in contexts and contexts.get(lower[:-1]) == "club":
        return "club", start - len(last)
    first, context = _longest_ending(words, lower, contexts)
    if context == "none":
        return context, start
    if context:
        opening = len(words[first]) - len(words[first].lstrip(_WRAPPERS))
        begin = start - len(left) + left.rfind(words[first]) + opening
        if context == "province" and first:
            context = _owner_of_rank(words, first, contexts)
        return context, begin
    if last in _PERSON_NAMES:
        return "person", start
    owner = _find_office(text, start)
    if owner is not None:
        return ("authority" if owner["office"] else "institution"), owner.start()
    if last[:1].isupper() and last[-1] != "." and not text[start:end].isupper():
        return "unknown", start
    return "none", start


def _find_office(text: str, start: int) -> re.Match[str] | None:
    """The office or hospital whose name ends before `start`."""
    before = text[start - _FAR if start > _FAR else 0 : start]
    # Asking for the words that begin such a name is faster than a search in vain.
    if not any(word in before for word in _OFFICE_WORDS):
        return None
    return _OFFICE.search(text, max(0, start - _FAR), start)


def _longest_ending(
    words: list[str], last: str, contexts: Mapping[str, str]
) -> tuple[int, str | None]:
    """Where the longest context begins with which the words end, and which it is, if any.

    `last` is the last word in small letters, without what wraps it.
    """
    endings = _endings()
    found: tuple[int, str | None] = (-1, None)
    first, phrase = len(words) - 1, last
    while phrase in endings:
        if phrase in contexts:
            found = first, contexts[phrase]
        if not first:
            break
        first -= 1
        phrase = f"{words[first].strip(_WRAPPERS).lower()} {phrase}"
    return found


@cache
def _endings() -> frozenset[str]:
    """The last words of each context: one, two and so on."""
    split = map(str.split, context_words())
    return frozenset(" ".join(words[first:]) for words in split for first in range(len(words)))


def _owner_of_rank(words: list[str], rank: int, contexts: Mapping[str, str]) -> str:
    """What stands before a province's rank, where it says more ("CLB TP").

    A hospital or school "tỉnh X" is as much of the province as X itself.
    """
    clean = [word.strip(_WRAPPERS).lower() for word in words[: rank + 1]]
    for first in range(rank):
        context = contexts.get(" ".join(clean[first:rank]))
        if context == "institution" and clean[rank] == "tỉnh":
            return "province"
        if context in _OWNERS:
            return context
    return "province"


def is_plural(text: str, start: int) -> bool:
    """Whether the rank that begins at `start` is of several places ("các xã", "hai huyện")."""
    words = text[max(0, start - 12) : start].split()
    return bool(words) and words[-1].lower() in _PLURAL


def ends_road(text: str, start: int) -> bool:
    """Whether the name is the end of a road or line ("cao tốc Nội Bài - Lào Cai")."""
    behind_dash = text[max(0, start - 2) : start].rstrip()[-1:] in ("-", "–")
    return behind_dash and _ROAD.search(text, max(0, start - _FAR), start) is not None


def is_residence(text: str, start: int) -> bool:
    """Whether the words that begin at `start` tell where somebody lives or comes from."""
    before = text[start - _FAR if start > _FAR else 0 : start]
    if _in_persons_bracket(text, start):
        return True
    # Most texts before a name hold none of the words: asking for them is faster than a search.
    living = "trú" in before or "ngụ" in before or "quê" in before or "khẩu" in before
    return living and _RESIDENCE.search(before) is not None


def _in_persons_bracket(text: str, start: int) -> bool:
    """Whether a bracket is open that tells somebody's age: "(sinh năm 1982, ở tiểu khu 70, ..."."""
    opening = text.rfind("(", start - _LONGEST_BRACKET if start > _LONGEST_BRACKET else 0, start)
    if opening < 0 or text.find(")", opening, start) >= 0:
        return False
    return _AGE.search(text, opening, start) is not None


def follows_region(text: str, start: int) -> bool:
    """Whether the name only goes on a list of regions ("Bắc Bộ và Thanh Hóa")."""
    before = text[start - _REGION_REACH if start > _REGION_REACH else 0 : start]
    return "ộ" in before and _REGION.search(before) is not None


def follows_communes(text: str, start: int) -> bool:
    """Whether the name that begins at `start` goes on a list of communes."""
    if not text.endswith((", ", "và "), 0, start):
        return False
    return _COMMUNES.search(text, max(0, start - _COMMUNES_REACH), start) is not None


def is_deputy(text: str, start: int) -> bool:
    """Whether the bracket in which the name stands tells what a member of parliament stands for."""
    return _DEPUTY.search(text, max(0, start - _FAR), start) is not None


def count_of_match(text: str) -> int:
    """How many different words of a match between clubs stand in the text."""
    asked = (pieces for shared, pieces in _MATCH_PIECES.items() if shared in text)
    return sum(piece in text for piece in chain.from_iterable(asked))


def tells_score(text: str) -> bool:
    """Whether the text's first line is the result of a match ("Hải Phòng thắng Nam Định 2-1")."""
    end = text.find("\n")
    return _SCORE.search(text, 0, end if end >= 0 else len(text)) is not None


def follows_as_name(text: str, end: int) -> bool:
    """Whether a capitalised word follows at once: the name goes on, or a person's begins."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def is_likeness(text: str, end: int) -> bool:
    """Whether the words after the name make it another place's ("Đà Lạt của miền Tây")."""
    return text.startswith(_LIKENESSES, end)


def is_abroad(text: str, end: int) -> bool:
    """Whether the words after the name put it in another country ("Hà Nam (Trung Quốc)")."""
    return text[end : end + 1] in _BEFORE_ABROAD and _ABROAD.match(text, end) is not None


def is_commercial(text: str, end: int) -> bool:
    """Whether the words after the name make it a company's or a building's."""
    return follows_as_name(text, end) and _COMMERCIAL.match(text, end) is not None


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the name opens a line only to say from where an agency writes."""
    opens = start == 0 or text[start - 1] in "\n("
    return opens and _DATELINE.match(text, end) is not None


def is_shouted(text: str, start: int, end: int) -> bool:
    """Whether the name is in capitals in a line that is not: a word is meant ("PHÚ QUÝ")."""
    if not text[start:end].isupper() or text[end : end + 1] == ":":
        return False
    line_end = text.find("\n", end)
    line = text[text.rfind("\n", 0, end) + 1 : line_end if line_end >= 0 else len(text)]
    return not line.isupper()
