"""Notebooks run by the clients that people run them with."""

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import nbformat
from harness import address, main
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def client(made, **options):
    """Over ipc, where no other test can take the ports meanwhile."""
    manager = AsyncKernelManager(kernel_name="parallax", transport="ipc", ip=address())
    return NotebookClient(made, timeout=400, km=manager, **options)


def notebook(*codes):
    cells = [new_markdown_cell("# Title"), *map(new_code_cell, codes)]
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "parallax", "display_name": "x", "language": "typescript"}})


class Notebooks(unittest.TestCase):
    def test_nbclient_runs_every_cell_with_its_count(self):
        made = notebook("const n: number = 20", "console.log(n); n + 1", "display.html('<b>x</b>')", "")
        ran = client(made).execute()
        nbformat.validate(ran)
        self.assertEqual([cell.get("execution_count") for cell in ran.cells], [None, 1, 2, 3, None])
        self.assertEqual([output.output_type for output in ran.cells[2].outputs], ["stream", "execute_result"])
        self.assertEqual(ran.cells[2].outputs[1].data["text/plain"], "21")
        self.assertEqual(ran.cells[3].outputs[0].data["text/html"], "<b>x</b>")

    def test_an_error_stops_nbclient_and_can_be_read(self):
        made = notebook("1", "const a = 1;\nconst b: any = null;\nb.missing", "'never'")
        with self.assertRaises(CellExecutionError) as raised:
            client(made).execute()
        told = str(raised.exception)
        self.assertIn("TypeError", told)
        self.assertIn("Cell [2], line 3, column 3", told)
        self.assertEqual(made.cells[2].outputs[0].output_type, "error")
        self.assertEqual(made.cells[3].outputs, [])

    def test_allow_errors_runs_all(self):
        made = notebook("throw new Error('first')", "'second'", "throw 3", "'fourth'")
        ran = client(made, allow_errors=True).execute()
        self.assertEqual([cell.outputs[0].output_type for cell in ran.cells[1:]], ["error", "execute_result"] * 2)

    def test_progress_that_updates_in_place_ends_as_one_output(self):
        made = notebook("const bar = display('0'); for (let i = 1; i <= 50; i++) bar.update(String(i)); void 0", "void bar.update('end')")
        ran = client(made).execute()
        self.assertEqual([output.data["text/plain"].strip("'") for output in ran.cells[1].outputs], ["end"])

    def test_complaints_of_types_are_in_what_nbclient_runs(self):
        made = notebook("const a: number = 'x'", "1", "const b: string = 2; b", "throw new Error(a.nope)")
        ran = client(made, allow_errors=True).execute()
        told = [[output.data["text/plain"] for output in cell.outputs if output.output_type == "display_data"] for cell in ran.cells[1:]]
        # Where the checker was not there in time, a cell's own come under the next.
        self.assertEqual(re.findall(r"^Cell \[(\d)\]", "\n".join(sum(told, [])), re.M), ["1", "3", "4"], told)

    def test_papermill_gives_parameters_and_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            path, out = Path(folder, "n.ipynb"), Path(folder, "out.ipynb")
            made = notebook("const [name, list, flag, none, deep] = ['', [0], false, 1 as null | number, {}] as any[]", "JSON.stringify([name, list, flag, none, deep])")
            made.cells[1].metadata["tags"] = ["parameters"]
            nbformat.write(made, path)
            given = "{name: 'it''s \"é\"', list: [1, 2.5, -3], flag: true, none: null, deep: {a b: [x]}}"
            command = [sys.executable, "-m", "papermill", str(path), str(out), "-k", "parallax", "-y", given, "-p", "extra", "7", "--no-progress-bar"]
            ran = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual(ran.returncode, 0, ran.stderr)
            cells = nbformat.read(out, 4).cells
        self.assertIn("// Parameters", cells[2].source)
        shown = cells[-1].outputs[-1].data["text/plain"].strip("`")
        self.assertEqual(json.loads(shown.replace('\\\\"', '\\"')), ["it's \"é\"", [1, 2.5, -3], True, None, {"a b": ["x"]}])

    def test_papermill_hears_what_a_cell_declares_and_writes_keys_as_keys(self):
        import papermill  # noqa: F401, which loads the module that is installed

        spec = importlib.util.spec_from_file_location("translator", Path(__file__).parents[1] / "install" / "parallax_papermill.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        source = "// x = 3\nlet a: number = 1; // how many\nexport const z = ['a; b'];\nconst { d } = { d: 1 };\nlet o: Record<string, number> = {}"
        found = module.TypeScriptTranslator.inspect({"source": source})
        self.assertEqual([tuple(each) for each in found], [("a", "number", "1", "how many"), ("z", "None", "['a; b']", ""), ("o", "Record<string, number>", "{}", "")])
        self.assertEqual(module.TypeScriptTranslator.translate({"__proto__": 1, "a": 2}), '{ ["__proto__"]: 1, "a": 2 }')

    def test_nbconvert_executes_and_renders(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "n.ipynb")
            nbformat.write(notebook("enum Side { Left, Right }\nSide.Right"), path)
            command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(path)]
            ran = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual(ran.returncode, 0, ran.stderr)
            page = Path(folder, "n.html").read_text()
        self.assertIn("Left", page)
        self.assertIn("<pre>1</pre>", page)


if __name__ == "__main__":
    main()
