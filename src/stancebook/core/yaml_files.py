"""YAML read by the safe loader; a key that a mapping has twice is an error."""

from pathlib import Path

import yaml

from stancebook.core.tables import UnreadableFile


def read_yaml(path):
    """What a YAML file holds, read by the safe loader; raises UnreadableFile where it gives a key twice."""
    told, twice = parse_yaml(Path(path).read_text(encoding="utf-8"))
    for key, line in twice:
        raise UnreadableFile(f"{Path(path).name}, row {line}: '{key}' stands there twice; make one of them")
    return told


def parse_yaml(text):
    """What a YAML text holds, and each key that a mapping of it has already had, with its line."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        twice = list(_twice(node))  # before the loader drops the first of them
        return None if node is None else loader.construct_document(node), twice
    finally:
        loader.dispose()


def _twice(node):
    """Each key that a mapping in a YAML node has already had, with its line."""
    waiting, met = [node], set()
    for node in waiting:
        if node is None or id(node) in met or isinstance(node, yaml.ScalarNode):
            continue
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
            continue
        yield from _again([key for key, _ in node.value if isinstance(key, yaml.ScalarNode)])
        waiting += [value for _, value in node.value]


def _again(keys):
    """Each key that stands before it among these already, with its line."""
    seen = set()
    for key in keys:
        if key.value in seen:
            yield key.value, key.start_mark.line + 1
        seen.add(key.value)
