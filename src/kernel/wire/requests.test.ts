import { test } from "node:test";
import { absent, drive } from "./drive.ts";

test("requests, over the wire", { skip: absent }, (t) => drive(t, "requests.py"));
