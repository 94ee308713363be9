import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { framing, type Framing } from "./frame.ts";
import type { Content, Outgoing } from "./message.ts";

const header = {
  msg_id: "m",
  session: "s",
  username: "u",
  date: "2026-01-01T00:00:00Z",
  msg_type: "t",
  version: "5.4",
};
const message: Outgoing = {
  identities: [Buffer.from([0, 255]), Buffer.from("client")],
  header: JSON.stringify(header),
  parent: null,
  metadata: { a: 1 },
  content: { text: "é😀" },
  buffers: [Buffer.from([1, 2, 3])],
};
const open = framing("");

/** The frames as the other side gets them. */
const sent = ({ pack }: Framing, content: Content = message.content) =>
  pack({ ...message, content }).map((part) => Buffer.from(part));

test("what is packed is unpacked, whether it is signed or not, short or long", () => {
  const { identities, metadata, buffers } = message;
  for (const content of [message.content, { text: "é😀".repeat(20_000) }]) {
    const expected = { identities, header, asParent: message.header, metadata, content, buffers };
    for (const key of ["key", ""]) assert.deepEqual(framing(key).unpack(sent(framing(key), content)), expected);
  }
});

test("a message names its parent by the header that came", () => {
  const { asParent } = open.unpack(sent(open));
  assert.equal(open.pack({ ...message, parent: asParent })[5], message.header);
  assert.equal(open.pack(message)[5], "{}");
});

test("the signature is the HMAC of the four parts, in hexadecimal", () => {
  const of = { ...header, msg_id: "1" };
  const frames = framing("secret").pack({ ...message, header: JSON.stringify(of), metadata: {}, content: {} });
  // python3 -c 'import hmac; print(hmac.new(b"secret", b"".join(parts), "sha256").hexdigest())'
  assert.equal(String(frames[3]), "08e4ec066eef29ecf6b5fd2197cbf7b101501ac40d2330e5335763f378440696");
});

test("messages of every length are signed as Node's HMAC does, under keys of every length", () => {
  for (const key of ["k", "é".repeat(32), "long ".repeat(40)])
    for (const length of [0, 1, 5_000, 5_450, 16_000, 40_000]) {
      const frames = sent(framing(key), { text: "é".repeat(length) });
      const expected = createHmac("sha256", key)
        .update(Buffer.concat(frames.slice(4, 8)))
        .digest("hex");
      assert.equal(String(frames[3]), expected, `${length} under a key of ${key.length}`);
    }
});

test("what was signed with another key, changed, cut or seen before is refused", () => {
  const ours = framing("key");
  const frames = sent(ours);
  assert.throws(() => ours.unpack(sent(framing("other"))), /bad signature/);
  assert.throws(() => ours.unpack(frames.with(7, Buffer.from("{}"))), /bad signature/);
  assert.throws(() => ours.unpack(frames.slice(0, 5)), /too short/);
  assert.throws(() => ours.unpack([Buffer.from("x")]), /without delimiter/);
  ours.unpack(frames);
  assert.throws(() => ours.unpack(frames), /replayed/);
});

test("parts that are no objects are refused", () => {
  const frames = sent(open);
  assert.throws(() => open.unpack(frames.with(7, Buffer.from("[]"))), /not a JSON object/);
  assert.throws(() => open.unpack(frames.with(4, Buffer.from("{}"))), /header without/);
  assert.throws(() => open.unpack(frames.with(4, Buffer.from("{"))), SyntaxError);
});

test("lone surrogates, which UTF-8 cannot hold, are replaced; escaped ones in text are not", () => {
  const arrived = (text: string) => open.unpack(sent(open, { text })).content["text"];
  assert.equal(arrived("a\ud800"), "a\ufffd");
  assert.equal(arrived("\\ud800 😀"), "\\ud800 😀");
});

test("a scheme that is not known is refused, unless nothing is signed", () => {
  assert.throws(() => framing("key", "hmac-md17"), /signature scheme "hmac-md17" is not known here/);
  assert.ok(framing("", "hmac-md17"));
});
