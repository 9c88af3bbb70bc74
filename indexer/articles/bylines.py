"""Is this line a byline, a role or a credit, and whose name is it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = r"(?:[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?|[^\W\d_]\.|H['’])"
_NAME_WORD = re.compile(rf"{_WORD}(?:{_WORD})*")
_CREDIT = re.compile(
    r"^\W*(?:(?:tin|bài|bài\s+viết)\s*(?:,|và|&|-|/|\+|\s)\s*(?:ảnh|clip|video|hình)|ảnh\s+và\s+(?:bài|lời)|lời\s+và\s+ảnh|nội\s+dung|"
    r"(?:bài|tin|bài\s+viết|lời)|tác\s+giả|người\s+viết|thực\s+hiện|phóng\s+viên|pv)(?:\s+bài(?:\s+viết)?)?\s*:\s*(?P<names>.+)$",
    re.IGNORECASE,
)
# "Ghi chép của NAME", "NAME thực hiện".
_WORK_OF = re.compile(
    r"^\W*(?:ghi\s+chép|bút\s+ký|ký\s+sự|phóng\s+sự|tản\s+văn|truyện\s+ngắn|bài)(?:\s+ảnh)?"
    r"\s+của\s+(?P<names>.+)$"
    r"|^\W*(?P<doers>\S.{2,40}?)\s+(?:\(?(?:thực\s+hiện|lược\s+ghi|ghi|biên\s+dịch|lược\s+dịch)\)?)$",
    re.IGNORECASE,
)
# As programs print it: "Được viết bởi NAME".
_WRITTEN_BY = re.compile(r"^\W*(?:được\s+)?viết\s+bởi\s*:?\s*(?P<names>.+)$", re.IGNORECASE)
_STARRED = re.compile(r"^\s*(?:\*|●|■|♦|◆|•)\s*(?P<names>\S.*)$")
_PHOTO_TAIL = re.compile(
    r"\s*[;,.\-–—|(]*\s*(?:ảnh|clip|video|đồ\s+họa|hình|trình\s+bày|thiết\s+kế|kỹ\s+thuật)"
    r"\s*(?:và\s+\w+\s*)?:.*$",
    re.IGNORECASE,
)
# "NAME/VOV Tây Bắc": the desk is no name; the bare agency may stay ("NAME/TTXVN").
_AGENCY = re.compile(
    r"(?<=\w{2})\s?/\s?"
    r"(?:(?:VOV|VTV|TTXVN|Vietnam\+)[\s-]+[^\W\d_][^/]{1,20}|VOV\.VN"
    r"|(?:Báo|Đài|Tạp chí)\s[^/]{3,30})$"
)
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]\.?\s*$")
_TAKEN_FROM = re.compile(r"^\W*theo\s+(?P<names>[^/(]{4,40})\s*[/(]", re.IGNORECASE)
_OPERATOR = re.compile(r"admin\w*|super\s+user|quản\s+trị(?:\s+viên)?|webmaster", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:phòng|ban|văn\s+phòng|trung\s+tâm|sở|hội|công\s+an|ubnd|trạm|chi\s+cục|khoa|tổ|bộ\s+phận|đoàn|vụ)\s+[^\W\d_][^.?!:]{3,60}",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^\W*(?:theo\b|nguồn\b|trích\b|source\b|\([^)]*theo\b|việt\s*báo\s*\()", re.IGNORECASE
)
_STAFF = re.compile(
    r"^(?:p\.?v\.?|ctv|bbt|t\.?h|btv|ttxvn|vov|vtv|nhóm\s+(?:pv|phóng\s+viên|tác\s+giả)(?:\s[\w\s-]{2,40})?|ban\s+biên\s+tập|"
    r"phóng\s+viên|tòa\s+soạn|cộng\s+tác\s+viên|nhóm\s+p\.?v\.?(?:\s[\w\s-]{2,40})?)(?:\s*[/\-–(,]\s*[\w.\s]+\)?)?$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[(]?(?:(?:(?:tỉnh|thành|huyện|quận|thị|xã|đảng)\s+)?(?:ủy|uỷ)\s+viên|\bbí\s+thư|\bchủ\s+tịch|\bgiám\s+đốc|\b(?:phó|trưởng|tổng)\b|\bđại\s+biểu|\bhiệu\s+trưởng|\bviện\s+trưởng|"
    r"\bchánh\b|\btrợ\s+lý|\bgiảng\s+viên|\bgiáo\s+viên|\bbác\s+sĩ|\bkỹ\s+sư|\bluật\s+sư|\bchuyên\s+viên|\bsở\b|\bban\b|\bphòng\b|\bhội\b|"
    r"\bchuyên\s+gia|\bthành\s+viên|\bhội\s+viên|\bnguyên\b|\btrường\b|\bđảng\s+ủy|\bhuyện\s+ủy|\btỉnh\s+ủy|\bthành\s+ủy|\bubnd|\bhđnd|\bmttq|\bchi\s+cục|\bcục\b|\bviện\b|\bphóng\s+viên|"
    r"\bnhà\s+(?:báo|văn|nghiên\s+cứu)|\btiến\s+sĩ|\bthạc\s+sĩ|\bgs\b|\bts\b|\bths\b|\bnghệ\s+nhân|\bcán\s+bộ|\bvăn\s+phòng|\btrung\s+tâm|"
    r"\bcông\s+ty|\bliên\s+(?:đoàn|minh|hiệp))",
    re.IGNORECASE,
)
# Surnames of the Việt and of peoples of the mountains and of the South, in small letters.
_SURNAME_LIST = """
alăng an bhling bnước bàn bành bá bùi bạch bế bồ ca cam cao chu chung châu chảo chế cung cái cát
cù cầm cổ danh diệp doãn dư dương giang giàng giáp h' hoàng huỳnh hà hàn hình hòa hùng hướng hạ
hồ hồng hờ hứa hữu kha khiếu khuất khâu khúc khương khổng kim kiều kpă ksor kỷ la lang lâm lê lò
lô lý lưu lương lường lại lầu lều lộc lục lữ lỳ ma mai mông mùa mạc mạch mẫn nay nghiêm nghê
nguyễn ngân ngô nhan nhâm nhữ ninh nông phan phàn phí phó phùng phạm pơloong pờ quàng quách quản
quế rahlan rmah rơ siu sùng sầm sử thi thiều thành thào thái thân thạch thẩm tiêu trang triệu
trà trình trương trần trịnh tô tôn tăng tạ tẩn tống từ vi viên vàng vòng võ văn vũ vương xa y
yên zơrâm ân âu ôn ông đan đinh điền đoàn đàm đào đái đường đậu đặng đồng đỗ đới ưng
"""
_SURNAMES = frozenset(_SURNAME_LIST.split())
# Degrees before a name: "PGS, TS. NAME".
_DEGREES = re.compile(r"^(?:(?:gs|pgs|ts|tskh|ths|ncs|bs|ks|ls)(?:\.,?|,)?\s*(?![^\W\d_]*\.?$))+\b")
_KEPT_CAPITALS = frozenset(
    {"PV", "TTXVN", "CTV", "BBT", "BTV", "VOV", "VTV", "TH", "QĐND", "ND", "SGGP", "TTX"}
)
_VOWEL = re.compile(
    "[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I
)
_JOIN = re.compile(r"\s*(?:\s[-–—]\s|,|;|&|\+|/|\s+và\s+)\s*")


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors of a byline as they are shown, and the role printed beside them, if any."""

    author: str
    role: str | None = None
    marked: bool = False


@lru_cache(maxsize=1024)
def read_byline(line: str) -> Byline | None:
    """The authors that this line names, None for a line that is no byline.

    Photographers ("Ảnh: X") and sources ("Theo X") are not authors; "Bài, ảnh: X" is.
    """
    text = line.strip()
    if not text or len(text) > 110:
        return None
    if _SOURCE.match(text):
        return _read_taken_from(text)
    marked = _CREDIT.match(text) or _STARRED.match(text) or _WRITTEN_BY.match(text)
    if marked:
        inner = marked["names"]
        nested = _CREDIT.match(inner)
        names = _clean_names(nested["names"] if nested else inner)
        return Byline(_show_names(names), None, True) if names and is_name_list(names) else None
    work = _WORK_OF.match(text)
    if work and is_name_list(work["names"] or work["doers"]):
        return Byline(_show_names(work["names"] or work["doers"]), None, True)
    names = _clean_names(text)
    if names and is_name_list(names):
        return Byline(_show_names(names))
    return _read_name_with_role(text)


def is_office(line: str) -> bool:
    """Whether this line can be the office that wrote the article, as portals sign with it."""
    return (
        line[:1].isupper()
        and not line.endswith(("…", "|"))
        and bool(_OFFICE.fullmatch(line.strip()))
    )


def is_credit(line: str) -> bool:
    """Whether this line says where the article was taken from: "Theo X", "Nguồn: X"."""
    return len(line) <= 80 and bool(_SOURCE.match(line)) and not line.rstrip().endswith((".", ":"))


def is_role(line: str) -> bool:
    """Whether this line can be the office or the title of the author named above it."""
    return (
        5 <= len(line) <= 140
        and not line.rstrip().endswith((".", "…", ":", "?", "!"))
        and line[:1].isupper()
        and ":" not in line
        and bool(_ROLE.match(line))
    )


def is_name_list(names: str) -> bool:
    """Whether these words are names of persons, pen names or of the staff."""
    if _OPERATOR.fullmatch(names) or names.endswith("Việt Nam"):
        return False
    if _STAFF.match(names):
        return True
    pieces = [piece for piece in _JOIN.split(names) if piece]
    return 1 <= len(pieces) <= 4 and all(_is_name(piece) for piece in pieces)


def has_surname(names: str) -> bool:
    """Whether the first word is a Vietnamese surname and a given name follows."""
    words = _DEGREES.sub("", names.lower()).replace("’", "'").split()
    return len(words) >= 2 and words[0].strip(".") in _SURNAMES


def _is_name(text: str) -> bool:
    if _STAFF.match(text):
        return True
    words = text.split()
    return 1 <= len(words) <= 5 and len(text) <= 40 and all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    return word[0].isupper() and bool(_NAME_WORD.fullmatch(word))


def _clean_names(text: str) -> str:
    names = _PHOTO_TAIL.sub("", text)
    previous = None
    while previous != names:
        previous, names = names, _NOTE.sub("", names)
    names = _AGENCY.sub("", names.strip(" \t*•-–—:;,|"))
    return names if _is_initials(names) else names.rstrip(".")


def _is_initials(names: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]\.)+", names))


def _read_taken_from(text: str) -> Byline | None:
    """The author in "Theo NAME/outlet": "Theo outlet" alone names none."""
    taken = _TAKEN_FROM.match(text)
    names = taken["names"].strip() if taken else ""
    if names and has_surname(names) and _is_name(names):
        return Byline(_show_names(names))
    return None


def _read_name_with_role(text: str) -> Byline | None:
    """ "Name, role" or "Name (role)" on one line."""
    match = re.match(
        r"^(?P<name>[^,(]{4,40}?)\s*(?:,\s*|\(\s*|\s[-–—]\s+)(?P<role>[^()]{5,90})\)?$", text
    )
    if (
        match
        and has_surname(match["name"])
        and _is_name(match["name"])
        and is_role(match["role"][:1].upper() + match["role"][1:])
    ):
        return Byline(_show_names(match["name"]), match["role"].strip())
    return None


def _show_names(names: str) -> str:
    return " ".join(_show_word(word) for word in names.split())


def _show_word(word: str) -> str:
    """A word printed in capitals with a capital only; initials and agencies' codes as they are."""
    if "/" in word:
        return "/".join(map(_show_word, word.split("/")))
    bare = word.strip(".,;()/")
    pieces = bare.split(".")
    if len(pieces) > 1 and max(map(len, pieces)) > 1:
        return ".".join(map(_show_word, word.split(".")))
    if (
        len(bare) < 2
        or not bare.isupper()
        or bare in _KEPT_CAPITALS
        or not _VOWEL.search(bare)
        or "." in bare
    ):
        return word
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)
