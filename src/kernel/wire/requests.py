"""Each kind of request, and requests that no well-meaning client sends."""

import json
import os
import tempfile
import time

import zmq
from harness import TIMEOUT, Kernel, KernelCase, main, text


class Requests(KernelCase):
    def test_silent_shows_nothing_and_counts_nothing(self):
        before = self.kernel.run("0")[0]["execution_count"]
        reply, outputs = self.kernel.run("console.log('x'); 7", silent=True)
        self.assertEqual((reply["status"], outputs), ("ok", []))
        reply, outputs = self.kernel.run("console.log('x'); 7", store_history=False)
        self.assertEqual((reply["execution_count"], text(outputs)), (before, "x\n"))
        self.assertEqual(self.kernel.run("0")[0]["execution_count"], before + 1)

    def test_user_expressions(self):
        reply, _ = self.kernel.run("const n = 20", user_expressions={"good": "n + 1", "bad": "missing", "none": "void 0"})
        found = reply["user_expressions"]
        self.assertEqual(found["good"]["data"]["text/plain"], "21")
        self.assertEqual((found["bad"]["status"], found["bad"]["ename"]), ("error", "ReferenceError"))
        self.assertEqual(found["none"]["data"]["text/plain"], "undefined")

    def test_an_error_aborts_what_was_queued_behind_it(self):
        codes = ["await new Promise((resolve) => setTimeout(resolve, 100))", "throw 1", "var ran = 1", "var ran = 2"]
        sent = [self.kernel.send(code) for code in codes]
        self.assertEqual([self.kernel.reply(each)["status"] for each in sent], ["ok", "error", "aborted", "aborted"])
        self.assertEqual(self.kernel.value("typeof ran"), "'undefined'")

    def test_an_error_of_a_cell_that_blocks_aborts_what_the_session_had_ahead(self):
        busy = "{ const until = Date.now() + 60; while (Date.now() < until); }"
        sent = [self.kernel.send(code) for code in [busy, f"{busy} throw 1", *["globalThis.ran = true"] * 6]]
        self.assertEqual([self.kernel.reply(each)["status"] for each in sent], ["ok", "error", *["aborted"] * 6])
        self.assertEqual(self.kernel.value("typeof ran"), "'undefined'")

    def test_without_stop_on_error_nothing_is_aborted(self):
        sent = [self.kernel.send(code, stop_on_error=False) for code in ["throw 1", "var kept = 2"]]
        self.assertEqual([self.kernel.reply(each)["status"] for each in sent], ["error", "ok"])

    def test_a_cell_sent_after_an_error_was_told_runs(self):
        for _ in range(5):
            self.assertEqual(self.kernel.run("throw 1")[0]["status"], "error")
            self.assertEqual(self.kernel.run("1")[0]["status"], "ok")

    def test_kernel_info_while_a_cell_blocks(self):
        request = self.kernel.send("{ const until = Date.now() + 500; while (Date.now() < until); }")
        answer = self.kernel.client.kernel_info()
        order = [self.kernel.client.get_shell_msg(timeout=120)["parent_header"]["msg_id"] for _ in range(2)]
        self.assertEqual(order, [answer, request])

    def test_a_completion_while_a_cell_blocks_is_answered(self):
        request = self.kernel.begin("while (true) {}")
        found = self.shell("complete_request", {"code": "Math.ata", "cursor_pos": 8})
        self.assertEqual((found["status"], found["matches"], found["cursor_start"]), ("ok", [], 8))
        self.assertFalse(self.shell("inspect_request", {"code": "Math", "cursor_pos": 4, "detail_level": 0})["found"])
        self.kernel.manager.interrupt_kernel()
        self.kernel.reply(request)
        found = self.shell("complete_request", {"code": "Math.ata", "cursor_pos": 8})
        self.assertIn("atan", found["matches"])
        self.kernel.run("1")

    def test_an_answer_meanwhile_leaves_the_kernel_busy(self):
        request = self.kernel.send("await new Promise((resolve) => setTimeout(resolve, 300))")
        answer = self.kernel.client.kernel_info()
        states = []
        while (request, "idle") not in states:
            message = self.kernel.client.get_iopub_msg(timeout=120)
            if message["msg_type"] == "status":
                states.append((message["parent_header"]["msg_id"], message["content"]["execution_state"]))
        self.assertEqual(states, [(request, "busy"), (answer, "busy"), (answer, "idle"), (request, "busy"), (request, "idle")])

    def test_astral_characters_at_every_cursor(self):
        self.kernel.run("const wide = { '😀': 1, plain: 2 }; const 𝒳y = 1;")
        code = "'😀𝒳'; wide.pla"
        for cursor in range(len(code) + 1):
            reply = self.shell("complete_request", {"code": code, "cursor_pos": cursor})
            self.assertEqual(reply["status"], "ok")
            self.assertLessEqual(reply["cursor_start"], cursor)
            self.assertGreaterEqual(reply["cursor_end"], cursor)
            self.assertEqual(self.shell("inspect_request", {"code": code, "cursor_pos": cursor})["status"], "ok")
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["plain"], 11, 14))
        reply = self.shell("complete_request", {"code": "'😀'; 𝒳", "cursor_pos": 6})
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["𝒳y"], 5, 6))
        inspected = self.shell("inspect_request", {"code": "'😀'; 𝒳y", "cursor_pos": 7})
        self.assertIn("1", inspected["data"]["text/plain"])

    def test_is_complete(self):
        self.assertEqual(self.shell("is_complete_request", {"code": "1 + 1"}), {"status": "complete"})
        self.assertEqual(self.shell("is_complete_request", {"code": "if (x) {"})["status"], "incomplete")
        self.assertEqual(self.shell("is_complete_request", {"code": "if x)"}), {"status": "invalid"})

    def test_input_and_password(self):
        request = self.kernel.send("`${await prompt('Name?')} ${await prompt('Key?', { password: true })}`", allow_stdin=True)
        asked = []
        for answer in ["Ada", "s"]:
            message = self.kernel.client.get_stdin_msg(timeout=120)
            asked.append(message["content"])
            self.kernel.client.input(answer)
        self.assertEqual(asked, [{"prompt": "Name?", "password": False}, {"prompt": "Key?", "password": True}])
        self.assertIn("Ada s", str(self.kernel.outputs(request)))

    def test_input_where_there_is_none_says_so(self):
        reply, _ = self.kernel.run("await prompt('Name?')", allow_stdin=False)
        self.assertIn("this client takes none", reply["evalue"])

    def ask(self, code, *answers):
        """What a cell asked, given these answers, and its value."""
        request = self.kernel.send(code, allow_stdin=True)
        asked = []
        for answer in answers:
            asked.append(self.kernel.client.get_stdin_msg(timeout=10)["content"]["prompt"])
            self.kernel.client.input(answer)
        self.assertEqual(self.kernel.reply(request)["status"], "ok")
        values = [content["data"]["text/plain"] for kind, content in self.kernel.outputs(request) if kind == "execute_result"]
        return asked, *values

    def test_confirm_stdin_and_readline_ask_through_jupyter(self):
        self.assertEqual(self.ask("await confirm('Sure?')", "y"), (["Sure? [y/N] "], "true"))
        self.assertEqual(self.ask("await confirm('Sure?')", ""), (["Sure? [y/N] "], "false"))
        code = "import lines from 'node:readline/promises'; const face = lines.createInterface({ input: process.stdin, output: process.stdout });"
        self.assertEqual(self.ask(code + "await face.question('Name? ')", "ann"), (["Name? "], "'ann'"))
        self.assertEqual(self.ask("await face.question('Again? ')", "bob"), (["Again? "], "'bob'"))
        code = "import { createInterface } from 'node:readline'; await new Promise((done) => createInterface({ input: process.stdin }).question('Old? ', done))"
        self.assertEqual(self.ask(code, "c"), (["Old? "], "'c'"))
        code = "const said = []; for await (const line of createInterface(process.stdin)) { said.push(line); if (line === 'end') break } said.join()"
        self.assertEqual(self.ask(code, "one", "end"), (["", ""], "'one,end'"))
        code = "await new Promise((done) => process.stdin.once('data', (data) => { process.stdin.pause(); done(String(data)) }))"
        self.assertEqual(self.ask(code, "raw"), ([""], "'raw\\n'"))
        reply, _ = self.kernel.run("process.stdin.on('data', () => {})", allow_stdin=False)
        self.assertIn("process.stdin was read, but this client takes none", reply["evalue"])

    def test_no_more_is_asked_than_is_read(self):
        for code in [
            "for await (const line of process.stdin) { if (String(line) === 'a\\n') break }",
            "await new Promise((done) => process.stdin.once('data', (line) => setTimeout(done, 50)))",
            "process.stdin.read(); await prompt(''); null;",
        ]:
            with self.subTest(code):
                self.assertEqual(self.ask(code, "a")[0], [""])
                self.assertFalse(self.kernel.client.stdin_channel.msg_ready())

    def test_ctrl_d_at_a_question_ends_the_input(self):
        code = "const all = []; for await (const line of (await import('node:readline')).createInterface(process.stdin)) all.push(line); all.join()"
        self.assertEqual(self.ask(code, "one", "two", "\x04"), (["", "", ""], "'one,two'"))
        code = "import { text } from 'node:stream/consumers'; await text(process.stdin)"
        self.assertEqual(self.ask(code, "one", "\x04"), (["", ""], "'one\\n'"))

    def test_alert_waits_for_whoever_is_there_and_prints_where_nobody_is(self):
        self.assertEqual(self.ask("await alert('done'); 1", ""), (["done [Enter] "], "1"))
        _, outputs = self.kernel.run("await alert('done')", allow_stdin=False)
        self.assertEqual(text(outputs), "done\n")

    def test_comms_from_the_front_end(self):
        self.kernel.run("""
            const heard: unknown[] = [];
            comms.register("echo", (comm, { data }) => {
              comm.send({ opened: data });
              comm.onMessage = ({ data, buffers }) => { heard.push(data); comm.send({ echo: data }, { buffers }); };
              comm.onClose = () => void heard.push("closed");
            });""")
        said = []
        for kind, data in [("comm_open", 1), ("comm_msg", {"a": 2}), ("comm_close", {})]:
            content = {"comm_id": "c1", "target_name": "echo", "data": data}
            message = self.kernel.client.session.msg(kind, content)
            self.kernel.client.session.send(self.kernel.client.shell_channel.socket, message, buffers=[b"raw"])
            said += [(sort, content["data"]) for sort, content in self.kernel.outputs(message["header"]["msg_id"])]
            if kind == "comm_msg":
                listed = self.shell("comm_info_request", {"target_name": "echo"})["comms"]
                self.assertEqual(listed, {"c1": {"target_name": "echo"}})
        self.assertEqual(said, [("comm_msg", {"opened": 1}), ("comm_msg", {"echo": {"a": 2}})])
        self.assertEqual(self.kernel.value("JSON.stringify(heard)"), '\'[{"a":2},"closed"]\'')
        self.assertEqual(self.shell("comm_info_request", {})["comms"], {})

    def test_comms_from_the_notebook(self):
        _, outputs = self.kernel.run("const mine = comms.open('plot', { x: 1 }); mine.send(2); mine.close()")
        self.assertEqual([kind for kind, _ in outputs[1:]], ["comm_open", "comm_msg", "comm_close"])
        self.assertEqual(outputs[1][1]["target_name"], "plot")

    def test_a_comm_without_target_is_closed(self):
        message = self.kernel.client.session.msg("comm_open", {"comm_id": "x", "target_name": "nobody", "data": {}})
        self.kernel.client.shell_channel.send(message)
        self.assertEqual(self.kernel.outputs(message["header"]["msg_id"]), [("comm_close", {"comm_id": "x", "data": {}})])

    def test_history_knows_earlier_kernels(self):
        self.kernel.run("'a line to find'")
        reply = self.shell("history_request", {"output": True, "raw": True, "hist_access_type": "search", "pattern": "*to find*"})
        session, line, (source, output) = reply["history"][-1]
        self.assertEqual((source, output), ("'a line to find'", "'a line to find'"))
        again = {"output": False, "raw": True, "hist_access_type": "range", "session": 0, "start": line, "stop": line + 1}
        self.assertEqual(self.shell("history_request", again)["history"], [[session, line, source]])
        later = Kernel()
        self.addCleanup(later.stop)
        later.run("'a line to find'")
        found = later.history(hist_access_type="search", pattern="*line to find*")
        self.assertEqual([(of > session, text) for of, _, text in found][-2:], [(False, source), (True, source)])
        self.assertEqual(later.history(hist_access_type="search", pattern="*line to find*", unique=True), found[-1:])
        self.assertEqual(later.history(hist_access_type="tail", n=2), found[-2:])
        self.assertEqual(later.history(hist_access_type="range", session=session - found[-1][0], start=line, stop=line + 1), found[-2:-1])

    def test_secrets_stay_out_of_outputs_errors_and_history(self):
        kinds = ("stream", "error", "comm_open", "display_data", "execute_result")
        self.addCleanup(self.kernel.run, "delete process.env.MY_API_KEY")
        self.kernel.run("process.env.MY_API_KEY = 'sk-' + 'verysecret'")
        reply, outputs = self.kernel.run("console.log(process.env.MY_API_KEY); throw new Error('sk-verysecret')")
        self.assertNotIn("verysecret", str(reply) + str([o for o in outputs if o[0] != "execute_input"]))
        _, outputs = self.kernel.run("""
            const { execSync } = await import("node:child_process");
            execSync("echo $MY_API_KEY", { stdio: "inherit" });
            comms.open("shown", { key: process.env.MY_API_KEY });
            display(process.env.MY_API_KEY); const kept = { key: process.env.MY_API_KEY }; kept""")
        told = [(kind, content) for kind, content in outputs if kind in kinds]
        self.assertEqual(len(told), 4, told)
        self.assertEqual(str(told).count("•••"), 4, told)
        inspected = self.shell("inspect_request", {"code": "kept", "cursor_pos": 2})
        self.assertNotIn("verysecret", str(told) + str(inspected))
        request = self.kernel.send("await prompt(process.env.MY_API_KEY)", allow_stdin=True)
        self.assertEqual(self.kernel.client.get_stdin_msg(timeout=120)["content"]["prompt"], "•••")
        self.kernel.client.input("")
        self.kernel.outputs(request)
        found = self.shell("history_request", {"output": True, "raw": True, "hist_access_type": "tail", "n": 4})
        self.assertNotIn("sk-verysecret", str(found))
        self.assertIn("•••", str(found))

    def test_a_client_that_asks_is_told_when_what_was_done(self):
        content = {"code": "1", "silent": False, "store_history": True, "user_expressions": {}, "stop_on_error": True}
        client = self.kernel.client
        for code, metadata, told in [("1", {}, False), ("1", {"parallax": {"timed": True}}, True), ("throw 1", {"parallax": {"timed": True}}, True)]:
            message = client.session.msg("execute_request", {**content, "code": code}, metadata=metadata)
            client.shell_channel.send(message)
            moments = client.get_shell_msg(timeout=TIMEOUT)["metadata"].get("parallax")
            self.assertEqual(moments is not None, told)
            if moments:
                times = [moments[each] for each in ("received", "begun", "compiled", "ran")]
                self.assertEqual(times, sorted(times))

    def test_the_control_channel_answers_too(self):
        message = self.kernel.client.session.msg("kernel_info_request", {})
        self.kernel.client.control_channel.send(message)
        self.assertEqual(self.kernel.client.get_control_msg(timeout=120)["content"]["language_info"]["name"], "typescript")


class Strange(KernelCase):
    """What comes from the wrong client, at the wrong time, or makes no sense."""

    def test_an_answer_of_another_client_is_none(self):
        other = self.kernel.connect()
        self.addCleanup(other.stop_channels)
        request = self.kernel.send("await prompt('Who?')", allow_stdin=True)
        self.kernel.client.get_stdin_msg(timeout=120)
        other.input("somebody else")
        info = other.kernel_info()
        while other.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != info:
            pass
        self.kernel.client.input("me")
        self.assertIn("'me'", str(self.kernel.outputs(request)))

    def between_cells(self, code):
        """Runs code while no cell does: in a comm handler."""
        self.kernel.run(f"comms.register('between', () => {{ {code} }})")
        message = self.kernel.client.session.msg("comm_open", {"comm_id": "b", "target_name": "between", "data": {}})
        self.kernel.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def test_a_question_of_a_cell_that_has_ended_says_so(self):
        self.kernel.run("const asked = Promise.withResolvers<void>(); const told = asked.promise.then(() => prompt('Late?'))", allow_stdin=True)
        self.kernel.outputs(self.between_cells("asked.resolve()"))
        self.assertIn("the cell has ended", self.kernel.run("await told", allow_stdin=True)[0]["evalue"])

    def test_what_a_silent_cell_does_leaves_the_one_before_its_output(self):
        self.kernel.run("import { AsyncResource } from 'node:async_hooks'; let say = () => {}; comms.register('between', () => say())")
        request = self.kernel.send("say = AsyncResource.bind(() => console.log('after all'))")
        self.kernel.outputs(request)
        self.kernel.run("1", silent=True, user_expressions={"n": "1"})
        self.kernel.client.shell_channel.send(
            self.kernel.client.session.msg("comm_open", {"comm_id": "s", "target_name": "between", "data": {}})
        )
        self.assertEqual(self.kernel.late(request, "stream")["text"], "after all\n")

    def test_a_type_that_every_object_has_is_no_request(self):
        for kind in ("toString", "constructor", "__proto__"):
            self.kernel.client.shell_channel.send(self.kernel.client.session.msg(kind, {}))
        info = self.kernel.client.kernel_info()
        self.assertEqual(self.kernel.client.get_shell_msg(timeout=120)["parent_header"]["msg_id"], info)

    def test_history_of_absurd_numbers(self):
        self.kernel.run("1")
        for asked in ({"n": 1e30}, {"n": -1e30}, {"session": 1e30}, {"start": -1e30, "stop": 1e30}):
            for kind in ("tail", "range", "search"):
                reply = self.shell("history_request", {"hist_access_type": kind, "pattern": "*", **asked})
                self.assertEqual(reply["status"], "ok", (kind, asked, reply))


class Refused(KernelCase):
    """After each of these the kernel answers as before, and what was refused did not run."""

    @classmethod
    def setUpClass(cls):
        # Its history, with a source of 50 MB in it, is no other test's to be told.
        home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(home.cleanup)
        cls.options = {"env": {**os.environ, "PARALLAX_HOME": home.name}}
        super().setUpClass()

    def wire(self, frames):
        self.kernel.client.shell_channel.socket.send_multipart(frames)

    def frames(self, code):
        session = self.kernel.client.session
        return session.serialize(session.msg("execute_request", {"code": code, "silent": False}))

    def tearDown(self):
        self.assertEqual(self.kernel.value("typeof intruder"), "'undefined'")

    def test_a_bad_signature(self):
        frames = self.frames("var intruder = 1")
        frames[1] = b"0" * 64
        self.wire(frames)
        frames = self.frames("1")
        frames[5] = json.dumps({"code": "var intruder = 1"}).encode()
        self.wire(frames)

    def test_a_replayed_message(self):
        frames = self.frames("globalThis.times = (globalThis.times ?? 0) + 1")
        self.wire(frames)
        self.wire(frames)
        self.assertEqual(self.kernel.value("times"), "1")

    def test_malformed_messages(self):
        session = self.kernel.client.session
        sign = lambda parts: [b"<IDS|MSG>", session.sign(parts), *parts]
        self.wire([b""])
        self.wire([b"<IDS|MSG>"])
        self.wire([b"<IDS|MSG>", b"", b"{}"])
        self.wire(sign([b"{}", b"{}", b"{}", b"{}"]))
        self.wire(sign([b"[]", b"{}", b"{}", b"{}"]))
        self.wire(sign([b"{", b"\xff\xfe", b"{}", b"null"]))
        self.wire(sign([b'{"msg_id": 1, "msg_type": "execute_request"}', b"{}", b"{}", b'{"code": "var intruder = 1"}']))
        self.wire(sign([b'{"msg_id": "a", "msg_type": "constructor"}', b"{}", b"{}", b"{}"]))
        self.wire(sign([b'{"msg_id": "b", "msg_type": "execute_request"}', b"{}", b"{}", b'{"code": null}']))

    def test_an_oversized_message(self):
        reply, _ = self.kernel.run("/*" + "x" * 50_000_000 + "*/ 1")
        self.assertEqual(reply["status"], "ok")

    def test_noise_on_the_port(self):
        context = zmq.Context.instance()
        for kind in (zmq.PUSH, zmq.REQ):
            noise = context.socket(kind)
            noise.linger = 0
            noise.connect(f"tcp://127.0.0.1:{self.kernel.manager.shell_port}")
            noise.send(b"noise")
            time.sleep(0.05)
            noise.close()


if __name__ == "__main__":
    main()
