"""What are the values of the URL and of metadata called on a page? Vietnamese, then English."""

from __future__ import annotations

Label = tuple[str, str]

TIER_LABELS: dict[str, Label] = {
    "exact": ("đúng dấu", "exact marks"),
    "tone": ("bỏ dấu thanh", "tones ignored"),
    "base": ("không dấu", "letters only"),
}

MATCH_LABELS: dict[str, Label] = {
    "all": ("mọi từ", "all words"),
    "most": ("phần lớn các từ", "most words"),
    "any": ("ít nhất một từ", "any word"),
}

SORT_LABELS: dict[str, Label] = {
    "relevance": ("sát nhất", "relevance"),
    "newest": ("mới nhất", "newest"),
    "oldest": ("cũ nhất", "oldest"),
}

SENSE_LABELS: dict[str, Label] = {
    "printed": ("như in trên báo", "as printed"),
    "former": ("63 tỉnh cũ", "former 63"),
    "present": ("34 tỉnh nay", "present 34"),
}

FACET_LABELS: dict[str, Label] = {
    "province": ("Tỉnh, thành", "Province"),
    "year": ("Năm", "Year"),
    "source": ("Nguồn", "Source"),
}

LINE_ORDER_LABELS: dict[str, Label] = {
    "article": ("theo bài", "by article"),
    "left": ("ngữ cảnh trái", "left context"),
    "right": ("ngữ cảnh phải", "right context"),
}

FORMAT_LABELS: dict[str, Label] = {
    "csv": ("CSV", "table"),
    "jsonl": ("JSONL", "records"),
    "bibtex": ("BibTeX", "citations"),
    "ris": ("RIS", "citations"),
}

EXPANSION_LABELS: dict[str, Label] = {
    "abbreviation": ("chữ viết tắt", "abbreviation"),
    "learned": ("chữ viết tắt mà bài trong kho định nghĩa", "abbreviation defined in articles"),
    "place spelling": ("cách viết tên đất", "spelling of a place"),
    "foreign name": ("tên nước ngoài", "foreign name"),
    "numeral": ("cách viết số", "numeral"),
}

FIELD_LABELS: dict[str, Label] = {
    "title": ("Tiêu đề", "Title"),
    "kicker": ("Tít phụ", "Kicker"),
    "section": ("Chuyên mục", "Section"),
    "date": ("Ngày", "Date"),
    "time": ("Giờ", "Time"),
    "year": ("Năm", "Year"),
    "source": ("Nguồn", "Source"),
    "source_province": ("Tỉnh của nguồn", "Source’s province"),
    "author": ("Tác giả", "Author"),
    "author_role": ("Chức danh", "Author’s role"),
}

METHOD_LABELS: dict[str, Label] = {
    "given": ("ghi sẵn", "given"),
    "correction": ("đã sửa", "corrected"),
    "date_line": ("dòng ngày tháng", "date line"),
    "url": ("địa chỉ trang", "address"),
    "body": ("thân bài", "body"),
    "head": ("đầu trang", "head of the page"),
    "derived": ("rút từ thân bài", "derived from the body"),
    "share_line": ("dòng chia sẻ", "share line"),
    "byline": ("dòng tác giả", "byline"),
    "masthead": ("tên báo trên trang", "masthead"),
    "imprint": ("thông tin tòa soạn", "imprint"),
    "code": ("mã báo ở dòng mở đầu", "dateline code"),
    "credit": ("dòng ghi nguồn", "credit line"),
    "address": ("địa chỉ trang", "address"),
    "named": ("tên tỉnh trong bài", "named in the article"),
    "district": ("tên huyện trong bài", "district named"),
    "landmark": ("địa danh trong bài", "landmark named"),
    "historical": ("tên tỉnh trước đây", "former province named"),
    "home": ("tỉnh của báo, “tỉnh” trong bài", "the source’s own province"),
    "unknown": ("không rõ", "unknown"),
}
