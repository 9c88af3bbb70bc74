"""How does an answer look in a terminal? Lines of text; nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer import Article, Check, Hit, Inference, Inventory, Results, Topic

MOST_EVIDENCE = 100
"""Code points of evidence that are shown."""

TIER_NAMES = {
    "exact": "đúng dấu (exact)",
    "tone": "bỏ thanh điệu (tone)",
    "base": "bỏ mọi dấu (base)",
}
FIELD_NAMES = {
    "title": "Tiêu đề (title)",
    "kicker": "Dòng trên tiêu đề (kicker)",
    "date": "Ngày (date)",
    "time": "Giờ (time)",
    "year": "Năm (year)",
    "source": "Nguồn (source)",
    "source_province": "Tỉnh của nguồn (province of the source)",
    "author": "Tác giả (author)",
    "author_role": "Vai trò (role)",
    "section": "Chuyên mục (section)",
    "province": "Tỉnh, thành (province)",
}
FACET_NAMES = {
    "printed": "Tỉnh như in trên báo (provinces as printed)",
    "year": "Năm (years)",
    "source": "Nguồn (sources)",
}
ALWAYS_SHOWN = ("title", "date", "year", "source", "author")
UNKNOWN = "không rõ (unknown)"
NO_TITLE = "[không có tiêu đề] (untitled)"


@dataclass(frozen=True, slots=True)
class Look:
    """What stands around a match; where hits explain themselves, the sum of each one's score."""

    opening: str = "["
    closing: str = "]"
    reasons: Mapping[str, str] | None = None


def printable(text: str) -> str:
    """The text without control characters, which a terminal would obey."""
    return "".join("\ufffd" if _is_control(c) else c for c in text)


def _is_control(letter: str) -> bool:
    return (ord(letter) < 32 and letter not in "\n\t") or 127 <= ord(letter) < 160


def results_lines(results: Results, offset: int, look: Look) -> Iterator[str]:
    """An answer: its counts, what was widened or expanded, its hits, how to go on."""
    yield _counts(results)
    if results.reading:
        yield f"Ý bạn là: {printable(results.reading)}? (did you mean)"
    yield from results.notices
    for e in results.expansions:
        state = f"+{e.adds} bài (articles)" if e.on else f"đã tắt (off), {e.adds} bài (articles)"
        if e.defined_in:
            state += f" · {e.defined_in} bài định nghĩa (articles define it)"
        yield f"Mở rộng (expansion): {e.source} → {printable(e.target)}: {state}"
    for s in results.suggestions:
        yield f"Ý bạn là (did you mean): {printable(s.query)} ({s.total}) {s.reason}"
    if not results.total:
        yield from _no_hits(results)
    for number, hit in enumerate(results.hits, offset + 1):
        yield ""
        yield from _hit_lines(number, hit, look)
    end = offset + len(results.hits)
    if end < results.total:
        yield ""
        yield f"Còn {results.total - end} bài ({results.total - end} more): --offset {end}"


def _counts(results: Results) -> str:
    line = f"{results.total} bài ({results.total} articles)"
    if results.tier is None:
        return line
    counts = ", ".join(f"{TIER_NAMES[t]} {n}" for t, n in results.tiers.items())
    return f"{line} · {TIER_NAMES[results.tier]} · --match {results.match}\n{counts}"


def _no_hits(results: Results) -> Iterator[str]:
    yield "Không tìm thấy bài nào. (No article was found.)"
    for tier, count in results.tiers.items():
        if count:
            yield f"Thử (try) --marks {tier}: {count} bài ({count} articles)"
    if any(results.query.get(name) for name in ("province", "source", "year_from", "year_to")):
        yield "Thử bỏ bớt --province, --year, --source. (Try without some of these filters.)"
    elif not any(results.tiers.values()):
        yield (
            "Hãy thử ít từ hơn, từ khác, hay một phần của từ như tiền*. "
            "(Try fewer or other words, or a part of one such as tiền*.)"
        )


def _hit_lines(number: int, hit: Hit, look: Look) -> Iterator[str]:
    article = hit.article
    title = article.title.value
    yield f"{number:>3}. " + (_marked(title, hit.title_marks, look) if title else NO_TITLE)
    facts = (
        article.date.value or article.year.value,
        ", ".join(topic.name for topic in article.topics),
        article.source.value,
        article.author.value,
        f"id: {article.id}",
    )
    yield "     " + printable(" · ".join(fact for fact in facts if fact))
    for snippet in hit.snippets:
        yield "     " + _marked(snippet.text, snippet.marks, look)
    yield from _reprint_lines(hit)
    if look.reasons is not None:
        score = f"score {hit.score:.3f}" + look.reasons.get(article.id, "")
        yield f"     {score} · tier {hit.tier or '-'}"
        for name in ("date", "year", "source"):
            yield f"     {name}: {_why(getattr(article, name))}"
        for topic in article.topics:
            yield f"     province: {topic.name}: {_why(topic)}"


def _reprint_lines(hit: Hit) -> Iterator[str]:
    if hit.reprints:
        count = len(hit.reprints)
        yield f"     Đăng lại (reprints): {count} bài ({count} articles)"
    for article in hit.reprints:
        facts = (article.title.value, article.source.value, article.date.value, f"id: {article.id}")
        yield "       " + printable(" · ".join(fact for fact in facts if fact))


def _marked(text: str, marks: Sequence[tuple[int, int]], look: Look) -> str:
    pieces, at = [], 0
    for start, end in marks:
        matched = printable(text[start:end])
        pieces += [printable(text[at:start]), look.opening, matched, look.closing]
        at = end
    return "".join([*pieces, printable(text[at:])])


def _why(reason: Inference | Topic) -> str:
    """The method, the confidence and the evidence of a field."""
    evidence = " ".join(printable(reason.evidence).split())
    if len(evidence) > MOST_EVIDENCE:
        evidence = evidence[:MOST_EVIDENCE] + "…"
    why = f"{reason.method}, {reason.confidence:.2f}"
    return f"{why}, «{evidence}»" if evidence else why


def article_lines(article: Article) -> Iterator[str]:
    """An article: its fields with their reasons, its text, and what is left out of the index."""
    yield f"id: {printable(article.id)}"
    yield f"Tệp (file): {printable(article.file)}"
    if article.url:
        yield f"URL: {printable(article.url)}"
    for name, label in FIELD_NAMES.items():
        if name == "province":
            continue
        reason: Inference = getattr(article, name)
        if reason.value is not None or name in ALWAYS_SHOWN:
            yield from _field_lines(label, reason.value, reason, name in article.corrected)
            if reason.bound is not None:
                yield f"    sớm nhất là năm {reason.bound} (not before {reason.bound})"
    for topic in article.topics:
        corrected = "province" in article.corrected
        yield from _field_lines(FIELD_NAMES["province"], topic.name, topic, corrected)
    if not article.topics:
        yield f"{FIELD_NAMES['province']}: {UNKNOWN}"
    for label, values in (
        ("Đã sửa bảng mã (encoding repaired)", article.repairs),
        ("Lưu ý (note)", article.warnings),
    ):
        yield from (f"{label}: {printable(value)}" for value in values)
    yield from _text_lines(article)
    yield from _left_out_lines(article)


def _field_lines(
    label: str, value: str | None, reason: Inference | Topic, corrected: bool
) -> Iterator[str]:
    mark = " · đính chính (corrected)" if corrected else ""
    yield f"{label}: {printable(value) if value is not None else UNKNOWN}{mark}"
    if value is not None or reason.evidence:
        yield f"    {_why(reason)}"


def _text_lines(article: Article) -> Iterator[str]:
    yield ""
    yield "Các phần (parts):"
    for part in article.parts:
        if part.kind != "chrome":
            text = printable(article.text[part.start : part.end])
            yield f"  [{part.kind} {part.start}–{part.end}] {text}"


def _left_out_lines(article: Article) -> Iterator[str]:
    left_out = [line for piece in _left_out(article) for line in piece.splitlines()]
    lines = [line for line in left_out if line.strip()]
    if lines:
        yield ""
        yield "Không đưa vào chỉ mục (left out of the index):"
        yield from (f"  {printable(line)}" for line in lines)


def _left_out(article: Article) -> Iterator[str]:
    """The pieces of the text that are chrome or belong to no part."""
    at = 0
    for part in article.parts:
        yield article.text[at : part.start]
        if part.kind == "chrome":
            yield article.text[part.start : part.end]
        at = part.end
    yield article.text[at:]


def inventory_lines(inventory: Inventory) -> Iterator[str]:
    """What an index holds: its generation, what is known, every province, year and source."""
    manifest = inventory.manifest
    yield f"{manifest.articles} bài ({manifest.articles} articles)"
    yield f"Thế hệ (generation): {manifest.generation}, {manifest.created}, {manifest.engine}"
    yield f"Dấu vân tay (fingerprint): {manifest.fingerprint}"
    for path in manifest.paths:
        yield f"Kho bài (corpus): {printable(path)}"
    yield ""
    yield "Biết được (known):"
    for name, count in inventory.known.items():
        share = f" ({count / manifest.articles:.0%})" if manifest.articles else ""
        yield f"  {FIELD_NAMES[name]}: {count}{share}"
    yield f"  Đã đính chính (corrected): {inventory.corrected}"
    for name, label in FACET_NAMES.items():
        values = inventory.facets[name]
        yield ""
        yield f"{label}: {len(values)}"
        yield from (f"  {v.count:>7}  {printable(v.name)}" for v in values)


def check_lines(check: Check) -> Iterable[str]:
    """The result of checking an index."""
    if check.faults:
        yield f"{len(check.faults)} chỗ hỏng ({len(check.faults)} faults):"
        yield from (f"  {printable(fault)}" for fault in check.faults)
        yield "Hãy chạy `timbao reindex`. (Run `timbao reindex`.)"
        return
    yield (
        f"Chỉ mục nguyên vẹn: {check.files} tệp, {check.bytes} byte, {check.manifest.articles} "
        f"bài. (The index is whole: {check.files} files, {check.bytes} bytes, "
        f"{check.manifest.articles} articles.)"
    )
