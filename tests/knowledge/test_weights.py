import pytest

from musnad.knowledge.weights import log_odds, sign_weights


def test_log_odds_sum_the_known_signs_and_the_bias() -> None:
    weights = {"bias": -1.0, "place=same": 2.5, "time=other": -0.5}
    assert log_odds(weights, ("place=same", "time=other", "never seen")) == pytest.approx(1.0)
    assert log_odds(weights, ()) == -1.0
    assert log_odds({}, ("place=same",)) == 0.0


@pytest.mark.parametrize("name", ["merging", "selection"])
def test_the_tables_hold_many_small_weights(name: str) -> None:
    weights = sign_weights(name)
    assert len(weights) > 50
    assert all(abs(weight) < 20 for weight in weights.values())


def test_merging_knows_that_one_place_binds_and_another_parts() -> None:
    weights = sign_weights("merging")
    assert weights["place=same"] > weights["place=other-firmly"]


def test_a_table_is_read_only() -> None:
    with pytest.raises(TypeError):
        sign_weights("merging")["bias"] = 0.0  # type: ignore[index]


def test_a_table_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        sign_weights("no-such")
