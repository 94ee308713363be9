import assert from "node:assert/strict";
import { inspect } from "node:util";
import { suite, test } from "node:test";
import type { DataFrame } from "danfojs-node";
import { danfo } from "./danfo.ts";
import { table } from "./table.ts";

const records = [
  { arm: "a-b", wording: "c", value: 1, ok: true },
  { arm: "a-b", wording: "c", value: NaN, ok: false },
  { arm: "a", wording: "b-c", value: 0, ok: true },
  { arm: "a", wording: "b-c", value: NaN, ok: true },
  { arm: "a", wording: "b-c", value: 3, ok: false },
  { arm: "z", wording: "z", value: NaN, ok: false },
];
const types = { arm: "string", wording: "string", value: "number", ok: "boolean" } as const;
const frame = () => table(records, types);
type Groups = ReturnType<DataFrame["groupby"]>;

suite("figures of a frame are of the values that are there", () => {
  const figures: [name: string, groups: number[], whole: number][] = [
    ["count", [1, 2, 0], 3],
    ["mean", [1, 1.5, NaN], 4 / 3],
    ["sum", [1, 3, NaN], 4],
    ["max", [1, 3, NaN], 3],
    ["min", [1, 0, NaN], 0],
    ["std", [NaN, 3 / Math.SQRT2, NaN], Math.sqrt(7 / 3)],
    ["var", [NaN, 4.5, NaN], 7 / 3],
  ];
  for (const [name, groups, whole] of figures)
    test(name, async () => {
      const df = await frame();
      const by = df.groupby(["arm"]).col(["value"]) as Groups & Record<string, () => DataFrame>;
      const found = by[name]!();
      assert.deepEqual(found["arm"].values, ["a-b", "a", "z"]);
      const close = (value: unknown, expected: number) =>
        assert.ok(
          Object.is(value, expected) || Math.abs(Number(value) - expected) < 1e-12,
          `${value}, not ${expected}`,
        );
      (found[`value_${name}`].values as number[]).forEach((value, i) => close(value, groups[i]!));
      close((df["value"] as never as Record<string, () => number>)[name]!(), whole);
      const columns = df.loc({ columns: ["value", "ok"] }) as unknown as Record<
        string,
        (o: object) => { values: number[] }
      >;
      close(columns[name]!({ axis: 0 }).values[0], whole);
    });

  test("median, mode, describe, and the same by agg()", async () => {
    const df = await frame();
    assert.deepEqual([df["value"].median(), df["value"].mode()], [1, 0]);
    const series = df["value"].describe();
    assert.deepEqual(series.index, ["count", "mean", "std", "min", "median", "max", "variance"]);
    assert.deepEqual(
      (series.values as number[]).map((value) => value.toFixed(3)),
      ["3.000", "1.333", "1.528", "0.000", "1.000", "3.000", "2.333"],
    );
    const whole = df.describe();
    assert.deepEqual(whole.columns, ["value", "ok"]);
    assert.deepEqual(whole["value"].values, series.values);
    const both = df.groupby(["arm"]).agg({ value: ["mean", "count"] });
    assert.deepEqual(both["value_mean"].values, [1, 1.5, NaN]);
    assert.deepEqual(both["value_count"].values, [1, 2, 0]);
  });

  test("a running figure leaves out what is missing and goes on", async () => {
    const df = await frame();
    assert.deepEqual(df["value"].cumSum().values, [1, NaN, 1, NaN, 4, NaN]);
    assert.deepEqual(df["value"].cumMax().values, [1, NaN, 1, NaN, 3, NaN]);
    assert.deepEqual(df["value"].cumMin().values, [1, NaN, 0, NaN, 0, NaN]);
    assert.deepEqual((df.groupby(["arm"]).col(["value"]).cumSum() as DataFrame)["value_cumsum"].values, [
      1,
      NaN,
      0,
      NaN,
      3,
      NaN,
    ]);
  });

  test("distinct values, their counts, and where the largest stands", async () => {
    const { value } = (await frame()) as never as { value: DataFrame["loc"] & Record<string, () => never> };
    const series = value as never as {
      nUnique(): number;
      valueCounts(): { values: number[]; index: unknown[] };
      argMax(): number;
      argMin(): number;
    };
    assert.deepEqual([series.nUnique(), series.argMax(), series.argMin()], [3, 4, 2]);
    assert.deepEqual(
      [series.valueCounts().index, series.valueCounts().values],
      [
        [1, 0, 3],
        [1, 1, 1],
      ],
    );
  });

  test("text has no mean, and this is said", async () => {
    const df = await frame();
    assert.throws(() => df["arm"].mean(), /mean: column arm is text/);
    assert.throws(() => df.sum({ axis: 0 }), /sum: column arm is text/);
    assert.throws(() => df.groupby(["wording"]).col(["arm"]).mean(), /Can't perform math operation/);
  });
});

suite("groups", () => {
  test("are kept apart by all of their keys, whatever is in them, in the order they come", async () => {
    const found = (await frame()).groupby(["arm", "wording"]).col(["value"]).count() as DataFrame;
    assert.deepEqual(found.values, [
      ["a-b", "c", 1],
      ["a", "b-c", 2],
      ["z", "z", 0],
    ]);
    const numbers = await table(
      [
        { k: 10, v: 1 },
        { k: 2, v: 2 },
      ],
      { k: "number", v: "number" },
    );
    assert.deepEqual((numbers.groupby(["k"]).col(["v"]).sum() as DataFrame)["k"].values, [10, 2]);
    const one = (await frame()).groupby(["arm", "wording"]).getGroup(["a", "b-c"]) as DataFrame;
    assert.equal(one.shape[0], 3);
  });

  test("by a column that is not there are refused", async () => {
    const df = await frame();
    assert.throws(() => df.groupby(["arms"]), /no column arms; there are arm, wording/);
    assert.throws(() => df.groupby(["arm"]).getGroup(["none"]), /no group none by arm/);
  });

  test("show what they are by, in a line", async () => {
    const groups = (await frame()).groupby(["arm"]);
    assert.equal(inspect(groups), "3 groups by arm: call col([…]), then mean(), count(), … on it");
    const bundle = (groups as never as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
    assert.ok(bundle["text/plain"]!.length < 100);
  });
});

suite("order", () => {
  for (const [ascending, expected] of [
    [true, [0, 1, 3, NaN, NaN, NaN]],
    [false, [3, 1, 0, NaN, NaN, NaN]],
  ] as const)
    test(`${ascending ? "rising" : "falling"}, what is missing comes last`, async () => {
      const df = await frame();
      assert.deepEqual(df.sortValues("value", { ascending })!["value"].values, expected);
      assert.deepEqual(df["value"].sortValues({ ascending })!.values, expected);
      df.sortValues("value", { ascending, inplace: true });
      assert.deepEqual(df["value"].values, expected);
    });

  test("text is in the order of its characters, and equal rows stay as they were", async () => {
    const df = await table(
      ["bb", "ba", "a", "ba"].map((t, i) => ({ t, i })),
      { t: "string", i: "number" },
    );
    const sorted = df.sortValues("t")!;
    assert.deepEqual(
      [sorted["t"].values, sorted["i"].values, sorted.index],
      [
        ["a", "ba", "ba", "bb"],
        [2, 1, 3, 0],
        [2, 1, 3, 0],
      ],
    );
    assert.deepEqual(df["t"].argSort().values, [2, 1, 3, 0]);
  });
});

suite("types", () => {
  for (const [dtype, expected] of [
    ["float32", [1, NaN, 0, NaN, 3, NaN]],
    ["int32", [1, NaN, 0, NaN, 3, NaN]],
    ["string", ["1", "", "0", "", "3", ""]],
  ] as const)
    test(`a missing value as ${dtype} stays missing, and the frame as it was`, async () => {
      const df = await frame();
      const changed = df.asType("value", dtype) as DataFrame;
      assert.deepEqual(changed["value"].values, expected);
      assert.deepEqual(
        df["value"].values,
        records.map(({ value }) => value),
      );
      assert.deepEqual(df["value"].asType(dtype)!.values, expected);
    });

  for (const [what, values, dtype, message] of [
    ["a missing value as true or false", [1, NaN], "boolean", /row 1, column v: a missing value cannot be boolean/],
    ["a fraction as a whole number", [1, 0.5], "int32", /row 1, column v: 0.5 cannot be int32/],
    ["a word as a number", ["1", "one"], "float32", /row 1, column v: "one" cannot be float32/],
    ["2 as true or false", [1, 2], "boolean", /row 1, column v: 2 cannot be boolean/],
  ] as const)
    test(`refused: ${what}`, async () => {
      const type = typeof values[0] === "string" ? "string" : "number";
      const df = await table(
        [...values].map((v) => ({ v })),
        { v: type },
      );
      assert.throws(() => df.asType("v", dtype), message);
    });

  test("True and False as Python writes them are booleans", async () => {
    const df = await table([{ v: "True" }, { v: "false" }], { v: "string" });
    assert.deepEqual(df["v"].asType("boolean")!.values, [true, false]);
  });
});

suite("comparisons", () => {
  test("true and false compare", async () => {
    const df = await frame();
    assert.equal(df.query(df["ok"].eq(true as never)).shape[0], 3);
    assert.equal(df.query(df["ok"].ne(true as never)).shape[0], 3);
  });

  test("what is missing is neither equal nor unequal", async () => {
    const df = await frame();
    assert.deepEqual(df["value"].ne(1).values, [false, false, true, false, true, false]);
    assert.deepEqual(df["value"].eq(1).values, [true, false, false, false, false, false]);
  });

  test("another type is refused, and so is a whole column as a condition", async () => {
    const df = await frame();
    assert.throws(
      () => df["arm"].eq(1),
      /column arm holds strings, such as "a-b": it cannot be compared with number 1/,
    );
    assert.throws(() => df["value"].eq("1"), /column value holds numbers/);
    assert.throws(
      () => (df as never as Record<string, unknown>)[String((df["arm"] as unknown) === "a")],
      /write df\.query\(df\["arm"\]\.eq/,
    );
  });
});

suite("copies", () => {
  test("concatenating leaves every frame as it was, again and again", async () => {
    const { concat } = await danfo();
    const [one, two] = [await frame(), await frame()];
    for (let i = 0; i < 3; i++) assert.deepEqual((concat({ dfList: [one, two], axis: 0 }) as DataFrame).shape, [12, 4]);
    assert.deepEqual([one.shape, two.shape, one["value"].values.length], [[6, 4], [6, 4], 6]);
    concat({ dfList: [one["value"], two["value"]], axis: 0 });
    assert.equal(one["value"].values.length, 6);
    assert.deepEqual(one["value"].add(1).values.length, 6);
  });

  test("CSV quotes what needs it, and leaves a missing value empty", async () => {
    const { toCSV } = await danfo();
    const df = await table(
      [
        { t: 'a,"b"\nc', v: NaN },
        { t: "plain", v: 1 },
      ],
      { t: "string", v: "number" },
    );
    const expected = 't,v\n"a,""b""\nc",\nplain,1\n';
    assert.deepEqual([df.toCSV(), toCSV(df)], [expected, expected]);
  });
});

test("rows are drawn by seed, each once", async () => {
  const df = await frame();
  const drawn = await df.sample(4, { seed: 7 });
  assert.deepEqual(drawn.values, (await df.sample(4, { seed: 7 })).values);
  assert.equal(new Set(drawn.index).size, 4);
  await assert.rejects(df.sample(7), /from 1 to 6/);
});
