import { assert, describe } from '../../helpers/suite.ts';
import { GIB, makeBench, only } from './gateway-client.ts';
import { kib, listed } from './rows.ts';

const VOLUMES = 10_000;
/** About eight times what it takes: one more walk over all volumes for each would take minutes. */
const MOST_MS = { create: 4000, list: 2000, change: 2000 };

/** Of this process: other processes on the machine do not count. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('ten thousand simulated volumes', (it) => {
  it('are made, listed and changed without a walk over all of them for each', () => {
    const bench = makeBench({ deviceGib: 14_000 });
    const storagePoolId = only(bench, 'StoragePool')['id'];
    const ids: string[] = [];
    const createMs = cpuMs(() => {
      for (let index = 0; index < VOLUMES; index += 1) {
        const volume = { name: `v${index}`, storagePoolId, volumeType: 'ThinProvisioned', volumeSizeInKb: String(8 * GIB) };
        ids.push(bench.post('/api/types/Volume/instances', volume).id ?? '');
      }
    });
    const listMs = cpuMs(() => assert.is(listed(bench, 'Volume').length, VOLUMES));
    const changeMs = cpuMs(() => {
      for (const id of ids) bench.post(`/api/instances/Volume::${id}/action/setVolumeName`, { newName: `n${id}` });
    });
    const took = { create: createMs, list: listMs, change: changeMs };
    for (const [what, ms] of Object.entries(took)) assert.ok(ms < MOST_MS[what as keyof typeof took], `${what}: ${ms} ms`);
    assert.is(kib(bench, 'thinCapacityAllocatedInKm'), 2 * VOLUMES * 8 * GIB);
  });
});
