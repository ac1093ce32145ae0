#!/usr/bin/env python3
"""Prints 120 doc comments and 40 messages of the program, drawn at random, for a person to judge.

Usage: python3 .ci/sample_prose.py SEED [--all]

Each item has its file and line and, for a doc comment, the signature of what it documents and the type that this
belongs to. A reader who has not seen the code marks each as clear or not. At least 97 % must be clear.
Doc comments are those of `src` outside tests. Messages are the texts that a user can see: errors, hints, notices,
help lines, comments of the config file, summaries of rules, broken invariants, and the paragraphs of `assets/help`. A
message is printed with the lines of code around it if it contains a placeholder. --all prints every item instead of a sample.
"""

import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS, MESSAGES = 120, 40
# Shorter texts are labels and names, which say nothing alone.
MIN_WORDS = 3

CONTAINER = re.compile(r"^(?:pub(?:\([^)]*\))? )?(?:unsafe )?(?:struct|enum|trait|impl|union)\b.*\{$")
TOKEN = re.compile(
    r'//[^\n]*'
    r'|/\*.*?\*/'
    r'|b?r(?P<hashes>#*)"(?P<raw>.*?)"(?P=hashes)'
    r'|b?"(?P<text>(?:[^"\\]|\\.)*)"'
    r"|b?'(?:[^'\\\n]|\\[^\n]{1,10}?)'",
    re.S,
)
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE \w+ SET|DELETE FROM|CREATE|WHERE|JOIN|PRAGMA|VALUES|ORDER BY|RETURNING|ROWID)\b"
                 r"|^(AND|OR|FROM) |\?\d")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--all"]
    docs, messages = [], []
    for path in program_files():
        lines = path.read_text().split("\n")
        end = start_of_tests(lines)
        read_docs(path, lines[:end], docs, messages)
        read_literals(path, "\n".join(lines[:end]), messages)
    read_help(messages)
    if "--all" in sys.argv:
        print_items("DOC", docs)
        print_items("MESSAGE", messages)
        return
    if len(arguments) != 1 or not arguments[0].isdigit():
        sys.exit(__doc__)
    draw = random.Random(int(arguments[0]))
    print_items("DOC", draw.sample(docs, DOCS))
    print_items("MESSAGE", draw.sample(messages, MESSAGES))
    print(f"{len(docs)} doc comments and {len(messages)} messages in all", file=sys.stderr)


def program_files():
    """Returns the source files that are not compiled for tests only."""
    files = sorted((ROOT / "src").rglob("*.rs"))
    tests = set()
    for path in files:
        home = path.parent if path.stem in ("mod", "lib", "main") else path.with_suffix("")
        for name in re.findall(r"#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))? )?mod (\w+);", path.read_text()):
            tests.update((home / f"{name}.rs", home / name))
    return [p for p in files if not any(p == t or t in p.parents for t in tests)]


def start_of_tests(lines):
    """Returns the number of the first line of the module of tests at the end of a file."""
    for number, line in enumerate(lines[:-1]):
        if line == "#[cfg(test)]" and re.match(r"mod \w+ \{", lines[number + 1]):
            return number
    return len(lines)


def read_docs(path, lines, docs, messages):
    """Adds the doc comments of a file. Those of command-line arguments are help lines, and so are messages."""
    container, is_arguments, derives = "", False, ""
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if lines[at].startswith("#[derive"):
            derives = line
        elif CONTAINER.match(lines[at]):
            container, is_arguments, derives = line, bool(re.search(r"\b(Args|ValueEnum|Parser|Subcommand)\b", derives)), ""
        elif lines[at] in ("}", "};"):
            container, is_arguments = "", False
        if not line.startswith(("///", "//!")):
            at += 1
            continue
        mark, start, block = line[:3], at, []
        while at < len(lines) and lines[at].strip().startswith(mark):
            block.append(lines[at].strip()[3:].strip())
            at += 1
        item = signature(lines, at) if mark == "///" else ""
        attributes, _ = item_after(lines, at)
        is_help = item and (is_arguments or attributes.startswith("#[arg"))
        inside = container if item and lines[start][0] == " " else ""
        (messages if is_help else docs).append((path, start + 1, "\n".join(block), " :: ".join(filter(None, (inside, item)))))


def item_after(lines, at):
    """Returns the attributes from a line on, and the line after them."""
    attributes = []
    while at < len(lines) and lines[at].strip().startswith("#["):
        depth = 0
        while at < len(lines):
            depth += lines[at].count("[") - lines[at].count("]")
            attributes.append(lines[at].strip())
            at += 1
            if depth <= 0:
                break
    return " ".join(attributes), at


def signature(lines, at):
    """Returns the item that begins after a comment, without its body."""
    _, at = item_after(lines, at)
    parts = []
    while at < len(lines) and len(parts) < 12:
        parts.append(lines[at].strip())
        if parts[-1].endswith(("{", ";", ",", "}")) and " ".join(parts).count("(") <= " ".join(parts).count(")"):
            break
        at += 1
    return " ".join(parts)


def read_literals(path, text, messages):
    """Adds the string literals of a file that are prose."""
    # Examples of rules, and lists of phrases to search for, are data and not messages.
    data = r"\b(?:finds|silent): &\[.*?\n    \],|\b(?:const|static) \w+: (?:&?\[&str(?:; \w+)?\]) = &?\[.*?\];"
    example_ranges = [m.span() for m in re.finditer(data, text, re.S)]
    lines = text.split("\n")
    for match in TOKEN.finditer(text):
        literal = match["text"] if match["text"] is not None else match["raw"]
        if literal is None or any(a <= match.start() < b for a, b in example_ranges):
            continue
        literal = re.sub(r"\\\n\s*", "", literal)
        if is_prose(literal) and not SQL.search(literal):
            number = text[: match.start()].count("\n")
            around = lines[max(0, number - 3) : number + 4] if "{" in literal else []
            messages.append((path, number + 1, literal, "\n        " + "\n        ".join(around) if around else ""))


def is_prose(literal):
    """Returns true for a text of at least three words with a lower-case one."""
    words = re.findall(r"(?<![\w{:/.-])[A-Za-z][a-z']*(?![\w}:/])", literal)
    return len(words) >= MIN_WORDS and literal.strip().count(" ") >= MIN_WORDS - 1 and any(w.islower() for w in words)


def read_help(messages):
    """Adds the paragraphs and table rows of the manual."""
    for path in sorted((ROOT / "assets/help").glob("*.md")):
        number, heading = 1, ""
        for block in re.split(r"(\n{2,})", path.read_text()):
            if block.startswith("#"):
                heading = block
            elif block.strip() and not block.startswith("    "):
                for offset, row in enumerate(block.split("\n") if block.startswith("|") else [" ".join(block.split("\n"))]):
                    if is_prose(row):
                        messages.append((path, number + offset, row, f"under {heading}"))
            number += block.count("\n")


def print_items(kind, items):
    for number, (path, line, text, item) in enumerate(items, 1):
        print(f"{kind} {number} [{path.relative_to(ROOT)}:{line}] {text}" + (f"\n    ITEM: {item}" if item else ""))


main()
