"""Set phrases of custody, relief, posture and refusal, told with a long subject between verb and object."""

import pytest

from musnad.coding.document import prepare
from musnad.coding.triggers import find_triggers
from musnad.knowledge.triggers import trigger_lexicon
from musnad.records import Report

TOLD = [
    ("coercion.arrest", "اقتادت دورية للقوات أربعة شبان من القرية إلى جهة مجهولة"),
    ("coercion.arrest", "أودعت النيابة اثنين منهم السجن"),
    ("coercion.arrest", "مثل ثلاثة ناشطين أمام قاضي التحقيق"),
    ("coercion.arrest", "أطاحت مفارز مديرية الاستخبارات في المحافظة بثلاثة إرهابيين"),
    ("coercion.seizure", "عثرت قوة من اللواء الثاني بالجيش على مضافة للتنظيم"),
    ("coercion.seizure", "أحبطت المنطقة العسكرية الشرقية أمس محاولة تهريب كبيرة"),
    ("coercion.seizure", "اعترضت البحرية شحنة صواريخ"),
    ("coercion.destruction", "نهب عناصر الميليشيا في المدينة متاجر ومستودعات"),
    ("coercion.destruction", "اقتلع مستوطنون أكثر من ثلاثين شجرة"),
    ("coercion.restriction", "حال الجنود دون وصول سيارات الإسعاف"),
    ("coercion.displacement", "شُرّدت مئتا أسرة"),
    ("posture.deploy", "أنشأ التحالف قاعدة جديدة قرب الحقل"),
    ("posture.deploy", "حشدت موسكو آلاف الجنود عند الحدود"),
    ("posture.withdraw", "غادر آخر الجنود الأجانب المدينة"),
    ("deal.release", "تسلّم الصليب الأحمر مساء اليوم ثلاث رهينات"),
    ("deal.talks", "نقلت العاصمة رد الحركة إلى الوسطاء"),
    ("deal.aid", "وزّع البرنامج الأممي على العائلات سلالاً غذائية"),
    ("deal.aid", "رست سفينة محملة بمئتي طن من الأغذية"),
    ("deal.aid", "هرعت فرق الإسعاف إلى المكان"),
    ("statement.reject", "استبعد رئيس المجلس السيادي في كلمته التفاوض مع المتمردين"),
]

NOT_TOLD = [
    "كان انطلاق المشروع بلا تفاهم أكبر",
    "قال المدير إن هذه الأسعار غير مقبولة",
    "تواصل الفرق عمليات البحث عن موقع أثري",
    "أعلنت منظمة حظر الأسلحة الكيميائية نتائجها",
]


def kinds(text: str) -> set[str]:
    mentions = find_triggers(prepare(Report(id="r", text=text)), trigger_lexicon())
    return {mention.type for mention in mentions if not mention.weak}


@pytest.mark.parametrize(("kind", "text"), TOLD)
def test_a_long_subject_does_not_hide_the_event(kind: str, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_the_same_words_of_peaceful_matters_tell_of_nothing(text: str) -> None:
    assert not kinds(text)
