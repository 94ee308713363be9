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
            if message["msg_type"] == "stream":
                break
        self.assertEqual(message["parent_header"]["msg_id"], request)
        told = f"Cell [{count}], line 2, column 7: Type 'string' is not assignable to type 'number'. (TS2322)\n"
        self.assertEqual(message["content"], {"name": "stderr", "text": told})
        self.assertEqual(self.kernel.value("ran"), "true")

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
        self.kernel.run("import OpenAI from 'openai'; import Anthropic from '@anthropic-ai/sdk'; import { gap } from 'parallax-evals'")
        for code, name in [("OpenAI.prototype.cha", "chat"), ("new Anthropic().mess", "messages"), ("gap([]).at(0)!.ga", "gap")]:
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
            self.assertEqual(strict.value("typeof ran"), "'undefined'")
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
