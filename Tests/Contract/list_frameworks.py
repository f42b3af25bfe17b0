"""Lists all frameworks by `links.next` with the client that was generated: list_frameworks.py URL"""

import sys
import urllib.parse

from client import Client
from client.api.frameworks import list_frameworks
from client.models import FrameworkList

api = Client(base_url=sys.argv[1])
found = []
query = {"limit": "1"}
while True:
    page = list_frameworks.sync(client=api, limit=1, cursor=query.get("cursor", None) or list_frameworks.UNSET)
    assert isinstance(page, FrameworkList), page
    found += [framework.soc for framework in page.data]
    if not page.links.next_:
        break
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.links.next_).query))
assert len(found) == page.page.total == len(set(found)), found
print(f"A generated client lists {len(found)} frameworks, a page each")
