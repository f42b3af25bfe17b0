"""A client of a proxy, over TLS or not, from an address of its own."""

import http.client
import socket
import ssl

from replica import HOST

SOURCE = "127.0.0.5"


def dial(port, certificate=None, name=None, source=SOURCE, before=b""):
    """A connection, secured where there is a certificate to trust; `before` is sent in front of everything."""
    connection = socket.create_connection((HOST, port), timeout=10, source_address=(source, 0))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if before:
        connection.sendall(before)
    if not certificate:
        return connection
    context = ssl.create_default_context(cafile=certificate)
    return context.wrap_socket(connection, server_hostname=name)


class Answer:
    def __init__(self, response, body):
        self.status, self.body = response.status, body
        self.fields = {name.lower(): value for name, value in response.getheaders()}

    def __getitem__(self, name):
        return self.fields.get(name)

    @property
    def text(self):
        """All that can have links."""
        return f"{self.status}\n{self['location']}\n{self['link']}\n{self.body.decode('latin-1')}"


def ask(connection, path, fields=(), method="GET", body=None):
    """One request on an http.client connection; fields are pairs, and may be repeated."""
    connection.putrequest(method, path, skip_host=any(name == "Host" for name, _ in fields), skip_accept_encoding=True)
    for name, value in fields:
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    return Answer(response, response.read())


class Client:
    """Asks for a site on one connection; on another where that was closed."""

    def __init__(self, port, certificate, site, source=SOURCE):
        self.port, self.certificate, self.site, self.source = port, certificate, site, source
        self.connection = None

    def ask(self, path, *fields, **options):
        """The path is that of Rungs, without the prefix of the site."""
        return self.ask_raw(self.site.prefix + path, *fields, **options)

    def ask_raw(self, target, *fields, **options):
        if self.connection is None or self.connection.sock is None:
            self.connection = http.client.HTTPConnection(HOST, self.port)
            self.connection.auto_open = 0
            self.connection.sock = dial(self.port, self.certificate, self.site.name, self.source)
        if not any(name == "Host" for name, _ in fields):
            fields = (("Host", self.site.authority), *fields)
        return ask(self.connection, target, fields, **options)

    def close(self):
        if self.connection:
            self.connection.close()


def raw_exchange(port, certificate, name, data, before=b""):
    """All bytes that come until the other side ends the connection, or is silent for a second."""
    received = b""
    try:
        with dial(port, certificate, name, before=before) as connection:
            connection.settimeout(1)
            connection.sendall(data)
            while part := connection.recv(65536):
                received += part
    except OSError:
        pass
    return received
