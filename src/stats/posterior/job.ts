import { random } from "../../lib/random.ts";
import { sampleChain } from "./chain.ts";
import { sizeOf } from "./density.ts";
import type { Design } from "./design.ts";
import type { PriorScales } from "./priors.ts";
import { quantitiesOf, quantityCount } from "./quantities.ts";

/** Chains to be sampled by one thread or several, each of which takes the next one that is left. */
export interface Job {
  design: Design;
  priors: PriorScales;
  draws: number;
  seed: number | string;
  chains: number;
  /** Whether chains take more and smaller steps. */
  careful: boolean;
  /** Shared: how many chains are taken, and then of each 1 if it is done. */
  state: Int32Array;
  /** Shared: divergences of each chain. */
  divergences: Int32Array;
  /** Shared: draws by chain, and quantities by chain, group and quantity. */
  parameters: Float64Array;
  quantities: Float64Array;
}

type Asked = Pick<Job, "design" | "priors" | "draws" | "seed" | "chains" | "careful">;

/** A job with room for all that its chains will be. */
export function openJob(asked: Asked): Job {
  const { design, draws, chains } = asked;
  const numbers = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
  const counts = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  return {
    ...asked,
    state: counts(1 + chains),
    divergences: counts(chains),
    parameters: numbers(chains * draws * sizeOf(design)),
    quantities: numbers(chains * draws * quantitiesIn(design)),
  };
}

const quantitiesIn = ({ groups }: Design): number => groups.reduce((sum, group) => sum + quantityCount(group), 0);

/** Samples the chains that are left, one after the other. */
export function workOn(job: Job): void {
  for (;;) {
    const chain = Atomics.add(job.state, 0, 1);
    if (chain >= job.chains) return;
    sample(job, chain);
  }
}

/** Samples one chain, whose draws are its own seed's whichever thread it is in. */
export function sample(job: Job, chain: number): void {
  const { design, priors, seed, state } = job;
  const sampled = sampleChain(design, priors, job, random(`${seed} chain ${chain}`));
  const [kept, found] = [drawsOf(job, chain), quantitiesAt(job, chain)];
  sampled.draws.forEach((draw, i) => kept[i]!.set(draw));
  design.groups.forEach((group, g) => {
    const quantitiesOfGroup = quantitiesOf(design, group, kept, random(`${seed} group ${g} chain ${chain}`));
    quantitiesOfGroup.forEach((values, k) => found[g]![k]!.set(values));
  });
  job.divergences[chain] = sampled.divergences;
  Atomics.store(state, 1 + chain, 1);
  Atomics.notify(state, 1 + chain);
}

/** One chain's draws. */
export function drawsOf({ design, draws, parameters }: Job, chain: number): Float64Array[] {
  const size = sizeOf(design);
  return Array.from({ length: draws }, (_, i) => {
    const first = (chain * draws + i) * size;
    return parameters.subarray(first, first + size);
  });
}

/** One chain's quantities, by group. */
export function quantitiesAt({ design, draws, quantities }: Job, chain: number): Float64Array[][] {
  let first = chain * draws * quantitiesIn(design);
  return design.groups.map((group) =>
    Array.from({ length: quantityCount(group) }, () => {
      const room = quantities.subarray(first, first + draws);
      first += draws;
      return room;
    }),
  );
}
