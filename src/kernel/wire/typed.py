"""What a notebook is told of types: beneath a cell, in completion and inspection, and in place of a cell."""

import json
import os
import tempfile
import time

from harness import TIMEOUT, Kernel, KernelCase, main, text

FAULT = "const n: number = 'one'; var ran = true;"


class Types(KernelCase):
    def until(self, ask, good):
        """The first good answer; the first ones may come before the type checker has started."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            answer = ask()
            if good(answer):
                return answer
            self.assertLess(time.monotonic(), deadline, answer)

    def ask(self, kind, code):
        message = self.kernel.client.session.msg(kind, {"code": code, "cursor_pos": len(code)})
        self.kernel.client.shell_channel.send(message)
        return self.kernel.reply(message["header"]["msg_id"])

    def test_a_complaint_comes_beneath_its_cell_which_has_run(self):
        request = self.kernel.send("\n" + FAULT)
        count = self.kernel.reply(request)["execution_count"]
        while True:
            message = self.kernel.client.get_iopub_msg(timeout=TIMEOUT)
            if message["msg_type"] == "display_data":
                break
        self.assertEqual(message["parent_header"]["msg_id"], request)
        told = f"Cell [{count}], line 2, column 7: Type 'string' is not assignable to type 'number'. (TS2322)"
        data = message["content"]["data"]
        self.assertEqual(data["text/plain"], told)
        self.assertIn("border-left", data["text/html"])
        self.assertEqual(self.kernel.value("ran"), "true")

    def complaints(self, outputs):
        return [content["data"]["text/plain"] for kind, content in outputs if "TS2322" in str(content)]

    def test_a_program_that_executes_cells_hears_of_types_before_idle(self):
        cold = Kernel()
        self.addCleanup(cold.stop)
        for _ in range(3):
            reply, outputs = cold.run(FAULT, allow_stdin=False)
            self.assertEqual(reply["status"], "ok")
            self.assertEqual(len(self.complaints(outputs)), 1, outputs)

    def test_cells_in_a_queue_do_not_wait_and_are_told_of_their_types_below_themselves(self):
        sent = [self.kernel.send(f"const n{index}: number = 'one'; {index}") for index in range(5)]
        found = {}
        while len(found) < len(sent):
            message = self.kernel.client.get_iopub_msg(timeout=TIMEOUT)
            if message["msg_type"] == "display_data":
                found[message["parent_header"]["msg_id"]] = message["content"]["data"]["text/plain"]
        self.assertEqual(list(found), sent)

    def test_a_file_that_a_cell_imports_is_complained_of_once(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "local.ts"), "w") as file:
                file.write("export const n: number = 'one';")
            kernel = Kernel(cwd=folder)
            self.addCleanup(kernel.stop)
            outputs = [kernel.run("import { n } from './local.ts'", allow_stdin=False)[1] for _ in range(2)]
            self.assertEqual([len(self.complaints(each)) for each in outputs], [1, 0])
            self.assertIn("local.ts, line 1, column 14", self.complaints(outputs[0])[0])

    def test_completion_and_inspection_know_the_types_of_earlier_cells(self):
        self.kernel.run("interface Both {\n  /** It. */\n  half: number;\n  whole: number\n}")
        self.kernel.run("/** Doubles. */ function twice(x: number): Both { return { half: x, whole: 2 * x } }")
        found = self.until(lambda: self.ask("complete_request", "twice(1)."), lambda found: found["matches"])
        self.assertEqual(found["matches"], ["half", "whole"])
        half = {"start": 9, "end": 9, "text": "half", "type": "property", "signature": "number", "documentation": "It."}
        self.assertEqual(found["metadata"]["_jupyter_types_experimental"][0], half)
        for code in ("twice", "twice("):
            shown = self.until(lambda: self.ask("inspect_request", code), lambda found: "Doubles" in str(found))
            self.assertIn("twice: (x: number) => Both", shown["data"]["text/plain"])

    def test_both_SDKs_and_this_package_are_known(self):
        self.kernel.run("import OpenAI from 'openai'; import Anthropic from '@anthropic-ai/sdk'; import { gap, plan } from 'parallax-evals'")
        for code, name in [("OpenAI.prototype.cha", "chat"), ("new Anthropic().mess", "messages"), ("gap([]).at(0)!.ga", "gap"),
                           ("plan({ scenarios: ['insider", "insider-trading"), ("plan({ models: ['anth", "anthropic/claude-opus-4"),
                           ("gap([]).filter(({ outcome }) => outcome === 'tra", "traded")]:
            self.until(lambda: self.ask("complete_request", code), lambda found: name in found["matches"])

    def test_strict_by_metadata_stops_the_cell_and_off_by_environment_is_silent(self):
        with tempfile.TemporaryDirectory() as folder:
            notebook = os.path.join(folder, "nb.ipynb")
            with open(notebook, "w") as file:
                json.dump({"metadata": {"parallax": {"types": "strict"}}, "cells": []}, file)
            named = {**os.environ, "JPY_SESSION_NAME": notebook}
            strict = Kernel(cwd=folder, env=named)
            self.addCleanup(strict.stop)
            reply, _ = strict.run(FAULT)
            self.assertEqual((reply["status"], reply["ename"]), ("error", "TypeCheck"))
            self.assertEqual(strict.value("'ran' in globalThis"), "false")
            self.assertEqual(strict.run("ran")[0]["evalue"], "Cannot find name 'ran'.")
            strict.run("var later = true;")
            self.assertEqual(strict.value("later"), "true")
            silent = Kernel(cwd=folder, env={**named, "PARALLAX_TYPES": "off"})
            self.addCleanup(silent.stop)
            self.assertEqual(silent.run(FAULT)[0]["status"], "ok")
            self.assertEqual(silent.value("ran"), "true")

    def test_a_word_that_is_none_of_the_three_is_told_with_the_first_cell(self):
        wrong = Kernel(env={**os.environ, "PARALLAX_TYPES": "loud"})
        self.addCleanup(wrong.stop)
        reply, outputs = wrong.run("1")
        self.assertEqual(reply["status"], "ok")
        self.assertIn("expected off, warn or strict; until the kernel is started again it is warn", text(outputs, "stderr"))
        self.assertEqual(text(wrong.run("2")[1], "stderr"), "")


if __name__ == "__main__":
    main()
