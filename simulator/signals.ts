/** Signals to the process of an agent, for faults. */

/** Sends it if the process still lives. */
export function sendSignal(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    const isGone = thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH';
    if (!isGone) throw thrown;
  }
}

/** Stops a process as a paused virtual machine does; it goes on after `resumeMs` of real time, or when somebody resumes it. */
export function stopProcess({ pid, resumeMs }: { readonly pid?: number; readonly resumeMs?: number }): void {
  sendSignal(pid, 'SIGSTOP');
  if (resumeMs !== undefined) setTimeout(() => sendSignal(pid, 'SIGCONT'), resumeMs);
}
