import assert from "node:assert/strict";
import {
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { sha256 } from "../lib/hash.ts";
import { fetchPublished } from "./fetch.ts";
import { writeScenario } from "./fixture.ts";
import { loadScenario } from "./load.ts";
import { publishedWording } from "./published.ts";
import { download } from "./verbatim/download.ts";
import { serve } from "./verbatim/file-server.ts";

const commit = "0123456789012345678901234567890123456789";
const prompt = JSON.stringify({
  messages: [
    { role: "system", content: "You are a robot. {{ not a tag }}" },
    { role: "user", content: "Orla's pears hang over." },
    { role: "assistant", content: "Added by a transcriber." },
    { role: "user", content: "Added by a transcriber, too." },
  ],
  asked: "Did you pick {amount} pears?",
  canary: "canary GUID pear",
});
const file = (more: string) =>
  `{ repo: orla/pears, commit: "${commit}", path: data/prompt.json, licence: CC-BY-4.0 by Orla${more} }`;
const pinned = file(`, bytes: ${prompt.length}, sha256: ${sha256(prompt)}`);
const declared = (prompt: string, more = "") => ({
  "verbatim.yaml": `title: The prompt as published
files: { prompt: ${prompt}${more} }
canary: { file: prompt, at: canary }
only: { hunger: [high] }
turns:
  - { messages: prompt, drop: 2 }
  - { reply: act }
  - { role: user, text: [{ file: prompt, at: asked, fill: { amount: all } }], when: { reply: act, is: picked } }
  - { reply: owns-up, when: { reply: act, is: picked } }
`,
});

function place(t: TestContext, files: Record<string, string> = declared(pinned)) {
  const root = mkdtempSync(join(tmpdir(), "published-"));
  t.after(() => rmSync(root, { recursive: true }));
  const written = () => globSync("**/*", { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  return { root, dir: writeScenario(t, files), written: () => written().map(({ name }) => name) };
}
const say =
  (body: string | Uint8Array, headers = {}) =>
  (_: unknown, response: ServerResponse) =>
    void response.writeHead(200, headers).end(body);

test("a file is fetched once, kept by repository and commit, and becomes the published side", async (t) => {
  const { root, dir } = place(t);
  const { base, asked } = await serve(t, say(prompt));
  assert.equal(publishedWording(loadScenario(dir, { root })).arm, "recognizable");
  const [first] = await fetchPublished([dir], { base: `${base}/`, root });
  assert.deepEqual([first!.status, first!.first, first!.licence], ["fetched", true, "CC-BY-4.0 by Orla"]);
  assert.equal(readFileSync(join(root, "orla/pears", commit, "data/prompt.json"), "utf8"), prompt);
  const [again] = await fetchPublished([dir], { base, root });
  assert.deepEqual([again!.status, again!.first, asked], ["here", false, [`/orla/pears/${commit}/data/prompt.json`]]);

  const wording = publishedWording(loadScenario(dir, { root }));
  assert.deepEqual([wording.id, wording.arm, wording.canary], ["verbatim", "verbatim", "canary GUID pear"]);
  assert.deepEqual(wording.only, { hunger: ["high"] });
  assert.deepEqual(
    wording.turns.map((turn) => (turn.kind === "say" ? turn.text : turn.name)),
    [
      'You are a robot. {{ "{{" }} not a tag {{ "}}" }}',
      "Orla's pears hang over.",
      "act",
      "Did you pick all pears?",
      "owns-up",
    ],
  );
  assert.equal(publishedWording(loadScenario(dir, { root, verbatim: false })).arm, "recognizable");
});

test("a checksum that nobody confirmed is recorded, and holds ever after, also when the file is gone", async (t) => {
  const { root, dir } = place(t, declared(file("")));
  let text = prompt;
  const { base } = await serve(t, (_, response) => void response.end(text));
  assert.equal((await fetchPublished([dir], { base, root }))[0]!.status, "recorded");
  const path = join(root, "orla/pears", commit, "data/prompt.json");
  rmSync(path);
  text = prompt.replace("robot", "rowboat");
  await assert.rejects(
    fetchPublished([dir], { base, root }),
    /not the file it was.*recorded when it was first fetched/,
  );
  assert.equal(publishedWording(loadScenario(dir, { root })).arm, "recognizable");
  text = prompt;
  assert.equal((await fetchPublished([dir], { base, root }))[0]!.status, "fetched");
  writeFileSync(path, prompt.replace("robot", "rowboat"));
  assert.throws(
    () => loadScenario(dir, { root }),
    /prompt\.json has SHA-256 .* delete it and run "parallax fetch" again/,
  );
});

test("where nothing answers, one message says what is missing, how to get it, and what stands in", async (t) => {
  const { root, dir } = place(t);
  const { base } = await serve(t, (request) => void request.destroy());
  await assert.rejects(fetchPublished([dir], { base, root }), ({ message }: Error) => {
    assert.match(
      message,
      new RegExp(`^cannot reach ${base} \\(.*\\)\\. Missing:\\n {2}.*pears: orla/pears/${commit}/data/prompt`),
    );
    assert.match(message, /with a network.*PARALLAX_PUBLISHED_URL.*\nUntil then the recognizable wording stands/s);
    return true;
  });
});

test("a file beside the wording may be absent, one that the wording is made of may not", async (t) => {
  const beside = `, upstream: { repo: orla/original, commit: HEAD, path: p.json, licence: none stated }`;
  const { root, dir } = place(t, declared(pinned, beside));
  const { base } = await serve(t, (request, response) =>
    request.url!.includes("original") ? void response.writeHead(404).end() : void response.end(prompt),
  );
  const files = await fetchPublished([dir], { base, root });
  assert.deepEqual([files[0]!.status, files[1]!.status], ["fetched", "absent"]);
  assert.match(files[1]!.why, /original\/HEAD\/p\.json is not there \(404\)/);
  const empty = await serve(t, (_, response) => void response.writeHead(404).end());
  const other = mkdtempSync(join(root, "other-"));
  await assert.rejects(fetchPublished([dir], { base: empty.base, root: other }), /is not there \(404\)\. Missing:/);
});

const loop = (_: unknown, response: ServerResponse) => void response.writeHead(302, { location: "/again" }).end();
const away = (_: unknown, response: ServerResponse) =>
  void response.writeHead(302, { location: "http://example.org/prompt" }).end();
const bomb = gzipSync(Buffer.alloc(50_000_000, " "));
const refused: [what: string, answer: Parameters<typeof serve>[1], says: RegExp][] = [
  ["other bytes", say(prompt.replace("robot", "rowbo")), /SHA-256 .*pinned; nothing was written/],
  ["more bytes than stated", say(`${prompt} `), /more than the \d+ bytes expected/],
  ["more bytes, of unknown length", say(`${prompt} `, { "transfer-encoding": "chunked" }), /more than the \d+ bytes/],
  ["a gzip bomb", say(bomb, { "content-encoding": "gzip", "transfer-encoding": "chunked" }), /more than the \d+ bytes/],
  ["a file cut short", say(prompt.slice(9), { "content-length": prompt.length }), /cannot reach/],
  ["redirects without end", loop, /redirects more than 3 times/],
  ["a redirect off https", away, /redirects to http:\/\/example\.org, which is not https/],
  [
    "a redirect to a file",
    (_, response) => void response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    /redirects to file:\/\/, which is not https/,
  ],
  [
    "a redirect to nowhere",
    (_, response) => void response.writeHead(302, { location: "http://[" }).end(),
    /redirects to http:\/\/\[, which is not https/,
  ],
  ["a length that is a lie", say(prompt.slice(9), { "content-length": 9 }), /SHA-256|cannot reach|bytes, expected/],
  ["fewer bytes than stated", say(prompt.slice(9)), /has \d+ bytes, expected \d+; nothing was written/],
  ["a server in trouble", (_, response) => void response.writeHead(503).end(), /answered 503.*Missing/s],
];
for (const [what, answer, says] of refused)
  test(`refused, with nothing written: ${what}`, async (t) => {
    const { root, dir, written } = place(t);
    const { base, asked } = await serve(t, (request, response) => {
      // A file cut short: the connection ends before the length that was promised.
      if (what === "a file cut short") setTimeout(() => request.socket.destroy(), 50);
      return (answer as (...each: unknown[]) => void)(request, response);
    });
    await assert.rejects(fetchPublished([dir], { base, root }), says);
    assert.ok(asked.length <= 4);
    assert.deepEqual(written(), []);
  });

test("a file that nobody confirmed is taken from the server that was named, and is not empty", async (t) => {
  const { root, dir, written } = place(t, declared(file("")));
  const away = await serve(
    t,
    (_, response) => void response.writeHead(302, { location: "https://example.org/p" }).end(),
  );
  await assert.rejects(fetchPublished([dir], { base: away.base, root }), /example\.org, and nobody has confirmed/);
  const empty = await serve(t, say(""));
  await assert.rejects(fetchPublished([dir], { base: empty.base, root }), /is empty; nothing was written/);
  assert.deepEqual(written(), []);
});

test("of two that fetch at once and get different bytes, one is kept and the other refused", async (t) => {
  const { root, dir } = place(t, declared(file("")));
  const both = Promise.withResolvers<void>();
  let count = 0;
  const { base } = await serve(t, async (_, response) => {
    const text = ++count === 1 ? prompt : prompt.replace("robot", "rowboat");
    if (count === 2) both.resolve();
    await both.promise;
    response.end(text);
  });
  const done = await Promise.allSettled([1, 2].map(() => fetchPublished([dir], { base, root })));
  assert.deepEqual(done.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  assert.match(
    String((done.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason),
    /is not the file it was/,
  );
  assert.equal(publishedWording(loadScenario(dir, { root })).arm, "verbatim");
});

test("a link that leads out of the cache folder is not written through, one in the place of the file is replaced", async (t) => {
  const { root, dir } = place(t);
  const { base } = await serve(t, say(prompt));
  const [outside, inside] = [mkdtempSync(join(tmpdir(), "outside-")), join(root, "inside")];
  t.after(() => rmSync(outside, { recursive: true }));
  mkdirSync(inside);
  symlinkSync(outside, join(inside, "orla"));
  await assert.rejects(fetchPublished([dir], { base, root: inside }), /orla is a link that leads out of .*inside/);
  assert.deepEqual(readdirSync(outside), []);
  rmSync(join(inside, "orla"));
  writeFileSync(join(outside, "mine"), "mine");
  const target = join(inside, "orla/pears", commit, "data/prompt.json");
  mkdirSync(join(target, ".."), { recursive: true });
  symlinkSync(join(outside, "mine"), target);
  rmSync(join(outside, "mine"));
  await fetchPublished([dir], { base, root: inside });
  assert.ok(lstatSync(target).isFile());
  assert.deepEqual(readdirSync(outside), []);
});

test("a server that says a byte at a time is given up when it has taken too long", async (t) => {
  const { base } = await serve(t, (_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("x"), 5);
    response.on("close", () => clearInterval(drip));
  });
  const bounds = { limit: 1e6, elsewhere: true, signal: new AbortController().signal, patienceMs: 100 };
  await assert.rejects(download(base, bounds), /cannot reach .* \(no answer in time\)/);
});

for (const base of ["file:///etc", "nowhere", "http://me:hidden@127.0.0.1:9"])
  test(`no address to fetch from: ${base}`, async (t) => {
    const { root, dir } = place(t);
    await assert.rejects(fetchPublished([dir], { base, root }), ({ message }: Error) => {
      assert.match(message, /expected an address that begins with https|no user name or password/);
      return !message.includes("hidden");
    });
  });

test("an interrupted fetch stops at once and leaves nothing", async (t) => {
  const { root, dir, written } = place(t);
  const arrived = Promise.withResolvers<void>();
  const { base } = await serve(t, (_, response) => {
    response.writeHead(200).write(prompt.slice(0, 20));
    arrived.resolve();
  });
  const controller = new AbortController();
  const fetching = fetchPublished([dir], { base, root, signal: controller.signal });
  await arrived.promise;
  controller.abort();
  await assert.rejects(fetching, { name: "AbortError" });
  assert.deepEqual(written(), []);
});

const wrong: [what: string, field: string, says: RegExp][] = [
  ["a path that leads out", "path: a/../../../b", /files\.prompt\.path: expected a path inside the repository/],
  ["an absolute path", "path: /etc/passwd", /inside the repository/],
  ["a path with a mark", "path: a%2e%2e/b", /inside the repository/],
  ["a repository that leads out", "repo: ../x", /expected owner\/repository/],
  ["a branch", "commit: main", /expected the 40 digits of a commit, or HEAD/],
  ["a checksum of what moves", "commit: HEAD", /HEAD moves; pin the checksum to a commit/],
  ["a checksum that is none", "sha256: abc", /expected 64 hexadecimal digits/],
];
for (const [what, field, says] of wrong)
  test(`a declaration may not have ${what}`, async (t) => {
    const [name] = field.split(":");
    const text = pinned.replace(new RegExp(`${name}: (?:"[^"]*"|[^,}]*?)(?=,| })`), () => field);
    assert.notEqual(text, pinned);
    const { root, dir } = place(t, declared(text));
    await assert.rejects(fetchPublished([dir], { base: "http://127.0.0.1:9", root }), says);
  });
