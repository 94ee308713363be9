import { test } from "node:test";
import { absent, drive, untyped } from "./drive.ts";

test("starting, leaving and ending, over the wire", { skip: absent }, (t) => drive(t, "lives.py", untyped));
