"""Reports of sport, markets, culture, science and accidents are told from reports of conflict."""

import pytest

from musnad.coding.document import prepare
from musnad.coding.topics import is_off_topic
from musnad.errors import KnowledgeError
from musnad.knowledge.topics import compile_topics, topic_words
from musnad.records import Report

OFF = [
    "الفريق الأزرق يهاجم ويفوز\n\n"
    "سجل المهاجم هدفين في الشوط الثاني من المباراة، وشن فريقه هجوماً على المرمى. "
    "وقال المدرب إن اللاعبين قدموا موسماً رائعاً في الدوري.",
    "أسعار النفط ترتفع بعد الهجوم\n\n"
    "ارتفعت أسعار الخام في الأسواق بنسبة كبيرة، وقال مستثمرون إن مؤشر البورصة صعد "
    "مع تراجع الدولار بعد هجوم على ناقلة.",
    "مخرجة شابة تفوز بجائزة\n\nفازت المخرجة بجائزة المهرجان عن فيلم يروي قصة حرب، وحضر الحفل ممثلون وفنانون.",
    "دراسة: النوم يحارب المرض\n\nقال باحثون إن دراسة على مرضى القلب أظهرت أن الغذاء يقاتل الخلايا الضارة في الجسم.",
    "أمطار غزيرة وسيول\n\nقتل شخصان في حادث مروري بسبب الأمطار والعاصفة، وحذرت الأرصاد من سيول وفيضانات.",
    "المرشحون يخوضون معركة الانتخابات\n\n"
    "أعلن مرشح الحزب أن الناخبين سيحسمون معركة البرلمان، ورفض ائتلافه نتائج الاقتراع.",
]
ON = [
    "قتلى في قصف على سوق\n\nسقطت قذائف على سوق شعبي وأصيب مدنيون، وارتفعت أسعار الخبز في المدينة.",
    "قذيفة على ملعب\n\n"
    "قتل لاعب وجرح ثلاثة من فريقه بسقوط قذيفة على ملعب للأطفال خلال مباراة. "
    "وقالت الشرطة إن المسلحين أطلقوها من الجبل.",
    "غارة على حفل زفاف\n\nقتلت غارة جوية عشرين مدنياً في حفل زفاف، وقال مسعفون إن جثثاً ما زالت تحت الأنقاض.",
    "شهيد في المخيم",
]


def off_topic(text: str) -> bool:
    title, _, _ = text.partition("\n")
    return is_off_topic(prepare(Report(id="r", title=title, text=text)), topic_words())


@pytest.mark.parametrize("text", OFF)
def test_other_news_is_off_topic(text: str) -> None:
    assert off_topic(text)


@pytest.mark.parametrize("text", ON)
def test_news_of_conflict_is_never_silenced(text: str) -> None:
    assert not off_topic(text)


def test_a_report_without_telling_words_is_kept() -> None:
    assert not off_topic("صباح الخير يا أهلنا")


RULES = "rules: {minimum: 4, topic_words: 4, share: 1.1, headline: 3}\n"


def test_words_are_folded_and_weighed() -> None:
    data = RULES + "conflict: {strong: [غارة], mild: [أمن]}\ntopics: {sport: [كأس], culture: [كأس, رواية]}"
    words = compile_topics(data, "mine.yaml")
    assert words.conflict == {"غاره": 2, "امن": 1}
    assert words.topics["كاس"] == ("sport", "culture")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("rules: {minimum: 4}", "topic_words"),
        (RULES + "conflict: {strong: [غارة], mild: []}\ntopics: {sport: [غارة]}", "غاره"),
        (RULES + "conflict: {strong: [], loud: []}\ntopics: {}", "loud"),
    ],
)
def test_errors_name_the_file(data: str, complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint) as error:
        compile_topics(data, "mine.yaml")
    assert "mine.yaml" in str(error.value)
