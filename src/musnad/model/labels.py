"""What the encoder's heads say, in the order of their outputs. A shipped network was trained with this order."""

from musnad.records import Modality, Stance

TYPES = (
    *("none", "civilian.abduction", "civilian.abuse", "civilian.attack", "civilian.killing"),
    *("clash.fighting", "clash.territory"),
    *("coercion.arrest", "coercion.destruction", "coercion.displacement", "coercion.raid"),
    *("coercion.restriction", "coercion.seizure"),
    *("deal.agreement", "deal.aid", "deal.release", "deal.talks", "demo.protest", "demo.violent"),
    *("posture.deploy", "posture.withdraw"),
    *("statement.accuse", "statement.demand", "statement.reject", "statement.threat"),
    *("strike.air", "strike.chemical", "strike.drone", "strike.explosive", "strike.intercepted"),
    *("strike.shelling", "strike.suicide", "tally.casualties"),
)
MODALITIES: tuple[Modality, ...] = (
    "asserted",
    "negated",
    "denied",
    "unconfirmed",
    "planned",
    "threatened",
    "demanded",
    "hypothetical",
)
STANCES: tuple[Stance, ...] = (
    "states",
    "confirms",
    "claims",
    "accuses",
    "denies",
    "claims_responsibility",
    "warns",
    "own_voice",
)
RELATIONS = (
    *("same", "actor", "target", "weapon", "place", "time"),
    *("killed", "injured", "captured", "displaced", "origin", "carrier"),
)
# as ANERcorp has them: the first word of a name begins it, the others go on
ENTITY_TAGS = ("O", *(f"{place}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for place in "BI"))
