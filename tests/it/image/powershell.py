"""What a PowerShell script says, as JSON: read with tree-sitter, whose grammar is not PowerShell's own parser."""

import json
import sys

import tree_sitter
import tree_sitter_powershell

with open(sys.argv[1], "rb") as file:
    tree = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language())).parse(file.read())


def every(node):
    yield node
    for child in node.children:
        yield from every(child)


def text(node):
    return node.text.decode()


nodes = list(every(tree.root_node))
statements = next(node for node in nodes if node.type == "statement_list")
json.dump(
    {
        "broken": [f"{node.start_point.row + 1}: {text(node)}" for node in nodes if node.type == "ERROR" or node.is_missing],
        "statements": [text(node) for node in statements.children if node.is_named and node.type != "comment"],
        "commands": [text(node) for node in nodes if node.type == "command_name" or node.type == "command_name_expr"],
        "literals": [text(node)[1:-1] for node in nodes if node.type == "verbatim_string_characters"],
    },
    sys.stdout,
)
