import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQueueAddress } from "./address.ts";

const cases = [
  ["embedded", null, "parallax", "embedded"],
  ["postgres://ada@db/study", "postgres://ada@db/study", "parallax", "postgres://ada@db/study"],
  ["postgresql://db/study?schema=two", "postgresql://db/study", "two", "postgresql://db/study (schema two)"],
  ["postgres://ada:secret@db/s", "postgres://ada:secret@db/s", "parallax", "postgres://ada@db/s"],
  [
    "postgres://db/s?sslmode=require",
    "postgres://db/s?sslmode=require&uselibpqcompat=true",
    "parallax",
    "postgres://db/s?sslmode=require",
  ],
  ["postgres://db/s?password=secret", "postgres://db/s?password=secret", "parallax", "postgres://db/s"],
] as const;
for (const [address, url, schema, shown] of cases)
  test(`${address} is shown as ${shown}`, () => assert.deepEqual(parseQueueAddress(address), { url, schema, shown }));

for (const [address, says] of [
  ["redis://db", /expected postgres:\/\/user@host\/database, or embedded/],
  ["", /expected postgres/],
  ["mysql://ada:secret@db/s", /"mysql:\/\/ada:…@db\/s"/],
  ["postgres://db/s?schema=A b", /schema "A b": expected/],
] as const)
  test(`"${address}" is no queue`, () => assert.throws(() => parseQueueAddress(address), says));
