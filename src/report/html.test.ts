import assert from "node:assert/strict";
import { test } from "node:test";
import { Html, html } from "./html.ts";

test("what is filled in is escaped; markup, lists and nothing are not", () => {
  const hostile = `</p><script>"'&`;
  assert.equal(html`<p title="${hostile}">${hostile}</p>`.text.match(/</g)!.length, 2);
  assert.equal(html`a${[1, html`<b>${"<"}</b>`, null, ["x"]]}z`.text, "a1<b>&lt;</b>xz");
  assert.equal(html`${new Html("<i>")}`.text, "<i>");
  assert.equal(html`${0}`.text, "0");
});
