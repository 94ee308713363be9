"""What a cell shows reaches its client whole, in order, and before the cell is idle."""

from harness import TIMEOUT, KernelCase, main, text


class Outputs(KernelCase):
    def test_100_000_lines_come_in_order_and_before_idle(self):
        _, outputs = self.kernel.run("for (let i = 0; i < 100_000; i++) console.log(`line ${i}`)")
        lines = text(outputs).splitlines()
        self.assertEqual(lines, [f"line {i}" for i in range(100_000)])

    def test_what_is_printed_shows_while_a_loop_still_blocks(self):
        request = self.kernel.send("console.log('begun'); const until = Date.now() + 700; while (Date.now() < until);")
        while True:
            message = self.kernel.client.get_iopub_msg(timeout=120)
            if message["msg_type"] == "stream":
                break
        pending = self.kernel.client.kernel_info()
        self.assertEqual(self.kernel.reply(pending)["status"], "ok")
        self.assertEqual(message["content"]["text"], "begun\n")
        self.kernel.outputs(request)

    def test_600_tasks_print_at_once(self):
        code = """
            await Promise.all(Array.from({ length: 600 }, async (_, task) => {
              for (let step = 0; step < 5; step++) {
                await new Promise((resolve) => setTimeout(resolve, (task * 7 + step * 13) % 20));
                console.log(`${task}:${step}`);
              }
            }));"""
        _, outputs = self.kernel.run(code)
        lines = [tuple(map(int, line.split(":"))) for line in text(outputs).splitlines()]
        self.assertEqual(sorted(lines), [(task, step) for task in range(600) for step in range(5)])
        for task in range(600):
            self.assertEqual([step for of, step in lines if of == task], [0, 1, 2, 3, 4])

    def test_stdout_and_stderr_keep_their_order(self):
        _, outputs = self.kernel.run("for (let i = 0; i < 50; i++) (i % 2 ? console.error : console.log)(i)")
        self.assertEqual([content["text"] for _, content in outputs[1:]], [f"{i}\n" for i in range(50)])

    def test_5_MB_arrive_as_text_and_as_a_display(self):
        _, outputs = self.kernel.run("process.stdout.write('é'.repeat(5_000_000)); display.text('x'.repeat(5_000_000))")
        self.assertEqual(len(text(outputs)), 5_000_000)
        self.assertEqual(len(outputs[-1][1]["data"]["text/plain"]), 5_000_000)

    def test_lone_surrogates_do_no_harm(self):
        _, outputs = self.kernel.run("console.log('a\\ud800b', '\\\\ud800'); '\\udfff'")
        self.assertEqual(text(outputs), "a\ufffdb \\ud800\n")

    def test_errors_that_nobody_handled_are_told_before_idle(self):
        for code, told in [
            ("Promise.reject(new Error('unheard')); 1", "Uncaught Error: unheard"),
            ("(async () => { await 0; throw new Error('later') })(); 1", "Uncaught Error: later"),
            ("process.nextTick(() => { throw new Error('next') }); 1", "Uncaught Error: next"),
            ("process.emitWarning('careful'); 1", "Warning: careful"),
            ("Promise.reject(new Error('unheard')); throw new Error('mine')", "Uncaught Error: unheard"),
        ]:
            with self.subTest(code):
                _, outputs = self.kernel.run(code)
                self.assertIn(told, text(outputs, "stderr"))

    def test_display_update_and_clear(self):
        code = """
            const shown = display({ 'text/html': '<b>1</b>', 'text/plain': '1' }, { raw: true });
            shown.update('two'); display.clear({ wait: true });"""
        _, outputs = self.kernel.run(code)
        kinds = [kind for kind, _ in outputs if kind != "execute_input"]
        self.assertEqual(kinds, ["display_data", "update_display_data", "clear_output"])
        first, second, third = [content for kind, content in outputs if kind != "execute_input"]
        self.assertEqual(first["data"], {"text/html": "<b>1</b>", "text/plain": "1"})
        self.assertEqual(first["transient"], second["transient"])
        self.assertEqual(third, {"wait": True})

    def test_a_display_of_an_earlier_cell_is_updated(self):
        _, outputs = self.kernel.run("const bar = display('0 %', { id: 'bar' })")
        shown = [content["transient"]["display_id"] for kind, content in outputs if kind == "display_data"]
        _, outputs = self.kernel.run("void bar.update('100 %')")
        self.assertEqual([kind for kind, _ in outputs], ["execute_input", "update_display_data"])
        self.assertEqual(outputs[1][1]["transient"]["display_id"], *shown)

    def test_output_of_a_timer_belongs_to_the_cell_that_set_it(self):
        request = self.kernel.send("void setTimeout(() => console.log('late'), 100)")
        self.assertEqual(self.kernel.late(request, "stream"), {"name": "stdout", "text": "late\n"})

    def test_what_a_cell_left_running_shows_below_that_cell_whichever_runs_now(self):
        code = """
            const bar = display('0 %');
            void (async () => {
              for (let step = 1; step <= 3; step++) {
                await new Promise((resolve) => setTimeout(resolve, 60));
                console.log(`step ${step}`);
                bar.update(`${step} of 3`);
              }
            })();"""
        request = self.kernel.send(code)
        other = self.kernel.send("await new Promise((resolve) => setTimeout(resolve, 400)); console.log('mine')")
        found = {request: [], other: []}
        while len(found[request]) < 6 or not found[other]:
            message = self.kernel.client.get_iopub_msg(timeout=TIMEOUT)
            parent, kind, content = message["parent_header"].get("msg_id"), message["msg_type"], message["content"]
            if kind in ("stream", "update_display_data"):
                found[parent].append(content.get("text") or content["data"]["text/plain"])
        self.assertEqual(found[other], ["mine\n"])
        self.assertEqual(found[request], [told for step in (1, 2, 3) for told in (f"step {step}\n", f"'{step} of 3'")])

    def test_a_throw_and_a_rejection_of_what_a_cell_left_running_are_told_below_it(self):
        for fault in ("throw new Error('lost')", "void Promise.reject(new Error('lost'))"):
            with self.subTest(fault):
                request = self.kernel.send(f"void setTimeout(() => {{ {fault} }}, 50)")
                other = self.kernel.send("await new Promise((resolve) => setTimeout(resolve, 300)); 1")
                self.assertEqual(self.kernel.late(request, "stream")["text"].split("\n")[0], "Uncaught Error: lost")
                self.assertEqual(text(self.kernel.outputs(other), "stderr"), "")

    def test_children_with_inherited_output(self):
        code = """
            import { spawn, execSync, spawnSync } from "node:child_process";
            const inherit = { stdio: "inherit" } as const;
            await new Promise((resolve) => spawn("sh", ["-c", "echo one; echo two >&2"], inherit).on("close", resolve));
            execSync("echo three", inherit);
            const { stdout } = spawnSync("sh", ["-c", "echo four; echo five >&2"], { stdio: ["ignore", "pipe", 2] });
            console.log(`[${stdout}]`);"""
        reply, outputs = self.kernel.run(code)
        self.assertEqual(reply["status"], "ok", reply)
        self.assertEqual(text(outputs), "one\nthree\n[four\n]\n")
        self.assertEqual(text(outputs, "stderr"), "two\nfive\n")

    def test_errors_name_the_line_of_the_cell(self):
        reply, outputs = self.kernel.run("const a = 1;\n\nthrow new RangeError('out of it')")
        self.assertEqual((reply["status"], reply["ename"], reply["evalue"]), ("error", "RangeError", "out of it"))
        self.assertIn("3", "".join(reply["traceback"]))
        self.assertEqual(outputs[-1][0], "error")

    def test_what_no_message_can_hold_is_explained(self):
        _, outputs = self.kernel.run("void comms.open('x', 1n)")
        self.assertIn("could not be sent", text(outputs, "stderr"))
        reply, _ = self.kernel.run("void comms.open('x', () => 1)")
        self.assertEqual(reply["ename"], "DataCloneError")
        reply, _ = self.kernel.run('display({ "application/json": { n: 1n } }, { raw: true })')
        self.assertIn("application/json is not JSON", reply["evalue"])
        reply, outputs = self.kernel.run('const ring: any = {}; ring.ring = ring; ({ [Symbol.for("Jupyter.display")]: () => ({ "a/b+json": ring }) })')
        self.assertEqual(reply["status"], "ok")
        self.assertIn("could not display the value: TypeError: a/b+json is not JSON", text(outputs, "stderr"))


if __name__ == "__main__":
    main()
