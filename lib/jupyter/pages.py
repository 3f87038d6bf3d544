"""Makes HTML of notebooks by nbconvert: slides, a chapter to read, the course's first page. Asked by one JSON object on standard
input; prints the path of each file once it is whole."""

import json
import os
import re
import sys

# jsonschema has a grammar of all internet addresses worked out, which takes a second. A notebook's schema knows none.
sys.modules["rfc3987_syntax"] = None

import nbformat
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter, SlidesExporter
from nbconvert.preprocessors import Preprocessor

# What of an output is shown, the first that is there. Scripts among the outputs are not.
REST = ["text/markdown", "image/png", "image/jpeg", "text/plain"]
# On a slide a drawing stands on its own ground; on a page it takes the page's colours.
SLIDE = ["image/svg+xml", "text/html", *REST]
PAGE = ["text/html", "image/svg+xml", *REST]


class Fold(Preprocessor):
    """What is folded in the notebook is not on the slide, nor is an exercise's solution or what it printed."""

    def preprocess_cell(self, cell, resources, index):
        folded = cell.metadata.get("jupyter", {})
        solution = "solution" in cell.metadata.get("tags", [])
        if solution or folded.get("source_hidden"):
            cell.metadata["transient"] = {"remove_source": True}
        if solution or folded.get("outputs_hidden"):
            cell.outputs = []
        return cell, resources


def sections(html):
    """The second-level headings of a text: where to jump to, and their words."""
    for heading in BeautifulSoup(html, "html.parser").select("h2[id]"):
        for link in heading.select("a.anchor-link"):
            link.decompose()
        yield heading["id"], heading.get_text()


def exporter(kind, ask):
    common = {"extra_template_basedirs": [ask["templates"]], "extra_template_paths": [ask["templates"], ask["reveal"]]}
    if kind == "slides":
        made = SlidesExporter(template_name="netdive", preprocessors=[Fold], **common)
    else:
        made = HTMLExporter(template_name="site", template_file=f"{kind}.html.j2", preprocessors=[], **common)
    made.config.NbConvertBase.display_data_priority = SLIDE if kind == "slides" else PAGE
    made.register_filter("sections", sections)
    return made


def each_style_once(html):
    """Every drawing and table brings its style along. They are the same: the page needs one of each."""
    seen = set()

    def first(style):
        again = style[0] in seen
        seen.add(style[0])
        return "" if again else style[0]

    return re.sub(r"<style>.*?</style>", first, html, flags=re.DOTALL)


def each_heading_once(html):
    """Headings of the same words get places of their own to jump to."""
    seen = {}

    def own(heading):
        start, name, middle, _ = heading.groups()
        seen[name] = seen.get(name, 0) + 1
        name = name if seen[name] == 1 else f"{name}-{seen[name]}"
        return f'{start}{name}{middle}{name}"'

    return re.sub(r'(<h[1-6] id=")([^"]*)(">.*?<a class="anchor-link" href="#)([^"]*)"', own, html)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    fresh = f"{path}.{os.getpid()}"
    with open(fresh, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(fresh, path)


def main():
    ask = json.load(sys.stdin)
    exporters = {}
    for page in ask["pages"]:
        kind = page["kind"]
        if kind not in exporters:
            exporters[kind] = exporter(kind, ask)
        nb = nbformat.reads(page["notebook"], as_version=4)
        nbformat.validate(nb)
        nb.metadata["language_info"] = {"name": "typescript", "pygments_lexer": "typescript"}
        resources = {
            "title": page["title"],
            "metadata": {"name": page["title"]},
            "colours": ask["colours"],
            "about": page.get("about"),
        }
        html, _ = exporters[kind].from_notebook_node(nb, resources=resources)
        write(page["out"], each_heading_once(each_style_once(html)))
        print(page["out"], flush=True)


if __name__ == "__main__":
    main()
