import { test } from "node:test";
import { absent, drive } from "./drive.ts";

test("nbclient and nbconvert, over the wire", { skip: absent }, (t) => drive(t, "notebooks.py"));
