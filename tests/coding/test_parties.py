"""Who acts and who is acted upon, in sentences of every build that news uses."""

import pytest

from musnad.coding.document import prepare
from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.parties import event_parties, telling_parties, weigh
from musnad.coding.pipeline import Knowledge, find, load_knowledge
from musnad.coding.scene import Scene
from musnad.knowledge.roles import role_weights
from musnad.records import Report


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(model=False)


def scene_of(knowledge: Knowledge, text: str) -> Scene:
    report = Report(id="t", text=f"أخبار اليوم\n\n{text}", title="أخبار اليوم", published_at="2023-05-04")
    return find(prepare(report), knowledge)


def words_of(scene: Scene, mention: ActorMention | TriggerMention) -> str:
    start, end = mention.span
    return scene.doc.report.text[start:end]


def parties(knowledge: Knowledge, text: str, at: str) -> tuple[list[str], list[str]]:
    """The words of the actors and targets of the trigger that holds `at`."""
    scene = scene_of(knowledge, text)
    trigger = next(t for t in scene.triggers if at in words_of(scene, t))
    actors, targets = telling_parties(weigh(scene, trigger, role_weights()))
    return [words_of(scene, a) for a in actors], [words_of(scene, t) for t in targets]


BUILDS = [
    (
        "verb before subject",
        "قصفت قوات النظام بالمدفعية مواقع المعارضة في ريف إدلب.",
        "قصفت",
        "قوات النظام",
        "مواقع المعارضة",
    ),
    (
        "subject before verb",
        "المدفعية التركية استهدفت نقطة عسكرية لقسد قرب تل رفعت.",
        "استهدفت",
        "المدفعية التركية",
        "نقطة عسكرية لقسد",
    ),
    (
        "undergone, from",
        "تعرضت مواقع قسد في ريف منبج لقصف من الجيش التركي.",
        "قصف",
        "الجيش التركي",
        "مواقع قسد",
    ),
    (
        "light verb",
        "شنّ الطيران الروسي ثلاث غارات على منازل المدنيين في سراقب.",
        "غارات",
        "الطيران الروسي",
        "منازل المدنيين",
    ),
    (
        "whose source is",
        "أصيب رجل بقصف مصدره قوات النظام على سوق شعبي في سراقب.",
        "قصف",
        "قوات النظام",
        "سوق شعبي",
    ),
    (
        "masdar with subject and object",
        "جرى استهداف قسد قاعدة تركية بقذائف الهاون في ريف عفرين.",
        "استهداف",
        "قسد",
        "قاعدة تركية",
    ),
    (
        "masdar of object, by",
        "جرى استهداف قاعدة تركية من قبل قسد في ريف عفرين.",
        "استهداف",
        "قسد",
        "قاعدة تركية",
    ),
    ("adjective", "قصف إسرائيلي على مواقع حزب الله في بلدة الخيام.", "قصف", "إسرائيلي", "مواقع حزب الله"),
    ("between two", "اندلعت اشتباكات بين الجيش الوطني وقسد في ريف منبج.", "اشتباكات", "الجيش الوطني", "قسد"),
    (
        "announcer is the actor",
        "أعلن حزب الله استهداف موقع عسكري إسرائيلي في الجليل بصواريخ.",
        "استهداف",
        "حزب الله",
        "موقع عسكري إسرائيلي",
    ),
    (
        "announcer's forces",
        "أعلنت وزارة الدفاع الروسية أن قواتها قصفت مواقع لتنظيم داعش في البادية.",
        "قصفت",
        "قواتها",
        "مواقع لتنظيم داعش",
    ),
    (
        "relative verb",
        "طالت غارات شنتها طائرات التحالف مخازن أسلحة للحوثيين في صنعاء.",
        "غارات",
        "طائرات التحالف",
        "مخازن أسلحة للحوثيين",
    ),
    ("arrest", "اعتقلت الشرطة العسكرية خمسة مدنيين في مدينة عفرين.", "اعتقلت", "الشرطة العسكرية", "مدنيين"),
    ("threat", "هددت إيران بضرب إسرائيل.", "هددت", "إيران", "إسرائيل"),
    ("accusation", "اتهمت روسيا المعارضة بقصف مدينة حلب.", "اتهمت", "روسيا", "المعارضة"),
]


@pytest.mark.xfail(strict=True, reason="«قصف السعودية» alone is read as bombing by it; what goes before is not weighed")
def test_who_is_threatened_with_bombing(knowledge: Knowledge) -> None:
    actors, targets = parties(knowledge, "هدد زعيم الحوثيين بقصف السعودية.", "هدد")
    assert (actors, targets) == (["زعيم الحوثيين"], ["السعودية"])


@pytest.mark.parametrize(("text", "at", "actor", "target"), [b[1:] for b in BUILDS], ids=[b[0] for b in BUILDS])
def test_who_and_whom(knowledge: Knowledge, text: str, at: str, actor: str, target: str) -> None:
    assert parties(knowledge, text, at) == ([actor], [target])


def test_joined_actors_act_together(knowledge: Knowledge) -> None:
    actors, _ = parties(knowledge, "سقطت قذائف في قصف لقوات النظام والطيران الروسي على بلدة كفرعمة.", "قصف")
    assert actors == ["قوات النظام", "الطيران الروسي"]


def test_all_sides_make_a_deal(knowledge: Knowledge) -> None:
    actors, targets = parties(knowledge, "وقعت تركيا وروسيا اتفاق وقف إطلاق النار في إدلب.", "اتفاق")
    assert set(actors) == {"تركيا", "روسيا"}
    assert targets == []


def test_a_monitor_that_counts_the_dead_is_no_actor(knowledge: Knowledge) -> None:
    text = "قالت وزارة الصحة في غزة إن قوات الاحتلال قصفت منازل المدنيين في رفح."
    assert parties(knowledge, text, "قصفت") == (["قوات الاحتلال"], ["منازل المدنيين"])


def test_the_first_word_of_a_town_is_no_target(knowledge: Knowledge) -> None:
    _, targets = parties(knowledge, "قصفت قوات النظام جسر الشغور في ريف إدلب.", "قصفت")
    assert targets == []


def test_nobody_acts_upon_itself(knowledge: Knowledge) -> None:
    text = "قصفت قوات النظام مواقع في ريف حلب. ورد الجيش التركي بقصف مواقع قوات النظام. وقصفت قسد مواقع الجيش التركي."
    scene = scene_of(knowledge, text)
    for trigger in scene.triggers:
        actors, targets = telling_parties(weigh(scene, trigger, role_weights()))
        assert {a.key for a in actors}.isdisjoint(t.key for t in targets)
    actors, targets = event_parties(scene, [weigh(scene, t, role_weights()) for t in scene.triggers])
    assert {a.key for a in actors}.isdisjoint(t.key for t in targets)


def test_probabilities_of_a_party_do_not_pass_one(knowledge: Knowledge) -> None:
    scene = scene_of(knowledge, "قصف الجيش التركي مواقع قسد، فردت قسد بقصف قاعدة تركية وقتل جنديين.")
    parts = [part for trigger in scene.triggers for part in weigh(scene, trigger, role_weights())]
    assert parts
    assert all(part.acts > 0 and part.suffers > 0 and part.acts + part.suffers <= 1 for part in parts)


def test_without_weights_nobody_is_taken_for_sure(knowledge: Knowledge) -> None:
    scene = scene_of(knowledge, "قصفت قوات النظام مواقع المعارضة.")
    parts = weigh(scene, scene.triggers[0], {})
    assert {round(part.acts, 3) for part in parts} == {0.333}


def test_an_event_names_its_actor_in_full_not_by_pronoun(knowledge: Knowledge) -> None:
    scene = scene_of(knowledge, "أعلنت كتائب القسام أن مجاهديها استهدفوا دبابة إسرائيلية بقذيفة في رفح.")
    trigger = next(t for t in scene.triggers if "استهدف" in words_of(scene, t))
    actors, targets = event_parties(scene, [weigh(scene, trigger, role_weights())])
    assert [words_of(scene, a) for a in actors] == ["كتائب القسام"]
    assert [words_of(scene, t) for t in targets] == ["دبابة إسرائيلية"]


def test_an_event_names_its_actor_by_the_body_not_the_headline(knowledge: Knowledge) -> None:
    report = "قسد تقصف قرية\n\nقصفت قوات قسد قرية كفرعمة بالمدفعية."
    scene = find(prepare(Report(id="made-up", text=report, title="قسد تقصف قرية")), knowledge)
    told = [weigh(scene, t, role_weights()) for t in scene.triggers if t.type in ("bombing", "strike")]
    actors, _ = event_parties(scene, told)
    assert [a.first > 2 for a in actors] == [True]


def test_the_actor_told_oftenest_wins_an_event(knowledge: Knowledge) -> None:
    text = "قصفت قوات النظام بلدة كفرعمة. وقال ناشطون إن قصف قوات النظام أصاب منازل. وكانت روسيا قد قصفت البلدة."
    scene = scene_of(knowledge, text)
    bombings = [t for t in scene.triggers if t.type == "bombing"]
    actors, _ = event_parties(scene, [weigh(scene, t, role_weights()) for t in bombings])
    assert actors[0].key == "sy:forces"


def test_things_without_a_name_are_named_by_the_text(knowledge: Knowledge) -> None:
    scene = scene_of(knowledge, "قصفت قوات النظام مستودع أسلحة ومنازل المدنيين في سراقب.")
    names = {a.name for a in scene.actors}
    assert "منازل المدنيين" in names
    assert not names & {"Object", "civilians", "Government", ""}
