"""What the server serves while it is attacked: the samples, and exports whose answers are large."""

import json
import pathlib
import random
import shutil

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Config/samples"
LARGE = [f"11-10{number}1.00" for number in range(1, 5)]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write_samples(folder):
    shutil.copytree(SAMPLES, folder)


def write_large_exports(folder):
    """A little over a megabyte each; a stream of all statements is several."""
    folder.mkdir()
    # Words of no language, always the same: gzip makes them smaller, and not small.
    words = random.Random(1)
    vocabulary = ["".join(words.choices(LETTERS, k=words.randint(3, 11))) for _ in range(5000)]

    def statement(number):
        return f"Statement {number} — " + " ".join(words.choices(vocabulary, k=60))

    for soc in LARGE:
        levels = {
            name: {"statements": [statement(number) for number in range(600)]}
            for name in ("emerging", "developing", "proficient", "advanced")
        }
        export = {
            "schemaVersion": "1.0",
            "exportedAt": "2026-05-19T10:00:00Z",
            "occupation": {"soc": soc, "title": "An occupation of an attack"},
            "framework": {"version": "v1", "levels": levels},
        }
        (folder / f"{soc}.json").write_text(json.dumps(export, ensure_ascii=False), "utf-8")
