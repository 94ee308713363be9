import { campaign, type Campaign } from "../src/runner/faults/campaign.ts";
import type { Provider } from "../src/runner/faults/askable.ts";
import type { Kind } from "../src/runner/faults/passing.ts";
import type { Row } from "./row.ts";

const providers: Provider[] = ["openai", "openai-compatible", "anthropic"];
const kinds: Kind[] = ["server resets", "disk full", "SIGTERM", "SIGKILL"];

/** Of each provider 1,500 trials in all, of each kind of fault 150 in all. */
const least = { epochs: 19, trials: 375, kills: 50 };

/**
 * It ends by itself: no further fault is made after so long, each kind having its share of what is
 * left.
 */
const longestMs = 13 * 60_000;

/**
 * Runs against servers on this machine, in each provider's form, ended by signals, full disks and
 * reset connections, and gone on with. What was lost, recorded twice, mixed up, paid for again
 * beyond what was under way, or cannot be replayed in another folder.
 */
export async function benchCampaign(): Promise<Row[]> {
  const start = performance.now();
  const found: { provider: Provider; kind: Kind; came: Campaign | null }[] = [];
  for (const [i, kind] of kinds.entries()) {
    const now = performance.now();
    const until = now + (start + longestMs - now) / (kinds.length - i);
    found.push(
      ...(await Promise.all(
        providers.map(async (provider) => ({ provider, kind, came: await campaign(provider, kind, least, until) })),
      )),
    );
  }
  const of = (name: string, some: typeof found) =>
    rowOf(
      name,
      some.map(({ came }) => came).filter((came) => came !== null),
    );
  return [
    ...kinds.map((kind) =>
      of(
        kind,
        found.filter((each) => each.kind === kind),
      ),
    ),
    ...providers.map((provider) =>
      of(
        provider,
        found.filter((each) => each.provider === provider),
      ),
    ),
  ];
}

function rowOf(name: string, found: readonly Campaign[]): Row {
  const sum = (key: keyof Campaign) => found.reduce((total, each) => total + each[key], 0);
  const [lost, doubled, mixed, again, elsewhere] = (["lost", "doubled", "mixed", "again", "elsewhere"] as const).map(
    sum,
  );
  return {
    figure: `${name}: ${sum("kills")} faults in ${sum("runs")} runs of ${sum("trials")} trials`,
    measured:
      `${lost} lost, ${doubled} recorded twice, ${mixed} mixed up, ${again} paid again beyond those under way, ` +
      `${elsewhere} not replayed elsewhere`,
    target: "0, 0, 0, 0, 0",
    met: lost! + doubled! + mixed! + again! + elsewhere! === 0,
  };
}
