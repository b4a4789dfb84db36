/** The tables of effects name the fields that there are, and each table is what its page prints. */
import { readFileSync } from 'node:fs';
import type { ChangeClass } from '../../../../agent/model/change.ts';
import { DOMAIN_EFFECTS, FAULT_SET_EFFECTS, NODE_EFFECTS } from '../../../../agent/systems/scaleio/effects/layout.ts';
import { POOL_EFFECTS } from '../../../../agent/systems/scaleio/effects/pool.ts';
import { effectOf } from '../../../../agent/systems/scaleio/effects/types.ts';
import type { PathEffect } from '../../../../agent/systems/scaleio/effects/types.ts';
import { VOLUME_EFFECTS } from '../../../../agent/systems/scaleio/effects/volume.ts';
import type { Schema } from '../../../fuzz/from-schema.ts';
import { isLeaf, placesOf } from '../../../property/marathon/places.ts';
import { assert, describe } from '../../../helpers/suite.ts';

const TABLES: { readonly [kind: string]: readonly PathEffect[] } = {
  FaultSet: FAULT_SET_EFFECTS,
  ProtectionDomain: DOMAIN_EFFECTS,
  StorageNode: NODE_EFFECTS,
  StoragePool: POOL_EFFECTS,
  Volume: VOLUME_EFFECTS,
};

/** Fields of the spec, by path, and which of them have none below. */
function fieldsOf(kind: string): { readonly all: readonly string[]; readonly leaves: readonly string[] } {
  const root = JSON.parse(readFileSync(new URL(`../../../../schemas/${kind}.json`, import.meta.url), 'utf8')) as Schema;
  const { spec } = root['properties'] as { readonly [name: string]: Schema };
  const places = placesOf({ schema: spec ?? {}, root });
  return { all: [...places.keys()], leaves: [...places].filter(([, schemas]) => isLeaf(schemas, root)).map(([path]) => path) };
}

function hasRow(table: readonly PathEffect[], path: string): boolean {
  return table.some((row) => path === row.path || path.startsWith(`${row.path}.`) || path.startsWith(`${row.path}[`));
}

describe('the tables of effects of ScaleIO', (it) => {
  for (const [kind, table] of Object.entries(TABLES)) {
    it(`have one row for each field of a ${kind}, and none besides`, () => {
      const paths = table.map(({ path }) => path);
      const { all, leaves } = fieldsOf(kind);
      assert.is(new Set(paths).size, paths.length);
      assert.equal(
        paths.filter((path) => !all.includes(path)),
        [],
      );
      assert.equal(
        leaves.filter((path) => !hasRow(table, path)),
        [],
      );
    });

    it(`say the class of each change of a ${kind}, and of nothing else`, () => {
      const odd = table.filter(({ op, class: kindOfChange }) => (op === 'fixed' || op === 'none') !== (kindOfChange === undefined));
      assert.equal(odd, []);
    });
  }

  const rows: readonly [string, string, ChangeClass | undefined][] = [
    ['pool', 'move', 'disruptive'],
    ['sizeGiB', 'grow', 'additive'],
    ['mappedTo', 'map', 'additive'],
    ['mappedTo[2]', 'map', 'additive'],
    ['mappedTo[10.0.0.21]', 'map', 'additive'],
    ['limits.iops[10.0.0.21]', 'update', 'additive'],
    ['type', 'fixed', undefined],
  ];
  for (const [path, op, kind] of rows) {
    it(`say ${op} of ${path} of a Volume`, () => {
      const row = effectOf(VOLUME_EFFECTS, path);
      assert.equal([row.op, row.class], [op, kind]);
    });
  }

  it('say of a part what they say of it, and of what is around it only where they say nothing of the part', () => {
    const table: readonly PathEffect[] = [
      { path: 'devices.*', op: 'fixed' },
      { path: 'devices.*.path', op: 'update', class: 'additive' },
    ];
    assert.equal([effectOf(table, 'devices.sdb.path').op, effectOf(table, 'devices.sdb.pool').op], ['update', 'fixed']);
    assert.throws(() => effectOf(table, 'device'), 'no row for device');
  });
});
