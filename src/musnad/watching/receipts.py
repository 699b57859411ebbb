"""Answers as evidence, and evidence as answers."""

from collections.abc import Sequence

from musnad.desk.evidence import Receipt, Redirect
from musnad.fetching import Answer, Moved


def receipt_of(answer: Answer, address: str, steps: Sequence[Moved], source: str | None = None) -> Receipt:
    """The receipt of what was answered when `address` was asked for, after `steps`, for a watched source or none."""
    return Receipt(
        at=answer.at,
        address=address,
        final_address=answer.address,
        source=source,
        status=answer.status,
        headers=answer.headers,
        redirects=tuple(Redirect(step.address, step.status) for step in steps),
        body=answer.body,
    )


def answer_of(receipt: Receipt) -> Answer:
    """The answer that a receipt holds."""
    return Answer(
        address=receipt.final_address,
        status=receipt.status or 200,
        headers=receipt.headers,
        body=receipt.body,
        at=receipt.at,
    )
