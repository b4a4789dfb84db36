/** Hosts and limits of volumes, by the whole agent: judged by the ledger. */
import { startCluster } from '../helpers/cluster.ts';
import type { Simulator } from '../helpers/cluster.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;
const FILE = 'clusters/prod/storage/scratch.yaml';

function scratch(fields: string): { readonly [path: string]: string } {
  return {
    [FILE]: `apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: scratch }\nspec: { pool: default, sizeGiB: 8${fields} }\n`,
  };
}

/** What was called of volumes since, by the last part of the address. */
function calls(sim: Simulator, since: number): readonly string[] {
  const made = sim.ledger().filter(({ seq, effect, call }) => seq > since && effect !== 'none' && call.includes('/Volume'));
  return made.map(({ call }) => call.slice(call.lastIndexOf('/') + 1));
}

function mark(sim: Simulator): number {
  return sim.ledger().at(-1)?.seq ?? 0;
}

describe('volumes that a file maps', (it) => {
  it('are made, mapped, limited, given to other hosts and taken from all, each once', OPTIONS, async (context) => {
    const { sim, push, settle } = await startCluster(context);
    await settle();
    const steps: readonly (readonly [string, readonly string[]])[] = [
      [', mappedTo: [10.0.0.11]', ['instances', 'addMappedSdc']],
      [', mappedTo: [10.0.0.11], limits: { iops: 50 }', ['setMappedSdcLimits']],
      [', mappedTo: [10.0.0.12], limits: { iops: 50 }', ['removeMappedSdc', 'addMappedSdc', 'setMappedSdcLimits']],
      [', mappedTo: []', ['removeMappedSdc']],
    ];
    for (const [fields, expected] of steps) {
      const before = mark(sim);
      await push(scratch(fields));
      const { report } = await settle();
      assert.equal(calls(sim, before), expected, fields);
      assert.is(report.health.ready.get('Volume/scratch')?.kind, 'ready', fields);
    }
  });

  it('grow once what kept them from it is gone from their file: nobody else moved them', OPTIONS, async (context) => {
    const { sim, push, settle } = await startCluster(context);
    await push(scratch(''));
    await settle();
    for (const [fields, expected] of [
      [', type: thick', []],
      ['', ['setVolumeSize']],
    ] as const) {
      const before = mark(sim);
      await push({ [FILE]: scratch(fields)[FILE]?.replace('sizeGiB: 8', 'sizeGiB: 16') ?? '' });
      const { report } = await settle();
      assert.equal(calls(sim, before), expected, fields);
      assert.equal(
        report.results.filter(({ outcome }) => outcome.kind !== 'applied'),
        [],
      );
    }
  });

  it('get the same limits on host after host, which is no repetition', OPTIONS, async (context) => {
    const { sim, push, settle } = await startCluster(context);
    await settle();
    const hosts = sim.world().hosts.map((_host, index) => `10.0.0.${11 + index}`);
    const before = mark(sim);
    await push(scratch(`, mappedTo: [${hosts.join(', ')}], limits: { iops: 50, bandwidthMibps: 10 }`));
    const { report } = await settle();
    assert.ok(hosts.length >= 3);
    assert.equal(calls(sim, before).filter((call) => call === 'setMappedSdcLimits').length, hosts.length);
    assert.equal(report.plan?.changes, []);
  });
});
