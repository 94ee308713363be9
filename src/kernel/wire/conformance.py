"""The tests of jupyter_kernel_test."""

import unittest

import jupyter_kernel_test
from harness import TIMEOUT, Kernel, address, main
from jupyter_client.manager import KernelManager


class Conformance(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        kernel = Kernel()
        cls.km, cls.kc = kernel.manager, kernel.client
        received = cls.kc.iopub_channel.get_msg
        # As inherited they wait 100 ms for what a cell shows, which a busy machine takes longer for.
        cls.kc.iopub_channel.get_msg = lambda timeout=None: received(timeout=TIMEOUT if timeout else timeout)

    def flush_channels(self):
        """As inherited, but waits 20 ms for a message that may still come instead of 100, twice in every test."""
        for channel in (self.kc.shell_channel, self.kc.iopub_channel):
            while channel.socket.poll(20):
                jupyter_kernel_test.validate_message(channel.get_msg())

    kernel_name = "parallax"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    completion_samples = [
        {"text": "process.versio", "matches": {"version", "versions"}},
        {"text": "Math.atan", "matches": {"atan", "atan2", "atanh"}},
    ]
    complete_code_samples = ["1 + 1", "const a: number = 1", "for (const x of [1]) console.log(x)", "await 1", "enum A { B }"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "`abc", "const x =", "/* open"]
    invalid_code_samples = ["const 1 = 2", "]", "let let = 1;"]
    code_generate_error = 'throw new TypeError("no")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2].map((x) => x * 2)", "result": "[ 2, 4 ]"},
        {"code": "await Promise.resolve(7)", "result": "7"},
    ]
    code_display_data = [
        {"code": 'display.html("<b>x</b>")', "mime": "text/html"},
        {"code": 'display({ "image/svg+xml": "<svg/>", "text/plain": "x" }, { raw: true })', "mime": "image/svg+xml"},
    ]
    code_history_pattern = "6 [*]*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "display.clear()"

    @unittest.skip("payloads, and so the pager, are deprecated by the messaging protocol; the kernel sends none")
    def test_pager(self):
        pass


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    @classmethod
    def setUpClass(cls):
        cls.km = KernelManager(kernel_name="parallax", transport="ipc", ip=address())
        cls.km.start_kernel()
        cls.kc = cls.km.client()

    support_iopub_welcome = True


if __name__ == "__main__":
    main()
