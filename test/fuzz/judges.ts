/** Reads cases in a process of its own, so that one that hangs or ends it is a verdict too. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FuzzCase, Verdict } from './case.ts';

const PROGRAM = fileURLToPath(new URL('judge-process.ts', import.meta.url));
/** Several times what a case may take of a processor, which others use too: for any, and for each byte of it. */
const MOST_MS = 10_000;
const MOST_MS_PER_BYTE = 0.1;
/** A case of a mebibyte needs some 200 MiB. */
const MOST_MIB = 768;

export interface Judge {
  judge(one: FuzzCase): Promise<Verdict>;
  close(): void;
}

/** Started when it is needed, and again after it was made to end. */
export function openJudge(): Judge {
  let child: ChildProcess | null = null;
  return {
    close: () => child?.disconnect(),
    async judge(one) {
      child ??= await started();
      const verdict = await answer(child, one);
      if (typeof verdict === 'object') return verdict;
      child.kill('SIGKILL');
      child = null;
      return { problems: [verdict], outcome: 'none', codes: [] };
    },
  };
}

async function started(): Promise<ChildProcess> {
  const child = fork(PROGRAM, {
    serialization: 'advanced',
    execArgv: [...process.execArgv, `--max-old-space-size=${MOST_MIB}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code, signal) => reject(new Error(`${PROGRAM} does not start (${signal ?? code}).`)));
  });
  return child;
}

/** A verdict, or what became of the process. */
function answer(child: ChildProcess, one: FuzzCase): Promise<Verdict | string> {
  return new Promise((resolve) => {
    const mostMs = MOST_MS + MOST_MS_PER_BYTE * Object.values(one.files).reduce((sum, { bytes }) => sum + bytes.length, 0);
    const timer = setTimeout(() => settle(`It does not end within ${Math.round(mostMs / 1000)} s.`), mostMs);
    const onExit = (code: number | null, signal: string | null): void => settle(`It ends the process (${signal ?? code}).`);
    const settle = (verdict: Verdict | string): void => {
      clearTimeout(timer);
      child.off('message', settle);
      child.off('exit', onExit);
      resolve(verdict);
    };
    child.once('message', settle);
    child.once('exit', onExit);
    child.send(one);
  });
}
