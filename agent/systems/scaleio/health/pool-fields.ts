/** Settings of a declared pool that will not be as declared. Pure. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { declaredSettings, liveSettings, whyLeftOut } from '../pool-settings.ts';
import type { LeftOut } from '../pool-settings.ts';
import type { ScaleioFacets, StoragePool } from '../types.ts';
import type { Remark } from './judge.ts';

/** Nothing while it is not known what the gateway is, or which devices the pool has. */
export function poolFields(doc: Doc<'StoragePool'>, pool: StoragePool, inputs: Inputs, live: Live<ScaleioFacets>): readonly Remark[] {
  const { system, devices } = live;
  if (system.kind === 'unknown' || devices.kind === 'unknown') return [];
  const { version } = system.value;
  const hasDevices = devices.value.some(({ storagePoolId }) => storagePoolId === pool.id);
  const facts = { version, hasDevices, ignored: inputs.ignored(doc.ref) };
  const compared = { declared: declaredSettings(doc.spec), live: liveSettings(pool), facts };
  const left = [...compared.declared.keys()].map((path) => ({ path, why: whyLeftOut(path, compared) }));
  return (['too-new', 'unused', 'not-empty'] as const).flatMap((why) => {
    const paths = left.filter((each) => each.why === why).map(({ path }) => path);
    return paths.length === 0 ? [] : [remarkOf(why, paths.join(', '), version)];
  });
}

function remarkOf(why: Exclude<LeftOut, 'ignored'>, paths: string, version: string): Remark {
  switch (why) {
    case 'too-new':
      return {
        code: 'FieldNotKept',
        why: `ScaleIO ${version} does not have ${paths}: neither sent nor compared`,
        remedy: 'Upgrade ScaleIO, or take it out of the file.',
      };
    case 'unused':
      return {
        code: 'FieldNotKept',
        why: `the policy that is in force takes no ${paths}: neither sent nor compared`,
        remedy: 'Declare a policy that limits it, or take it out of the file.',
      };
    case 'not-empty':
      return {
        code: 'FieldCannotChange',
        why: `ScaleIO changes ${paths} only while a pool has no devices, so it stays as it is`,
        remedy: 'Put it back in the file, or declare a new pool and move the volumes.',
      };
  }
}
