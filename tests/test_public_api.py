"""What `import musnad` promises."""

import subprocess
import sys

import pytest

import musnad


def test_every_public_name_is_there_and_documented() -> None:
    assert musnad.__all__ == sorted(musnad.__all__)
    for name in musnad.__all__:
        assert getattr(musnad, name) is not None


def test_a_wrong_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        _ = musnad.raed


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, musnad; print(sorted({'sqlalchemy', 'trafilatura', 'alembic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_report_is_coded_in_a_few_lines() -> None:
    text = "قصف على سوق\n\nقتل ثلاثة مدنيين أمس السبت بقصف مدفعي لقوات النظام على مدينة سرمين، وفق الدفاع المدني."
    report = musnad.Report(id="r1", text=text, published_at="2031-05-04")
    coded = musnad.code_report(report, musnad.load_knowledge())
    (event,) = coded.events
    assert event.type == "strike.shelling"
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == (3, 3)


def test_coded_reports_are_linked_in_a_line() -> None:
    text = "قصف على سوق\n\nقتل ثلاثة مدنيين أمس السبت بقصف مدفعي لقوات النظام على مدينة سرمين، وفق {}."
    knowledge = musnad.load_knowledge(model=False)
    reports = [
        musnad.Report(id=source, text=text.format(source), published_at="2031-05-04")
        for source in ("الدفاع المدني", "المرصد السوري لحقوق الإنسان")
    ]
    (incident,) = musnad.link((report, musnad.code_report(report, knowledge)) for report in reports)
    assert (incident.status, len(incident.origins)) == ("corroborated", 2)
