/** node --import tsx bench/diff.ts: what the diff of apps costs beside JSON.parse of their body. Exit 1 when a limit is missed. */
import { decodeApps } from '../agent/systems/marathon/client/decode.ts';
import { diffApps } from '../agent/systems/marathon/diff/diff.ts';
import { declaredIn } from '../agent/desired/shown-only.ts';
import { ok } from '../agent/model/observed.ts';
import { appDoc, desiredOf, INFO, inputsOf, liveOf, NOW } from '../test/systems/marathon/inputs.ts';
import { least } from './measure.ts';
import type { Cost } from './measure.ts';

const SIZES = [1_000, 10_000, 50_000] as const;
const ROUNDS = 10;
/** Of the diff, as a multiple of JSON.parse. */
const LIMIT = 1;

/** The `index`-th app as Marathon 1.10 answers it; its sets are in this order, or in the other. */
function appOf(index: number, isReversed: boolean) {
  const set = <T>(...entries: readonly T[]): readonly T[] => (isReversed ? entries.toReversed() : entries);
  const check = { gracePeriodSeconds: 300, intervalSeconds: 60, maxConsecutiveFailures: 3, timeoutSeconds: 20, delaySeconds: 15 };
  return {
    id: `/team-${index % 50}/app-${index}`,
    acceptedResourceRoles: set('*', 'slave_public'),
    backoffFactor: 1.15,
    backoffSeconds: 1,
    cmd: `exec ./server --shard ${index}`,
    constraints: set(['hostname', 'UNIQUE'], ['rack', 'GROUP_BY', '3']),
    container: {
      type: 'DOCKER',
      docker: { image: `registry.example.com/app-${index % 300}:1.${index % 7}`, forcePullImage: false, privileged: false, parameters: [] },
      volumes: [],
      portMappings: [{ containerPort: 80, hostPort: 0, servicePort: 10_000 + index, name: 'http', protocol: 'tcp', labels: {} }],
    },
    cpus: 0.1 + (index % 5) / 10,
    disk: 0,
    env: { SHARD: String(index), LOG_LEVEL: 'info', REGION: 'eu-west-1' },
    executor: '',
    gpus: 0,
    healthChecks: set({ protocol: 'HTTP', path: '/health', portIndex: 0, ...check }, { protocol: 'TCP', portIndex: 0, ...check }),
    instances: 1 + (index % 3),
    killSelection: 'YOUNGEST_FIRST',
    labels: { team: `team-${index % 50}`, HAPROXY_GROUP: 'external' },
    maxLaunchDelaySeconds: 300,
    mem: 128 * (1 + (index % 4)),
    networks: [{ mode: 'container/bridge' }],
    requirePorts: false,
    role: '*',
    unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    version: '2026-11-21T13:00:00.000Z',
    tasksStaged: 0,
    tasksRunning: 1,
    tasksHealthy: 1,
    tasksUnhealthy: 0,
    deployments: [],
  };
}

function costOf(run: () => void): Cost {
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  run();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 };
}

/** Whether the diff of this many apps, whose sets come in another order than they are declared in, keeps within the limit. */
function measure(count: number): boolean {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const docs = indexes.map((index) => {
    const { id, ...spec } = appOf(index, false);
    return appDoc(id, declaredIn(spec));
  });
  const inputs = inputsOf(desiredOf(docs));
  const body = JSON.stringify({ apps: indexes.map((index) => appOf(index, true)) });
  const [parses, diffs]: [Cost[], Cost[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const live = { ...liveOf(), info: ok(INFO, NOW), apps: ok(decodeApps(Buffer.from(body)), NOW) };
    let drafts: readonly unknown[] = [];
    diffs.push(costOf(() => (drafts = diffApps(inputs, live))));
    parses.push(costOf(() => void JSON.parse(body)));
    if (drafts.length > 0) throw new Error('apps that are as declared plan something');
  }
  // The first round makes what is kept of the documents.
  const [parse, diff] = [least(parses.slice(1)), least(diffs.slice(1))];
  const [wall, cpu] = [diff.wallMs / parse.wallMs, diff.cpuMs / parse.cpuMs];
  const mb = (body.length / 1e6).toFixed(1);
  const times = `parse ${parse.wallMs.toFixed(1)} ms, diff ${diff.wallMs.toFixed(1)} ms`;
  process.stdout.write(`${count} apps, ${mb} MB: ${times}; ${wall.toFixed(2)} times its wall, ${cpu.toFixed(2)} times its CPU time\n`);
  return wall <= LIMIT && cpu <= LIMIT;
}

const held = SIZES.map(measure).every(Boolean);
process.stdout.write(held ? 'Within the limit.\n' : 'Over the limit.\n');
process.exitCode = held ? 0 : 1;
