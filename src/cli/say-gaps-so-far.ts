import { plainText } from "../lib/escape.ts";
import { wrapWords } from "../lib/wrap-words.ts";
import { whole } from "../lib/number-text.ts";
import { soFar, type SoFar } from "../report/watch/watch-state.ts";
import type { Progress } from "../runner/progress.ts";

/** Shares of a run's trials after which its gaps are said. */
const shares = [0.2, 0.5, 0.8];

/**
 * Says on stderr what the gaps of a run under way are after a fifth, a half and four fifths of its
 * trials, from what is on disk; of outcomes that need no judge. What goes wrong with that is said,
 * too, and ends nothing.
 */
export function sayGapsSoFar(
  say: (line: string) => void = sayOnStderr,
  read: (dir: string) => Promise<Pick<SoFar, "gaps">> = soFar,
): (progress: Progress) => void {
  let left = shares;
  let over = false;
  let reading = false;
  return ({ dir, state, done, planned }) => {
    over ||= state === "ended";
    if (over || reading || left[0] === undefined || done < left[0] * planned) return;
    left = left.filter((share) => done < share * planned);
    reading = true;
    const heading = `so far, of ${whole(done)} of ${whole(planned)} trials:`;
    void read(dir)
      .then(({ gaps }) => {
        if (!over && gaps.length > 0) say([heading, ...gaps.map(lineOf)].join("\n"));
      })
      .catch((error: unknown) => say(`${heading} not known (${(error as Error).message})`))
      .finally(() => (reading = false));
  };
}

const lineOf = ({ name, gap, interval, counts }: SoFar["gaps"][number]): string =>
  `  ${[gap, interval].filter(Boolean).join(" ")} points: ${name} (${counts})`;

/** On lines of its own, wherever the line of progress is. */
function sayOnStderr(line: string): void {
  const { isTTY, columns = Infinity } = process.stderr;
  const wrapped = plainText(line)
    .split("\n")
    .flatMap((each) =>
      each.startsWith(" ")
        ? wrapWords(each.trimStart(), columns - 2).map((part) => `  ${part}`)
        : wrapWords(each, columns),
    );
  console.error(`${isTTY ? "\r\u001b[2K" : ""}${wrapped.join("\n")}`);
}
