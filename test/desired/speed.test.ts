import { parseAllDocuments } from 'yaml';
import { newLoadCache } from '../../agent/desired/load-cache.ts';
import { loadDesired } from '../../agent/desired/load.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, VALID } from './cluster-files.ts';
import { PROD } from './load-files.ts';
import { memorySource } from './memory-source.ts';

const APPS = 1000;
const ROUNDS = 2;
/** Beside parsing there are positions, the schema, digests and links; measured: 1.3 times the parse. */
const MOST_TIMES_THE_PARSE = 3;
/** Measured: 20 ms. */
const MOST_MS_AGAIN = 300;

const SPEC = `instances: 2
mem: 64
env: { A: b }
container:
  docker: { image: 'nginx:1.27' }
  portMappings:
    - { containerPort: 80, hostPort: 0, name: http }
networks: [{ mode: container/bridge }]
dependencies: [/web]
healthChecks:
  - { protocol: MESOS_HTTP, path: /, portIndex: 0, gracePeriodSeconds: 10, intervalSeconds: 5, maxConsecutiveFailures: 3 }`;

const files: { readonly [path: string]: string } = {
  ...VALID,
  ...Object.fromEntries(Array.from({ length: APPS }, (_, n) => [`shared/a${n}.yaml`, appOf(SPEC, `/group${n % 30}/app${n}`)])),
};

/** Processor time, not the clock on the wall: other tests run beside this one. */
async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('loading a thousand documents', (it) => {
  it('takes little more than parsing them, and again almost nothing', { timeoutMs: 30_000 }, async () => {
    const cache = newLoadCache();
    const load = (from: ReturnType<typeof memorySource>, into: typeof cache) => loadDesired(from, { ...PROD, cache: into });
    assert.is((await load(memorySource(files), cache)).kind, 'ok');
    const parses: number[] = [];
    const loads: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      parses.push(
        await cpuMs(() => Object.values(files).map((text) => parseAllDocuments(text).map((document) => document.toJS() as unknown))),
      );
      loads.push(await cpuMs(() => load(memorySource(files), newLoadCache())));
    }
    const [parseMs, loadMs] = [Math.min(...parses), Math.min(...loads)];
    assert.ok(loadMs < MOST_TIMES_THE_PARSE * parseMs, `${loadMs} ms to load, ${parseMs} ms to parse`);
    const source = memorySource({ ...files, 'shared/a5.yaml': `${appOf(SPEC, '/group5/app5')}# changed\n` });
    const againMs = await cpuMs(() => load(source, cache));
    assert.is(source.reads.length, 1);
    assert.ok(againMs < MOST_MS_AGAIN, `${againMs} ms to load again`);
  });
});
