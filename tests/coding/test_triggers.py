"""Which words tell of an event, and which only look as if they did."""

import pytest

from musnad.coding.document import prepare
from musnad.coding.mentions import TriggerMention
from musnad.coding.triggers import find_triggers
from musnad.knowledge.ontology import event_types
from musnad.knowledge.triggers import trigger_lexicon
from musnad.records import Report

TOLD = [
    ("bombing", "قُصفت أحياء المدينة منذ الفجر"),
    ("bombing", "صبّت المدفعية نيرانها على أطراف البلدة"),
    ("bombing", "أمطرت القوات القرية بوابل من القذائف"),
    ("strike", "دكّ مقاتلو الكتيبة معاقل الميليشيا"),
    ("strike", "استُهدفت سيارة قيادي وسط السوق"),
    ("strike", "نفّذ السلاح الجو ضربة على المستودع"),
    ("strike.air", "شنّت المقاتلات ثلاث غارات على الجبل"),
    ("strike.air", "ألقى الطيران المروحي براميل متفجرة على الحي"),
    ("strike.air", "أغارت الطائرات على معسكر قرب الحدود"),
    ("strike.air", "هجوم جوي على رتل غرب سرت"),
    ("strike.shelling", "سقطت ثلاث قذائف على سوق شعبي في تعز"),
    ("strike.shelling", "صاروخان سقطا قرب المطار"),
    ("strike.shelling", "رمايات مدفعية على محاور القتال"),
    ("strike.shelling", "إطلاق رشقة صاروخية من القطاع"),
    ("strike.shelling", "رشقت الميليشيا المنازل بالرشاشات الثقيلة"),
    ("launch", "أطلق الجيش صاروخين نحو البحر"),
    ("strike.drone", "هجوم بطائرتين مسيّرتين على مصفاة"),
    ("strike.drone", "انفجرت مسيّرة مفخخة فوق المخيم"),
    ("strike.drone", "غارة بمسيّرة على دراجة نارية"),
    ("strike.explosive", "انفجار عبوة لاصقة بسيارة ضابط"),
    ("strike.explosive", "زورق مفخخ قرب ميناء الحديدة"),
    ("strike.explosive", "دراجة نارية مفخخة أمام المخفر"),
    ("strike.explosive", "ألقى مجهولون قنبلة يدوية على منزل مختار القرية"),
    ("strike.explosive", "لغم بحري جنوب الجزيرة"),
    ("blast", "دوّى انفجار عنيف وسط العاصمة"),
    ("strike.suicide", "فجّر رجل نفسه داخل المسجد"),
    ("strike.suicide", "تفجير انتحاري عند بوابة المعسكر"),
    ("strike.chemical", "قصف بغاز الكلور على الحي الشرقي"),
    ("strike.chemical", "استخدمت القوات أسلحة كيميائية في البلدة"),
    ("strike.intercepted", "أسقطت الدفاعات طائرة مسيّرة فوق الميناء"),
    ("strike.intercepted", "تصدّت المضادات الأرضية لأهداف في سماء المدينة"),
    ("strike.intercepted", "اعتراض صاروخ باليستي جنوب العاصمة"),
    ("clash.fighting", "اشتباكات بالأسلحة الرشاشة بين عائلتين"),
    ("clash.fighting", "تبادل لإطلاق النار عند الحاجز"),
    ("clash.fighting", "وقعت دورية للشرطة في كمين مسلح"),
    ("clash.fighting", "اقتتال فصائلي في ريف المدينة"),
    ("clash.fighting", "نزاع عشائري مسلح جنوب البصرة"),
    ("clash.fighting", "صدّت القوات هجوماً على الثكنة"),
    ("attack", "هوجمت نقطة تفتيش شرق المدينة"),
    ("attack", "تعرضت القافلة لهجوم شرق الولاية"),
    ("clash.territory", "سيطرت القوات على ثلاث قرى"),
    ("clash.territory", "سقطت البلدة بيد المسلحين"),
    ("clash.territory", "استُعيدت مدينة سنجة بعد أشهر"),
    ("clash.territory", "بسط الجيش سيطرته على السوق"),
    ("civilian.attack", "أطلق مجهولون الرصاص على محام أمام بيته"),
    ("civilian.attack", "فتح مسلح النار على زبائن مقهى"),
    ("civilian.attack", "طعن شاب حارساً في محطة القطار"),
    ("civilian.attack", "انهال عناصر الدورية عليه بالضرب"),
    ("killing", "اغتيل ناشط أمام منزله"),
    ("civilian.killing", "أُعدم ثلاثة شبان ميدانياً"),
    ("civilian.killing", "عُثر على جثة شاب مجهول الهوية"),
    ("civilian.killing", "العثور على مقبرة جماعية شمال ترهونة"),
    ("civilian.abduction", "اختُطف طبيب على طريق عام"),
    ("civilian.abduction", "اقتاد مسلحون التاجر إلى جهة مجهولة"),
    ("civilian.abduction", "احتجز المهاجم رهائن داخل المصرف"),
    ("civilian.abduction", "إخفاء قسري لثلاثة معلمين"),
    ("civilian.abuse", "تعرّض السجناء للتعذيب والتنكيل"),
    ("civilian.abuse", "عنف جنسي ضد نازحات"),
    ("hurt", "ارتقى الطفل شهيداً متأثراً بجراحه"),
    ("hurt", "لقي سائق مصرعه على الطريق"),
    ("demo.protest", "خرج المئات إلى الشوارع رفضاً للغلاء"),
    ("demo.protest", "وقفة احتجاجية أمام مقر البعثة"),
    ("demo.protest", "إضراب عام في مدن الضفة"),
    ("demo.protest", "مسيرة حاشدة وسط صعدة"),
    ("demo.protest", "نفّذ الموظفون عصياناً مدنياً"),
    ("demo.violent", "فضّت الشرطة اعتصاماً أمام الوزارة"),
    ("demo.violent", "أطلقت الشرطة قنابل الغاز على الطلاب"),
    ("demo.violent", "رشق شبان الآليات بالحجارة"),
    ("demo.violent", "هاجم مستوطنون رعاة جنوب الخليل"),
    ("coercion.arrest", "ألقت الأجهزة القبض على ثلاثة مطلوبين"),
    ("coercion.arrest", "الإطاحة بثلاثة إرهابيين في كركوك"),
    ("coercion.arrest", "حكمت المحكمة على ناشطة بالسجن خمس سنوات"),
    ("coercion.arrest", "تفكيك خلية نائمة في العاصمة"),
    ("coercion.arrest", "تجديد حبس صحفي خمسة عشر يوماً"),
    ("coercion.raid", "شنّت القوات حملة دهم في البلدة"),
    ("coercion.raid", "عملية تمشيط للجزر النهرية"),
    ("coercion.raid", "فُرض طوق أمني حول الحي"),
    ("coercion.raid", "دوهمت منازل عدة فجراً"),
    ("coercion.seizure", "ضبط شحنة أسلحة في الميناء"),
    ("coercion.seizure", "إبطال مفعول عبوة على الطريق الدولي"),
    ("coercion.seizure", "احتجزت البحرية سفينة تجارية"),
    ("coercion.destruction", "هدمت الجرافات منزلاً في القدس"),
    ("coercion.destruction", "أضرم مجهولون النار في مقر الحزب"),
    ("coercion.destruction", "سطو مسلح على محل صرافة"),
    ("coercion.destruction", "قطاع طرق يستوقفون حافلات"),
    ("coercion.restriction", "أُغلق معبر رأس جدير حتى إشعار آخر"),
    ("coercion.restriction", "فرضت واشنطن عقوبات على ثلاث شركات"),
    ("coercion.restriction", "حظر تجوال في بورتسودان"),
    ("coercion.restriction", "عرقلت الميليشيا دخول المساعدات"),
    ("coercion.displacement", "نزح آلاف السكان من الفاشر"),
    ("coercion.displacement", "أُجلي مئات المدنيين بالحافلات"),
    ("coercion.displacement", "ترحيل لاجئين قسراً عبر المعبر"),
    ("posture.deploy", "دفعت القوات بتعزيزات نحو الجبهة"),
    ("posture.deploy", "توغلت آليات في المنطقة العازلة"),
    ("posture.deploy", "تحليق مكثف للطيران الاستطلاعي"),
    ("posture.deploy", "رفعت القيادة درجة الاستعداد"),
    ("posture.deploy", "دوّت صافرات الإنذار في الشمال"),
    ("posture.withdraw", "انسحبت القوات من المطار"),
    ("posture.withdraw", "اتفاق على فك الاشتباك في الجبهة"),
    ("posture.withdraw", "انشقّ ثلاثة ضباط عن الميليشيا"),
    ("deal.agreement", "هدنة إنسانية لمدة أسبوع"),
    ("deal.agreement", "تمديد وقف إطلاق النار شهراً"),
    ("deal.agreement", "صلح عشائري بين القبيلتين"),
    ("deal.release", "أُفرج عن دفعة من المعتقلين"),
    ("deal.release", "تبادل أسرى بين الطرفين"),
    ("deal.release", "إخلاء سبيل ثلاثة صحفيين"),
    ("deal.release", "تحرير مختطف من يد عصابة"),
    ("deal.talks", "جولة جديدة من المحادثات في مسقط"),
    ("deal.talks", "التقى المبعوث قادة الفصائل"),
    ("deal.talks", "وساطة قبلية لإنهاء التوتر"),
    ("deal.aid", "دخلت قافلة مساعدات إلى المدينة المحاصرة"),
    ("deal.aid", "انتشلت الفرق طفلة من تحت الركام"),
    ("deal.aid", "نُقل المصابون إلى المستشفى"),
    ("statement.threat", "توعّد القائد بالرد على أي هجوم"),
    ("statement.threat", "لوّح الوزير بعملية واسعة شمال البلاد"),
    ("statement.threat", "حذّر المتحدث من مغبة أي هجوم جديد"),
    ("statement.accuse", "اتهمت الحكومة الجماعة بخرق الهدنة"),
    ("statement.accuse", "حمّل المجلس الميليشيا المسؤولية"),
    ("statement.accuse", "شجبت المنظمة استهداف المشفى"),
    ("statement.demand", "طالب الأهالي بوقف القصف"),
    ("statement.demand", "أمهل الشيوخ المسلحين ثلاثة أيام"),
    ("statement.demand", "ناشدت العائلات المنظمات التدخل"),
    ("statement.reject", "نفت الوزارة صحة الأنباء"),
    ("statement.reject", "رفض الوفد المقترح"),
    ("tally.casualties", "ارتفعت حصيلة الضحايا إلى تسعين"),
    ("tally.casualties", "وثّقت الشبكة مقتل ستين مدنياً"),
]

NOT_TOLD = [
    "تعرضت الحكومة لهجوم لاذع من المعارضة",
    "شنّ قراصنة هجوماً على مواقع البنك",
    "تحدث الخبراء عن انفجار سكاني في القارة",
    "معركة انتخابية حامية في الدائرة الثانية",
    "نال الفريق ضربة جزاء في الدقيقة الأخيرة",
    "حلقة جديدة من المسلسل",
    "تسعى الطالبة إلى إكمال دراستها",
    "سياسة هجرة جديدة في أوروبا",
    "يبحث الشبان عن عمل في الخارج",
    "قال والدهما إنهما بخير",
    "الضابط أدهم حضر الحفل",
    "لن يغيّر القرار شيئاً",
    "طعن المحامي في القرار أمام المحكمة",
    "تصفية حسابات بين الشركاء",
    "أُغلق ملف القضية",
    "سيطرت الغيوم",
    "غارق في التفكير",
    "رفض المصدر الكشف عن هويته",
    "خطف الفريق بطاقة التأهل",
    "احتج المحامي بأن موكله مريض",
    "انفجار أسطوانة غاز في مطعم",
]


def triggers(text: str) -> tuple[TriggerMention, ...]:
    return find_triggers(prepare(Report(id="r", text=text)), trigger_lexicon())


def told(text: str) -> list[tuple[str, str]]:
    return [(t.type, text[slice(*t.span)]) for t in triggers(text)]


@pytest.mark.parametrize(("kind", "text"), TOLD)
def test_words_tell_of_their_kind(kind: str, text: str) -> None:
    assert kind in {t.type for t in triggers(text) if not t.weak}, told(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_senses_tell_of_nothing(text: str) -> None:
    assert not [t for t in triggers(text) if not t.weak], told(text)


def test_every_type_has_an_example() -> None:
    assert {kind for kind, _ in TOLD} >= set(event_types())
