"""How a kernel starts, is left, come back to, and ends."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import Kernel, main, text
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager

LATE = 120


def gone(pid):
    """Whether a process ends within LATE seconds; a zombie has ended."""
    for _ in range(LATE * 20):
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def argv(connection_file):
    spec = KernelSpecManager().get_kernel_spec("parallax")
    return [part.replace("{connection_file}", connection_file) for part in spec.argv]


class Lives(unittest.TestCase):
    def kernel(self, **options):
        kernel = Kernel(**options)
        self.addCleanup(kernel.stop)
        return kernel

    def test_four_kernels_at_once(self):
        with ThreadPoolExecutor(4) as pool:
            kernels = list(pool.map(lambda _: self.kernel(), range(4)))
        for number, kernel in enumerate(kernels):
            kernel.run(f"var mine = {number}")
        sent = [kernel.send("await new Promise((resolve) => setTimeout(resolve, 50)); console.log(mine)") for kernel in kernels]
        self.assertEqual([text(k.outputs(s)) for k, s in zip(kernels, sent)], ["0\n", "1\n", "2\n", "3\n"])

    def test_pipes_that_it_shares_with_its_client_stay_blocking(self):
        read, write = os.pipe()
        self.addCleanup(os.close, read)
        self.addCleanup(os.close, write)
        kernel = self.kernel(streams=write)
        kernel.run("console.log('a'); console.error('b'); process.stdout.write('c'); process.stderr.write('d')")
        kernel.run("import { Worker } from 'node:worker_threads'; import { once } from 'node:events'; await once(new Worker('console.log(1)', { eval: true }), 'exit')")
        self.assertTrue(os.get_blocking(write))

    def test_1000_queued_cells(self):
        kernel = self.kernel()
        sent = [kernel.send("var n = (globalThis.n ?? 0) + 1; globalThis.n = n; n") for _ in range(1000)]
        counts = [kernel.reply(each)["execution_count"] for each in sent]
        self.assertEqual(counts, list(range(1, 1001)))
        self.assertEqual(kernel.value("n"), "1000")

    def test_shutdown_while_busy(self):
        for code in ["while (true) {}", "await new Promise(() => {})", "process.on('exit', () => { while (true) {} }); while (true) {}"]:
            with self.subTest(code):
                kernel = self.kernel()
                kernel.begin(code)
                message = kernel.client.session.msg("shutdown_request", {"restart": False})
                kernel.client.control_channel.send(message)
                reply = kernel.client.get_control_msg(timeout=120)
                self.assertEqual(reply["content"], {"status": "ok", "restart": False})
                self.assertTrue(gone(kernel.pid))

    def test_open_timers_and_servers_do_not_hold_up_shutdown(self):
        kernel = self.kernel()
        kernel.run("import { createServer } from 'node:http'; createServer().listen(0); setInterval(() => {}, 1e6)")
        kernel.client.shutdown()
        self.assertTrue(gone(kernel.pid))

    def test_a_cell_cannot_take_away_what_the_kernel_lives_by(self):
        kernel = self.kernel()
        kernel.run("""
            import { setTimeout as later } from 'node:timers';
            for (const name of ['setTimeout', 'clearTimeout', 'setImmediate', 'setInterval'])
              (globalThis as any)[name] = () => { throw new Error('mine') };
            process.removeAllListeners();
            process.removeAllListeners('unhandledRejection');
            for (const each of process.listeners('uncaughtException')) process.off('uncaughtException', each);""")
        reply, outputs = kernel.run("later(() => { throw new Error('from a timer') }, 1); Promise.reject(new Error('unheard')); await new Promise((done) => later(done, 50)); 'lives'")
        self.assertEqual(reply["status"], "ok", reply)
        self.assertIn("Uncaught Error: from a timer", text(outputs, "stderr"))
        self.assertIn("Uncaught Error: unheard", text(outputs, "stderr"))
        self.assertEqual(kernel.value("1 + 1"), "2")

    def test_a_session_outlives_globals_and_built_ins_that_a_cell_has_spoilt(self):
        spoilt = [
            "globalThis.Promise = globalThis.Map = globalThis.JSON = globalThis.Object = globalThis.Reflect = null",
            "delete globalThis.AbortController; delete globalThis.process; delete globalThis.Buffer",
            "for (const name of ['map', 'push', 'shift', 'filter', 'find']) Array.prototype[name] = null",
            "for (const name of ['split', 'replace', 'includes', 'slice', 'at']) String.prototype[name] = () => ''",
            "[].values().__proto__.next = null; Map.prototype.get = Set.prototype.has = RegExp.prototype.exec = null",
            "JSON = { parse: () => 1, stringify: () => '{}' } as any; (Object.prototype as any).get = 1",
            "Function.prototype.apply = Promise.prototype.finally = Promise.all = null as any",
            "require('node:events').prototype.emit = null; await new Promise((done) => setTimeout(done, 20))",
            "(Object.prototype as any).then = () => {}; 1",
        ]
        for code in spoilt:
            with self.subTest(code):
                kernel = self.kernel()
                kernel.run("const twice = (n: number) => 2 * n; const kept = { alpha: 1 }")
                reply, _ = kernel.run(code, timeout=30)
                self.assertEqual(reply["status"], "ok", reply)
                reply, outputs = kernel.run("enum E { A = 4 }\nconsole.log('said'); twice(E.A)", timeout=30)
                self.assertEqual(reply["status"], "ok", reply)
                self.assertEqual(text(outputs), "said\n")
                self.assertEqual(outputs[-1][1]["data"]["text/plain"], "8")
                reply, _ = kernel.run("\nthrow new RangeError('mine')")
                self.assertIn("Cell [4], line 2, column 7", "\n".join(reply["traceback"]))
                self.assertEqual(kernel.reply(kernel.client.complete("kept.al", 7))["matches"], ["alpha"])
                request = kernel.begin("while (true) {}")
                kernel.manager.interrupt_kernel()
                self.assertEqual(kernel.reply(request)["ename"], "Interrupted")

    def test_what_a_cell_puts_in_place_of_a_built_in_stays(self):
        kernel = self.kernel()
        kernel.run("const { map } = Array.prototype; let count = 0; Array.prototype.map = function (this: any, f: any) { count++; return map.call(this, f) } as any")
        kernel.run("delete (globalThis as any).process")
        self.assertEqual(kernel.value("count = 0; [1].map((n) => n + 1); [count, typeof process]"), "[ 1, 'undefined' ]")

    def children(self, kernel):
        """Process ids of children of every kind: its own, a grandchild, one with an environment of its own, a thread's."""
        code = """
            import { spawn, exec, fork } from 'node:child_process';
            import { once } from 'node:events';
            import { Worker } from 'node:worker_threads';
            const started = [
              spawn('sleep', ['300']),
              spawn('sleep', ['301'], { env: { PATH: process.env.PATH }, stdio: 'ignore' }),
              spawn('sh', ['-c', 'sleep 302 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'ignore'] }),
              exec('sleep 303'),
            ];
            const [line] = await once(started[2]!.stdout!, 'data');
            const start = "require('child_process').spawn('/bin/sleep', ['304'], { env: {} })";
            const thread = new Worker(`require('worker_threads').parentPort.postMessage(${start}.pid)`, { eval: true });
            const [ofThread] = await once(thread, 'message');
            JSON.stringify([...started.map(({ pid }) => pid), Number(line), ofThread])"""
        return json.loads(kernel.value(code).strip("'"))

    def test_children_end_with_the_kernel_however_that_ends(self):
        def leave(kernel):
            kernel.client.shutdown()

        def restart(kernel):
            kernel.manager.restart_kernel()

        def kill(kernel):
            os.kill(kernel.pid, signal.SIGKILL)

        for end in (leave, restart, kill):
            with self.subTest(end.__name__):
                kernel = self.kernel(env={**os.environ, "PARALLAX_TYPES": "warn"})
                pids = self.children(kernel)
                end(kernel)
                self.assertEqual([pid for pid in pids if not gone(pid)], [])

    def test_a_child_that_is_waited_for_ends_with_a_killed_kernel(self):
        kernel = self.kernel()
        kernel.run("import { execSync } from 'node:child_process'")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "pid")
            kernel.send(f"execSync('echo $$ > {path}; exec sleep 300')")
            deadline = time.monotonic() + LATE
            while not (os.path.exists(path) and os.path.getsize(path)):
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.02)
            with open(path) as file:
                pid = int(file.read())
        os.kill(kernel.pid, signal.SIGKILL)
        self.assertTrue(gone(pid))

    def test_a_detached_child_is_meant_to_stay(self):
        kernel = self.kernel()
        pid = int(kernel.value("import { spawn } from 'node:child_process'; const kept = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' }); kept.unref(); kept.pid"))
        self.addCleanup(os.kill, pid, signal.SIGKILL)
        other = self.children(kernel)[0]
        kernel.client.shutdown()
        self.assertTrue(gone(other))
        os.kill(pid, 0)

    def test_restart_forgets(self):
        kernel = self.kernel()
        kernel.run("var old = 1")
        before = kernel.pid
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=120)
        self.assertNotEqual(kernel.pid, before)
        self.assertEqual(kernel.value("typeof old"), "'undefined'")
        self.assertEqual(kernel.run("1")[0]["execution_count"], 2)

    def test_restart_while_busy(self):
        for code in ["while (true) {}", "await new Promise(() => {})"]:
            with self.subTest(code):
                kernel = self.kernel()
                waiting = (kernel.begin(code), kernel.send("var queued = 1"))[1]
                message = kernel.client.session.msg("shutdown_request", {"restart": True})
                kernel.client.control_channel.send(message)
                reply = kernel.client.get_control_msg(timeout=120)
                self.assertEqual(reply["content"], {"status": "ok", "restart": True})
                self.assertEqual(kernel.reply(waiting)["status"], "aborted")
                before = kernel.pid
                self.assertTrue(gone(before))
                kernel.manager.restart_kernel(now=True)
                kernel.client.wait_for_ready(timeout=120)
                self.assertNotEqual(kernel.pid, before)
                self.assertEqual(kernel.value("typeof queued"), "'undefined'")

    def test_a_client_that_leaves_and_comes_back(self):
        kernel = self.kernel()
        kernel.send("await new Promise((resolve) => setTimeout(resolve, 300)); var kept = 7; console.log('unheard')")
        kernel.client.stop_channels()
        time.sleep(0.1)
        for session in (kernel.client.session, None):
            kernel.client = kernel.connect(session)
            self.assertEqual(kernel.value("kept"), "7")
            kernel.client.stop_channels()

    def test_the_notebook_is_known_by_the_name_that_the_server_gives(self):
        with tempfile.TemporaryDirectory() as folder:
            notebook = os.path.join(folder, "mine.ipynb")
            kernel = self.kernel(cwd=folder, env={**os.environ, "JPY_SESSION_NAME": notebook})
            self.assertIn(notebook, kernel.value("__filename"))

    def test_two_clients_hear_of_each_other(self):
        kernel = self.kernel()
        other = kernel.connect()
        request = kernel.send("console.log('for both')")
        self.assertEqual(text(kernel.outputs(request)), "for both\n")
        while other.get_iopub_msg(timeout=120)["content"].get("text") != "for both\n":
            pass
        other.stop_channels()

    def test_ipc(self):
        with tempfile.TemporaryDirectory() as folder:
            kernel = self.kernel(transport="ipc", ip=os.path.join(folder, "kernel"))
            self.assertEqual(kernel.value("6 * 7"), "42")
            kernel.stop()

    def test_encrypted(self):
        kernel = self.kernel(transport_encryption="required")
        self.assertEqual(kernel.value("6 * 7"), "42")

    def test_without_a_connection_file_it_writes_one_for_its_owner(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "deep", "connection.json")
            process = subprocess.Popen(argv(file), stderr=subprocess.PIPE)
            self.addCleanup(process.stderr.close)
            self.addCleanup(process.kill)
            self.assertIn(file, process.stderr.readline().decode())
            self.assertEqual(stat.S_IMODE(os.stat(file).st_mode), 0o600)
            with open(file) as written:
                self.assertEqual(json.load(written)["ip"], "127.0.0.1")
            client = BlockingKernelClient(connection_file=file)
            client.load_connection_file()
            client.start_channels(hb=False)  # with heartbeats the client gives a kernel up that was held for a second
            client.wait_for_ready(timeout=120)
            client.shutdown()
            client.stop_channels()
            self.assertEqual(process.wait(LATE), 0)
            self.assertFalse(os.path.exists(file))

    def test_one_that_is_stopped_while_it_ends_still_ends_by_itself(self):
        kernel = self.kernel()
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "ended")
            kernel.run(f"import {{ writeFileSync }} from 'node:fs'; process.on('exit', () => {{ const spent = () => {{ const {{ user, system }} = process.cpuUsage(); return user + system }}; const before = spent(); while (spent() < before + 200_000); writeFileSync('{file}', '') }})")
            kernel.client.shutdown()
            time.sleep(0.05)
            os.kill(kernel.pid, signal.SIGSTOP)
            time.sleep(3.5)
            os.kill(kernel.pid, signal.SIGCONT)
            self.assertTrue(gone(kernel.pid))
            self.assertTrue(os.path.exists(file))

    def test_a_taken_port_is_said(self):
        kernel = self.kernel()
        process = subprocess.run(argv(kernel.manager.connection_file), capture_output=True, timeout=LATE)
        self.assertEqual(process.returncode, 1)
        self.assertIn(b"cannot serve", process.stderr)

    def test_a_connection_file_that_is_none_is_said(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write("{")
            file.flush()
            process = subprocess.run(argv(file.name), capture_output=True, timeout=LATE)
        self.assertEqual(process.returncode, 1)
        self.assertIn(b"is not a connection file", process.stderr)

    def test_it_ends_with_the_process_that_started_it(self):
        for code in ["1", "while (true) {}"]:
            with self.subTest(code):
                script = f"from harness import Kernel; import time; k = Kernel(); k.send({code!r}); print(k.pid, flush=True); time.sleep(60)"
                parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=os.path.dirname(__file__))
                self.addCleanup(parent.stdout.close)
                pid = int(parent.stdout.readline())
                time.sleep(0.2)
                parent.send_signal(signal.SIGKILL)
                parent.wait()
                self.assertTrue(gone(pid))


if __name__ == "__main__":
    main()
