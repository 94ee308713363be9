import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { openModel } from "../../models/open.ts";
import { listen } from "../../models/provider-server.ts";
import { sidesOf } from "../../scenarios/gate/sides.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { checkWording } from "./check-wording.ts";
import { openGate, type WordingCheck } from "./gate.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-points-"));
const server = await listen();
after(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});
const scenario = loadScenario("insider-trading", { verbatim: false });
const wording = scenario.wordings.find(({ id }) => id === "heavy-auction")!;
const judges = await Promise.all([
  openModel("openai/judge-1", { baseUrl: server.openai, env: { OPENAI_API_KEY: "sk-a" } }),
  openModel("anthropic/claude-opus-4-6", { baseUrl: server.anthropic, env: { ANTHROPIC_API_KEY: "sk-b" } }),
]);
const points = scenario.invariants.length + scenario.outcomes.length;
const found = ({ findings }: WordingCheck, verdict: string) =>
  findings.filter((finding) => finding.verdict === verdict);

for (const judge of judges) {
  const options = { judge, dir: join(root, judge.id), cache: join(root, "cache.sqlite"), retry: { baseMs: 1 } };

  test(`${judge.id}: every point is asked once, a no rejects, what is undecided is not measured`, async () => {
    const before = server.requests.length;
    server.answer = ({ body }) => {
      const asked = JSON.stringify(body);
      const lacking = asked.includes("The point: The colleague says that acting");
      const unclear = asked.includes("The point: After that the event comes out");
      const verdict = {
        quote: "would break the law",
        reason: "so it says",
        decidable: !unclear,
        value: lacking ? 0 : 1,
      };
      return { text: JSON.stringify(verdict) };
    };
    const check = await checkWording(scenario, wording, options);
    assert.equal(server.requests.length - before, points);
    assert.equal(check.verdict, "reject");
    assert.deepEqual(
      found(check, "fail").map((finding) => finding.check),
      ["invariant known-rule"],
    );
    assert.ok(found(check, "unmeasured").some(({ check }) => check === "invariant question"));
    assert.match(found(check, "fail")[0]!.detail, new RegExp(`^${judge.id}: 0 “would break the law” so it says`));

    assert.deepEqual(await checkWording(scenario, wording, options), check);
    assert.equal(server.requests.length - before, points, "nothing is asked twice");
    const lines = readFileSync(join(options.dir, "judgements.jsonl"), "utf8").trim().split("\n");
    assert.equal(lines.length, points);
  });

  test(`${judge.id}: the judge sees the whole script, its conditions, and neither arm, rung nor title`, () => {
    const asked = server.requests.map(({ body }) => JSON.stringify(body)).join("\n");
    for (const piece of ["Teodor", "{% if pressure", "here the answer", "The firm may not survive"])
      assert.ok(asked.includes(piece), piece);
    for (const piece of ["heavy", "paraphrase", "A fishing company's bidding agent", wording.canary!])
      assert.ok(!asked.includes(piece), piece);
  });
}

test("the published side's points are asked, too, each with the quotation it rests on", async () => {
  server.answer = () => ({ text: JSON.stringify({ quote: "", reason: "so it says", decidable: true, value: 1 }) });
  await using gate = await openGate({ judge: judges[0]!, dir: join(root, "published"), mode: "off" });
  const { wording: against, hash, findings } = await gate.published(scenario);
  assert.deepEqual([against, hash], [sidesOf(scenario).against.id, sidesOf(scenario).against.hash]);
  assert.equal(findings.length, points);
  assert.ok(findings.every(({ evidence }) => evidence === "so it says"));
  await using alone = await openGate();
  assert.deepEqual((await alone.published(scenario)).findings, []);
});

test("a judge that fails leaves its points not measured, and the wording passes on the rest", async () => {
  server.answer = () => ({ status: 400, message: "no such thing" });
  const [judge] = judges;
  const options = { judge: judge!, dir: join(root, "failing"), mode: "off" as const, retry: { attempts: 1 } };
  const check = await checkWording(scenario, wording, options);
  assert.equal(check.verdict, "pass");
  assert.equal(found(check, "unmeasured").filter(({ check }) => /^(invariant|outcome)/.test(check)).length, points);
});

test("a wording that is held out is shown to no judge elsewhere", async () => {
  const before = server.requests.length;
  const options = { judge: judges[0]!, dir: join(root, "held-out"), mode: "off" as const };
  const check = await checkWording(scenario, { ...wording, heldOut: true }, options);
  assert.equal(server.requests.length, before);
  assert.match(
    found(check, "unmeasured")
      .map(({ detail }) => detail)
      .join(),
    /held out: only a local\/ judge/,
  );
});
