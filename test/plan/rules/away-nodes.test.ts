/** What a node that is away explains. */
import { awayNodesRule } from '../../../agent/plan/rules/away-nodes.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import type { Readiness } from '../../../agent/model/observed.ts';
import type { RuleFacts } from '../../../agent/plan/rules/types.ts';
import { staleMappings } from '../../../agent/plan/rules/remediation/stale-mapping.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { deviceOf, factsOf, gone, host, sds } from './pool-builders.ts';
import type { Scene } from './pool-builders.ts';
import { lostHost, sdc } from './remediation/built.ts';

const down: Scene = { sds: [gone('n1'), sds('n2'), sds('n3')], devices: [deviceOf('n1', 'r1'), deviceOf('n2', 'r1')] };
const DEGRADED = { 'StorageNode/n1': 'degraded', 'StoragePool/gold': 'degraded' } as const;

function factsWith(scene: Scene, ready: { readonly [ref: Ref]: Readiness['kind'] } = DEGRADED): RuleFacts {
  const facts = factsOf(scene);
  const known = new Map(Object.entries(ready).map(([ref, kind]) => [ref as Ref, { kind, why: 'x' } as Readiness]));
  return { ...facts, sight: { ...facts.sight, health: { ...facts.sight.health, ready: known } } };
}

function told(scene: Scene, ready?: Parameters<typeof factsWith>[1]): readonly string[] {
  return awayNodesRule(factsWith(scene, ready)).findings.map(({ ref, code, causedBy }) => `${ref} ${code} ${causedBy ?? ''}`.trim());
}

const POOL = 'StoragePool/gold NodeOfPoolAway StorageNode/n1';

describe('a node that is away', (it) => {
  it('is why its pool lacks copies', () => assert.equal(told(down), [POOL]));

  it('is away because its machine is off', () => {
    assert.equal(told({ ...down, hosts: [host('n1', { state: 'stopped' })] }), ['StorageNode/n1 MachineOff', POOL]);
    const [finding] = awayNodesRule(factsWith({ ...down, hosts: [host('n1', { state: 'other' })] })).findings;
    assert.is(finding?.why, 'its machine i-n1 is neither running nor stopped');
  });

  it('is away for another reason while its machine runs, or nobody knows which it is', () => {
    const off = host('n1', { state: 'stopped' });
    for (const hosts of [[host('n1')], [off, { ...off, id: 'i-2' }], []]) assert.equal(told({ ...down, hosts }), [POOL]);
  });

  const rows: readonly (readonly [string, Scene, Parameters<typeof factsWith>[1]?])[] = [
    ['that lacks no copies', down, { 'StorageNode/n1': 'degraded', 'StoragePool/gold': 'ready' }],
    ['while the node is well', { ...down, sds: [sds('n1')] }],
    ['while the node is as it should be', down, { 'StoragePool/gold': 'degraded' }],
    ['that has nothing on it', { ...down, devices: [deviceOf('n2', 'r1')] }],
  ];
  for (const [what, scene, ready] of rows) it(`explains nothing of a pool ${what}`, () => assert.equal(told(scene, ready), []));

  it('is why its pool has no room that it had, when all copies are made anew', () => {
    const facts = factsWith(down, { 'StorageNode/n1': 'degraded', 'StoragePool/gold': 'ready' });
    const finding = { ref: 'StoragePool/gold', code: 'PoolDegraded', why: 'x', remedy: 'y', causedBy: null, recheckAt: null } as const;
    const health = { ...facts.sight.health, findings: [finding] };
    const [found] = awayNodesRule({ ...facts, sight: { ...facts.sight, health } }).findings;
    assert.equal([found?.ref, found?.causedBy], ['StoragePool/gold', 'StorageNode/n1']);
  });

  it('is the first of two by name', () => {
    const both = { ...down, sds: [gone('n2'), gone('n1')] };
    assert.equal(told(both, { ...DEGRADED, 'StorageNode/n2': 'degraded' }), [POOL]);
  });

  it('is why its host still has volumes', () => {
    const causes = (ip: string): readonly (Ref | null)[] => {
      const scene = { ...lostHost(down, sdc({ ips: [ip] })), hosts: [host('n1', { state: 'stopped' }), host('n9', { state: 'stopped' })] };
      return staleMappings(factsWith(scene)).map(({ finding }) => finding.causedBy);
    };
    assert.equal([causes('10.0.0.1'), causes('10.0.0.9')], [['StorageNode/n1'], [null]]);
  });
});
