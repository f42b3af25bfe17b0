"""The certificate of the tests, made when they run."""

import subprocess


def make_certificate(folder):
    """For both names, signed by itself."""
    certificate = folder / "rungs.crt"
    command = "openssl req -x509 -days 2 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256".split()
    command += ["-subj", "/CN=rungs.example.org", "-addext", "subjectAltName=DNS:rungs.example.org,DNS:www.example.org"]
    command += ["-keyout", certificate.with_suffix(".key"), "-out", certificate]
    subprocess.run(command, check=True, capture_output=True, timeout=30)
    return certificate
