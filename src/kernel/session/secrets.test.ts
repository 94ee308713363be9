import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, suite, test } from "node:test";
import { inspect } from "node:util";
import { createSession } from "./create-session.ts";
import { leaving, outlet } from "./door.ts";
import type { Output } from "./output.ts";
import { maskedStream } from "./masked-stream.ts";
import { cutBeforeSecret, masked } from "./secrets.ts";

const planted = { PLANTED_API_KEY: "sk-planted-0123456789", PLANTED_LISTED: "listed-by-name", PLANTED_TOKEN: "short" };

suite("secrets in the environment", () => {
  beforeEach(() => {
    Object.assign(process.env, planted, { PARALLAX_SECRETS: "PLANTED_LISTED" });
    masked("", true);
  });
  afterEach(() => {
    for (const name of [...Object.keys(planted), "PARALLAX_SECRETS", "LATE_SECRET"]) delete process.env[name];
    masked("", true);
  });

  test("are replaced wherever a text may hold them", () => {
    assert.deepEqual(
      masked({ "sk-planted-0123456789": ["a listed-by-name b", { deep: "sk-planted-0123456789!" }, 1, null, "short"] }),
      { "•••": ["a ••• b", { deep: "•••!" }, 1, null, "short"] },
    );
  });

  test("are known in the forms that other texts give them", () => {
    const secret = planted.PLANTED_API_KEY;
    const file = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq"hkiG9w0BAQEFAA\\SC\n-----END KEY-----\n';
    process.env["LATE_SECRET"] = file;
    for (const text of [
      ...["", "a", "ab", "abc"].map((before) => Buffer.from(`${before}${secret}:x`).toString("base64")),
      Buffer.from(`?>${secret}?>`).toString("base64url"),
      Buffer.from(secret).toString("hex"),
      `https://example.com/?key=${encodeURIComponent(secret)}`,
      JSON.stringify({ file }),
      inspect({ file }),
      file.split("\n")[1]!,
    ]) {
      assert.match(masked(text), /•••/, text);
      assert.doesNotMatch(masked(text), /c2stcGxhbnRlZ|NrLXBsYW50ZW|zay1wbGFudGVk|planted|MIIEv|706c616e/, text);
    }
  });

  test("stay secret when they are taken out of the environment", () => {
    delete process.env["PLANTED_API_KEY"];
    assert.equal(masked("sk-planted-0123456789", true), "•••");
  });

  test("are looked for in whatever a cell has put in the environment's place", () => {
    const { env } = process;
    try {
      for (const other of [5, "text", null, { PARALLAX_SECRETS: 3, [Symbol("odd")]: 1, SOME_KEY: "in-its-place" }]) {
        process.env = other as never;
        assert.equal(masked("sk-planted-0123456789", true), "•••");
      }
      assert.equal(masked("in-its-place"), "•••");
    } finally {
      process.env = env;
    }
  });

  test("a filter sees a traceback as one text, whatever lines it is broken into", () => {
    const offered = { [Symbol.for("Jupyter.filter")]: (text: string) => text.replace(/old\s+plum/g, "[fruit]") };
    Object.assign(globalThis, offered);
    try {
      assert.deepEqual(masked({ traceback: ["Error: an old", "plum", "    at Cell [1]"], lines: ["an old", "plum"] }), {
        traceback: ["Error: an [fruit]", "    at Cell [1]"],
        lines: ["an old", "plum"],
      });
    } finally {
      Reflect.deleteProperty(globalThis, Symbol.for("Jupyter.filter"));
    }
  });

  test("every text passes a filter that other code offers, for as long as it does", () => {
    const offered = { [Symbol.for("Jupyter.filter")]: (text: string) => text.replaceAll("plum", "[fruit]") };
    Object.assign(globalThis, offered);
    try {
      assert.deepEqual(masked({ plums: ["a plum", 2] }), { "[fruit]s": ["a [fruit]", 2] });
    } finally {
      Reflect.deleteProperty(globalThis, Symbol.for("Jupyter.filter"));
    }
    assert.equal(masked("a plum"), "a plum");
  });

  test("leave by the door in no output, value, error or display", async () => {
    const session = createSession({ cwd: import.meta.dirname });
    const seen: unknown[] = [];
    const run = async (code: string) => {
      const { emit, flush } = outlet((output) => seen.push(output));
      const result = await session.execute(code, { cell: 1, emit });
      flush();
      seen.push(leaving(result));
    };
    const key = "process.env.PLANTED_API_KEY";
    await run(`console.log(${key}); console.error({ k: ${key} }); display.html(${key}); ${key}`);
    await run(`throw new Error(${key}, { cause: ${key} })`);
    await run(
      `const { LATE_SECRET } = Object.assign(process.env, { LATE_SECRET: ["set", "meanwhile"].join("-") }); console.log(LATE_SECRET)`,
    );
    session.dispose();
    assert.doesNotMatch(JSON.stringify(seen), /sk-planted|set-meanwhile/);
    assert.equal(JSON.stringify(seen).match(/•••/g)?.length, 8);
  });
});

test("only the door masks", () => {
  const kernel = join(import.meta.dirname, "..");
  const files = readdirSync(kernel, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const masking = files.filter((file) =>
    /from "[^"]*\/(secrets|masked-stream)\.ts"/.test(readFileSync(join(kernel, file), "utf8")),
  );
  assert.deepEqual(masking.toSorted(), ["session/door.ts", "session/masked-stream.ts"]);
});

suite("secrets that come in pieces", () => {
  const [one, two] = ["sk-pieces-abcdefgh", "abcdefgh-and-more"];
  beforeEach(() => Object.assign(process.env, { PIECES_API_KEY: one, PIECES_TOKEN: two }));
  afterEach(() => {
    delete process.env["PIECES_API_KEY"];
    delete process.env["PIECES_TOKEN"];
  });

  const written = (pieces: string[]) => {
    const shown: string[] = [];
    const stream = maskedStream((text) => shown.push(text));
    for (const piece of pieces) stream.write(piece);
    stream.flush();
    return shown.join("");
  };

  test("are found wherever they are cut", () => {
    const text = `before ${one} after\n`;
    for (let at = 0; at <= text.length; at++) {
      assert.equal(written([text.slice(0, at), text.slice(at)]), "before ••• after\n", `cut at ${at}`);
    }
    assert.equal(written([...text]), "before ••• after\n");
  });

  test("are found where the end of one is the start of another", () => {
    assert.equal(cutBeforeSecret(`x${one}`), 1);
    assert.doesNotMatch(written([`x${one}`, "-and-more y"]), /pieces|abcdefgh/);
    assert.equal(written([`x${one}`, " y"]), "x••• y");
  });

  test("keep nothing back that cannot start one, and nothing after the cell", async () => {
    assert.equal(cutBeforeSecret("a line\n"), 7);
    const session = createSession({ cwd: import.meta.dirname });
    const seen: Output[] = [];
    const { emit, flush } = outlet((output) => seen.push(output));
    const run = (code: string) => session.execute(code, { cell: 1, emit }).finally(flush);
    await run("process.stdout.write('is that all? s'); process.stderr.write('sk-pi'); process.stdout.write('k')");
    session.dispose();
    const texts = seen.map((output) => (output.type === "stream" ? `${output.name} ${output.text}` : ""));
    assert.equal(texts.join("|"), "stdout is that all? |stdout s|stderr sk-pi|stdout k");
  });
});
