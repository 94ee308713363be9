"""A cell that does not end is interrupted soon, and what was there before it still is."""

import os
import signal
import time

from harness import KernelCase, main, text

STUCK = {
    "a loop": "while (true) {}",
    "a loop after an await": "await 1; while (true) {}",
    "a loop after a timer": "await new Promise((resolve) => setTimeout(resolve, 20)); while (true) {}",
    "a loop in a timer": "setTimeout(() => { while (true) {} }, 20); await new Promise(() => {})",
    "a loop in an event": "import { EventEmitter } from 'node:events'; new EventEmitter().on('x', () => { while (true) {} }).emit('x')",
    "a loop in a local function": "function spin() { for (;;) {} } spin()",
    "a loop that catches": "while (true) { try { while (true) {} } catch {} finally { } }",
    "a loop of microtasks": "const again = (): unknown => Promise.resolve().then(again); await again()",
    "a loop of awaits": "while (true) await null",
    "a loop of ticks": "const tick = () => process.nextTick(tick); tick(); await new Promise(() => {})",
    "a loop of immediates": "while (true) await new Promise((resolve) => setImmediate(resolve))",
    "a loop that prints": "while (true) console.log('x'.repeat(20))",
    "a promise that never settles": "await new Promise(() => {})",
    "a regular expression": "/^(a+)+$/.test('a'.repeat(40) + 'b')",
    "a blocked wait": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
    "a generator": "function* all() { let i = 0; while (true) yield i++; } Math.max(...all())",
    "a child process that is waited for": "import { execSync } from 'node:child_process'; execSync('sleep 60')",
    "a question": "await prompt('Well?')",
    "a loop that could have heard": "import.meta.signal; while (true) {}",
    "a proxy": "new Proxy({}, { get() { while (true) {} } }).x",
}


class Interrupts(KernelCase):
    def setUp(self):
        self.kernel.run("var kept = { n: 41 }")

    def check(self, code, interrupt):
        request = self.kernel.begin(code, allow_stdin=True)
        time.sleep(0.05)  # until the timers of 20 ms have come
        interrupt()
        reply = self.kernel.reply(request)
        self.kernel.outputs(request)
        self.assertEqual((reply["status"], reply["ename"]), ("error", "Interrupted"))
        self.assertEqual(self.kernel.value("kept.n + 1"), "42")

    def test_by_message(self):
        for name, code in STUCK.items():
            with self.subTest(name):
                self.check(code, self.kernel.manager.interrupt_kernel)

    def test_by_signal(self):
        for name in ["a loop", "a loop after a timer", "a promise that never settles", "a regular expression"]:
            with self.subTest(name):
                self.check(STUCK[name], lambda: os.kill(self.kernel.pid, signal.SIGINT))

    def test_between_cells_nothing_happens(self):
        for _ in range(3):
            self.kernel.manager.interrupt_kernel()
            os.kill(self.kernel.pid, signal.SIGINT)
        time.sleep(0.2)
        self.assertEqual(self.kernel.value("kept.n + 1"), "42")

    def test_the_reply_to_an_interrupt_comes(self):
        request = self.kernel.begin("while (true) {}")
        message = self.kernel.client.session.msg("interrupt_request", {})
        self.kernel.client.control_channel.send(message)
        self.assertEqual(self.kernel.client.get_control_msg(timeout=120)["content"], {"status": "ok"})
        self.assertEqual(self.kernel.reply(request)["ename"], "Interrupted")

    def test_by_message_on_the_shell_channel_as_vs_code_sends_it(self):
        request = self.kernel.begin("while (true) {}")
        message = self.kernel.client.session.msg("interrupt_request", {})
        self.kernel.client.shell_channel.send(message)
        replies = {}
        while len(replies) < 2:
            reply = self.kernel.client.get_shell_msg(timeout=120)
            replies[reply["parent_header"]["msg_id"]] = reply["content"]
        self.assertEqual(replies[message["header"]["msg_id"]], {"status": "ok"})
        self.assertEqual(replies[request]["ename"], "Interrupted")

    def test_cells_behind_are_aborted(self):
        sent = [self.kernel.begin("while (true) {}"), self.kernel.send("var after = 1")]
        self.kernel.manager.interrupt_kernel()
        self.assertEqual([self.kernel.reply(each)["status"] for each in sent], ["error", "aborted"])

    def test_a_cell_that_listens_ends_by_itself(self):
        code = """
            const { signal } = import.meta;
            let done = 0;
            while (!signal.aborted) {
                await new Promise((resolve) => setTimeout(resolve, 10));
                if (++done === 2) display("gone round");
            }
            console.log(`stopped after ${done > 0}`);"""
        request, behind = self.kernel.begin(code), self.kernel.send("var after = 2")
        self.kernel.late(request, "display_data")
        self.kernel.manager.interrupt_kernel()
        self.assertEqual([self.kernel.reply(each)["status"] for each in (request, behind)], ["ok", "aborted"])
        self.assertEqual(text(self.kernel.outputs(request)), "stopped after true\n")

    def test_a_loop_left_behind_is_broken_by_the_next_interrupt(self):
        self.check("setTimeout(() => { while (true) {} }, 600); await new Promise(() => {})", self.kernel.manager.interrupt_kernel)
        time.sleep(0.6)
        request = self.kernel.send("kept.n")
        time.sleep(0.1)
        self.kernel.manager.interrupt_kernel()
        self.assertIn(self.kernel.reply(request)["status"], ["ok", "error"])
        self.assertEqual(self.kernel.value("kept.n"), "41")

    def test_a_comm_handler_that_does_not_end_or_throws(self):
        self.kernel.run("comms.register('spin', (comm, { data }) => { if (data) throw new Error('lost'); while (true) {} })")
        for data in (1, 0):
            content = {"comm_id": f"c{data}", "target_name": "spin", "data": data}
            message = self.kernel.client.session.msg("comm_open", content)
            self.kernel.client.shell_channel.send(message)
            if not data:
                time.sleep(0.1)
                self.kernel.manager.interrupt_kernel()
            self.kernel.outputs(message["header"]["msg_id"])
            self.assertEqual(self.kernel.value("kept.n + 1"), "42")

    def test_many_in_a_row(self):
        for _ in range(4):
            self.check("while (true) {}", self.kernel.manager.interrupt_kernel)

    def test_what_is_queued_ends_with_an_interrupt_also_between_short_cells(self):
        sent = [self.kernel.send("{ const until = Date.now() + 20; while (Date.now() < until); }") for _ in range(100)]
        self.kernel.reply(sent[3])
        self.kernel.manager.interrupt_kernel()
        ended = [self.kernel.reply(each)["status"] for each in sent[4:]]
        self.assertEqual(ended, sorted(ended, key=["ok", "error", "aborted"].index))
        self.assertEqual(ended[-1], "aborted")
        self.assertEqual(self.kernel.value("kept.n + 1"), "42")

    def test_queued_cells_leave_timers_their_turns(self):
        self.kernel.run("var fired = false, seen = false")
        busy = "{ const until = Date.now() + 5; while (Date.now() < until); }"
        codes = ["setTimeout(() => { fired = true }, 1); void 0", *[busy] * 10, "seen = fired"]
        sent = [self.kernel.send(code) for code in codes]
        self.kernel.reply(sent[-1])
        self.assertEqual(self.kernel.value("seen"), "true")

    def test_exit_rejection_and_a_throw_in_a_timer(self):
        reply, _ = self.kernel.run("process.exit(3)")
        self.assertIn("process.exit(3) was called", reply["evalue"])
        for code in ["void Promise.reject(new Error('lost'))", "void setTimeout(() => { throw new Error('lost') })"]:
            _, outputs = self.kernel.run(f"{code}; await new Promise((resolve) => setTimeout(resolve, 50))")
            self.assertIn("Error: lost", text(outputs, "stderr"))
        _, outputs = self.kernel.run("setTimeout(() => process.exit(), 1); await new Promise((resolve) => setTimeout(resolve, 50))")
        self.assertIn("process.exit() was called", text(outputs, "stderr"))
        self.assertEqual(self.kernel.value("kept.n + 1"), "42")


class Sabotage(KernelCase):
    def test_a_session_that_nothing_brings_back_is_told_of_and_ended(self):
        """A setter that all arrays have now, also those of the kernel's code: no cell begins any more."""
        self.kernel.run("Object.defineProperty(Array.prototype, 0, { set() { throw new Error('no') } }); 1")
        request = self.kernel.send("1 + 1")
        time.sleep(0.3)
        self.kernel.manager.interrupt_kernel()
        while "has not ended since it was interrupted" not in self.kernel.late(request, "stream")["text"]:
            pass
        self.kernel.manager.interrupt_kernel()
        deadline = time.monotonic() + 120
        while self.kernel.manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertFalse(self.kernel.manager.is_alive())


if __name__ == "__main__":
    main()
