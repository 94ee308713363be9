import { suite, test } from "node:test";
import { absent, drive } from "./drive.ts";

const drivers = {
  jupyter_kernel_test: "conformance.py",
  "what cells show": "outputs.py",
  requests: "requests.py",
  types: "typed.py",
  interrupts: "interrupts.py",
  "starting, leaving and ending": "lives.py",
  "nbclient and nbconvert": "notebooks.py",
};

suite("the kernel over the wire", { skip: absent, concurrency: 3 }, () => {
  for (const [name, file] of Object.entries(drivers)) test(name, (t) => drive(t, file));
});
