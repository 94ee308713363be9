import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";

export const kernelInstall = declare({
  name: "kernel install",
  purpose: "write the kernelspec that Jupyter clients find",
  options: {
    user: { type: "flag", meaning: "for this user, as it is without any of these" },
    "sys-prefix": { type: "flag", meaning: "into the Python environment that python3 is of" },
    prefix: { type: "text", as: "DIR", meaning: "into another Python environment", check: folderToWrite },
    name: { type: "text", as: "NAME", default: "parallax", meaning: "what clients call it" },
    "display-name": { type: "text", as: "TEXT", default: "TypeScript (Parallax)", meaning: "what people see" },
  },
  together: ({ user, sysPrefix, prefix }) => {
    if ([user, sysPrefix, prefix].filter(Boolean).length > 1)
      throw new Error("choose one of --user, --sys-prefix and --prefix DIR");
  },
  examples: ["kernel install", "kernel install --prefix .venv"],
  results: true,
});

export const kernelDoctor = declare({
  name: "kernel doctor",
  purpose: "whether Node, the kernelspec and the Python clients fit",
  options: {},
  about: ["Says whether Node, the kernelspec and the Python clients fit, and how to mend what does not."],
  examples: ["kernel doctor"],
  results: true,
});

export const kernelStart = declare({
  name: "kernel start",
  purpose: "be the kernel: what the kernelspec runs",
  options: {
    "connection-file": {
      type: "text",
      as: "FILE",
      short: "f",
      required: true,
      meaning: "where a Jupyter client says how to connect; written where it is not there yet",
    },
  },
  examples: ["kernel start --connection-file connection.json"],
});
