import { check } from "./commands/check.ts";
import { clean } from "./commands/clean.ts";
import { demo } from "./commands/demo.ts";
import { exec } from "./commands/exec.ts";
import { fetch } from "./commands/fetch.ts";
import { gap } from "./commands/gap.ts";
import { grade } from "./commands/grade.ts";
import { kernelDoctor, kernelInstall, kernelStart } from "./commands/kernel.ts";
import { lab } from "./commands/lab.ts";
import { label } from "./commands/label.ts";
import { memorise } from "./commands/memorise.ts";
import { modelList, modelPull } from "./commands/model.ts";
import { paraphrase } from "./commands/paraphrase.ts";
import { run } from "./commands/run.ts";
import { verify } from "./commands/verify.ts";
import { view } from "./commands/view.ts";
import { register, type Registered } from "./frame/command-line.ts";

/** Every command: its data, and what does it, loaded only when it is named. */
export const commands: readonly Registered[] = [
  register(demo, () => import("./demo.ts")),
  register(run, () => import("./run.ts")),
  register(grade, () => import("./grade.ts")),
  register(gap, () => import("./gap.ts")),
  register(view, () => import("./view.ts")),
  register(label, () => import("./label.ts")),
  register(check, () => import("./check.ts")),
  register(paraphrase, () => import("./paraphrase.ts")),
  register(memorise, () => import("./memorise.ts")),
  register(fetch, () => import("./fetch.ts")),
  register(exec, () => import("./exec.ts")),
  register(verify, () => import("./verify.ts")),
  register(clean, () => import("./clean.ts")),
  register(modelPull, () => import("./model-pull.ts")),
  register(modelList, () => import("./model-list.ts")),
  register(kernelInstall, () => import("./kernel-install.ts")),
  register(kernelDoctor, () => import("./kernel-doctor.ts")),
  register(kernelStart, () => import("./kernel-start.ts")),
  register(lab, () => import("./lab.ts")),
];
