import { openWatch } from "../report/watch/open-watch.ts";
import { serveLocally } from "../report/local-server.ts";
import type { Progress } from "../runner/progress.ts";
import { showProgress } from "../runner/show.ts";

/**
 * Does a run into `dir` while a page on this machine shows how it is getting on; the page's address
 * is said on stderr. Beside the page, progress is shown as always. The last of it is served for as
 * long as an open page needs to see it.
 */
export async function watched<T>(
  dir: string,
  work: (options: { onProgress: (progress: Progress) => void }) => Promise<T>,
): Promise<T> {
  const watch = openWatch(dir);
  await using server = await serveLocally(watch.answer);
  console.error(`watch it at ${server.url}`);
  const display = showProgress();
  try {
    return await work({ onProgress: (progress) => (display(progress), watch.tell(progress)) });
  } finally {
    await watch.seen();
  }
}
