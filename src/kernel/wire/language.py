"""Runs cases of cells, given as JSON on stdin, each in a kernel of its own; says a JSON line per case."""

import json
import os
import sys
import tempfile

from harness import Kernel

for case in json.load(sys.stdin):
    with tempfile.TemporaryDirectory() as folder:
        kernel = Kernel(cwd=folder)
        steps = []
        for step in case["steps"]:
            for path, content in step.get("write", {}).items():
                file = os.path.join(folder, path)
                os.makedirs(os.path.dirname(file), exist_ok=True)
                with open(file, "w") as written:
                    written.write(content)
            request = kernel.send(step["code"], stop_on_error=False, allow_stdin=not case.get("unattended"))
            steps.append({"reply": kernel.reply(request), "outputs": kernel.outputs(request)})
        kernel.stop()
    print(json.dumps({"name": case["name"], "steps": steps}), flush=True)
