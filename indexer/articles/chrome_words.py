"""The words that sites put around their articles, as they are printed, between semicolons."""

from __future__ import annotations

import re

# What is listed below or beside an article, and how such a list is called.
LISTED = "tin; bài; bài viết; tin bài; tin, bài; tin tức; bản tin; thông tin; chủ đề; video"
LISTS = """
khác; liên quan; đã đưa; đã đăng; cũ; cũ hơn; mới; mới hơn; mới nhất; mới đăng; mới cập nhật;
cùng chuyên mục; cùng mục; cùng loại; cùng chủ đề; cùng chuyên đề; cùng sự kiện; cùng tác giả;
đọc nhiều; đọc nhiều nhất; xem nhiều; xem nhiều nhất; nổi bật; nóng; hot; tiêu điểm; đáng chú ý;
nên đọc; tiếp theo; trước; trong ngày; cùng ngày
"""

# Headings that some more words can follow.
HEADINGS = """
cùng chuyên mục; trong chuyên mục; cùng mục; cùng tác giả; cùng chủ đề; bài cùng chuyên đề;
đọc thêm; xem thêm; đọc tiếp; xem tiếp; đọc nhiều; xem nhiều; đọc nhiều nhất; xem nhiều nhất;
được quan tâm; mới cập nhật; dòng sự kiện; có thể bạn; mời bạn đọc; mời bạn xem; mời quý vị;
bạn nên đọc; bạn có biết; ý kiến bạn đọc; ý kiến của bạn; ý kiến phản hồi; ý kiến bình luận;
ý kiến độc giả; bạn đọc bình luận; bình luận của bạn; bình luận facebook; gửi bình luận;
viết bình luận; để lại bình luận; gửi phản hồi; gửi ý kiến; gửi nhận xét; gửi cho bạn;
chưa có bình luận;
bình luận hay; bình luận nổi bật; bình luận mới nhất;
thăm dò ý kiến; leave a comment; chia sẻ bài; chia sẻ tin; chia sẻ lên;
chia sẻ trên; chia sẻ qua; chia sẻ link; chia sẻ facebook; chia sẻ zalo; thích và chia sẻ;
quảng cáo; nhà tài trợ; liên kết web; liên kết website; chuyên mục khác; văn bản mới;
đăng ký nhận tin; đăng ký nhận bản tin; tải ứng dụng; theo dõi chúng tôi; trở thành người đầu tiên;
hãy trở thành người đầu tiên
"""

# Headings only where nothing follows, or a colon, a bracket or a wide gap.
BARE_HEADINGS = """
bình luận; ý kiến; phản hồi; chia sẻ; share; nổi bật; video; ảnh; tin ảnh; comments; related;
từ khóa; từ khoá; tag; tags; keywords; thẻ; tiện ích; tiện ích thông tin; nguồn tin; liên kết;
danh mục; chủ đề; sự kiện; mục; lịch công tác; thông báo; multimedia; infographic; e-paper;
podcast; mới nhất; quan tâm nhất; thời tiết; tỷ giá
"""

# What can be pressed.
BUTTONS = """
in; in bài; in bài này; in bài viết; in bài viết này; in trang; in trang này; in tin; bản in;
bản để in; print; email; gửi email; gửi mail; e-mail; gửi bài; gửi bài này; gửi bài viết;
gửi bài viết cho bạn; gửi bài viết cho bạn bè; gửi cho bạn; gửi cho bạn bè; gửi tin; gửi;
facebook; twitter; tweet; zalo; google; google+; zing me; linkhay; pinterest; like; share;
về trang trước; về trang chủ; về đầu trang; lên đầu trang; lên trên; trở về; trở về đầu trang;
trở lại; trở lên; quay lại; quay lại trang trước; quay về; trang trước; trang sau; trang tiếp;
back to top; lưu; lưu bài; lưu tin; thích; chia sẻ; a-; a+; a -; a +; a; aa; cỡ chữ; nghe;
nghe đọc bài; nghe bài viết; nghe tin bài này; nghe audio; xem tiếp; xem kết quả; xem lại;
theo dõi; copy; copy link; sao chép; sao chép liên kết; tải về; báo lỗi; phóng to; thu nhỏ;
thu gọn; mở rộng; đánh dấu; góp ý; liên hệ; trang chủ; trang nhất; giới thiệu; đăng nhập;
đăng ký; rss; read more; đóng; tắt; tìm kiếm; sơ đồ; sơ đồ trang; sơ đồ site; sơ đồ cổng;
chuyên mục này; ý kiến bạn đọc; bình luận; đồng ý; đặt báo; menu; mục lục;
xem phiên bản di động; nội dung; họ tên; phiên bản mobile; phiên bản di động; bản đồ site;
phiên bản tiếng anh; lưu bài viết; đọc nhanh; đọc báo in; đọc báo giấy; tra cứu; search;
search this site; skip to content; toggle navigation; chuyển đến nội dung; bỏ qua nội dung;
bỏ qua đến nội dung;
chuyển đến nội dung chính; xem trước khi in; kích thước chữ; font chữ; chế độ tối; giao diện sáng;
giao diện tối; menu chính; bạn đang ở đây; xem bản máy tính; bản đầy đủ; cài đặt;
gốc; link gốc; bài gốc; xem bài gốc
"""


_MINISTRY_NAMES = """
công an; công thương; giao thông vận tải; giáo dục và đào tạo; kế hoạch và đầu tư;
khoa học và công nghệ;
lao động - thương binh và xã hội; lao động, thương binh và xã hội; ngoại giao; nội vụ;
nông nghiệp và môi trường; nông nghiệp và phát triển nông thôn; quốc phòng; tài chính;
tài nguyên và môi trường; thông tin và truyền thông; tư pháp; văn hóa, thể thao và du lịch;
văn hóa - thông tin; xây dựng; y tế; thủy sản; thương mại; công nghiệp; dân tộc và tôn giáo
"""
MINISTRIES = frozenset(
    "bộ " + " ".join(name.split()) for name in _MINISTRY_NAMES.split(";") if name.strip()
)
"""Ministries, past ones too, in small letters; from the resolutions on the government's make-up."""


def phrases(table: str) -> str:
    """An expression that matches any of these phrases, longest first, with any spaces inside."""
    found = sorted({" ".join(phrase.split()) for phrase in table.split(";")}, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in found if phrase)
