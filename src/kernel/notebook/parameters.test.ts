import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Notebook } from "./notebook.ts";
import { injectParameters } from "./parameters.ts";

function notebookOf(...cells: [source: string, ...tags: string[]][]): Notebook {
  return {
    metadata: {},
    cells: cells.map(([source, ...tags], index) => ({
      cell_type: "code",
      id: `c${index}`,
      metadata: { tags },
      source,
      execution_count: null,
      outputs: [],
    })),
  };
}

const declared = notebookOf(
  ["import x from 'x'"],
  [
    "export const epochs = 3, models: string[] = ['a'];\nlet judge = '', budget = -1.5, deep = { a: 1 }, on = false, any = process.env.X, none = null, arms = ['a', 'b'], mixed = [1, 'x'];",
    "parameters",
  ],
  ["epochs"],
);
const injected = (...settings: string[]) =>
  injectParameters(declared, settings).cells.find(({ metadata }) => metadata.tags?.includes("injected-parameters"))
    ?.source;

suite("parameters", () => {
  test("are given after the tagged cell, as they were declared", () => {
    const { cells } = injectParameters(declared, ["epochs=5", 'models=["b","c"]']);
    assert.equal(cells.length, 4);
    assert.equal(cells[2]?.source, '// Parameters\nconst epochs = 5;\nconst models: string[] = ["b","c"];');
  });

  test("are JSON, or else text; a text default takes them as they are", () => {
    assert.equal(injected("judge=5"), '// Parameters\nlet judge = "5";');
    assert.equal(injected('judge="q"'), '// Parameters\nlet judge = "q";');
    assert.equal(injected("judge=a=b\nc"), '// Parameters\nlet judge = "a=b\\nc";');
    assert.equal(injected("on=true", "budget=2"), "// Parameters\nlet on = true;\nlet budget = 2;");
    assert.equal(injected("arms=[]", "mixed=[true]"), "// Parameters\nlet arms = [];\nlet mixed = [true];");
    assert.equal(injected("any=[1]", "none=x"), '// Parameters\nlet any = [1];\nlet none = "x";');
  });

  test("given again replace those given before; none given takes them away", () => {
    const once = injectParameters(declared, ["epochs=5"]);
    assert.deepEqual(injectParameters(once, ["epochs=6"]), injectParameters(declared, ["epochs=6"]));
    assert.deepEqual(injectParameters(once, []), declared);
  });

  test("go to the top where no cell is tagged", () => {
    const { cells } = injectParameters(notebookOf(["1"]), ["n=1"]);
    assert.deepEqual(
      cells.map(({ source }) => source),
      ["// Parameters\nconst n = 1;", "1"],
    );
  });

  test("that the cell does not declare, or declares with another type, are refused", () => {
    const cases: [string, string][] = [
      [
        "epoch=5",
        'there is no parameter "epoch": the cell tagged "parameters" declares epochs, models, judge, budget, deep, on, any, none, arms, mixed',
      ],
      ["epochs=five", 'parameter "epochs" is of type number: -p epochs=five gives string'],
      ["models=b", 'parameter "models" is of type string[]: -p models=b gives string'],
      ["models=[1]", 'parameter "models" is of type string[]: -p models=[1] gives number[]'],
      ["arms=[true]", 'parameter "arms" is of type string[]: -p arms=[true] gives boolean[]'],
      ["deep=null", 'parameter "deep" is of type object: -p deep=null gives null'],
      ["on=1", 'parameter "on" is of type boolean: -p on=1 gives number'],
      ["epochs", '"-p epochs" is no parameter: write -p name=value'],
    ];
    for (const [setting, message] of cases) assert.throws(() => injectParameters(declared, [setting]), { message });
  });
});
