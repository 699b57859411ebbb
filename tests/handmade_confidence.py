"""A weighed event: sure of everything but what is said otherwise."""

from musnad.records import Confidence


def weighed(**likely: float) -> Confidence:
    """Confidence of 0.9 in every field not named."""
    return Confidence(**{field: likely.get(field, 0.9) for field in Confidence.__struct_fields__})
