import assert from "node:assert/strict";
import test from "node:test";
import { canonical, hash, sha256 } from "./hash.ts";

test("key order does not matter, array order does, undefined properties are absent", () => {
  assert.equal(hash({ a: 1, b: { d: [1, 2], c: null } }), hash({ b: { c: null, d: [1, 2] }, a: 1, e: undefined }));
  assert.notEqual(hash([1, 2]), hash([2, 1]));
  assert.notEqual(hash({ a: "1" }), hash({ a: 1 }));
});

test("canonical text is JSON that parses back to the value", () => {
  const value = { z: [true, null, -0.5, 1e21], a: 'quote " and \u2028 and \ud800', é: {} };
  assert.deepEqual(JSON.parse(canonical(value)), value);
  assert.ok(canonical(value).startsWith('{"a":'));
});

test("lone surrogates and their replacement character hash apart", () => {
  assert.notEqual(hash("\ud800"), hash("\ufffd"));
});

test("what JSON would lose is an error", () => {
  for (const bad of [NaN, Infinity, undefined, () => 1, 1n]) assert.throws(() => hash({ bad: [bad] }), TypeError);
});

test("sha256 of a known vector", () => {
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(sha256(new TextEncoder().encode("abc")), sha256("abc"));
});
