"""The network as files for programs that draw and measure networks: GraphML, GEXF, and lists of nodes and edges.

Gephi and visone read `label` of a node and `weight` of an edge. The weight is what draws two actors together in a
layout: their congruence, and LEAST where they have none, because Gephi leaves out edges of weight 0 and no layout takes
negative ones. Conflict has a column of its own, and `sign` says which of the two prevails.

>>> from stancebook.core.schema import TIES
>>> ties = pd.DataFrame([("arland", "borduria", 0.25, 1.75, -1.5, 1)], columns=TIES.names)
>>> said = pd.DataFrame({"actor": ["arland", "arland", "borduria"]})
>>> actors = nodes(said, {"arland": 1, "borduria": -1}, {"arland": "Arland"}, {"arland": "state"})
>>> actors.values.tolist()
[['arland', 'Arland', 'state', 1, 2], ['borduria', 'borduria', '', -1, 1]]
>>> edges(ties).values.tolist()
[['arland', 'borduria', 'Undirected', 0.25, 'conflict', 0.25, 1.75, -1.5, 1]]
>>> sorted(files(actors, edges(ties)))
['ties.gexf', 'ties.graphml', 'ties_edges.csv', 'ties_nodes.csv']
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stancebook.core.markdown import visible
from stancebook.core.tables import in_words

if TYPE_CHECKING:
    import networkx

LEAST = 0.001  # the weight of an edge without congruence
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STAMP = re.compile("<meta lastmodifieddate=.*?</meta>", re.DOTALL)  # in GEXF: a date and a version


def nodes(
    statements: pd.DataFrame, sides: Mapping[str, int], names: Mapping[str, str], types: Mapping[str, str]
) -> pd.DataFrame:
    """Return a row for each actor of the statements: Id, Label, its type, its camp (1, -1, 0 for none), statements.

    Columns have the names that Gephi expects in a list of nodes. `names` and `types` lead from an actor.
    """
    n = statements["actor"].value_counts().sort_index()
    rows = [
        (actor, names.get(actor, actor), types.get(actor, ""), sides.get(actor, 0), int(n[actor])) for actor in n.index
    ]
    return pd.DataFrame(rows, columns=["Id", "Label", "type", "camp", "n"])


def edges(ties: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each tie: Source, Target, Type, Weight, sign, and what ties.csv has of it."""
    ties = ties.sort_values(["actor_a", "actor_b"], ignore_index=True)
    signs = np.select([ties["net"] > 0, ties["net"] < 0], ["congruence", "conflict"], "as much of both")
    first = pd.DataFrame({
        "Source": ties["actor_a"], "Target": ties["actor_b"], "Type": "Undirected",
        "Weight": ties["congruence"].clip(lower=LEAST), "sign": signs,
    })  # fmt: skip
    return first.join(ties[["congruence", "conflict", "net", "issues"]])


def files(nodes: pd.DataFrame, edges: pd.DataFrame) -> dict[str, str]:
    """Return the texts of the four files by their names; raise ValueError for an id that XML cannot hold.

    In the two of XML, signs of a name that one cannot see are shown by their code points.
    """
    import networkx  # here, because it takes a third of a second to import

    drawn = graph(nodes, edges)
    gexf = STAMP.sub("<meta><creator>Stancebook</creator></meta>", "\n".join(networkx.generate_gexf(drawn)))
    return {
        "ties.graphml": "\n".join(networkx.generate_graphml(drawn, named_key_ids=True)) + "\n",
        "ties.gexf": gexf + "\n",
        "ties_nodes.csv": in_words(nodes),
        "ties_edges.csv": in_words(edges),
    }


def graph(nodes: pd.DataFrame, edges: pd.DataFrame) -> "networkx.Graph":
    """Return the networkx.Graph of nodes and edges, with label, type, camp and n, and weight, sign and the rest."""
    import networkx

    result = networkx.Graph()
    for node in nodes.rename(columns={"Label": "label"}).to_dict("records"):
        if UNPRINTABLE.search(node["Id"]):
            raise ValueError(f"actor {node['Id']!r} has a character that XML cannot hold: rename it")
        node |= {"label": visible(node["label"]), "type": visible(node["type"])}
        result.add_node(node.pop("Id"), **node)
    for edge in edges.drop(columns="Type").rename(columns={"Weight": "weight"}).to_dict("records"):
        result.add_edge(edge.pop("Source"), edge.pop("Target"), **edge)
    return result
