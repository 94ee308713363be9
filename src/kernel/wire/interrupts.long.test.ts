import { test } from "node:test";
import { absent, drive } from "./drive.ts";

test("interrupts, over the wire", { skip: absent }, (t) => drive(t, "interrupts.py"));
