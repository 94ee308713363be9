/**
 * Calls `gone` once the process that started this kernel, by its id in JPY_PARENT_PID, no longer
 * runs.
 */
export function watchParent(pid: number, gone: () => void): void {
  const direct = process.ppid === pid;
  const timer = setInterval(() => {
    if (direct ? process.ppid === pid : alive(pid)) return;
    clearInterval(timer);
    gone();
  }, 1000);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
