"""Teaches papermill to write parameters (-p) in TypeScript. Papermill has no entry point for translators of
parameters, so this module is loaded by way of its entry point for engines, of which it adds none of its own."""

import json
import math
import re

from papermill.engines import NBClientEngine as Engine  # noqa: F401, what the entry point names
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators


DECLARATION = re.compile(
    r"^[ \t]*(?:export\s+)?(?:const|let|var)\s+(?P<name>[\w$]+)\s*(?::\s*(?P<type>[^=;\n]+?))?\s*"
    r"=(?P<value>(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|(?!//)[^;\n\"'`])*);?[ \t]*(?://(?P<help>.*))?$",
    re.MULTILINE,
)


class TypeScriptTranslator(Translator):
    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_bool(cls, val):
        return "true" if val else "false"

    @classmethod
    def translate_str(cls, val):
        return json.dumps(val, ensure_ascii=False)

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        return repr(float(val)) if math.isfinite(val) else ("Infinity" if val > 0 else "-Infinity")

    @classmethod
    def translate_dict(cls, val):
        pairs = [f"{cls.key(str(name))}: {cls.translate(item)}" for name, item in val.items()]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"

    @classmethod
    def key(cls, name):
        written = json.dumps(name, ensure_ascii=False)
        return f"[{written}]" if name == "__proto__" else written  # which would set the prototype otherwise

    @classmethod
    def translate_list(cls, val):
        return f"[{', '.join(cls.translate(item) for item in val)}]"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        """What a cell declares in lines of their own, for papermill's --help-notebook."""
        found = DECLARATION.finditer(parameters_cell["source"])
        return [
            Parameter(each["name"], each["type"] or "None", each["value"].strip(), (each["help"] or "").strip())
            for each in found
        ]


for name in ("typescript", "javascript"):
    papermill_translators.register(name, TypeScriptTranslator)
