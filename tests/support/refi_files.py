"""Files of REFI-QDA, made by hand as programs write them, and the schema of the standard from an installed package."""

import io
import re
import zipfile
from importlib.metadata import files as installed
from pathlib import Path

from lxml import etree

SPACE = "urn:QDA-XML:project:1.0"
XSD = "qualitative_coding/refi_qda/schema.xsd"


def file_of(package, name):
    """Return the path of a file of an installed package."""
    return Path(next(each for each in installed(package) if str(each) == name).locate())


def id_of(number):
    """Return a GUID with a number in it."""
    return f"00000000-0000-0000-0000-{number:012d}"


def write_qdpx(path, inner, sources=(), origin="", project="project.qde", xml=None):
    """Write a project whose XML holds `inner`, in which #1 stands for the GUID with the number 1; return its path."""
    inner = re.sub(r"#(\d+)", lambda number: id_of(int(number[1])), inner)
    if xml is None:
        xml = f'<?xml version="1.0" encoding="utf-8"?><Project name="P" xmlns="{SPACE}" origin="{origin}">{inner}</Project>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(sources).items():
            archive.writestr(name, content if isinstance(content, bytes) else content.encode())
        archive.writestr(project, xml)
    path.write_bytes(made.getvalue())
    return path


def xml_of(path):
    """Return the root of the XML of a project, read with lxml alone."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


def faults(xml, space=SPACE):
    """Return what the schema of projects finds in a document, or that of codebooks: the same codes in another space."""
    text = file_of("qualitative-coding", XSD).read_bytes()
    root = etree.fromstring(text.replace(SPACE.encode(), space.encode()))
    if space != SPACE:
        root.find("{*}element").set("name", "CodeBook")
        root.find("{*}element").set("type", "CodeBookType")
        book = root.find("{*}complexType[@name='CodeBookType']")
        etree.SubElement(book, f"{{{root.nsmap['xsd']}}}attribute", name="origin", type="xsd:string")
    schema = etree.XMLSchema(root)
    schema.validate(etree.fromstring(xml))
    return [str(fault) for fault in schema.error_log]
