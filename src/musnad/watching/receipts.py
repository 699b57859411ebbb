"""Answers as evidence, and evidence as answers."""

from musnad.desk.evidence import Receipt, Redirect
from musnad.fetching import Answer
from musnad.watching.queue import Job


def receipt_of(job: Job, answer: Answer) -> Receipt:
    """The receipt of what was answered: when, from where, by which way, with which headers."""
    return Receipt(
        at=answer.at,
        address=job.first,
        final_address=answer.address,
        source=job.source,
        status=answer.status,
        headers=answer.headers,
        redirects=tuple(Redirect(step.address, step.status) for step in job.steps),
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
