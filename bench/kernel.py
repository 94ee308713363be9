"""Figures of one Jupyter kernel, by name, as a line of JSON. Times are in ms from the client's side; null is no answer."""

import json
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from queue import Empty

from jupyter_client.manager import KernelManager

NAME = sys.argv[1]

# The cells as Python has them.
PYTHON = {
    "var x = 1": "x = 1",
    "const v# = { n: # }": "v# = {'n': #}",
    "throw new Error('no')": "raise Exception('no')",
}
cell = (lambda code: PYTHON.get(code, code)) if NAME == "ipykernel" else (lambda code: code)

# Seconds for one figure, and how many figures a kernel may fail to give before it is asked no more.
LIMIT = 40
FEW = 2
silences = 0


@contextmanager
def started():
    """A started kernel, its client, and the time to its kernel_info_reply; it ends with the block."""
    began = time.perf_counter()
    manager = KernelManager(kernel_name=NAME)
    manager.start_kernel()
    try:
        client = manager.client()
        client.start_channels(hb=False)
        request = client.kernel_info()
        reply(client, request)
        yield manager, client, ms(began)
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


def ms(began):
    return (time.perf_counter() - began) * 1000


def reply(client, request, timeout=20):
    while True:
        message = client.get_shell_msg(timeout=timeout)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def drain(client, request, timeout=10):
    """Stream text for `request` up to its idle status, or, with False, up to silence."""
    text = []
    try:
        while True:
            message = client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "stream":
                text.append(message["content"]["text"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return "".join(text), True
    except Empty:
        return "".join(text), False


def run(client, code, timeout=20):
    """Time to the reply to a cell, which must end well."""
    began = time.perf_counter()
    request = client.execute(code)
    content = reply(client, request, timeout)
    took = ms(began)
    drain(client, request)
    if content["status"] != "ok":
        raise RuntimeError(f"{code}: {content.get('ename')}: {content.get('evalue')}")
    return took


def memory(pid):
    """Resident MB of a process and its children."""
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()
    rss = int(subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True).stdout or 0) / 1024
    return rss + sum(memory(int(child)) for child in children if child != str(pid))


def too_late(*_):
    raise TimeoutError(f"no answer within {LIMIT} s")


signal.signal(signal.SIGALRM, too_late)
# Whoever ends this process ends the kernel, too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def attempt(measure):
    """What `measure` finds, or None: where it fails, and of a kernel that has not answered a few times."""
    global silences
    if silences >= FEW:
        return None
    signal.alarm(LIMIT)
    try:
        return measure()
    except Exception as error:
        silences += isinstance(error, (Empty, TimeoutError))
        print(f"{NAME}: {type(error).__name__}: {error}", file=sys.stderr)
        return None
    finally:
        signal.alarm(0)


def during_busy(client):
    times = []
    for _ in range(5):
        request = client.execute("{ const until = Date.now() + 400; while (Date.now() < until); }")
        time.sleep(0.15)
        began = time.perf_counter()
        reply(client, client.kernel_info())
        times.append(ms(began))
        drain(client, request)
    return statistics.median(times)


def interrupted(manager, client, code):
    times = []
    for _ in range(5):
        request = client.execute(code)
        time.sleep(0.2)
        if client.shell_channel.msg_ready():
            raise RuntimeError(f"{code}: ended before it was interrupted: {client.get_shell_msg()['content']}")
        began = time.perf_counter()
        manager.interrupt_kernel()
        reply(client, request, timeout=10)
        times.append(ms(began))
        drain(client, request)
        run(client, "x + 1")
    return statistics.median(times)


def lines(client):
    began = time.perf_counter()
    request = client.execute("for (let i = 0; i < 100000; i++) console.log('line ' + i)")
    text, idle = drain(client, request)
    return {"ms": ms(began) if idle else None, "beforeIdle": text.count("\n")}


def sdk_cells(client):
    """Medians of the first and last 25 of 250 cells in a notebook that has both SDKs imported."""
    run(client, "import OpenAI from 'openai'; import Anthropic from '@anthropic-ai/sdk'", 60)
    cell = """const client = new OpenAI({ apiKey: 'none' }), other = new Anthropic({ apiKey: 'none' });
const [a, b] = await Promise.all([client.apiKey, other.apiKey]);
[a, b].length"""
    times = [run(client, cell) for _ in range(250)]
    return {"first": statistics.median(times[:25]), "last": statistics.median(times[-25:])}


def aids(client):
    """Completion and hover on a value of an earlier cell, warm: medians of 20, and whether both knew its type."""
    run(client, "/** Kept for later. */ const kept = { alpha: 1, beta: 'b' }")
    times, known = {"complete": [], "inspect": []}, True
    for i in range(25):
        began = time.perf_counter()
        matches = reply(client, client.complete("kept.", 5))["matches"]
        times["complete"].append(ms(began))
        began = time.perf_counter()
        shown = reply(client, client.inspect("kept", 4))
        times["inspect"].append(ms(began))
        known = known and (i < 5 or ("alpha" in matches and shown["found"]))
    return {**{name: statistics.median(all[5:]) for name, all in times.items()}, "known": known}


def median_of(client, code, count):
    return statistics.median(run(client, code.replace("#", str(i))) for i in range(count))


def timed(client, code):
    """ms that the phases of a cell took, from its sending to its reply; None of a kernel that does not tell."""
    content = dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=True, stop_on_error=True)
    message = client.session.msg("execute_request", content, metadata={"parallax": {"timed": True}})
    began = time.perf_counter() * 1000
    client.shell_channel.send(message)
    answer = client.get_shell_msg(timeout=30)
    ended = time.perf_counter() * 1000
    drain(client, message["header"]["msg_id"])
    told = answer["metadata"].get("parallax")
    if told is None:
        return None
    moments = [began, told["received"], told["begun"], told["compiled"], told["ran"], ended]
    names = ["socket in", "queue", "compile", "run", "socket out"]
    return {name: moments[i + 1] - moments[i] for i, name in enumerate(names)}


def phases(client):
    found = [timed(client, "x + 1") for _ in range(25)]
    return found[0] and {name: statistics.median(each[name] for each in found) for name in found[0]}


def queued(client, code, count=200):
    """ms a cell, of cells sent at once, to the last reply."""
    began = time.perf_counter()
    sent = [client.execute(code.replace("#", str(i))) for i in range(count)]
    reply(client, sent[-1])
    took = ms(began) / count
    drain(client, sent[-1])
    return took


def thrown(client):
    times = []
    for _ in range(10):
        began = time.perf_counter()
        request = client.execute(cell("throw new Error('no')"))
        reply(client, request)
        times.append(ms(began))
        drain(client, request)
    return statistics.median(times[5:])


def a_round(manager, client, took):
    """What every kernel is asked in turns: its start, its first cell, and warm ones, of one text and each of its own."""
    found = {"start": took}
    time.sleep(0.6)
    found["memory"] = memory(manager.provisioner.process.pid)
    found["first"] = attempt(lambda: run(client, "1 + 1"))
    attempt(lambda: run(client, cell("var x = 1")))
    attempt(lambda: median_of(client, "x + 1", 10))
    found["expression"] = attempt(lambda: median_of(client, "x + 1", 25))
    found["another"] = attempt(lambda: median_of(client, "x + #", 25))
    found["declaration"] = attempt(lambda: median_of(client, cell("const v# = { n: # }"), 25))
    found["phases"] = attempt(lambda: phases(client))
    found["queued"] = attempt(lambda: queued(client, "x + 1"))
    found["queuedAnother"] = attempt(lambda: queued(client, "x - #"))
    found["thrown"] = attempt(lambda: thrown(client))
    return found


def once(manager, client, _):
    """What takes long, of one kernel."""
    run(client, "var x = 1")
    found = {"aids": attempt(lambda: aids(client))}
    found["busy"] = attempt(lambda: during_busy(client))
    found["lines"] = attempt(lambda: lines(client))
    found["sdks"] = attempt(lambda: sdk_cells(client))
    found["memorySdks"] = memory(manager.provisioner.process.pid)
    found["awaiting"] = attempt(lambda: interrupted(manager, client, "await new Promise(() => {})"))
    found["looping"] = attempt(lambda: interrupted(manager, client, "while (true) {}"))
    again = "const again = () => Promise.resolve().then(again); await again()"
    found["microtasks"] = attempt(lambda: interrupted(manager, client, again))
    found["pattern"] = attempt(lambda: interrupted(manager, client, "/^(a+)+$/.test('a'.repeat(40) + 'b')"))
    wait = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"
    found["blocked"] = attempt(lambda: interrupted(manager, client, wait))
    return found


try:
    with started() as kernel:
        print(json.dumps((once if sys.argv[2] == "once" else a_round)(*kernel)))
except (Empty, RuntimeError, TimeoutError) as error:
    sys.exit(f"{NAME}: no answer: {type(error).__name__} {error}")
