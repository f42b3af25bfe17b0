"""A proxy with its servers, and how clients reach them."""

import itertools
import re
from dataclasses import dataclass

from client import SOURCE, Client, ask

REFERENCE_BASE = "http://reference.example"


@dataclass(frozen=True)
class Site:
    name: str
    prefix: str
    port: int | None  # None: the client takes the port of the scheme

    @property
    def authority(self):
        return self.name if self.port is None else f"{self.name}:{self.port}"

    @property
    def base(self):
        return f"https://{self.authority}{self.prefix}"


class Case:
    """`reference` is a server that no proxy stands before.

    `proxy_header` is the version of the PROXY header that the servers get, if any: such a connection is that of one
    client.
    """

    def __init__(self, proxy, replicas, reference, sites, proxy_header=None):
        self.proxy, self.replicas, self.reference, self.sites = proxy, replicas, reference, sites
        self.proxy_header = proxy_header
        self.ids = itertools.count()
        self.asked = {}  # whose request it was, by X-Request-Id

    def client(self, site, source=SOURCE):
        return Client(self.proxy.https, self.proxy.certificate, site, source)

    def identified(self, source=SOURCE):
        """A field by which the request is found in the log."""
        name = f"probe-{next(self.ids)}"
        self.asked[name] = source
        return ("X-Request-Id", name)

    def logged(self):
        """The address in the access log by the name of the request."""
        records = [record for record in self.requests() if record.get("request_id") in self.asked]
        return {record["request_id"]: record["client.address"] for record in records}

    def requests(self):
        """The records of the access logs of all servers."""
        return [record for replica in self.replicas for record in replica.requests()]

    def connections(self):
        """Those that the servers have open."""
        return {connection for replica in self.replicas for connection in replica.connections()}

    def direct(self, path, *fields):
        """The answer without a proxy. Its links begin with REFERENCE_BASE."""
        connection = self.reference.connect()
        answer = ask(connection, path, [("Host", REFERENCE_BASE.removeprefix("http://")), *fields])
        connection.close()
        return answer

    def forwarded(self, site):
        """The forwarded fields that the proxy is to send, and no others."""
        fields = {"for": SOURCE, "proto": "https", "host": site.authority, "prefix": site.prefix}
        return [(f"x-forwarded-{name}", value) for name, value in fields.items() if value]


def unnamed(text):
    """Every problem has another name."""
    return re.sub('"requestId":"[^"]*"', '"requestId":""', text)
