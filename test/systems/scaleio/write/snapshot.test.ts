import type { Draft, Precondition, Written } from '../../../../agent/model/change.ts';
import { NOTHING_SOUGHT } from '../../../../agent/model/system.ts';
import type { Checked } from '../../../../agent/model/system.ts';
import type { ScaleioAction, Volume } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../../helpers/suite.ts';
import type { TestContext } from '../../../helpers/suite.ts';
import { planned } from '../docs.ts';
import { byHand, countOf, openBench } from '../gateway.ts';
import type { Bench } from '../gateway.ts';

const NAME = 's-volume-2611211400';
const MINUTE_MS = 60_000;

interface Yard {
  readonly bench: Bench;
  readonly volumeId: string;
  take(name?: string): Promise<Written>;
  remove(id: string, name?: string): Promise<Written>;
  check(check: Precondition['check'], backendId: string, newer?: string): Promise<Checked>;
  volumes(): Promise<readonly Volume[]>;
  /** An action on a volume, by hand. */
  act(id: string, action: string, body: object): Promise<unknown>;
}

async function openYard(test: TestContext): Promise<Yard> {
  const bench = await openBench(test);
  const { system, ctx } = bench;
  const read = async (): Promise<Parameters<typeof system.diff>[1]> => system.read(ctx, NOTHING_SOUGHT);
  const { pools } = await read();
  const pool = pools.kind === 'ok' ? pools.value[0] : undefined;
  const made = { name: 'pg', storagePoolId: pool?.id, volumeSizeInKb: '16777216', volumeType: 'ThinProvisioned' };
  const volumeId = idIn(await byHand(bench, '/api/types/Volume/instances', made));
  bench.advance(MINUTE_MS);
  return {
    bench,
    volumeId,
    take: (name = NAME) => system.write(changeOf({ system: 'scaleio', do: 'takeSnapshot', args: { volumeId, snapshotName: name } }), ctx),
    remove: (id, snapshotName = NAME) =>
      system.write(changeOf({ system: 'scaleio', do: 'removeSnapshot', args: { volumeId: id, snapshotName, removeMode: 'ONLY_ME' } }), ctx),
    check: (check, backendId, newer) =>
      system.check({ system: 'scaleio', check, backendId, ...(newer === undefined ? {} : { args: { newer } }) }, ctx),
    async volumes() {
      const { volumes } = await read();
      if (volumes.kind === 'unknown') throw volumes.error;
      return volumes.value;
    },
    act: (id, action, body) => byHand(bench, `/api/instances/Volume::${id}/action/${action}`, body),
  };
}

function idIn(made: unknown): string {
  return (made as { readonly id: string }).id;
}

function changeOf(action: ScaleioAction): ReturnType<typeof planned> {
  const ref = 'Snapshot/pg/20261121-1400';
  const empty: Omit<Draft, 'action'> = {
    id: `keep ${ref}`,
    ref,
    backendId: null,
    op: 'create',
    class: 'additive',
    then: [],
    needs: [],
    reads: [],
    requires: [],
    fields: [],
    effects: [],
    markedBy: null,
    spend: null,
    reason: 'test',
  };
  return planned({ ...empty, action });
}

/** The id of what was made. */
function applied(written: Written): string {
  if (written.kind !== 'applied') throw new Error(`${written.kind}: ${written.why}`);
  return written.backendId;
}

const TAKE = 'POST /api/instances/System/action/snapshotVolumes';

describe('writing snapshots', (it) => {
  it('takes one of the volume, under its name', async (test) => {
    const { take, volumes, volumeId } = await openYard(test);
    const id = applied(await take());
    const snapshot = (await volumes()).find((one) => one.id === id);
    assert.equal([snapshot?.name, snapshot?.volumeType, snapshot?.ancestorVolumeId], [NAME, 'Snapshot', volumeId]);
  });

  it('finds the one whose answer was lost, and takes no second', async (test) => {
    const { take, volumes } = await openYard(test);
    const id = applied(await take());
    assert.is(applied(await take()), id);
    assert.is((await volumes()).length, 2);
  });

  it('takes none where the name is that of something else', async (test) => {
    const { take, act, volumeId, volumes } = await openYard(test);
    await act(volumeId, 'setVolumeName', { newName: NAME });
    await rejects(take, 'scaleio/snapshot-name-taken');
    assert.is((await volumes()).length, 1);
  });

  it('waits when the volume is gone meanwhile', async (test) => {
    const { take, act, volumeId, bench } = await openYard(test);
    await act(volumeId, 'removeVolume', { removeMode: 'ONLY_ME' });
    await rejects(take, 'scaleio/changed-meanwhile');
    assert.is(countOf(bench, TAKE), 0);
  });

  it('removes one alone, and not what was taken of it', async (test) => {
    const { take, remove, volumes, volumeId, bench } = await openYard(test);
    const id = applied(await take());
    const snapshotDefs = [{ volumeId: id, snapshotName: 'of-it' }];
    await byHand(bench, '/api/instances/System/action/snapshotVolumes', { snapshotDefs });
    assert.is(applied(await remove(id)), id);
    assert.equal(new Set((await volumes()).map(({ name }) => name)), new Set(['of-it', 'pg']));
    assert.ok((await volumes()).some((one) => one.id === volumeId));
  });

  it('removes none that is mapped, none that is gone', async (test) => {
    const { take, remove, act, volumes, bench } = await openYard(test);
    const id = applied(await take());
    const [sdc] = (await byHand(bench, '/api/types/Sdc/instances')) as { readonly id: string }[];
    await act(id, 'addMappedSdc', { sdcId: sdc?.id });
    assert.equal(await remove(id), { kind: 'waiting', why: `snapshot ${NAME} is mapped to a host` });
    await act(id, 'removeMappedSdc', { sdcId: sdc?.id });
    await remove(id);
    assert.equal(await remove(id), { kind: 'skipped', why: `snapshot ${id} is already gone` });
    assert.is((await volumes()).length, 1);
  });

  it('removes none that somebody gave another name', async (test) => {
    const { take, remove, act, volumes } = await openYard(test);
    const id = applied(await take());
    await act(id, 'setVolumeName', { newName: 'keep-me' });
    assert.equal(await remove(id), { kind: 'waiting', why: `snapshot ${NAME} is called keep-me now` });
    assert.is((await volumes()).length, 2);
  });

  it('never removes a volume that stands where a snapshot was meant', async (test) => {
    const { remove, volumeId, volumes } = await openYard(test);
    await rejects(() => remove(volumeId), 'scaleio/no-snapshot');
    assert.is((await volumes()).length, 1);
  });
});

describe('newer-snapshot', (it) => {
  it('holds for one of which a newer one of the same volume is there', async (test) => {
    const { take, check, bench, volumeId } = await openYard(test);
    const old = applied(await take());
    bench.advance(MINUTE_MS);
    const newer = applied(await take('s-volume-2611211401'));
    assert.is((await check('newer-snapshot', old, newer)).kind, 'holds');
    assert.is((await check('newer-snapshot', volumeId, newer)).kind, 'holds');
    assert.is((await check('newer-snapshot', newer, old)).kind, 'fails');
    assert.is((await check('newer-snapshot', old, old)).kind, 'fails');
    assert.is((await check('newer-snapshot', old)).kind, 'fails');
  });

  it('fails when that one is gone, or of another volume', async (test) => {
    const { take, check, remove, bench, volumeId } = await openYard(test);
    const old = applied(await take());
    bench.advance(MINUTE_MS);
    const newer = applied(await take('s-volume-2611211401'));
    const snapshotDefs = [{ volumeId: newer, snapshotName: 'of-it' }];
    const { volumeIdList } = (await byHand(bench, '/api/instances/System/action/snapshotVolumes', { snapshotDefs })) as {
      readonly volumeIdList: readonly string[];
    };
    bench.advance(MINUTE_MS);
    assert.is((await check('newer-snapshot', old, volumeIdList[0])).kind, 'fails');
    assert.is((await check('newer-snapshot', old, volumeId)).kind, 'fails');
    await remove(newer, 's-volume-2611211401');
    assert.is((await check('newer-snapshot', old, newer)).kind, 'fails');
    assert.is((await check('newer-snapshot', newer, old)).kind, 'holds');
  });
});
