/** What one document is known to be about is no other one's, whatever ScaleIO calls it now. */
import type { AnyDoc, Desired } from '../../../agent/model/desired.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { kindOf } from '../../../agent/model/ref.ts';
import { diffScaleio } from '../../../agent/systems/scaleio/diff/diff.ts';
import { scaleioHealth } from '../../../agent/systems/scaleio/health/health.ts';
import type { ScaleioFacets } from '../../../agent/systems/scaleio/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, DEVICES, deviceOf, doc, inputsOf, liveOf, NODE, NODES, POOL, VOLUME } from './docs.ts';
import { knowing } from './diff/layout-docs.ts';

const PD = ['ProtectionDomain/pd'] as const;
const DOMAIN = { id: 'pd1', name: 'pd', protectionDomainState: 'Active' };
const SET = { id: 'f1', name: 'left', protectionDomainId: 'pd1' };

function declaring(docs: readonly AnyDoc[], base = declare()): Desired {
  const all = docs.map(({ kind }) => [kind, new Map([...base.docs[kind], ...docs.map((one) => [one.name, one] as const)])]);
  return { ...base, docs: { ...base.docs, ...Object.fromEntries(all) } };
}

/** A document that ScaleIO's name of another one's object would be the name of. */
const left = {
  Volume: doc('Volume', 'left', { pool: 'gold', sizeGiB: 16 }, ['StoragePool/gold']),
  StoragePool: doc('StoragePool', 'left', { protectionDomain: 'pd' }, PD),
  ProtectionDomain: doc('ProtectionDomain', 'left', {}),
  StorageNode: doc('StorageNode', 'left', { protectionDomain: 'pd', ips: ['10.0.0.99'] }, PD),
  FaultSet: doc('FaultSet', 'left', { protectionDomain: 'pd' }, PD),
} as const;
const rack = doc('FaultSet', 'rack', { protectionDomain: 'pd' }, PD);

type Facets = Partial<ScaleioFacets>;

/** Kind, the Ref it is known under, its id, ScaleIO once somebody renamed it. */
const RENAMED: readonly (readonly [keyof typeof left, Ref, string, Facets])[] = [
  ['Volume', 'Volume/pg', 'v1', { volumes: [{ ...VOLUME, name: 'left' }] }],
  ['StoragePool', 'StoragePool/gold', 'sp1', { pools: [{ ...POOL, name: 'left' }] }],
  ['ProtectionDomain', 'ProtectionDomain/pd', 'pd1', { domains: [{ ...DOMAIN, name: 'left' }] }],
  ['StorageNode', 'StorageNode/n1', 's1', { nodes: [{ ...NODE, name: 'left' }, ...NODES.slice(1)] }],
  ['FaultSet', 'FaultSet/rack', 'f1', { faultSets: [SET] }],
];

function seen(desired: Desired, memory: Parameters<typeof knowing>[0], facets: Facets, ref: Ref): readonly unknown[] {
  const inputs = inputsOf(desired, { memory: knowing(memory) });
  const live = liveOf(facets);
  const { ready, ids, findings } = scaleioHealth(inputs, live);
  const drafts = diffScaleio(inputs, live).filter((draft) => draft.ref === ref);
  const said = findings.filter((finding) => finding.ref === ref);
  return [drafts.map(({ op, backendId }) => `${op} ${backendId}`), ready.get(ref)?.kind, ids.get(ref), said.map(({ code }) => code)];
}

const NOTHING = [[], 'degraded', undefined, ['KnownAsAnother']];

describe('what another document is known to be about', (it) => {
  for (const [kind, known, id, facets] of RENAMED) {
    const ref: Ref = `${kind}/left`;
    const others = kind === 'FaultSet' ? [rack] : [];
    for (const state of ['absent', 'present'] as const) {
      it(`is not that of a ${kind} declared ${state}, which has its name now`, () => {
        const desired = declaring([...others, { ...left[kind], state }]);
        assert.equal(seen(desired, { [known]: id }, facets, ref), NOTHING);
      });
    }

    it(`is that of a ${kind} under a new name, once the old one is in no file`, () => {
      const base = declare();
      const docs = { ...base.docs, [kindOf(known)]: new Map([['left', { ...left[kind], state: 'absent' }]]) };
      const [drafts, , found] = seen({ ...base, docs }, { [known]: id }, facets, ref);
      assert.is(found, id);
      assert.equal(drafts, [`delete ${id}`]);
    });
  }

  it('is not that of a volume or of a node that says its name as the one before', () => {
    const second = doc('Volume', 'second', { pool: 'gold', sizeGiB: 16, renamedFrom: 'left' }, ['StoragePool/gold']);
    const [, , , facets] = RENAMED[0] ?? [];
    assert.equal(seen(declaring([second]), { 'Volume/pg': 'v1' }, facets ?? {}, second.ref), NOTHING);
    const node = doc('StorageNode', 'second', { protectionDomain: 'pd', renamedFrom: 'left' }, PD);
    const nodes = [{ ...NODE, name: 'left' }, ...NODES.slice(1)];
    assert.equal(seen(declaring([node]), { 'StorageNode/n1': 's1' }, { nodes }, node.ref), NOTHING);
  });

  it('is not in the place of one that is lost', () => {
    const desired = declaring([left.Volume]);
    const memory = { 'Volume/pg': 'v1', 'Volume/left': 'v0' };
    const [, , found, codes] = seen(desired, memory, { volumes: [{ ...VOLUME, name: 'left' }] }, 'Volume/left');
    assert.equal([found, codes], [undefined, ['VolumeMissing']]);
  });

  it('is not that of another disk, by name or by path', () => {
    const devices = { sdb: { path: '/dev/sdb', pool: 'gold' }, sdc: { path: '/dev/sdc', pool: 'gold' } };
    const desired = declare({ node: { devices } });
    for (const over of [{ name: 'sdc' }, { name: 'x', path: '/dev/sdc' }]) {
      const facets = { devices: [...DEVICES, deviceOf('sdb', 's1', over)] };
      assert.equal(seen(desired, { 'Device/n1/sdb': 'd-sdb' }, facets, 'Device/n1/sdc'), NOTHING);
    }
  });

  it('is that of the line that took the place of another one', () => {
    const desired = declare({ node: { devices: { data: { path: '/dev/sdb', pool: 'gold' } } } });
    const facets = { devices: [...DEVICES, deviceOf('sdb', 's1')] };
    assert.equal(seen(desired, { 'Device/n1/sdb': 'd-sdb' }, facets, 'Device/n1/data'), [[], 'ready', 'd-sdb', []]);
  });

  it('is named in one sentence', () => {
    const inputs = inputsOf(declaring([left.Volume]), { memory: knowing({ 'Volume/pg': 'v1' }) });
    const { findings } = scaleioHealth(inputs, liveOf({ volumes: [{ ...VOLUME, name: 'left' }] }));
    assert.is(
      findings.find(({ ref }) => ref === 'Volume/left')?.why,
      "what could be volume left has the id v1 and is Volume/pg's, called left now",
    );
  });
});

describe('the name a node had before', (it) => {
  it('is looked for in its own domain', () => {
    const node = doc('StorageNode', 'second', { protectionDomain: 'pd', ips: ['10.0.0.99'], renamedFrom: 'old' }, PD);
    const nodes = [...NODES, { ...NODE, id: 's9', name: 'old', protectionDomainId: 'pd9' }];
    assert.equal(seen(declaring([node]), {}, { nodes }, node.ref)[0], ['create null']);
  });
});

describe('a disk that is to go', (it) => {
  const desired = declare({ node: { devices: { sdb: { path: '/dev/sdb', pool: 'gold', state: 'absent' } } } });
  const facets = (name: string): Facets => ({ devices: [...DEVICES, deviceOf('sdb', 's1', { id: 'd-new', name })] });

  it('is the known one only: another one at its path, or of its name, stays', () => {
    for (const name of ['fresh', 'sdb']) {
      assert.equal(seen(desired, { 'Device/n1/sdb': 'd-gone' }, facets(name), 'Device/n1/sdb')[0], [], name);
    }
  });

  it('is never told by its path', () => {
    assert.equal(seen(desired, {}, facets('fresh'), 'Device/n1/sdb')[0], []);
    assert.equal(seen(desired, {}, facets('sdb'), 'Device/n1/sdb')[0], ['delete d-new']);
  });
});
