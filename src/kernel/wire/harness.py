"""A kernel to talk to, and unittest results as JSON lines on stdout, one a test, for node:test to report."""

import json
import os
import sys
import time
import unittest
import uuid

from jupyter_client.manager import KernelManager

TIMEOUT = 120


class Kernel:
    """A running kernel and one client of it."""

    def __init__(self, cwd=None, env=None, streams=None, **options):
        for left in (2, 1, 0):
            self.manager = KernelManager(kernel_name="parallax", **options)
            self.manager.start_kernel(cwd=cwd, env=env or os.environ, stdout=streams, stderr=streams)
            try:
                self.client = self.connect()
                return
            except ChildProcessError:  # jupyter_client's free port was taken meanwhile, by a kernel started beside it
                if left == 0:
                    raise

    def connect(self, session=None):
        """A client of its own, or one that goes on with the session of a client that has left."""
        client = self.manager.client()
        client.session.session = session.session if session else uuid.uuid4().hex
        client.session.message_count = session.message_count if session else 0
        client.start_channels(hb=False)
        self.await_welcome(client)
        return client

    def await_welcome(self, client):
        """Waits until `client` hears and is heard; jupyter_client's own wait takes 200 ms longer."""
        deadline = time.monotonic() + TIMEOUT
        while not client.iopub_channel.socket.poll(500):
            if not self.manager.is_alive():
                client.stop_channels()
                raise ChildProcessError("the kernel ended before it answered")
            if time.monotonic() > deadline:
                client.stop_channels()
                self.manager.shutdown_kernel(now=True)
                raise TimeoutError(f"the kernel greeted nobody in {TIMEOUT} s")
        while client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "iopub_welcome":
            pass
        request = client.kernel_info()
        while client.get_shell_msg(timeout=TIMEOUT)["parent_header"].get("msg_id") != request:
            pass

    @property
    def pid(self):
        return self.manager.provisioner.process.pid

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def begin(self, code, **options):
        """Sends a cell and waits until it runs; the word that says so is not among the outputs that are left."""
        request = self.send(f"console.log('begun'); {code}", **options)
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
                return request

    def reply(self, request, timeout=TIMEOUT):
        """The content of the reply to `request`, whatever other replies come before it."""
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def outputs(self, request, timeout=TIMEOUT):
        """iopub messages for `request` as (type, content), up to its idle status."""
        found = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return found
            if kind != "status":
                found.append((kind, content))

    def late(self, request, kind, timeout=TIMEOUT):
        """The content of the next iopub message of a kind for `request`, which may have ended long ago."""
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == kind:
                return message["content"]

    def run(self, code, timeout=TIMEOUT, **options):
        """Executes a cell and returns its reply and its outputs."""
        request = self.send(code, **options)
        reply = self.reply(request, timeout)
        return reply, self.outputs(request, timeout)

    def history(self, **asked):
        message = self.client.session.msg("history_request", {"output": False, "raw": True, **asked})
        self.client.shell_channel.send(message)
        return self.reply(message["header"]["msg_id"])["history"]

    def value(self, code):
        """text/plain of what a cell shows last."""
        reply, outputs = self.run(code)
        assert reply["status"] == "ok", reply
        return [content["data"]["text/plain"] for kind, content in outputs if kind == "execute_result"][-1]


def address():
    """Where sockets of one kernel may be bound over ipc: a path of its own, short enough for a socket's name."""
    return os.path.join(os.environ["PARALLAX_HOME"], uuid.uuid4().hex[:8])


def text(outputs, name="stdout"):
    return "".join(content["text"] for kind, content in outputs if kind == "stream" and content["name"] == name)


class KernelCase(unittest.TestCase):
    """Tests that share one kernel."""

    options = {}

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel(**cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()

    def shell(self, kind, content):
        message = self.kernel.client.session.msg(kind, content)
        self.kernel.client.shell_channel.send(message)
        return self.kernel.reply(message["header"]["msg_id"])


class Lines(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        self.began = time.perf_counter()
        self.failed = []

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.failed.append(self._exc_info_to_string(error, subtest))

    def addError(self, test, error):
        super().addError(test, error)
        if isinstance(test, unittest.TestCase):
            self.say(test, "failed", self._exc_info_to_string(error, test))
        else:
            print(json.dumps({"name": str(test), "status": "failed", "detail": self.errors[-1][1]}), flush=True)

    addFailure = addError

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        ours = hasattr(getattr(test, test._testMethodName), "__unittest_skip__")
        self.say(test, "skipped" if ours else "failed", reason if ours else f"skipped itself: {reason}")

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say(test, "passed", "")

    def stopTest(self, test):
        super().stopTest(test)
        if self.failed:
            self.say(test, "failed", "\n".join(self.failed))

    def say(self, test, status, detail):
        name = test.shortDescription() or test.id().split(".")[-1].removeprefix("test_").replace("_", " ")
        milliseconds = round((time.perf_counter() - self.began) * 1000)
        print(json.dumps({"name": name, "status": status, "detail": detail, "ms": milliseconds}), flush=True)


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    suite.run(Lines())
