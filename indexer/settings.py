"""What can be set, with which default, and what does it mean? One table.

The command line makes its options from these rows, and names the environment variables in its
help. An option stands above its variable, the variable above the default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ExportFormat = Literal["csv", "jsonl", "bibtex", "ris"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = ("csv", "jsonl", "bibtex", "ris")
"""The forms of a file of articles."""

SEARCH_FORMATS = ("table", "json", "jsonl", "csv")
"""The forms of an answer on the command line."""

AUDITED = ("title", "date", "year", "province", "source", "author")
"""The fields of an article that an audit looks at."""

WEAK = 0.8
"""From this confidence on an audit believes a field.

Below lie: sources told only by a credit (0.75) or by an address that no table knows (0.6), pen
names beside the title (0.6), and topics of few or contradicting mentions (0.66 to 0.8).
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    `name` is that of the option (`--index-dir`) with underscores, `variable` the environment
    variable, `default` its value where neither is given, as text (None: see `meaning`). `meaning`
    is Vietnamese, `english` the same in English.
    """

    name: str
    variable: str
    default: str | None
    meaning: str
    english: str

    @property
    def option(self) -> str:
        """The option of the command line that sets it."""
        return "--" + self.name.replace("_", "-")


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            "corpus",
            "TIMBAO_CORPUS",
            "corpus",
            "Kho bài, khi lệnh không nêu đường dẫn nào.",
            "The corpus, where a command is given no path.",
        ),
        Setting(
            "index_dir",
            "TIMBAO_INDEX_DIR",
            "index_data",
            "Thư mục chứa chỉ mục.",
            "The folder of the index.",
        ),
        Setting(
            "engine",
            "TIMBAO_ENGINE",
            None,
            "Bộ máy tìm kiếm; không nêu thì dùng bộ máy của chỉ mục, chỉ mục mới thì tantivy.",
            "The engine; by default the one the index was made with, tantivy for a new one.",
        ),
        Setting(
            "host",
            "TIMBAO_HOST",
            "127.0.0.1",
            "Địa chỉ mạng của trang web.",
            "The network address of the site.",
        ),
        Setting(
            "port",
            "TIMBAO_PORT",
            "8000",
            "Cổng của trang web; 0 là một cổng còn trống.",
            "The port of the site; 0 takes a free one.",
        ),
        Setting(
            "workers",
            "TIMBAO_WORKERS",
            "1",
            "Số tiến trình trả lời của trang web.",
            "How many processes answer for the site.",
        ),
    )
}
"""Every setting by its name."""
