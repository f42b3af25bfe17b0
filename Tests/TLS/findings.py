#!/usr/bin/env python3
"""Says what testssl.sh found: findings.py JSON. Exits with 1 for what is above LOW and not excepted."""

import collections
import json
import sys

# What belongs to the certificate of the test; BREACH, as no answer holds a secret; and what the scan says of itself: it
# knows no GOST, and asks for a type that the index does not have.
EXCEPTED = ("cert_chain_of_trust", "cert_revocation", "BREACH", "engine_problem", "HTTP_status_code")
ABOVE_LOW = ("MEDIUM", "HIGH", "CRITICAL", "FATAL", "WARN")



def is_excepted(finding):
    # Its client of TLS 1.3 closes before it has read a ticket where the server is not faster: then it had nothing to resume
    # by, and says that it could not connect. What resumption does is for HandshakeTests to prove.
    if finding["id"].startswith("sessionresumption_") and "connect problem" in finding["finding"]:
        return True
    return finding["id"].split(" ")[0] in EXCEPTED


findings = json.load(open(sys.argv[1]))
counts = collections.Counter(finding["severity"] for finding in findings)
bad = [f for f in findings if f["severity"] in ABOVE_LOW]
for finding in bad:
    excepted = is_excepted(finding)
    print(f"testssl.sh: {finding['severity']} {finding['id']}: {finding['finding']}{' (excepted)' if excepted else ''}")
print("testssl.sh: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
# A scan that was cut short has found nothing.
if counts["OK"] < 30:
    sys.exit("testssl.sh did not come to its end")
sys.exit(not all(is_excepted(f) for f in bad))
