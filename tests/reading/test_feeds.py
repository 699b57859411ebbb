import pytest

from musnad.errors import ReportError
from musnad.reading import read_feed

LEAD = "قصفت طائرات مجهولة بلدة النخيل فجر اليوم، ما أدى إلى سقوط ضحايا من المدنيين ودمار في السوق."
NEXT = "وقال شهود إن القصف استمر ساعة كاملة قبل أن تتوقف الطائرات عن التحليق في سماء البلدة."
RSS = f"""<?xml version="1.0" encoding="CODING"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>أخبار النخيل</title><link>https://www.nakhil.example/</link>
<item><title><![CDATA[قصف جوي على بلدة النخيل | أخبار النخيل نت]]></title><link>https://www.nakhil.example/1</link>
<guid>nakhil-1</guid><pubDate>Sun, 21 Apr 2024 07:05:00 +0300</pubDate><description>ملخص قصير</description>
<content:encoded><![CDATA[<p>{LEAD}</p><p>اقرأ أيضاً: <a href="/2">خبر آخر</a></p>
<p>{NEXT}</p>]]></content:encoded></item>
<item><title>هدنة في النخيل بعد أسبوع من القتال</title><link>https://www.nakhil.example/2</link>
<description>&amp;lt;p&amp;gt;{LEAD}&amp;lt;/p&amp;gt; &lt;a href=&quot;https://x.example&quot;&gt;رابط&lt;/a&gt;</description>
<pubDate>Sun, 31 Feb 2024 07:05:00 +0300</pubDate></item>
<item><description></description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>urn:1</id>
<title>هجوم مسلح على حاجز النخيل الشرقي</title><link href="https://nakhil.example/a"/>
<published>2024-04-21T07:05:00Z</published><updated>2024-05-01T00:00:00Z</updated><summary>{LEAD}</summary></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
@pytest.mark.parametrize("label", ["utf-8", "windows-1256"])
def test_items_of_rss_are_reports(encoding: str, label: str) -> None:
    first, second = read_feed(RSS.replace("CODING", label).encode(encoding), "f.xml")
    assert first.id == "nakhil-1"
    assert first.text == f"قصف جوي على بلدة النخيل\n\n{LEAD}\n\n{NEXT}"
    assert first.published_at == "2024-04-21T07:05:00+03:00"
    assert (first.outlet, first.url) == ("أخبار النخيل", "https://www.nakhil.example/1")
    assert second.id == "https://www.nakhil.example/2"
    assert second.published_at is None
    assert LEAD in second.text
    assert "href" not in second.text


def test_atom_gives_the_day_of_publication_not_of_change() -> None:
    [report] = read_feed(ATOM.encode(), "f.xml")
    assert report.published_at == "2024-04-21T07:05:00+00:00"
    assert report.text.endswith(LEAD)


@pytest.mark.parametrize("data", [b"", b"<note>x</note>", b"\x00\x01", b"plain text"])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError):
        read_feed(data, "f.xml")


def test_entities_are_not_blown_up() -> None:
    bomb = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = f'{bomb}<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
    assert all(len(report.text) < 100 for report in read_feed(data.encode(), "f.xml"))


@pytest.mark.parametrize(
    ("channel", "link", "outlet"),
    [
        ("أخبار النخيل", "https://www.nakhil.example/1", "أخبار النخيل"),
        ("أخبار النخيل", "https://sahel.example/1", "sahel.example"),
        ("نخيل - ثقافة", "https://www.nakhil.example/1", "nakhil.example"),
        ("nakhil", "https://www.nakhil.example/1", "nakhil.example"),
        ("الرئيسية", "https://www.nakhil.example/1", "nakhil.example"),
    ],
)
def test_the_channel_names_the_outlet_of_its_own_items(channel: str, link: str, outlet: str) -> None:
    feed = RSS.replace("<title>أخبار النخيل</title>", f"<title>{channel}</title>")
    first, *_ = read_feed(feed.replace("https://www.nakhil.example/1", link).encode(), "f.xml")
    assert first.outlet == outlet


def test_a_feed_with_a_sign_that_there_is_none_of_is_an_error() -> None:
    with pytest.raises(ReportError, match="no feed that can be read"):
        read_feed(b"<rss><channel><item><title>&#x110000;</title></item></channel></rss>", "broken.xml")
