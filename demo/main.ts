/**
 * npm run demo: starts the playground and a real agent process, pushes to the repository, and checks what happens.
 * `--agent CMD` runs another command as the agent; `--keep` leaves everything running. Exit 0 only if every check held.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startAgent } from './agent-process.ts';
import type { AgentProcess } from './agent-process.ts';
import { cloneRepo } from './cluster-repo.ts';
import { makeOracle } from './oracle.ts';
import { startPlayground } from './playground.ts';
import type { Playground } from './playground.ts';
import type { Stage } from './stage.ts';
import { STEPS } from './steps.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The cluster's time runs this much faster than a person's. */
const FACTOR = 20;

const { values: options } = parseArgs({ options: { agent: { type: 'string' }, keep: { type: 'boolean', default: false } } });

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function playAll(stage: Stage): Promise<void> {
  for (const [index, step] of STEPS.entries()) {
    print(`\n${index + 1}. ${step.title}`);
    await step.play(stage);
  }
}

async function showEnd({ repo }: Stage): Promise<void> {
  for (const branch of ['main', 'plumbline/status']) print(`\ngit log ${branch}\n${await repo.look('log', '--oneline', branch)}`);
  print(`\nThe status page, prod/README.md on plumbline/status:\n\n${await repo.look('show', 'plumbline/status:prod/README.md')}`);
}

interface Running {
  readonly playground: Playground;
  readonly agent: AgentProcess | null;
}

/** Everything that was started ends, also when what came after it failed. */
async function stopAll(running: Running | null): Promise<void> {
  await running?.agent?.stop();
  running?.playground.stop();
}

async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-demo-'));
  const command = options.agent?.split(' ') ?? [process.execPath, join(ROOT, 'dist/agent/main.js')];
  let running: Running | null = null;
  let passed = false;
  try {
    const playground = await startPlayground(folder, ROOT);
    running = { playground, agent: null };
    const oracle = makeOracle(playground.control);
    await oracle.post('/autoAdvance', { factor: FACTOR });
    const repo = await cloneRepo(join(folder, 'cluster.git'), join(folder, 'clone'));
    const agent = startAgent(command, join(folder, 'plumbline.yaml'), join(folder, 'agent.log'));
    running = { playground, agent };
    const stage: Stage = { oracle, repo, agent, marathon: playground.marathon, print };
    await playAll(stage);
    await showEnd(stage);
    passed = true;
  } catch (thrown) {
    print(`   NOT ${thrown instanceof Error ? thrown.message : String(thrown)}\n\nThe agent's log is ${join(folder, 'agent.log')}.`);
  }
  if (options.keep && running) {
    print(`\nStill running, in ${folder}; stop it with: kill ${running.playground.pid}`);
    return new Promise(() => {});
  }
  await stopAll(running);
  if (passed) await rm(folder, { recursive: true, force: true });
  print(passed ? '\nEvery check held.' : '\nThe demo failed.');
  return passed ? 0 : 1;
}

process.exitCode = await main();
