import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { parseYaml } from '../../agent/schema/parse-yaml.ts';
import { assert, describe } from '../helpers/suite.ts';
import { HOSTILE } from './hostile.ts';

const KIB = 1024;
const SIZE = 32 * KIB;
/** Measured: up to 6, for nested brackets; what is quadratic takes hundreds of times as long. */
const MOST_TIMES_A_PLAIN_TEXT = 20;

const PLAIN = `apiVersion: plumbline/v1
kind: App
metadata: { name: /web, labels: { team: shop } }
spec:
  cmd: sleep 1   # for ever
  env: { A: b }
---
`;

/** Processor time, not the clock on the wall: other tests run beside this one. */
function cpuMs(text: string): number {
  const before = process.cpuUsage();
  parseYaml(text, DEFAULT_LIMITS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of several: what else the process did meanwhile does not count. */
function leastMs(text: string, times: number): number {
  return Math.min(...Array.from({ length: times }, () => cpuMs(text)));
}

describe('a hostile text', (it) => {
  it('takes little longer than any other of its size', { timeoutMs: 60_000 }, () => {
    const mostMs = MOST_TIMES_A_PLAIN_TEXT * leastMs(PLAIN.repeat(SIZE / PLAIN.length), 5);
    const slow = Object.entries(HOSTILE).filter(([, text]) => leastMs(text(SIZE), 1) > mostMs && leastMs(text(SIZE), 2) > mostMs);
    assert.equal(
      slow.map(([name]) => name),
      [],
    );
  });

  it('does not end a process that has read nothing before and has little memory', { timeoutMs: 60_000 }, async () => {
    const script = fileURLToPath(new URL('hostile-child.ts', import.meta.url));
    const limits = ['--max-old-space-size=192'];
    const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, ...limits, script]);
    assert.is(stdout, String(Object.keys(HOSTILE).length));
  });
});
