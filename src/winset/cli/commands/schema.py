"""`winset schema`: the JSON Schema of the case format."""

from __future__ import annotations

import json
from pathlib import Path

from winset.cli.asking import FILE, with_parameters


def schema(output: Path | None) -> None:
    r"""Print the JSON Schema of the case format.

    Editors use it to complete and check a case while it is typed.

    \b
    winset schema -o winset.schema.json
    """
    from winset.case.yaml.schema import schema as case_schema
    from winset.cli.writing import write_text

    write_text(json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n", output)


command = with_parameters(schema, None, (FILE,))
