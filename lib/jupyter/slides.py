"""Makes one self-contained HTML file of a notebook's slides. Asked by one JSON object on standard input."""

import json
import os
import sys

import nbformat
from nbconvert.exporters import SlidesExporter
from nbconvert.preprocessors import Preprocessor


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


def main():
    ask = json.load(sys.stdin)
    nb = nbformat.reads(ask["notebook"], as_version=4)
    nbformat.validate(nb)
    nb.metadata["language_info"] = {"name": "typescript", "pygments_lexer": "typescript"}
    exporter = SlidesExporter(
        template_name="netdive",
        extra_template_basedirs=[ask["templates"]],
        extra_template_paths=[ask["reveal"]],
        preprocessors=[Fold],
    )
    # A drawing before its page form: it stands on its own ground. Scripts among the outputs are not shown.
    exporter.config.NbConvertBase.display_data_priority = [
        "image/svg+xml",
        "text/html",
        "text/markdown",
        "image/png",
        "image/jpeg",
        "text/plain",
    ]
    html, _ = exporter.from_notebook_node(nb, resources={"title": ask["title"], "metadata": {"name": ask["title"]}})
    fresh = f"{ask['out']}.{os.getpid()}"
    with open(fresh, "w", encoding="utf-8") as file:
        file.write(html)
    os.replace(fresh, ask["out"])


if __name__ == "__main__":
    main()
