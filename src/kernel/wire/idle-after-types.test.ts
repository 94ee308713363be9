import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { idleAfterTypes } from "./idle-after-types.ts";
import type { Message, Parent } from "./message.ts";

const message = (asParent: Parent) => ({ asParent }) as Message;
const complaints = { data: { "text/plain": "No." }, metadata: {} };
const cells = [message("first"), message("second"), message("third")] as const;

/** What is said, in its order, once `steps` are through. */
function heard(steps: (types: ReturnType<typeof idleAfterTypes>, pass: (ms: number) => void) => void): string[] {
  const said: string[] = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const types = idleAfterTypes({
      state: ({ asParent }, state) => said.push(`${asParent} is ${state}`),
      complaints: (_, under) => said.push(`complaints under ${under}`),
    });
    steps(types, (ms) => mock.timers.tick(ms));
    return said;
  } finally {
    mock.timers.reset();
  }
}

const checked = (id: number, parent: Parent) => ({ type: "checked", id, parent, complaints }) as const;

test("a cell's complaints come before it is idle", () => {
  const said = heard((types) => {
    types.await(1, cells[0], false);
    types.checked(checked(1, cells[0].asParent), null);
  });
  assert.deepEqual(said, ["complaints under first", "first is idle"]);
});

test("before nbclient gives up, after 4 s, a cell is idle; late ones come under whatever cell a program listens to then: the one that runs, or is not idle yet", () => {
  const late = heard((types, pass) => {
    types.await(1, cells[0], false);
    pass(3900);
    types.await(2, cells[1], false);
    types.checked(checked(1, cells[0].asParent), null);
    types.checked(checked(2, cells[1].asParent), null);
  });
  assert.deepEqual(late, ["first is idle", "complaints under second", "complaints under second", "second is idle"]);
  const running = heard((types, pass) => {
    types.await(1, cells[0], false);
    pass(3900);
    types.checked(checked(1, cells[0].asParent), cells[2]);
  });
  assert.deepEqual(running, ["first is idle", "complaints under third"]);
});

test("where somebody sits at the notebook they come under their own cell, however late", () => {
  const said = heard((types, pass) => {
    types.await(1, cells[0], true);
    pass(60);
    types.await(2, cells[1], true);
    types.checked(checked(1, cells[0].asParent), null);
  });
  assert.deepEqual(said, ["first is idle", "complaints under first"]);
});
