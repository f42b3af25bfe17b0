"""Says what a reader of Markdown sees, with the markdown-it-py package: read.py < DOCUMENTS

A line of the input is a document as a JSON string, a line of the output what it holds, as a JSON array with an array for
each block of text: its kind ("h1", "h2", "p", or "ul" and "ol" for an item of a list) and its text, in which what is
strong stands between U+0002 and U+0003, and a link is its text and its address between U+0001. The parser is that of
CommonMark with the tables and the strikethrough of GitHub.
"""

import json
import sys

import markdown_it

parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text(inline):
    shown = ""
    for token in inline.children:
        if token.type == "text":
            shown += token.content
        elif token.type == "strong_open":
            shown += "\u0002"
        elif token.type == "strong_close":
            shown += "\u0003"
        elif token.type in ("link_open", "link_close"):
            shown += "\u0001" + (token.attrs.get("href", ""))
        else:
            # Whatever else there is was not meant.
            shown += f"[{token.type}]"
    return shown


def blocks(document):
    kinds = []
    for token in parser.parse(document):
        if token.type == "inline":
            yield [kinds[-1] if kinds[-1] != "p" or len(kinds) < 3 else kinds[-3], text(token)]
        elif token.nesting == 1:
            kinds.append(token.tag)
        elif token.nesting == -1:
            kinds.pop()
        else:
            yield [token.type, token.content]


for line in sys.stdin:
    print(json.dumps(list(blocks(json.loads(line)))))
