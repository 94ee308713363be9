import assert from "node:assert/strict";
import { test } from "node:test";
import { framing } from "./frame.ts";
import type { Message } from "./message.ts";

const header = {
  msg_id: "m",
  session: "s",
  username: "u",
  date: "2026-01-01T00:00:00Z",
  msg_type: "t",
  version: "5.4",
};
const message: Message = {
  identities: [Buffer.from([0, 255]), Buffer.from("client")],
  header,
  parent: { ...header, msg_id: "parent" },
  metadata: { a: 1 },
  content: { text: "é😀" },
  buffers: [Buffer.from([1, 2, 3])],
};

test("what is packed is unpacked", () => {
  const frames = framing("key").pack(message);
  assert.deepEqual(framing("key").unpack(frames), message);
  const { parent, ...rest } = framing("").unpack(framing("").pack({ ...message, parent: null }));
  assert.equal(parent, null);
  assert.deepEqual(rest.header, header);
});

test("the signature is the HMAC of the four parts, in hexadecimal", () => {
  const empty = { ...message, parent: null, metadata: {}, content: {}, buffers: [] };
  const frames = framing("secret").pack({ ...empty, header: { ...header, msg_id: "1" } });
  // python3 -c 'import hmac; print(hmac.new(b"secret", b"".join(parts), "sha256").hexdigest())'
  assert.equal(String(frames[3]), "08e4ec066eef29ecf6b5fd2197cbf7b101501ac40d2330e5335763f378440696");
});

test("what was signed with another key, changed, cut or seen before is refused", () => {
  const ours = framing("key");
  const frames = ours.pack(message);
  assert.throws(() => ours.unpack(framing("other").pack(message)), /bad signature/);
  assert.throws(() => ours.unpack(frames.with(7, Buffer.from("{}"))), /bad signature/);
  assert.throws(() => ours.unpack(frames.slice(0, 5)), /too short/);
  assert.throws(() => ours.unpack([Buffer.from("x")]), /without delimiter/);
  ours.unpack(frames);
  assert.throws(() => ours.unpack(frames), /replayed/);
});

test("parts that are no objects are refused", () => {
  const open = framing("");
  const frames = open.pack(message);
  assert.throws(() => open.unpack(frames.with(7, Buffer.from("[]"))), /not a JSON object/);
  assert.throws(() => open.unpack(frames.with(4, Buffer.from("{}"))), /header without/);
  assert.throws(() => open.unpack(frames.with(4, Buffer.from("{"))), SyntaxError);
});

test("lone surrogates, which UTF-8 cannot hold, are replaced; escaped ones in text are not", () => {
  const sent = (text: string) =>
    framing("").unpack(framing("").pack({ ...message, content: { text } })).content["text"];
  assert.equal(sent("a\ud800"), "a\ufffd");
  assert.equal(sent("\\ud800 😀"), "\\ud800 😀");
});

test("a scheme that is not known is refused, unless nothing is signed", () => {
  assert.throws(() => framing("key", "hmac-md17"), /signature scheme "hmac-md17" is not known here/);
  assert.ok(framing("", "hmac-md17"));
});
