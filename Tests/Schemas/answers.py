"""Checks answers against the schemas that they should have: answers.py < CASES

The first line of the input is an object from the names of schemas to the schemas. Every other line is an object with
`schema`, a name, `answer`, a document, and `from`, what was asked. Schemas are closed for it: a member that a schema
does not name is a fault. What is printed is a line for each fault, and for each property that no answer had.
"""

import json
import sys

import jsonschema


def close(schema):
    """The schema with every object closed."""
    if isinstance(schema, list):
        return [close(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: close(part) for name, part in schema.items()}
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        closed.setdefault("unevaluatedProperties", False)
    return closed


def properties(schema, root, value, seen, path):
    """Notes which properties of the schema the value has."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        return properties(root["$defs"][name], root, value, seen, name)
    for name, part in schema.get("properties", {}).items():
        place = f"{path}.{name}"
        here = isinstance(value, dict) and name in value
        seen[place] = seen.get(place, False) or here
        properties(part, root, value[name] if here else None, seen, place)
    if "items" in schema:
        for element in value if isinstance(value, list) and value else [None]:
            properties(schema["items"], root, element, seen, path)


schemas = json.loads(sys.stdin.readline())
validators = {}
for name, schema in schemas.items():
    jsonschema.Draft202012Validator.check_schema(schema)
    validators[name] = jsonschema.Draft202012Validator(close(schema))
seen = {}
for line in sys.stdin:
    case = json.loads(line)
    schema = schemas[case["schema"]]
    for error in validators[case["schema"]].iter_errors(case["answer"]):
        print(f"{case['from']}: {error.json_path}: {error.message[:200]}")
    properties(schema, schema, case["answer"], seen, schema["title"])
for place, was_seen in seen.items():
    if not was_seen:
        print(f"no answer has {place}")
