"""What works of a notebook in each client that Python brings: a JSON line per client, with its version and findings.

A finding is true, false, or absent where the client has no such thing."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pexpect
from jupyter_client import BlockingKernelClient, write_connection_file
from jupyter_client.kernelspec import KernelSpecManager
from nbformat.v4 import new_code_cell, new_notebook

# A busy machine is slow, and no fault.
PATIENCE = 600
PROGRAMS = Path(sys.executable).parent
# Of the console, which counts its lines.
PROMPT = r"In \[\d+\]: "
CELLS = [
    "const n: number = 20; console.log(`said ${n}`); n + 1",
    "display.html('<b>shown</b>')",
    "const wrong: number = 'x'",
    "const bar = display('begun'); bar.update('finished'); void 0",
    "const nothing: any = null;\nnothing.missing",
]
SPEC = {"name": "parallax", "display_name": "TypeScript (Parallax)", "language": "typescript"}


def notebook(folder, cells=CELLS, name="n.ipynb", tags=()):
    made = new_notebook(cells=[new_code_cell(code) for code in cells], metadata={"kernelspec": SPEC})
    for cell, tag in zip(made.cells, tags):
        cell.metadata["tags"] = [tag]
    path = Path(folder, name)
    nbformat.write(made, path)
    return path


# For kernels that nobody asks about types.
UNTYPED = {**os.environ, "PARALLAX_TYPES": "off"}


def run(program, *args, env=None):
    return subprocess.run([PROGRAMS / program, *map(str, args)], capture_output=True, text=True, timeout=PATIENCE, env=env)


def found(path, first=1):
    """What is in a notebook that was executed, its first cell as the `first`."""
    cells = nbformat.read(path, 4).cells
    texts = [json.dumps(cell.get("outputs", [])) for cell in cells]
    return {
        "values": "said 20" in texts[0] and '"21"' in texts[0],
        "HTML": "<b>shown</b>" in texts[1],
        # Of a checker that takes longer than a program listens, below the cell that runs then.
        "types": any("TS2322" in text for text in texts[2:]),
        "updates": "finished" in texts[3] and "begun" not in texts[3],
        "errors": f"Cell [{first + 4}], line 2" in texts[4] if len(texts) > 4 else None,
    }


def nbclient(folder):
    path = notebook(folder)
    run("jupyter-execute", path, "--inplace", "--allow-errors")
    return found(path), []


def nbconvert(folder):
    path = notebook(folder)
    run("jupyter-nbconvert", "--to", "notebook", "--execute", "--allow-errors", "--inplace", path)
    page = run("jupyter-nbconvert", "--to", "html", "--stdout", path).stdout
    return found(path), ["a page of HTML"] if "<b>shown</b>" in page and "said 20" in page else []


def papermill(folder):
    papermill_options = ["--no-progress-bar", "--start-timeout", PATIENCE]
    path, out = notebook(folder, ["let name = 'none'", "name", *CELLS], tags=["parameters"]), Path(folder, "out.ipynb")
    run("papermill", path, out, "-p", "name", "given", *papermill_options)
    seen = nbformat.read(out, 4)
    added = ("papermill-error-cell-tag", "parameters", "injected-parameters")
    seen.cells = [cell for cell in seen.cells if not set(added) & set(cell.metadata.get("tags", []))]
    worked = "'given'" in json.dumps(seen.cells.pop(0).outputs)
    nbformat.write(seen, out)
    # After the parameters, what papermill puts in, and their look.
    return found(out, 4), ["`-p`"] if worked else []


def jupytext(folder):
    path = notebook(folder, CELLS[:4])
    run("jupytext", "--to", "ts:percent", path)
    text = path.with_suffix(".ts").read_text()
    path.unlink()
    run("jupytext", "--to", "ipynb", "--execute", path.with_suffix(".ts"))
    there = "const n: number = 20" in text and nbformat.read(path, 4).cells[3].source == CELLS[3]
    return {key: value for key, value in found(path).items() if value is not None}, ["notebook to `.ts` and back"] if there else []


def nbdime(folder):
    first, second = (notebook(folder, CELLS[:2], name) for name in ("a.ipynb", "b.ipynb"))
    for path in (first, second):
        run("jupyter-execute", path, "--inplace", env=UNTYPED)
    same, again = (nbformat.read(path, 4) for path in (first, second))
    for one, other in zip(same.cells, again.cells):
        other["id"] = one["id"]
    nbformat.write(again, second)
    quiet = run("nbdiff", "--no-color", "-M", first, second).stdout == ""
    again.cells[0]["source"] = CELLS[0].replace("20", "21")
    nbformat.write(again, second)
    loud = "const n: number = 21" in run("nbdiff", "--no-color", first, second).stdout
    return {}, ["no difference between two runs"] * quiet + ["a changed line is shown"] * loud


def voila(folder):
    path = notebook(folder, CELLS[:2] + CELLS[3:4])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PROGRAMS / "voila", path, "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True, env=UNTYPED)
    try:
        next(line for line in server.stderr if f":{port}/" in line)
        page = urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE).read().decode()
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return {"values": "said 20" in page and "21" in page, "HTML": r"\u003cb\u003eshown" in page, "updates": "finished" in page}, []


def console(folder):
    """Typed into, as at a terminal."""
    terminal = pexpect.spawn(
        str(PROGRAMS / "jupyter-console"), ["--kernel", "parallax", "--simple-prompt"], encoding="utf8", timeout=PATIENCE, cwd=folder
    )
    seen, shown = {}, ""

    def expect(pattern):
        nonlocal shown
        terminal.expect(pattern)
        shown += terminal.before + terminal.after

    def type_in(code, pattern):
        """Whether what a line shows is seen. The console looks for outputs once, as the reply is there: what comes a moment
        later, or of a checker that takes its time, it shows at one of the next lines."""
        nonlocal shown
        shown, end = "", time.monotonic() + PATIENCE
        while time.monotonic() < end:
            terminal.sendline(code)
            expect(PROMPT)
            if re.search(pattern, shown):
                return True
            time.sleep(0.3)
            code = "void 0"
        return False

    try:
        expect(PROMPT)
        seen["values"] = type_in(CELLS[0], r"said 20[\s\S]*Out\[1\]: 21")
        seen["types"] = type_in(CELLS[2], "TS2322")
        seen["errors"] = type_in("(null as any).missing", r"TypeError[\s\S]*line 1, column")
        terminal.sendline("await prompt('Name?')")
        expect(r"Name\?")
        seen["input"] = type_in("Ada", "'Ada'")
    finally:
        terminal.close(force=True)
    return seen, []


def vscode(folder):
    """As the extension starts a kernel: by the kernelspec's argv, in a process of its own, and over its sockets."""
    spec = KernelSpecManager().get_kernel_spec("parallax")
    file, _ = write_connection_file(str(Path(folder, "c.json")), ip="127.0.0.1")
    argv = [part.replace("{connection_file}", file) for part in spec.argv]
    log = open(os.devnull, "w")
    process = subprocess.Popen(argv, cwd=folder, env={**os.environ, **spec.env}, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.session.username = "vscode"
    client.start_channels()
    seen = {}
    try:
        client.wait_for_ready(timeout=PATIENCE)
        below = {}
        sent = [executed(client, code, below) for code in CELLS]
        while "TS2322" not in below[sent[2]]:
            hear(client, below)
        texts = [below[request] for request in sent]
        seen["values"] = "said 20" in texts[0] and '"21"' in texts[0]
        seen["HTML"] = "<b>shown</b>" in texts[1]
        seen["types"] = "TS2322" in texts[2]
        seen["updates"] = "finished" in texts[3]
        seen["errors"] = "Cell [5], line 2" in texts[4]
        seen["interrupts"] = all(interrupted(client, process, code, how) for code in ("while (true) {}", "await new Promise(() => {})") for how in ("message", "signal"))
        client.shutdown()
        ended = process.wait(timeout=PATIENCE) is not None
    finally:
        client.stop_channels()
        process.kill()
    return seen, ["shutdown ends the process"] if ended else []


def executed(client, code, below):
    """Runs a cell up to its idle; what is heard meanwhile is put `below` the cells that it is for, which may have ended."""
    request = client.execute(code, stop_on_error=False)
    while '"execution_state": "idle"' not in below.get(request, ""):
        hear(client, below)
    return request


def hear(client, below):
    message = client.get_iopub_msg(timeout=PATIENCE)
    request = message["parent_header"].get("msg_id")
    below[request] = below.get(request, "") + json.dumps(message["content"])


def interrupted(client, process, code, how):
    request = client.execute(code)
    time.sleep(0.3)
    if how == "signal":
        process.send_signal(signal.SIGINT)
    else:
        client.control_channel.send(client.session.msg("interrupt_request"))
    while (reply := client.get_shell_msg(timeout=PATIENCE))["parent_header"].get("msg_id") != request:
        pass
    return reply["content"].get("ename") == "Interrupted"


CLIENTS = {
    "nbclient": (nbclient, "nbclient"),
    "nbconvert": (nbconvert, "nbconvert"),
    "papermill": (papermill, "papermill"),
    "jupytext": (jupytext, "jupytext"),
    "nbdime": (nbdime, "nbdime"),
    "voila": (voila, "voila"),
    "Jupyter console": (console, "jupyter_console"),
    "VS Code's way of starting kernels": (vscode, None),
}

for name in sys.argv[1:] or CLIENTS:
    attempt, package = CLIENTS[name]
    with tempfile.TemporaryDirectory() as folder:
        findings, besides = attempt(folder)
    print(json.dumps({"client": name, "version": package and version(package), "findings": findings, "besides": besides}), flush=True)
