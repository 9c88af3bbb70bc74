"""A small invented corpus for the tests of the site, and the index of it."""

from __future__ import annotations

import json
from pathlib import Path

from indexer import build_index

HOSTILE = "<script>alert('x')</script> & \"ngoặc\""

RECORDS: list[dict[str, str]] = [
    {
        "id": "bai/lua-he-thu",
        "title": "Lúa hè thu được mùa ở Thái Bình",
        "lead": "Nông dân huyện Tiền Hải gặt xong trà lúa sớm.",
        "text": "Năng suất lúa đạt 62 tạ một héc-ta. UBND tỉnh khen thưởng ba hợp tác xã.",
        "date": "2015-09-12",
        "province": "Thái Bình",
        "source": "Báo Thái Bình",
        "author": "Đỗ Thị Mận",
    },
    {
        "id": "bai/lua-mua#2",
        "title": "Lúa mùa gặp mưa",
        "text": "Mưa lớn làm đổ 40 héc-ta lúa mùa. Ủy ban nhân dân xã huy động dân quân gặt giúp.",
        "date": "2016-10-03",
        "province": "Hải Dương",
        "source": "Báo Hải Dương",
    },
    {
        "id": "bai//hai gạch?x=1",
        "title": "Học sinh vùng lũ trở lại trường",
        "text": "Sáng nay 315 học sinh trở lại lớp sau cơn lũ. Thầy cô dọn bùn suốt đêm.",
        "date": "2016-10-20",
        "province": "Quảng Bình",
        "source": "Báo Quảng Bình",
    },
    {
        "id": "bai/hostile",
        "title": f"Tiêu đề có {HOSTILE}",
        "text": f"Ông Vũ Hữu Tước gieo lúa nếp trên ba sào ruộng ven sông. Ông nói: {HOSTILE}.",
        "url": "javascript:alert(1)",
        "date": "2017-01-05",
        "province": "Hải Phòng",
        "source": f"Báo {HOSTILE}",
        "author": HOSTILE,
    },
    {
        "id": "bai/khong-ngay",
        "title": "Chợ quê họp từ tờ mờ sáng",
        "text": "Chợ họp bên bến đò, bán rau, cá và lúa giống. Không ai nhớ chợ có từ bao giờ.",
        "province": "Thái Bình",
        "source": "Báo Thái Bình",
    },
    {
        "id": "bai/nfd",
        "title": "Bản vùng cao có xe về",
        "text": "Con đu\u031bo\u031b\u0300ng mo\u031b\u0301i dài 7 km. Quyết định 134/QĐ-TU đã ký.",
        "date": "2019-03-02",
        "province": "Lào Cai",
        "source": "Báo Lào Cai",
    },
    *(
        {
            "id": f"tin/ngo-{number}",
            "title": f"Vụ ngô thứ {number}",
            "text": f"Ngô vụ {number} bán được giá. Thương lái đến tận ruộng mua ngô tươi.",
            "date": f"{2014 + number % 3}-0{1 + number % 9}-11",
            "province": "Sơn La",
            "source": "Báo Sơn La",
        }
        for number in range(1, 25)
    ),
]


def write_corpus(folder: Path, records: list[dict[str, str]] | None = None) -> Path:
    """A folder with these records, `RECORDS` by default, in one JSONL file."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(record, ensure_ascii=False) for record in records or RECORDS)
    (folder / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def build_site_index(folder: Path) -> Path:
    """The folder of an index of `RECORDS`, built below `folder`."""
    index = folder / "index_data"
    build_index(index, [write_corpus(folder / "corpus")])
    return index
