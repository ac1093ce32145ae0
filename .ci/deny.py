"""Checks licences, bans and sources of all dependencies against .ci/deny.toml."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The program, and the Python binding with a lock file of its own.
PLACES = (ROOT, ROOT / "src" / "python")


def allowed(expression, licences):
    """Returns whether an SPDX expression can be met with these licences."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def either():
        met = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = both() or met
        return met

    def both():
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one():
        token = tokens.pop(0)
        if token == "(":
            met = either()
            tokens.pop(0)
            return met
        if tokens and tokens[0] == "WITH":
            # An exception only permits more than the licence itself.
            del tokens[:2]
        return token in licences

    return either()


def complaints(config, packages, lock):
    licences = set(config["licenses"]["allow"])
    excepted = {e["name"]: set(e["allow"]) for e in config["licenses"].get("exceptions", [])}
    banned = {ban["name"] for ban in config["bans"]["deny"]}
    checksums = {(p["name"], p["version"]) for p in lock["package"] if "checksum" in p}
    registries = {p["source"] for p in packages if p["source"]}
    if len(registries) > 1:
        yield f"more than one source: {', '.join(sorted(registries))}"
    for package in packages:
        name = f"{package['name']} {package['version']}"
        own = package["source"] is None
        expression = package["license"] or ""
        fine = licences | excepted.get(package["name"], set())
        if not expression or not allowed(expression, fine):
            yield f"{name}: the licence `{expression}` is not allowed"
        if package["name"] in banned:
            yield f"{name}: it is banned"
        if own and Path(package["manifest_path"]).parent not in PLACES:
            yield f"{name}: it lies outside the repository"
        if not own and not package["source"].startswith(("registry+", "sparse+")):
            yield f"{name}: it comes from {package['source']}"
        if not own and (package["name"], package["version"]) not in checksums:
            yield f"{name}: Cargo.lock has no checksum of it"
        for dependency in package["dependencies"] if own else []:
            if dependency["req"] == "*":
                yield f"{name}: the version of {dependency['name']} is a wildcard"


def main():
    config = tomllib.loads((ROOT / ".ci/deny.toml").read_text())
    found = set()
    n_packages = 0
    for place in PLACES:
        lock = tomllib.loads((place / "Cargo.lock").read_text())
        command = ["cargo", "metadata", "--locked", "--format-version", "1"]
        printed = subprocess.run(command, cwd=place, check=True, capture_output=True).stdout
        packages = json.loads(printed)["packages"]
        found.update(complaints(config, packages, lock))
        n_packages += len(packages)
    for complaint in sorted(found):
        print(f"deny: {complaint}", file=sys.stderr)
    print(f"deny: {n_packages} packages, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    assert allowed("MIT OR GPL-3.0", {"MIT"}) and allowed("(A OR B) AND C", {"B", "C"})
    assert not allowed("A AND B", {"A"}) and allowed("X WITH y OR Z", {"X"})
    sys.exit(main())
