import { test } from "node:test";
import { absent, drive } from "./drive.ts";

test("types, over the wire", { skip: absent }, (t) => drive(t, "typed.py"));
