"""Prove that our evaluation gives the same figures as another scorer of the same annotations.

    python bench/same_figures.py SCORE_PY GOLD_DIR PREDICTIONS.jsonl
    python bench/same_figures.py SCORE_PY GOLD_DIR --mutate 50

SCORE_PY is a scorer with the functions load_gold, load_predictions, score_document, summary and bootstrap. With --mutate the
predictions are the gold records themselves, damaged at random in N ways (seeds 0 … N-1).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import tempfile
from pathlib import Path
from typing import Any

from policy_extract.evaluation import figures, intervals, load_answers, load_gold, score
from policy_extract.evaluation.forms import locate

ROUNDS = 60


def other_scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(module: Any, gold_dir: Path, predictions: Path, against: Path) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    gold = module.load_gold(gold_dir)

    def tallies(path: Path) -> list[Any]:
        rows = module.load_predictions(path)
        return [module.score_document(name, document, rows.get(name)) for name, document in gold.items()]

    scored, other = tallies(predictions), tallies(against)
    result = module.summary(scored)
    result["interval_95"] = module.bootstrap(scored, ROUNDS)
    result["difference_95"] = module.bootstrap(scored, ROUNDS, other)
    return result, sorted((row[0], row[1]) for tally in scored for row in tally.errors)


def ours(gold_dir: Path, predictions: Path, against: Path) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    gold = load_gold(gold_dir)
    scored, other = score(gold, load_answers(predictions)), score(gold, load_answers(against))
    result = figures(scored).as_dict()
    result["interval_95"] = {key: list(ends) for key, ends in intervals(scored, ROUNDS).items()}
    result["difference_95"] = {key: list(ends) for key, ends in intervals(scored, ROUNDS, other).items()}
    # the role of an agency is a difference that only our list names
    differences = [(row.document, row.what) for each in scored for row in each.differences if row.what != "role wrong"]
    return result, sorted(differences)


def gold_as_predictions(gold_dir: Path) -> list[dict[str, Any]]:
    documents = []
    for path in sorted(gold_dir.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        mentions = [{"text": name, "span": [text.find(name), text.find(name) + len(name)]} for name in gold["agency_mentions"]]
        records = [as_prediction(record, text) for record in gold["records"]]
        documents.append({"doc_id": f"somewhere/{path.stem}.txt", "agencies": [{"mentions": mentions}], "records": records})
    return documents


def as_prediction(record: dict[str, Any], text: str) -> dict[str, Any]:
    start, end = locate(text, record["quote"])
    core = {"text": text[start:end], "span": [start, end]}
    name = record.get("indicator")
    at = text.find(name) if name else -1
    out: dict[str, Any] = {
        "kind": record["kind"],
        "status": "planned",
        "restates": None,
        "indicator": {"text": name, "span": [at, at + len(name)]} if name and at >= 0 else None,
        "deadline": record.get("deadline") and {key: record["deadline"].get(key) for key in ("start", "end")},
        "agencies": [dict(agency) for agency in record.get("agencies") or []],
        "evidence": core,
    }
    if record["kind"] == "target":
        out["value"] = {**core, **{key: record.get(key) for key in ("op", "low", "high", "unit", "measure")}}
    else:
        out["deliverable"] = core
    return out


def damaged(documents: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    draw = random.Random(seed)
    rate = draw.choice((0.02, 0.1, 0.3, 0.6))
    documents = json.loads(json.dumps(documents))
    for document in documents:
        if draw.random() < rate / 4:
            document.clear()
            document.update(doc_id="unknown", error={"code": "internal", "message": ""})
            continue
        for record in list(document["records"]):
            if draw.random() < rate:
                draw.choice(DAMAGES)(draw, document, record)
        mentions = document["agencies"][0]["mentions"]
        for mention in list(mentions):
            if draw.random() < rate:
                draw.choice((lambda: mentions.remove(mention), lambda: mention.update(text=mention["text"] + "局")))()  # noqa: B023
    draw.shuffle(documents)
    return documents


def drop(_: random.Random, document: dict[str, Any], record: dict[str, Any]) -> None:
    document["records"].remove(record)


def double(draw: random.Random, document: dict[str, Any], record: dict[str, Any]) -> None:
    copy = json.loads(json.dumps(record))
    document["records"].insert(draw.randrange(len(document["records"]) + 1), copy)
    move(draw, document, copy)


def move(draw: random.Random, _: dict[str, Any], record: dict[str, Any]) -> None:
    core = record.get("value") or record.get("deliverable") or record["evidence"]
    start = max(0, core["span"][0] + draw.randint(-30, 30))
    core["span"] = [start, start + draw.randint(1, 60)]


def retype(draw: random.Random, _: dict[str, Any], record: dict[str, Any]) -> None:
    record["kind"] = draw.choice(("target", "milestone", "task"))


def restate(draw: random.Random, _: dict[str, Any], record: dict[str, Any]) -> None:
    record.update(draw.choice(({"restates": "x"}, {"status": "achieved"}, {"status": "ongoing"})))


WRONG = {"op": ("=", "~", ">=", None), "unit": ("百分点", "位", "名", "", None), "measure": ("level", "rank")}


def revalue(draw: random.Random, _: dict[str, Any], record: dict[str, Any]) -> None:
    value = record.setdefault("value", {"span": record["evidence"]["span"]})
    numbers = (None, 1, 33.333, (value.get("low") or 0) + 0.004, (value.get("high") or 0) * (1 + 1e-10))
    part = draw.choice(("op", "low", "high", "unit", "measure", "gone"))
    if part == "gone":
        del record["value"]
    elif part in {"low", "high"}:
        value[part] = draw.choice(numbers)
    else:
        value[part] = draw.choice(WRONG[part])


def rename(draw: random.Random, _: dict[str, Any], record: dict[str, Any]) -> None:
    name = (record.get("indicator") or {}).get("text") or ""
    cut = draw.randint(0, len(name))
    others = ({"text": name[cut:], "span": [0, 1]}, {"text": name + "的水平", "span": [0, 9]}, {"text": name}, None)
    record["indicator"] = draw.choice(others)


def redate(draw: random.Random, _: dict[str, Any], record: dict[str, Any]) -> None:
    moved = {**(record["deadline"] or {}), "start": "2020-01-01"}
    record["deadline"] = draw.choice((None, {"start": None, "end": None}, {"start": "2021-01-01", "end": "2025-12-31"}, moved))


def reassign(draw: random.Random, _: dict[str, Any], record: dict[str, Any]) -> None:
    body = {"name": "市发改委", "canonical": "沈阳市发展和改革委员会", "role": "lead", "scope": draw.choice(("explicit", "inherited"))}
    agencies = record["agencies"]
    draw.choice((agencies.clear, lambda: agencies.append(body), lambda: agencies.extend(agencies[:1]), agencies.reverse))()
    for agency in agencies:
        if draw.random() < 0.3:
            agency.update(draw.choice(({"role": "support"}, {"scope": "inherited"}, {"canonical": None}, {"name": "某局"})))


DAMAGES = (drop, double, move, retype, restate, revalue, rename, redate, reassign)


def compare(module: Any, gold_dir: Path, predictions: Path, against: Path) -> int:
    """How many numbers were compared; ends the program where one differs."""
    want, want_rows = theirs(module, gold_dir, predictions, against)
    have, have_rows = ours(gold_dir, predictions, against)
    if want != have:
        keys = [key for key in {**want, **have} if want.get(key) != have.get(key)]
        raise SystemExit("\n".join(f"{predictions}: {key}: theirs {want.get(key)}, ours {have.get(key)}" for key in keys))
    if want_rows != have_rows:
        raise SystemExit(f"{predictions}: the lists of differences differ: {set(want_rows) ^ set(have_rows) or 'in number'}")
    return len(want_rows) + sum(len(part) if isinstance(part, dict | list) else 1 for part in want.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("score_py", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path, nargs="?")
    parser.add_argument("--mutate", type=int, default=0, metavar="N")
    args = parser.parse_args()
    module = other_scorer(args.score_py)
    if args.predictions:
        print(f"equal: {compare(module, args.gold, args.predictions, args.predictions)} figures and differences")
    if not args.mutate:
        return
    documents, compared = gold_as_predictions(args.gold), 0
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.jsonl" for name in ["perfect", *range(args.mutate)]]
        for seed, path in enumerate(paths, start=-1):
            rows = documents if seed < 0 else damaged(documents, seed)
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
            compared += compare(module, args.gold, path, paths[0])
    print(f"equal: {compared} figures and differences in {len(paths)} sets of predictions")


if __name__ == "__main__":
    main()
