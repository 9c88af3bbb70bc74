"""Does this line read like running text, like a caption, or like a headline?"""

from __future__ import annotations

import re

_ENDS = re.compile(r"[.!?;:…][\"”’')\]»]*$")
_STOPS = re.compile(r"(?<!\.)\.[\"”’')\]»/]*$")
_INNER = re.compile(r"[^\s.]{2}[.!?][\"”]?\s+[\"“]?[^\W\d_]")
_CAPTION = re.compile(
    r"(?:^|[\s(\[.,;|*-])(?:ảnh|ảnh\s+minh\s+(?:họa|hoạ)|nguồn\s+ảnh|ảnh\s+(?:tư\s+liệu|chụp)|đồ\s+họa|video|clip)\s*(?:\d{1,2}\s*)?:"
    r"|^(?:trong\s+)?ảnh\s*(?:\d{1,2})?\s*[:.-]|[(\[]ảnh\b[^)\]]+[)\]]\.?$|ảnh\s+(?:minh\s+(?:họa|hoạ)|tư\s+liệu)\.?$",
    re.IGNORECASE,
)
_CLIP = re.compile(r"(?:clip|video)\s*:\s*(?P<rest>[^.]+)$", re.IGNORECASE)
_PICTURES = ("ảnh", "video", "clip", "đồ h")
_CODE = re.compile(
    r"(?:\((?P<wrapped>[^()\d]{2,30})\)\s*[-–—:.]*\s*"
    r"|(?P<paper>Báo(?:\s[A-ZĐÀ-Ỹ]\w*){1,4})\s+[-–—]\s*"
    r"|(?P<bare>[A-ZĐ][A-ZĐ.&]{1,7}(?:\s?[Oo]nline)?|[^\W\d_]+\.(?:vn|com|net)|[^\W\d_][\w]{2,14}(?:\sonline)?(?=\s[-–—]\s[A-ZĐ\"“]))\s*[-–—]\s*)"
)


def is_prose(line: str) -> bool:
    """Whether this line is a paragraph: long, or a sentence that ends with a full stop."""
    length = len(line)
    if length < 40 or is_caption(line) or (line.endswith(("…", "...")) and length < 160):
        return False
    if length >= 200 or _STOPS.search(line):
        return True
    return length >= 140 and bool(_ENDS.search(line) or _INNER.search(line))


def is_sentence(line: str) -> bool:
    """Whether this line ends as sentences do."""
    return bool(_ENDS.search(line))


def is_caption(line: str) -> bool:
    """Whether this line is the caption of a picture: it names the picture or who took it."""
    if len(line) > 320:
        return False
    if line.endswith(" |") and line.count("|") == 1:
        return True
    lower = line.lower()
    if not any(word in lower for word in _PICTURES) or not _CAPTION.search(line):
        return False
    # "Clip: Lợn rừng thoát hiểm" is a headline, "Clip: Minh Quân" a credit.
    headline = _CLIP.match(line)
    return not (headline and any(word[0].islower() for word in headline["rest"].split()))


def code_length(line: str) -> int:
    """How much of a paragraph's beginning is its agency's code: "(HNM) - ", "ĐBP - ", else 0."""
    match = _CODE.match(line)
    if not match or match.end() >= len(line) or not _is_code(match):
        return 0
    return match.end()


def _is_code(match: re.Match[str]) -> bool:
    """A code is short and capital, or a paper's name in brackets before a dash."""
    wrapped = match["wrapped"]
    if wrapped is not None:
        capital = wrapped.isupper() or "." in wrapped or "/" in wrapped
        return capital or match[0].rstrip()[-1] in "-–—"
    if match["paper"] is not None:
        return True
    bare = match["bare"]
    return sum(letter.isupper() for letter in bare) >= 2 or "." in bare
