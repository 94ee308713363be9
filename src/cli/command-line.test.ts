import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test, type TestContext } from "node:test";
import { commands } from "./commands.ts";
import type { Command, Option } from "./frame/command.ts";
import { help, list } from "./frame/help.ts";
import { here } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "parallax-command-line-"));
after(() => rmSync(folder, { recursive: true }));
const all = await Promise.all(commands.map(({ declared }) => declared()));

/** What only Node or the language would say. */
const bare =
  /TypeError|SyntaxError|\bE(NOENT|ACCES|ISDIR|NOTDIR|EXIST|ADDRINUSE|PIPE)\b|ERR_|node:|^\s+at |JSON at pos/m;

/**
 * A command line that is wrong: exit code 2, one message that says who speaks, nothing on stdout.
 */
async function refused(t: TestContext, args: string[], expected: RegExp) {
  const { code, out, errors } = await here(t, ...args);
  assert.deepEqual([code, out], [2, ""], errors);
  assert.match(errors, expected);
  assert.match(errors, /^parallax/);
  assert.equal(errors.split("\n").length, 1, errors);
  assert.doesNotMatch(errors, bare);
}

const words = ({ name }: Command) => name.split(" ");
/** Something for each name that a command needs, so that a later fault can show. */
const needed = ({ positionals, options }: Command): string[] => [
  ...(positionals?.least ? ["x"] : []),
  ...Object.entries(options).flatMap(([name, option]) =>
    option.type !== "flag" && option.required ? [`--${name}`, valueOf(option)] : [],
  ),
];

const valueOf = (option: Exclude<Option, { type: "flag" }>): string =>
  option.type === "choice" ? option.of[0]! : option.type === "number" ? "10" : "x";

for (const command of all)
  suite(`parallax ${command.name}`, () => {
    for (const width of [60, 80])
      test(`its help fits ${width} columns`, () => {
        const wide = help(command, width)
          .split("\n")
          .filter((line) => line.length > width);
        assert.deepEqual(wide, []);
      });

    test("its help comes from --help, -h and help, whatever else is wrong", async (t) => {
      const [long, short, said, before] = [
        await here(t, ...words(command), "--nonsense", "--help"),
        await here(t, ...words(command), "-h"),
        await here(t, "help", ...words(command)),
        await here(t, "--help", ...words(command)),
      ];
      assert.match(long.out, new RegExp(`^usage: parallax ${command.name}`));
      assert.deepEqual([long.code, short.out, said.out, long.errors], [0, long.out, long.out, ""]);
      assert.deepEqual([before.code, before.out], [0, long.out]);
    });

    test("help names every option, and has an example that parses", async () => {
      const text = help(command, 80);
      for (const name of Object.keys(command.options)) assert.ok(text.includes(`--${name}`), name);
      assert.ok(command.examples.every((line) => line.startsWith(command.name)));
      for (const line of command.examples)
        for (const [, name] of line.matchAll(/ --([a-z-]+)/g))
          assert.ok(name === "no-browser" || Object.hasOwn(command.options, name!), line);
    });

    test("an unknown option is named, and one that is meant suggested", async (t) => {
      await refused(t, [...words(command), "--zzzzzz"], /: no option --zzzzzz; parallax .* --help says more$/);
      const [name] = Object.keys(command.options);
      await refused(
        t,
        [...words(command), `--${name}q`],
        new RegExp(`no option --${name}q; did you mean --${name}\\?`),
      );
    });

    if (command.positionals?.least)
      test("what must be named, and was not, is said", (t) =>
        refused(t, words(command), new RegExp(`: name (one|two|an?) ${command.positionals!.what}.*; parallax `)));
    if ((command.positionals?.most ?? 0) < 9)
      test("more than can be named is refused", (t) =>
        refused(
          t,
          [...words(command), ...needed(command), "y", "z"],
          /: (name (one|two) .*, not |.*: expected options only)/,
        ));

    for (const [name, option] of Object.entries(command.options)) {
      if (option.type === "flag") {
        test(`--${name} takes no value`, (t) =>
          refused(t, [...words(command), `--${name}=yes`], name === "help" ? /takes no value/ : /takes no value$/));
        continue;
      }
      test(`--${name} without a value is refused`, (t) =>
        refused(t, [...words(command), `--${name}`], new RegExp(`--${name} needs a value: --${name} `)));
      test(`--${name} before another option is refused`, (t) =>
        refused(t, [...words(command), `--${name}`, "--help-me"], /is an option/));
      if (option.many === undefined)
        test(`--${name} twice is refused`, (t) =>
          refused(t, [...words(command), `--${name}=1`, `--${name}=2`], /is there twice: 1 and 2$/));
      if (option.type === "number")
        test(`--${name} takes no other text for a number`, async (t) => {
          const wrong = ["two", "", " ", "NaN", "Infinity", "0x10", "1,5", "1 000", ...(option.whole ? ["1.5"] : [])];
          const below = option.least !== undefined || option.above !== undefined ? ["-1e9"] : [];
          for (const text of [...wrong, ...below])
            await refused(
              t,
              [...words(command), `--${name}=${text}`],
              new RegExp(`: --${name} ${text}: expected a number`),
            );
        });
      if (option.type === "choice")
        test(`--${name} suggests what a typo was meant as`, (t) =>
          refused(
            t,
            [...words(command), `--${name}`, `${option.of[0]}x`],
            new RegExp(`--${name} ${option.of[0]}x: expected .*; did you mean ${option.of[0]}\\?$`),
          ));
    }
  });

suite("without a command that is known", () => {
  for (const args of [[], ["help"], ["--help"], ["-h"], ["help", "help"], ["help", "--help"]])
    test(`parallax ${args.join(" ")} lists the commands`, async (t) => {
      const { code, out, errors } = await here(t, ...args);
      assert.deepEqual([code, errors], [0, ""]);
      for (const { name, purpose } of all) assert.ok(out.includes(`  ${name}`) && purpose.length < 66, name);
    });

  for (const width of [60, 80])
    test(`the list fits ${width} columns`, () =>
      assert.deepEqual(
        list(all, width)
          .split("\n")
          .filter((line) => line.length > width),
        [],
      ));

  test("--version and -V print it", async (t) => {
    for (const flag of ["--version", "-V"]) assert.equal((await here(t, flag)).out, "0");
    assert.match((await here(t, "--version", "gap")).errors, /--version takes nothing after it, not gap/);
  });

  for (const [args, expected] of [
    [["rnu"], /^parallax: no command rnu; did you mean run\?; parallax alone lists them$/],
    [["memorize", "x"], /did you mean memorise\?/],
    [["--verison"], /no option --verison before a command; did you mean --version\?; parallax alone lists/],
    [["hepl"], /no command hepl; did you mean help\?/],
    [["zzz"], /^parallax: no command zzz; parallax alone lists them$/],
    [["help", "grad"], /no command grad; did you mean grade\?/],
    [["--verbose"], /no option --verbose before a command/],
    [["model"], /^parallax: model: expected pull or list after model$/],
    [["kernel", "instal"], /expected install, doctor or start after kernel; did you mean install\?$/],
  ] as const)
    test(`parallax ${args.join(" ")}`, (t) => refused(t, [...args], expected));

  test("a group's help names its commands", async (t) => {
    const { code, out } = await here(t, "kernel", "--help");
    assert.equal(code, 0);
    assert.match(out, /^usage: parallax kernel install\|doctor\|start/);
  });
});

suite("values that name something", () => {
  const dir = join(folder, "no-run");
  mkdirSync(dir);
  const file = join(folder, "file");
  writeFileSync(file, "{ half");
  const broken = join(folder, "broken");
  mkdirSync(broken);
  writeFileSync(join(broken, "manifest.json"), "{ half");
  const notebook = join(folder, "n.ipynb");
  writeFileSync(notebook, "{ half");
  const halfYaml = join(folder, "half.yaml");
  writeFileSync(halfYaml, "reply: [output\n");
  const scenario = ["--scenario", "insider-trading"];
  for (const [args, expected] of [
    [["run", "--scenario", "insider-tradin", "--model", "simulated/steady"], /did you mean insider-trading\?$/],
    [["run", ...scenario, "--model", "simulated/stedy", "--dry-run"], /did you mean simulated\/steady\?$/],
    [["run", ...scenario, "--model", "antropic/claude-opus-4-6", "--dry-run"], /did you mean anthropic\?$/],
    [
      ["import", "package.json", "--as", "heavy-auction"],
      /names a wording of a scenario; name that, too, by --scenario$/,
    ],
    [["run", ...scenario, "--model", "local/smollm", "--dry-run"], /did you mean local\/smollm2-135m\?$/],
    [["run", ...scenario, "--model", "simulated/steady,nobody/x", "--dry-run"], /no provider "nobody"/],
    [["run", ...scenario, "--model", "simulated/steady", "--arms", "paraphase"], /did you mean paraphrase\?$/],
    [["run", ...scenario, "--model", "simulated/steady", "--out", file], /is a file: name a folder$/],
    [["run", ...scenario, "--model", "simulated/steady", "--mode", "reply"], /did you mean replay\?$/],
    [["run", ...scenario], /--model ID is missing/],
    [["run", ...scenario, "--model", ","], /--model is empty/],
    [["demo", "--model", "simulated/none"], /no such simulated subject/],
    [["grade", join(folder, "nowhere")], /nowhere: no such folder; name a run folder/],
    [["grade", dir], /is not a run folder/],
    [["grade", broken], /is not a run folder.*it is not valid JSON/],
    [["grade", file], /is a file: name a run folder/],
    [["gap", join(folder, "nowhere.csv")], /no such file or folder/],
    [["gap", dir], /is not a run folder/],
    [["gap", file, "--out", folder], /--out: .* is a folder: name a file in it$/],
    [["exec", notebook], /is not a notebook: it is not valid JSON/],
    [["verify", join(folder, "no.ipynb")], /there is no such file/],
    [["clean", folder], /is a folder: name a file$/],
    [["check", "insider-tradin"], /did you mean insider-trading\?$/],
    [["check", file], /no scenario in/],
    [["fetch", "insider-tradin"], /did you mean insider-trading\?$/],
    [["model", "pull", "smollm2-135"], /no embedded model "smollm2-135".*; did you mean smollm2-135m\?$/],
    [["paraphrase", "insider-trading", "--model", "openai/a", "--rungs", "hevy"], /did you mean heavy\?$/],
    [["init", folder], /is there already, with something in it: name a new folder$/],
    [["import", join(folder, "nowhere")], /nowhere: no such file or folder; name replies from elsewhere$/],
    [["import", file, "--mapping", halfYaml], /half\.yaml: line 2: not YAML: .*; mend it there$/],
    [["import", file, "--map", "reply={ from"], /--map reply: line 1: not YAML: .*; mend it there$/],
    [["import", file, "--map", "rply=output"], /no key "rply".*; did you mean reply\?$/],
    [["preregister", ...scenario, "--model", "simulated/steady", "--outcome", "trade"], /no outcome "trade" in this/],
    [["power", "--budget", "50", "--trial-usd", "1", "--gap", "0"], /--gap 0: expected .* points above or below zero$/],
    [["power", "--budget", "50", "--trial-usd", "1", "--gap", "60"], /--gap 60 from --rate 50: expected a rate/],
    [["grade", file, "--jude", "x"], /no option --jude; did you mean --judge\?;/],
    [["run", "--judge", "openai/a"], /no option --judge; parallax run --help says more$/],
    [["memorise", "insider-trading", "--model", "simulated/steady"], /gives no log-probabilities/],
  ] as const)
    test(`parallax ${args.join(" ").replaceAll(folder, "…")}`, (t) => refused(t, [...args], expected));

  for (const [name, text, said] of [
    ["half.jsonl", "{ half", /half\.jsonl, line 1 is not JSON: correct or remove it$/],
    ["half.parquet", "PAR1 half PAR1", /half\.parquet is no whole Parquet file: write or copy it again$/],
    ["half.yaml", "reply: [output\n", /half\.yaml: line 2: not YAML: .*; mend it there$/],
    ["half.eval", "PK half", /half\.eval is no whole zip file: write or copy it again$/],
  ] as const)
    test(`parallax import of ${name} says what is wrong in its own words`, async (t) => {
      writeFileSync(join(folder, name), text);
      const { code, errors } = await here(t, "import", join(folder, name));
      assert.equal(code, 1);
      assert.match(errors, said);
    });

  test("a file that may not be read is said in words", async (t) => {
    const secret = join(folder, "secret.csv");
    writeFileSync(secret, "");
    chmodSync(secret, 0);
    // Root may read all: for as long as this takes it is nobody.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid!(65534);
    const { errors } = await here(t, "gap", secret).finally(() => isRoot && process.seteuid!(0));
    assert.match(errors, /secret\.csv: you have no permission for it$/);
  });
});

suite("results", () => {
  const results = join(import.meta.dirname, "../../data/results/greenblatt-2024.csv");

  test("--json is JSON, also in a file, where stdout stays empty", async (t) => {
    const out = join(folder, "deep/er/gap.json");
    const shown = await here(t, "gap", results, "--json");
    const kept = await here(t, "gap", results, "--json", "--out", out);
    assert.deepEqual([kept.code, kept.out, kept.errors], [0, "", `written to ${out}`]);
    assert.deepEqual(JSON.parse(readFileSync(out, "utf8")), JSON.parse(shown.out));
  });

  for (const args of [
    ["model", "list"],
    ["run", "--scenario", "insider-trading", "--model", "simulated/steady", "--dry-run"],
    ["fetch", "insider-trading-control"],
  ])
    test(`parallax ${args.join(" ")} --json is JSON`, async (t) => {
      const { code, out } = await here(t, ...args, "--json");
      assert.equal(code, 0);
      assert.ok(typeof JSON.parse(out) === "object");
    });
});

suite("in a process of its own", () => {
  const program = join(import.meta.dirname, "main.ts");
  const results = join(import.meta.dirname, "../../data/results/greenblatt-2024.csv");

  test("a reader that has had enough is no fault", { skip: process.platform === "win32" && "no POSIX pipes" }, () => {
    const piped = `"${process.execPath}" "${program}" gap "${results}" --json | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", piped], { encoding: "utf8" });
    assert.deepEqual([stdout, stderr], ["[\n0\n", ""]);
  });

  test("$COLUMNS sets the width of help where there is no terminal", () => {
    const env = { ...process.env, COLUMNS: "60" };
    const { stdout } = spawnSync(process.execPath, [program, "help", "grade"], { encoding: "utf8", env });
    assert.ok(Math.max(...stdout.split("\n").map((line) => line.length)) <= 60);
  });

  test("a command is its name's: data and list agree", () => {
    assert.deepEqual(
      commands.map(({ name }) => name),
      all.map(({ name }) => name),
    );
  });
});
