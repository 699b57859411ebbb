"""The casualty words: folded, spelled out, and checked when read."""

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge import casualties as module
from musnad.knowledge.casualties import casualties


def test_forms_are_spelled_out() -> None:
    people = casualties().people
    assert people["طفلتين"].shape == "dual"
    assert people["مدنيين"].shape == "dual_or_many"
    assert people["مدنيان"].shape == "dual"
    assert people["والجنود"].definite
    assert people["وزوجته"].kin
    assert people["مسلحي"].who == "combatants"
    assert people["شخصا"].accusative


def test_cues_take_particles_and_pronouns() -> None:
    cues = casualties().cues
    assert cues["وبمقتل"[1:]][0].what == "killed"
    assert cues["اصابته"][0].pronoun == 1
    assert cues["اعتقالهم"][0].pronoun == 2
    assert "مصرعه" not in cues


@pytest.mark.parametrize("text", ["cues: 5", "cues: [", "strange: []"])
def test_a_malformed_file_is_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "data_text", lambda _name: text)
    with pytest.raises(KnowledgeError, match=r"casualties\.yaml"):
        casualties.__wrapped__()
