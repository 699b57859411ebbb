"""What one sentence says with a word that tells of an event, and which words make no event."""

from tests.coding.handmade import Code

LED = "تطورات ميدانية"


def test_a_similar_bombing_is_another(code: Code) -> None:
    coded = code(
        "قصف مدفعي على سرمين",
        "استهدف قصف مدفعي بلدة سرمين بريف إدلب صباح اليوم.\n\nوطال قصف مماثل مدينة أريحا.",
    )
    places = [event.place.name for event in coded.events if event.place is not None]
    assert places == ["Sarmin", "Ariha"]


def test_any_such_attack_is_no_event(code: Code) -> None:
    assert code(LED, "قال قائد الجيش إن قواته سترد على أي هجوم في المستقبل.").of("clash.fighting") == []


def test_the_means_named_beside_an_event_are_its_weapon(code: Code) -> None:
    coded = code(LED, "استهدف الجيش التركي بقذائف الهاون قرية في ريف حلب.")
    weapon = coded.only().weapon
    assert weapon is not None
    assert coded.words(weapon.span) == "قذائف الهاون"


def test_harm_told_beside_its_cause_is_no_event_of_its_own(code: Code) -> None:
    coded = code(LED, "أدى انفجار لغم أرضي في ريف دير الزور إلى مقتل طفلين وإصابة رجل بجروح.")
    event = coded.only()
    assert event.type == "strike.explosive"
    assert event.killed is not None
    assert event.injured is not None
    assert (event.killed.min, event.injured.min) == (2, 1)


def test_a_toll_with_its_period_holds_its_own_dead(code: Code) -> None:
    coded = code("حصيلة", "وثق ناشطون مقتل 40 مدنيا بالقصف في سوريا خلال شهر نيسان الماضي.")
    assert [event.type for event in coded.events] == ["tally.casualties"]
