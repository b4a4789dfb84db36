/** What is gone is asked for by its id, in the gateway, as what it is. */
import type { ObjectKind } from '../../../../agent/model/ref.ts';
import { NOTHING_SOUGHT } from '../../../../agent/model/system.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { openBench } from '../gateway.ts';

describe('whether something is gone', (it) => {
  it('is told of each kind by its own ids', async (test) => {
    const { system, ctx } = await openBench(test, { hosts: 3 });
    const { domains, pools, nodes } = await system.read(ctx, NOTHING_SOUGHT);
    if (domains.kind === 'unknown' || pools.kind === 'unknown' || nodes.kind === 'unknown') throw new Error('unread');
    const isGone = async (kind: ObjectKind, backendId: string): Promise<string> =>
      (await system.check({ system: 'scaleio', check: 'gone', backendId, args: { kind } }, ctx)).kind;
    const there: readonly (readonly [ObjectKind, string])[] = [
      ['ProtectionDomain', domains.value[0]?.id ?? ''],
      ['StoragePool', pools.value[0]?.id ?? ''],
      ['StorageNode', nodes.value[0]?.id ?? ''],
    ];
    for (const [kind, id] of there) assert.is(await isGone(kind, id), 'fails', kind);
    for (const kind of ['ProtectionDomain', 'StoragePool', 'StorageNode', 'FaultSet', 'Device', 'Volume', 'Snapshot'] as const) {
      assert.is(await isGone(kind, 'ffffffff00000000'), 'holds', kind);
    }
  });

  it('is not said of what it is not known to be', async (test) => {
    const { system, ctx } = await openBench(test, { hosts: 3 });
    assert.is((await system.check({ system: 'scaleio', check: 'gone', backendId: 'ffffffff00000000' }, ctx)).kind, 'fails');
  });
});
