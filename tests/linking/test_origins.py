from tests.linking.handmade import RULES, chain, event, telling

from musnad.linking.origins import Origins
from musnad.linking.tellings import Telling, Voice, tellings_of
from musnad.records import CodedReport, Report


def names(*tellings: Telling) -> list[str]:
    return [origin.name for origin in Origins(tellings, RULES).of_all(tellings)]


def test_ten_outlets_that_reprint_one_agency_s_line_are_one_origin() -> None:
    said = [telling(f"r{n}", event(isnad=(chain("Sana", "Syria Civil Defence"),))) for n in range(10)]
    (origin,) = Origins(said, RULES).of_all(said)
    assert (origin.name, len(origin.reports)) == ("Syria Civil Defence", 10)


def test_a_report_in_its_own_voice_is_an_origin_and_its_reprint_none_of_its_own() -> None:
    first = Report(id="a", text="قصف على سوق في البلدة", outlet="الميناء")
    again = Report(id="b", text="قصف على سوق في البلدة", outlet="مدارات")
    voice = Voice("a", "الميناء")
    own = list(tellings_of(first, CodedReport("a", (event(),)), voice, RULES))
    copied = list(tellings_of(again, CodedReport("b", (event(),)), voice, RULES))
    (origin,) = Origins([*own, *copied], RULES).of_all([*own, *copied])
    assert (origin.name, origin.reports) == ("الميناء", ("a", "b"))


def test_unnamed_sources_of_two_outlets_are_two_and_through_one_agency_one() -> None:
    source = "مصدر أمني"
    two = [telling(name, event(isnad=(chain(source, kind="security_anonymous"),)), outlet=name) for name in ("ا", "ب")]
    assert len(names(*two)) == 2
    one = [
        telling(name, event(isnad=(chain("وكالة سواد", source, kind="security_anonymous"),)), outlet=name)
        for name in ("ا", "ب")
    ]
    assert len(names(*one)) == 1


def test_one_unnamed_source_described_alike_is_one() -> None:
    official = "مسؤول أمني تركي"
    two = [
        telling(name, event(isnad=(chain(official, kind="security_anonymous"),)), outlet=name) for name in ("ا", "ب")
    ]
    assert len(names(*two)) == 1


def test_a_member_speaks_for_the_body() -> None:
    body = telling("a", event(isnad=(chain("المجلس المحلي", kind="official_body"),)))
    member = telling("b", event(isnad=(chain("عضو في المجلس المحلي للبلدة", kind="official_body"),)))
    origins = Origins([body, member], RULES)
    assert names(body, member) == ["عضو في المجلس المحلي للبلدة"]
    assert origins.of(body) == origins.of(member)


def test_an_agency_s_passing_words_do_not_make_two() -> None:
    source = "مصدر في الشرطة"
    said = [
        telling("a", event(isnad=(chain("وكالة سواد العراقية", source, kind="security_anonymous"),))),
        telling("b", event(isnad=(chain("وكالة سواد للأنباء", source, kind="security_anonymous"),))),
    ]
    assert len(names(*said)) == 1
