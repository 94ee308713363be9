import type { Description } from "../wire/port.ts";
import project from "../../../package.json" with { type: "json" };

/** What the kernel says of itself, and of the language whose cells it runs. */
export const description: Description = {
  implementation: "parallax",
  implementation_version: project.version,
  language_info: {
    name: "typescript",
    version: process.versions.node,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: "typescript",
    nbconvert_exporter: "script",
  },
  banner: `Parallax ${project.version}: TypeScript on Node ${process.versions.node}`,
  help_links: [
    { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
    { text: "Node", url: "https://nodejs.org/api/" },
  ],
};
