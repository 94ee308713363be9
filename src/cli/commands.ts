import { register, type Registered } from "./frame/command-line.ts";

/** Every command: its data, and what does it, each loaded only when it is needed. */
export const commands: readonly Registered[] = [
  register(
    "demo",
    async () => (await import("./commands/demo.ts")).demo,
    () => import("./demo.ts"),
  ),
  register(
    "init",
    async () => (await import("./commands/init.ts")).init,
    () => import("./init.ts"),
  ),
  register(
    "run",
    async () => (await import("./commands/run.ts")).run,
    () => import("./run.ts"),
  ),
  register(
    "work",
    async () => (await import("./commands/work.ts")).work,
    () => import("./work.ts"),
  ),
  register(
    "perturb",
    async () => (await import("./commands/perturb.ts")).perturb,
    () => import("./perturb.ts"),
  ),
  register(
    "preregister",
    async () => (await import("./commands/preregister.ts")).preregister,
    () => import("./preregister.ts"),
  ),
  register(
    "power",
    async () => (await import("./commands/power.ts")).power,
    () => import("./power.ts"),
  ),
  register(
    "grade",
    async () => (await import("./commands/grade.ts")).grade,
    () => import("./grade.ts"),
  ),
  register(
    "gap",
    async () => (await import("./commands/gap.ts")).gap,
    () => import("./gap.ts"),
  ),
  register(
    "cues",
    async () => (await import("./commands/cues.ts")).cues,
    () => import("./cues.ts"),
  ),
  register(
    "trials",
    async () => (await import("./commands/trials.ts")).trials,
    () => import("./trials.ts"),
  ),
  register(
    "batches",
    async () => (await import("./commands/batches.ts")).batches,
    () => import("./batches.ts"),
  ),
  register(
    "compare",
    async () => (await import("./commands/compare.ts")).compare,
    () => import("./compare.ts"),
  ),
  register(
    "report",
    async () => (await import("./commands/report.ts")).report,
    () => import("./report.ts"),
  ),
  register(
    "view",
    async () => (await import("./commands/view.ts")).view,
    () => import("./view.ts"),
  ),
  register(
    "label",
    async () => (await import("./commands/label.ts")).label,
    () => import("./label.ts"),
  ),
  register(
    "import",
    async () => (await import("./commands/import.ts")).importCommand,
    () => import("./import.ts"),
  ),
  register(
    "export",
    async () => (await import("./commands/export.ts")).exportCommand,
    () => import("./export.ts"),
  ),
  register(
    "sql",
    async () => (await import("./commands/sql.ts")).sqlCommand,
    () => import("./sql.ts"),
  ),
  register(
    "check",
    async () => (await import("./commands/check.ts")).check,
    () => import("./check.ts"),
  ),
  register(
    "reading",
    async () => (await import("./commands/reading.ts")).reading,
    () => import("./reading.ts"),
  ),
  register(
    "paraphrase",
    async () => (await import("./commands/paraphrase.ts")).paraphrase,
    () => import("./paraphrase.ts"),
  ),
  register(
    "memorise",
    async () => (await import("./commands/memorise.ts")).memorise,
    () => import("./memorise.ts"),
  ),
  register(
    "fetch",
    async () => (await import("./commands/fetch.ts")).fetch,
    () => import("./fetch.ts"),
  ),
  register(
    "exec",
    async () => (await import("./commands/exec.ts")).exec,
    () => import("./exec.ts"),
  ),
  register(
    "verify",
    async () => (await import("./commands/verify.ts")).verify,
    () => import("./verify.ts"),
  ),
  register(
    "clean",
    async () => (await import("./commands/clean.ts")).clean,
    () => import("./clean.ts"),
  ),
  register(
    "model pull",
    async () => (await import("./commands/model.ts")).modelPull,
    () => import("./model-pull.ts"),
  ),
  register(
    "model list",
    async () => (await import("./commands/model.ts")).modelList,
    () => import("./model-list.ts"),
  ),
  register(
    "kernel install",
    async () => (await import("./commands/kernel.ts")).kernelInstall,
    () => import("./kernel-install.ts"),
  ),
  register(
    "kernel doctor",
    async () => (await import("./commands/kernel.ts")).kernelDoctor,
    () => import("./kernel-doctor.ts"),
  ),
  register(
    "kernel start",
    async () => (await import("./commands/kernel.ts")).kernelStart,
    () => import("./kernel-start.ts"),
  ),
  register(
    "lab",
    async () => (await import("./commands/lab.ts")).lab,
    () => import("./lab.ts"),
  ),
];
