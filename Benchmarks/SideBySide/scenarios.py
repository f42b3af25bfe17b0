"""What is asked, and of which data."""

import json
import pathlib
from dataclasses import dataclass

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Config/samples"

# What Chrome sends for a navigation, with the cookies and client hints of an ordinary site.
BROWSER_FIELDS = """\
Connection: keep-alive
Cache-Control: max-age=0
sec-ch-ua: "Chromium";v="138", "Google Chrome";v="138", "Not)A;Brand";v="8"
sec-ch-ua-mobile: ?0
sec-ch-ua-platform: "Windows"
Upgrade-Insecure-Requests: 1
User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36
Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8
Sec-Fetch-Site: same-origin
Sec-Fetch-Mode: navigate
Sec-Fetch-User: ?1
Sec-Fetch-Dest: document
Referer: http://127.0.0.1/v1/frameworks
Accept-Encoding: gzip, deflate, br, zstd
Accept-Language: en-US,en;q=0.9,de;q=0.8
Cookie: session=5f1c7a9e2b; theme=dark
"""


@dataclass
class Scenario:
    name: str
    soc: str
    depth: int = 1
    fields: str = ""
    one_per_connection: bool = False
    is_secured: bool = False

    def request(self):
        head = f"GET /v1/frameworks/{self.soc}/source HTTP/1.1\nHost: 127.0.0.1\n{self.fields}\n"
        return head.replace("\n", "\r\n").encode()


LARGE, SMALL = "49-3091.00", "11-1011.00"
SCENARIOS = [
    Scenario("7.5 KB", LARGE),
    Scenario("200 B", SMALL),
    Scenario("16 pipelined, 7.5 KB", LARGE, depth=16),
    Scenario("16 pipelined, 200 B", SMALL, depth=16),
    Scenario("browser head, gzip", LARGE, fields=BROWSER_FIELDS),
    Scenario("connection per request, 7.5 KB", LARGE, fields="Connection: close\n", one_per_connection=True),
    Scenario("TLS, 7.5 KB", LARGE, is_secured=True),
    Scenario("TLS, 200 B", SMALL, is_secured=True),
    Scenario("TLS, 16 pipelined, 200 B", SMALL, depth=16, is_secured=True),
    Scenario("TLS, handshake per request, 7.5 KB", LARGE, fields="Connection: close\n", one_per_connection=True, is_secured=True),
]
# Upper bounds of rungs / floor and rungs / nginx, by scenario.
GOALS = {"7.5 KB": (1.20, 0.75), "200 B": (1.20, 0.75), "TLS, 7.5 KB": (None, 0.85), "TLS, 200 B": (None, 0.85)}


def write_exports(folder):
    """Two exports whose sources are exactly 7,500 and 200 bytes long."""
    folder.mkdir()
    sample = json.loads((SAMPLES / "49-3091.00_v.26.05.json").read_text("utf-8"))
    smallest = {
        "schemaVersion": "1.0",
        "exportedAt": "2026-05-19T10:00:00Z",
        "occupation": {"soc": SMALL, "title": "Chief Executives"},
        "framework": {"version": "v1", "levels": {"emerging": {"statements": [""]}}},
    }

    def fill(export, parent, key, size, soc):
        parent[key] = ""
        missing = size - len(json.dumps(export, ensure_ascii=False, separators=(",", ":")).encode())
        if missing < 1:
            raise ValueError(f"the export for {soc} does not fit in {size} bytes")
        parent[key] = ("Text of a benchmark, of no other use. " * (missing // 38 + 1))[: missing - 1] + "."
        body = json.dumps(export, ensure_ascii=False, separators=(",", ":")).encode()
        assert len(body) == size
        (folder / f"{soc}.json").write_bytes(body)

    fill(sample, sample["framework"], "description", 7500, LARGE)
    fill(smallest, smallest["framework"]["levels"]["emerging"]["statements"], 0, 200, SMALL)
