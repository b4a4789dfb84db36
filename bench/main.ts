/** npm run bench [-- --quick]: what a quiet pass, observing ScaleIO and reading a commit cost beside their floors, all in this run. Exit 1 when a limit is missed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../agent/config.ts';
import { makeOracle } from '../demo/oracle.ts';
import { startPlayground } from '../demo/playground.ts';
import { measureLoads } from './loads.ts';
import { measureQuietPass, openQuietly, settle } from './quiet-pass.ts';
import type { Figure } from './quiet-pass.ts';
import { reordered } from './recording.ts';
import { measureScaleio } from './scaleio.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A pass may cost this many times its floor, in wall and in CPU time: of the most apps; fewer share what a pass costs whatever there is. */
const LIMIT = 2;
const LIMIT_OF_FEW = 3;
const MANY = 10_000;
const FACTOR = 50;
const SIZES = options.quick ? [1_000] : [1_000, 3_000, MANY];

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a row; whether it is within the limit. */
function row(what: string, limit: number, { floor, pass, bytes }: Figure): boolean {
  const wall = pass.wallMs / floor.wallMs;
  const cpu = pass.cpuMs / floor.cpuMs;
  const times = (name: string, of: number, to: number, ratio: number): string =>
    `${name} ${to.toFixed(1)} / ${of.toFixed(1)} ms = ${ratio.toFixed(2)}x`;
  print(
    `${what} (limit ${limit}x): ${times('wall', floor.wallMs, pass.wallMs, wall)}, ${times('cpu', floor.cpuMs, pass.cpuMs, cpu)}, ${(bytes / 1024).toFixed(0)} KiB`,
  );
  return wall <= limit && cpu <= limit;
}

async function measureSize(apps: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const playground = await startPlayground(folder, ROOT, ['--apps', String(apps)]);
    try {
      return await measureIn(folder, playground.control, apps);
    } finally {
      playground.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, control: string, apps: number): Promise<boolean> {
  const oracle = makeOracle(control);
  await oracle.post('/autoAdvance', { factor: FACTOR });
  const settings = await loadConfig(join(folder, 'plumbline.yaml'));
  const agent = await openQuietly(settings);
  try {
    await settle(agent);
  } finally {
    await agent.close();
  }
  await oracle.post('/autoAdvance', { factor: 0 });
  const limit = apps < MANY ? LIMIT_OF_FEW : LIMIT;
  const same = row(`${apps} apps, nothing changed`, limit, await measureQuietPass(settings, (body) => [body]));
  const changed = row(`${apps} apps, one changed, nothing reused`, limit, await measureQuietPass(settings, reordered));
  return same && changed;
}

async function measureVolumes(volumes: number): Promise<boolean> {
  const limit = volumes < MANY ? LIMIT_OF_FEW : LIMIT;
  const { same, changed } = await measureScaleio(volumes);
  const isSameHeld = row(`${volumes} volumes, observe + diff, nothing changed`, limit, same);
  return row(`${volumes} volumes, observe + diff, one changed, nothing reused`, limit, changed) && isSameHeld;
}

print('pass / floor, best of 10 runs in turn; floor = the same bytes from memory by another process, same requests, then JSON.parse');
print('nothing reused = each list of live objects comes in another order, with one app changed, and is parsed and compared anew;');
print('what git declares is parsed once per commit, as in the agent');
let held = true;
for (const apps of SIZES) held = (await measureSize(apps)) && held;
held = (await measureVolumes(options.quick ? 1_000 : MANY)) && held;
held = (await measureLoads(print, options.quick)) && held;
print(held ? 'Within the limits.' : 'Over the limit.');
process.exitCode = held ? 0 : 1;
