import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { idleAfterTypes } from "./idle-after-types.ts";
import type { Message, Parent } from "./message.ts";

const message = (asParent: Parent) => ({ asParent }) as Message;
const complaints = { data: { "text/plain": "No." }, metadata: {} };
const cells = [message("first"), message("second"), message("third")] as const;

type Types = ReturnType<typeof idleAfterTypes>;
interface Steps {
  types: Types;
  /** Has the first, second or third cell end. */
  end(id: 1 | 2 | 3, attended: boolean): void;
  pass(ms: number): void;
}

/** What is said, in its order, once `steps` are through. */
function heard(steps: (steps: Steps) => void): string[] {
  const said: string[] = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const types = idleAfterTypes({
      state: ({ asParent }, state) => said.push(`${asParent} is ${state}`),
      complaints: (_, under) => said.push(`complaints under ${under}`),
    });
    const end: Steps["end"] = (id, attended) => {
      const message = cells[id - 1]!;
      types.await({ id, message, reply: () => said.push(`${message.asParent} is answered`) }, attended);
    };
    steps({ types, end, pass: (ms) => mock.timers.tick(ms) });
    return said;
  } finally {
    mock.timers.reset();
  }
}

const checked = (id: number, parent: Parent) => ({ type: "checked", id, parent, complaints }) as const;

test("a cell's complaints come before it is idle; of a program's first before it is answered", () => {
  const said = heard(({ types, end }) => {
    end(1, false);
    types.checked(checked(1, cells[0].asParent), null);
    end(2, false);
    types.checked(checked(2, cells[1].asParent), null);
  });
  assert.deepEqual(said, [
    "complaints under first",
    "first is answered",
    "first is idle",
    "second is answered",
    "complaints under second",
    "second is idle",
  ]);
});

test("before nbclient gives up, 4 s after the answer, a cell is idle; late ones come under whatever cell a program listens to then: the one that runs, or is not idle yet", () => {
  const late = heard(({ types, end, pass }) => {
    end(1, false);
    pass(10_000);
    end(2, false);
    types.checked(checked(1, cells[0].asParent), null);
    types.release();
    end(3, false);
    pass(3900);
  });
  assert.deepEqual(late, [
    "first is answered",
    "first is idle",
    "complaints under second",
    "second is answered",
    "second is idle",
    "third is answered",
    "third is idle",
  ]);
  const running = heard(({ types, end, pass }) => {
    end(1, false);
    pass(10_000);
    types.checked(checked(1, cells[0].asParent), cells[2]);
  });
  assert.deepEqual(running, ["first is answered", "first is idle", "complaints under third"]);
});

test("what is to run next, or an interrupt, has the cell before it answered and idle at once", () => {
  const said = heard(({ types, end }) => {
    end(1, false);
    types.release();
    types.release();
    types.checked(checked(1, cells[0].asParent), cells[1]);
  });
  assert.deepEqual(said, ["first is answered", "first is idle", "complaints under first"]);
});

test("where somebody sits at the notebook they come under their own cell, however late", () => {
  const said = heard(({ types, end, pass }) => {
    end(1, true);
    pass(60);
    end(2, true);
    types.checked(checked(1, cells[0].asParent), null);
  });
  assert.deepEqual(said, ["first is answered", "first is idle", "second is answered", "complaints under first"]);
});
