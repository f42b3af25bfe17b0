"""Says what a JSON Schema makes of documents, with the jsonschema package: validate.py SCHEMA < DOCUMENTS

A line of the input is a document in Base64, a line of the output its verdict: "valid", "invalid", or "unreadable" where
it is no JSON text. First the schema itself is checked against its meta-schema, and its examples against the schema.
"""

import base64
import decimal
import json
import sys

import jsonschema


def parse(text):
    # Decimal: a float would round 2.00000000000000000001 to an integer.
    return json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal, parse_constant=refuse)


def refuse(name):
    raise ValueError(f"{name} is not JSON")


def is_number(_, value):
    return isinstance(value, decimal.Decimal)


def is_integer(_, value):
    return isinstance(value, decimal.Decimal) and value == value.to_integral_value()


def subschemas(value):
    """Every object in the schema: those that are no schemas have no examples."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from subschemas(part)


def verdict(validator, line):
    try:
        document = parse(base64.b64decode(line).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return "unreadable"
    return "valid" if validator.is_valid(document) else "invalid"


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft = jsonschema.Draft202012Validator
Draft.check_schema(schema)
types = Draft.TYPE_CHECKER.redefine_many({"number": is_number, "integer": is_integer})
Validator = jsonschema.validators.extend(Draft, type_checker=types)
for subschema in subschemas(schema):
    for example in subschema.get("examples", []):
        # With the definitions that its references lead to, and without the name that makes them absolute.
        part = {key: value for key, value in subschema.items() if key != "$id"} | {"$defs": schema["$defs"]}
        Validator(part).validate(parse(json.dumps(example)))
validator = Validator(schema)
for line in sys.stdin:
    print(verdict(validator, line))
