"""Made-up reports for the tests of the commands."""

import json
from pathlib import Path

HEADLINE = "مقتل خمسة مدنيين في غارة جوية على مدينة إدلب"
BODY = "قُتل خمسة مدنيين، أمس الاثنين، في غارة جوية شنتها طائرات حربية على مدينة إدلب، بحسب الدفاع المدني."
TEXT = f"{HEADLINE}\n\n{BODY}"


def line(report_id: str, text: str = TEXT, **fields: object) -> str:
    made = {"id": report_id, "title": HEADLINE, "published_at": "2024-03-12", "text": text}
    return json.dumps({**made, **fields}, ensure_ascii=False)


def write_reports(path: Path, count: int, start: int = 0) -> Path:
    lines = [line(f"r{number}", f"{TEXT}\nالخبر رقم {number}.") for number in range(start, start + count)]
    path.write_text("\n".join(lines) + "\n")
    return path


def ids(jsonl: str) -> list[str]:
    return [json.loads(one)["id"] for one in jsonl.splitlines()]
