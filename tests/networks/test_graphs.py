"""The network's files: read back by networkx, and with what Gephi and visone ask for."""

import csv
import doctest
import io
import os
import subprocess
import sys
from xml.etree import ElementTree

import networkx
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stancebook.core.markdown import visible
from stancebook.networks import graphs
from stancebook.networks.activity import activity
from stancebook.networks.congruence import one_mode, ties

GEXF = "{http://www.gexf.net/1.2draft}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_docstring_examples():
    outcome = doctest.testmod(graphs)
    assert outcome.attempted and not outcome.failed


def said(*rows):
    """A table of statements from rows of actor, issue and position."""
    return pd.DataFrame(list(rows), columns=["actor", "issue", "position"]).assign(article="000")


# a stands at 2 and 1, b at 2 twice, c at -2, d on another issue only, e alone
TOY = said(*zip("aabbcddae", [*["bridge"] * 5, *["tunnel"] * 3, "road"], (2, 1, 2, 2, -2, 1, 1, -1, 0), strict=True))
NAMES = {"a": "Arland & co", "b": "Borduria", "c": "Ĉordovia", "d": "Dorland", "e": "Eland"}
TYPES = dict.fromkeys("abcd", "state") | {"e": "person"}
SIDES = {"a": 1, "b": 1, "c": -1}
NODES = graphs.nodes(TOY, SIDES, NAMES, TYPES)
EDGES = graphs.edges(ties(one_mode(activity(TOY, scale=range(-2, 3)))))
FILES = graphs.files(NODES, EDGES)


def test_nodes_and_edges_are_counted_by_hand():
    assert NODES.values.tolist() == [
        ["a", "Arland & co", "state", 1, 3],
        ["b", "Borduria", "state", 1, 2],
        ["c", "Ĉordovia", "state", -1, 1],
        ["d", "Dorland", "state", 0, 2],
        ["e", "Eland", "person", 0, 1],
    ]
    # a and b: 2 with 2 twice, 1 with 2 twice; c is at the other end; a and d: -1 and 1, half of the scale apart
    assert EDGES.values.tolist() == [
        ["a", "b", "Undirected", 3.5, "congruence", 3.5, 0.5, 3, 1],
        ["a", "c", "Undirected", 0.25, "conflict", 0.25, 1.75, -1.5, 1],
        ["a", "d", "Undirected", 1, "as much of both", 1, 1, 0, 1],
        ["b", "c", "Undirected", 0.001, "conflict", 0, 2, -2, 1],
    ]


def test_the_sign_is_that_of_the_net_and_the_least_weight_is_for_none_alone():
    rows = [
        ("a", "b", 0.0005, 0.0004, 0.0001),
        ("a", "c", 0.3, 0.1, 0.2),
        ("a", "d", 0.1, 0.3, -0.2),
        ("a", "e", 0.2, 0.2, 0),
    ]
    table = pd.DataFrame(
        [(*row, 1) for row in rows], columns=["actor_a", "actor_b", "congruence", "conflict", "net", "issues"]
    )
    found = graphs.edges(table[::-1])
    assert found["sign"].tolist() == ["congruence", "congruence", "conflict", "as much of both"]
    assert found["Weight"].tolist() == [0.001, 0.3, 0.1, 0.2] and found["Target"].tolist() == [*"bcde"]


@pytest.mark.parametrize("name, read", [("ties.graphml", networkx.read_graphml), ("ties.gexf", networkx.read_gexf)])
def test_networkx_reads_back_what_was_written(name, read):
    back = read(io.BytesIO(FILES[name].encode()))
    assert {
        node: {key: data[key] for key in ("label", "type", "camp", "n")} for node, data in back.nodes(data=True)
    } == {row.Id: {"label": row.Label, "type": row.type, "camp": row.camp, "n": row.n} for row in NODES.itertuples()}
    columns = ["weight", "sign", "congruence", "conflict", "net", "issues"]
    assert {(one, other): [data[key] for key in columns] for one, other, data in back.edges(data=True)} == {
        (row.Source, row.Target): [row.Weight, row.sign, row.congruence, row.conflict, row.net, row.issues]
        for row in EDGES.itertuples()
    }
    assert not back.is_directed() and back.degree["e"] == 0


def test_gexf_is_as_gephi_expects_it():
    """Labels and weights are attributes of nodes and edges; each value is for a declared column; no date, no version."""
    root = ElementTree.fromstring(FILES["ties.gexf"])
    assert root.tag == GEXF + "gexf" and root.get("version") == "1.2"
    graph = root.find(GEXF + "graph")
    assert graph.get("defaultedgetype") == "undirected" and graph.get("mode") == "static"
    declared = {each.get("class"): {a.get("id"): a for a in each} for each in graph.iter(GEXF + "attributes")}
    titles = {kind: {a.get("title"): a.get("type") for a in columns.values()} for kind, columns in declared.items()}
    assert titles["node"] == {"type": "string", "camp": "long", "n": "long"}
    assert titles["edge"] == {"sign": "string", "issues": "long"} | dict.fromkeys(
        ["congruence", "conflict", "net"], "double"
    )
    for kind in ("node", "edge"):
        for element in graph.iter(GEXF + kind):
            used = [value.get("for") for value in element.iter(GEXF + "attvalue")]
            assert sorted(used) == sorted(declared[kind])
    assert [node.get("label") for node in graph.iter(GEXF + "node")] == list(NAMES.values())
    weights = [float(edge.get("weight")) for edge in graph.iter(GEXF + "edge")]
    assert weights == EDGES["Weight"].tolist() and min(weights) > 0
    assert len({edge.get("id") for edge in graph.iter(GEXF + "edge")}) == len(EDGES)
    assert "lastmodified" not in FILES["ties.gexf"] and "NetworkX" not in FILES["ties.gexf"]


def test_graphml_declares_each_key_by_its_name_and_type():
    root = ElementTree.fromstring(FILES["ties.graphml"])
    keys = {key.get("id"): key for key in root.iter(GRAPHML + "key")}
    assert all(key.get("attr.name") == name for name, key in keys.items())
    assert {name: (key.get("for"), key.get("attr.type")) for name, key in keys.items()} == {
        "label": ("node", "string"), "type": ("node", "string"), "camp": ("node", "long"), "n": ("node", "long"),
        "weight": ("edge", "double"), "sign": ("edge", "string"), "congruence": ("edge", "double"),
        "conflict": ("edge", "double"), "net": ("edge", "double"), "issues": ("edge", "long"),
    }  # fmt: skip
    assert {data.get("key") for data in root.iter(GRAPHML + "data")} == set(keys)
    assert root.find(GRAPHML + "graph").get("edgedefault") == "undirected"


def test_lists_have_the_heads_that_gephi_knows():
    nodes, edges = (list(csv.DictReader(FILES[name].splitlines())) for name in ("ties_nodes.csv", "ties_edges.csv"))
    assert list(nodes[0]) == ["Id", "Label", "type", "camp", "n"] and nodes[0]["Label"] == "Arland & co"
    assert list(edges[0])[:4] == ["Source", "Target", "Type", "Weight"] and edges[3]["Weight"] == "0.001"
    assert {edge[end] for edge in edges for end in ("Source", "Target")} <= {node["Id"] for node in nodes}


def test_without_ties_there_are_nodes_and_without_statements_nothing():
    none = graphs.edges(ties(one_mode(activity(TOY[:0]))))
    files = graphs.files(NODES, none)
    assert len(networkx.parse_graphml(files["ties.graphml"])) == 5 and files["ties_edges.csv"].count("\n") == 1
    nobody = graphs.files(graphs.nodes(TOY[:0], {}, NAMES, TYPES), none)
    assert len(networkx.read_gexf(io.BytesIO(nobody["ties.gexf"].encode()))) == 0


def test_the_order_of_ties_and_statements_does_not_show():
    again = graphs.nodes(TOY[::-1], SIDES, NAMES, TYPES)
    table = ties(one_mode(activity(TOY, scale=range(-2, 3))))
    assert graphs.files(again, graphs.edges(table[::-1])) == FILES


@given(st.lists(st.text(min_size=1), min_size=2, max_size=5, unique=True))
def test_any_name_that_xml_can_hold_comes_back_from_graphml(names):
    assume(not any(graphs.UNPRINTABLE.search(name) for name in names))
    statements = said(*((name, "bridge", 1) for name in names))
    labels = {name: name[::-1].replace("\r", " ") for name in names}  # XML reads a line end of any make as \n
    nodes = graphs.nodes(statements, {}, labels, {})
    files = graphs.files(nodes, graphs.edges(ties(one_mode(activity(statements)))))
    back = networkx.parse_graphml(files["ties.graphml"].encode("utf-8").decode("utf-8"))
    shown = {node: visible(label) for node, label in labels.items()}
    assert {node: data["label"] for node, data in back.nodes(data=True)} == shown
    assert len(back.edges) == len(names) * (len(names) - 1) // 2


def test_hostile_names_are_escaped():
    hostile = "<b>&\"'</node>]]>", "two\nlines\tand\ra tab", "–ü😀"
    statements = said(*((name, "bridge", 1) for name in hostile))
    nodes = graphs.nodes(statements, {}, {name: name for name in hostile}, {})
    files = graphs.files(nodes, graphs.edges(ties(one_mode(activity(statements)))))
    for name, tag in (("ties.graphml", GRAPHML + "node"), ("ties.gexf", GEXF + "node")):
        assert [node.get("id") for node in ElementTree.fromstring(files[name]).iter(tag)] == sorted(hostile)
        assert "<b>" not in files[name]


@pytest.mark.parametrize("name", ["a\x00", "\x1b[31m", "\ufffe", "a\u202eb"])
def test_signs_of_a_name_that_one_cannot_see_are_shown(name):
    files = graphs.files(graphs.nodes(TOY, {}, {"a": name}, {"a": name}), EDGES)
    for file in ("ties.graphml", "ties.gexf"):
        assert files[file].count(visible(name)) == 2 and ElementTree.fromstring(files[file]) is not None


def test_an_id_that_xml_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="has a character that XML cannot hold: rename it"):
        graphs.files(graphs.nodes(TOY, {}, {}, {}).assign(Id="a\x00"), EDGES)


def test_files_are_the_same_to_the_byte_whatever_the_hash_seed_the_day_or_the_order():
    work = """if True:
        import sys
        import time
        time.strftime = lambda *_: sys.argv[1]  # the date, for whoever asks
        import pandas as pd
        from stancebook.networks import graphs
        from stancebook.networks.activity import activity
        from stancebook.networks.congruence import one_mode, ties
        rows = list(zip("aabbcdda", ["bridge"] * 5 + ["tunnel"] * 3, (2, 1, 2, 2, -2, 1, 1, -1)))[:: int(sys.argv[2])]
        said = pd.DataFrame(rows, columns=["actor", "issue", "position"]).assign(article="000")
        nodes = graphs.nodes(said, {}, {}, {})
        print(graphs.files(nodes, graphs.edges(ties(one_mode(activity(said))))))
    """
    texts = set()
    for seed, day, order in (("0", "2031-01-01", "1"), ("1", "2042-02-02", "-1")):
        run = [sys.executable, "-c", work, day, order]
        seeded = os.environ | {"PYTHONHASHSEED": seed}
        texts.add(subprocess.run(run, capture_output=True, check=True, env=seeded).stdout)
    assert len(texts) == 1 and b'<node id="a"' in texts.pop()
