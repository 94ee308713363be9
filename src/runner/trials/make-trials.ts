import { sha256 } from "../../lib/hash.ts";
import { lazyList } from "../../lib/lazy-list.ts";
import type { Trial } from "../trial.ts";
import { finding, openBlocks, type Blocks } from "./blocks.ts";
import { kindsOf, type Kind } from "./kinds.ts";
import { madeBy, madeOf, type Makings, type Recipe } from "./recipe.ts";

/**
 * Up to how many trials are put in order all together, and of more how many at a time; and how many
 * are held once they are made.
 */
const most = { together: 1 << 20, atOnce: 1 << 17, held: 1 << 18 };

/**
 * The trials that a recipe says, in the plan's order. A quarter of a million are held; of more,
 * each is made when it is asked for.
 */
export function makeTrials(
  recipe: Omit<Recipe, "count">,
  of: Makings,
  sizes: { [Size in keyof typeof most]?: number | undefined } = {},
): Trial[] {
  const { together = most.together, atOnce = most.atOnce, held = most.held } = sizes;
  const kinds = kindsOf(recipe, of.scenarios);
  const perModel = kinds.reduce((sum, { count }) => sum + count, 0);
  const length = perModel * of.models.length;
  const make = making(kinds, perModel, of.models);
  const blocks = openBlocks(of, kinds, length <= together ? length : atOnce);
  const walk = function* () {
    for (let block = 0; block < blocks.count; block++) for (const place of blocks.read(block)) yield make(place);
  };
  const isHeld = length <= held;
  const trials = isHeld ? [...walk()] : lazyList({ length, walk, at: reading(blocks, make) });
  return madeBy(trials, { recipe: { ...recipe, count: length }, of }, isHeld);
}

/**
 * Trials that differ in epoch alone, one of each without its id and epoch, and which of them every
 * trial of a list is, with its epoch; undefined of a list that was not made by a recipe.
 */
export function kindsOfTrials(trials: readonly Trial[]) {
  const known = madeOf(trials);
  if (known === undefined) return undefined;
  const { recipe, of } = known;
  const kinds = kindsOf(recipe, of.scenarios);
  const perModel = kinds.reduce((sum, { count }) => sum + count, 0);
  const blocks = openBlocks(of, kinds, trials.length <= most.together ? trials.length : most.atOnce);
  const found: Omit<Trial, "id" | "epoch">[] = [];
  // The first of a kind's, by kind; then one for each of its inputs, model after model.
  const firsts: number[] = [];
  for (const model of of.models)
    for (const { what, inputs } of kinds) {
      firsts.push(found.length);
      for (const input of inputs) found.push({ ...what, input, model });
    }
  const [codes, epochs] = [new Int32Array(trials.length), new Int32Array(trials.length)];
  const find = finding(kinds);
  let at = 0;
  for (let block = 0; block < blocks.count; block++)
    for (const place of blocks.read(block)) {
      const within = place % perModel;
      const kind = find(within);
      const { start, epochs: each, epochOf } = kinds[kind]!;
      const input = Math.floor((within - start) / each);
      codes[at] = firsts[Math.floor(place / perModel) * kinds.length + kind]! + input;
      epochs[at++] = epochOf(input, ((within - start) % each) + 1);
    }
  return { kinds: found, codes, epochs };
}

/** Makes the trial of a place before they are put in order. */
function making(kinds: readonly Kind[], perModel: number, models: readonly string[]): (place: number) => Trial {
  const find = finding(kinds);
  const names = models.map((model) => `,"model":${JSON.stringify(model)}`);
  return (place) => {
    const model = Math.floor(place / perModel);
    const within = place % perModel;
    const { what, inputs, epochs, start, epochOf, json } = kinds[find(within)]!;
    const input = Math.floor((within - start) / epochs);
    const epoch = epochOf(input, ((within - start) % epochs) + 1);
    const { scenario, arm, wording, wordingHash, condition, elicit } = what;
    const text = `${json.head}${epoch},"input":${json.inputs[input]!}${names[model]!}${json.tail}`;
    const id = sha256(text).slice(0, 20);
    return {
      id,
      scenario,
      arm,
      wording,
      wordingHash,
      condition,
      input: inputs[input]!,
      epoch,
      elicit,
      model: models[model]!,
    };
  };
}

/** Reads any trial; those of one block after the other at once. */
function reading({ count, size, read }: Blocks, make: (place: number) => Trial): (at: number) => Trial {
  let starts: number[] | null = null;
  let held: { block: number; places: number[] } | null = null;
  return (at) => {
    starts ??= Array.from({ length: count }).reduce<number[]>(
      (all, _, block) => [...all, all.at(-1)! + size(block)],
      [0],
    );
    const block = starts.findLastIndex((start) => start <= at);
    if (held?.block !== block) held = { block, places: read(block) };
    return make(held.places[at - starts[block]!]!);
  };
}
