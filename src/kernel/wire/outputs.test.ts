import { test } from "node:test";
import { absent, drive } from "./drive.ts";

test("what cells show, over the wire", { skip: absent }, (t) => drive(t, "outputs.py"));
