import { growRule } from '../../../../agent/plan/rules/grow/grow.ts';
import { deviceExcess } from '../../../../agent/plan/rules/grow/device-limits.ts';
import { objectionTo } from '../../../../agent/plan/rules/grow/permit.ts';
import { slotsRule } from '../../../../agent/plan/rules/slots/slots.ts';
import { plainRow } from '../../../../agent/plan/rules/rows.ts';
import type { Device } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { cloudDisks, deviceOf, factsOf, host, rowOf, sdsId, viewOf } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

const ONE_ROW = { pool: { cloudDisks: cloudDisks({ rows: { r1: 180 } }) } };

/** Devices that no row is for. */
function others(node: string, count: number, over: Partial<Device> = {}): readonly Device[] {
  return Array.from({ length: count }, (_, index) => deviceOf(node, `s${index}`, over));
}

function excess(scene: Scene): string | null {
  const view = viewOf(factsOf({ ...ONE_ROW, ...scene }));
  return deviceExcess(view, view.rows);
}

describe('the devices of an SDS', (it) => {
  it('are 64 at most, those of other pools included', () => {
    assert.is(excess({ devices: others('n2', 63) }), null);
    assert.match(excess({ devices: others('n2', 64) }) ?? '', /64 devices on an SDS, and StorageNode\/n2 would have 65/);
    const mixed = [...others('n2', 32), ...others('n2', 32, { storagePoolId: 'other' })];
    assert.match(excess({ devices: mixed }) ?? '', 'would have 65');
    assert.is(excess({ devices: others('n2', 64, { sdsId: 'sds-n9' }) }), null);
  });

  it('do not count a disk that is one of them already twice', () => {
    const { disks, devices } = rowOf('r1', ['n1', 'n2', 'n3']);
    assert.is(excess({ disks, devices: [...devices, ...others('n2', 63)] }), null);
    assert.match(excess({ disks, devices: [...devices, ...others('n2', 64)] }) ?? '', 'would have 65');
  });
});

describe('the devices of a pool', (it) => {
  const nodes = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'];
  const full = (last: number, over: Partial<Device> = {}): readonly Device[] => [
    ...nodes.slice(1).flatMap((node) => others(node, 49)),
    ...others('n1', last, over),
  ];

  it('are 300 at most', () => {
    assert.is(excess({ nodes, devices: full(49) }), null);
    assert.match(excess({ nodes, devices: full(50) }) ?? '', '300 devices in a pool, and it would have 301');
    assert.is(excess({ nodes, devices: full(50, { storagePoolId: 'other' }) }), null);
  });
});

describe('a row that ScaleIO would not take', (it) => {
  const hosts = ['n1', 'n2', 'n3'].map((node) => host(node));
  const at = (count: number): Scene => ({ ...ONE_ROW, hosts, devices: others('n1', count, { sdsId: sdsId('n1') }) });

  it('is not bought, and it is said why', () => {
    assert.equal(
      slotsRule(factsOf(at(63))).drafts.map(({ action }) => action.do),
      ['createDisk', 'createDisk', 'createDisk'],
    );
    assert.equal(slotsRule(factsOf(at(64))).drafts, []);
    const [finding] = growRule(factsOf(at(64))).findings;
    assert.equal([finding?.code, finding?.ref], ['LimitReached', 'StoragePool/gold']);
    assert.match(finding?.why ?? '', /the row r1 is not bought: ScaleIO takes 64 devices on an SDS/);
  });

  it('is not proposed', () => {
    const objection = (count: number): string => {
      const facts = factsOf({ ...at(count), pool: { cloudDisks: cloudDisks() } });
      const finding = objectionTo(viewOf(facts), plainRow('r1', 180, cloudDisks()), facts);
      return finding === null ? 'none' : `${finding.code}: ${finding.why}`;
    };
    assert.is(objection(63), 'none');
    assert.match(objection(64), /^LimitReached: .*64 devices on an SDS, and StorageNode\/n1 would have 65/);
  });
});
