/** What goes wrong with a git server's nth request: to pushes and fetches what simulator/faults.ts is to calls. */
import type { ServerResponse } from 'node:http';
import { sendSignal, stopProcess } from '../../simulator/signals.ts';
import type { GitAnswer } from './git-backend.ts';

/** `list`: asking for the refs; `fetch` and `push`: the request that brings the objects. */
export type GitAct = 'list' | 'fetch' | 'push';

export interface GitFault {
  /** Any request when left out. */
  readonly act?: GitAct;
  /** Only pushes to this branch. */
  readonly branch?: string;
  /** Which of the matching requests since the fault was set, from 1. */
  readonly nth?: number;
  /** How many from there; default 1. */
  readonly times?: number;
  /** `before`: the request has no effect. `after`: it had its effect, only the answer is lost or another. */
  readonly when: 'before' | 'after';
  readonly do: 'reset' | 'status' | 'hang' | 'truncate' | 'sigkill' | 'sigstop';
  /** For `status`; default 500. */
  readonly status?: number;
  /** For `sigkill` and `sigstop`. */
  readonly pid?: number;
  /** For `sigstop`: real milliseconds until the process goes on. */
  readonly resumeMs?: number;
}

export interface GitFaults {
  set(fault: GitFault): void;
  /** Counts a request; the fault that hits it, if any. */
  next(act: GitAct, branch: string | null): GitFault | null;
}

export function makeGitFaults(): GitFaults {
  let armed: { readonly fault: GitFault; seen: number }[] = [];
  return {
    set: (fault) => void armed.push({ fault, seen: 0 }),
    next(act, branch) {
      const matching = armed.filter(({ fault }) => (fault.act ?? act) === act && (fault.branch ?? branch) === branch);
      for (const one of matching) one.seen += 1;
      const hit = matching.find(({ fault, seen }) => seen >= (fault.nth ?? 1));
      armed = armed.filter(({ fault, seen }) => seen < (fault.nth ?? 1) + (fault.times ?? 1) - 1);
      return hit?.fault ?? null;
    },
  };
}

/** Answers as the fault says. `answer`: the true one, null when the fault came before the effect. */
export function goWrong(fault: GitFault, response: ServerResponse, answer: GitAnswer | null): void {
  if (fault.do === 'hang') return;
  if (fault.do === 'sigkill') sendSignal(fault.pid, 'SIGKILL');
  if (fault.do === 'sigstop') stopProcess(fault);
  if (fault.do === 'status') response.writeHead(fault.status ?? 500).end();
  else if (answer !== null && fault.do === 'sigstop') sendGit(response, answer);
  else if (answer !== null && fault.do === 'truncate') {
    sendGit(response, { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) });
  } else response.destroy();
}

export function sendGit(response: ServerResponse, { status, headers, body }: GitAnswer): void {
  response.writeHead(status, headers).end(body);
}
