import { test } from "node:test";
import { absent, drive } from "./drive.ts";

test("jupyter_kernel_test, over the wire", { skip: absent }, (t) => drive(t, "conformance.py"));
