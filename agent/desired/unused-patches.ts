/** Patches that found nothing: what they were to change is otherwise than their author thinks. */
import type { Origin } from '../model/desired.ts';
import { desiredErrors } from './errors.ts';
import type { Patch, Patches } from './patches.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared } from './types.ts';

export function unusedPatches({ all }: Patches, used: ReadonlySet<number>, cluster: Origin, { entries }: Declared): readonly CrossFault[] {
  const unused = all.filter(({ index }) => !used.has(index));
  const suggesters = new Map(
    [...new Set(unused.map(({ kind }) => kind))].map((kind) => [kind, suggester(() => entries[kind].map(({ name }) => name))]),
  );
  const suggest = ({ kind, name }: Patch): string => suggesters.get(kind)?.(name) ?? '.';
  return unused.map((patch) => ({
    code: desiredErrors.patchUnused,
    origin: cluster,
    path: ['spec', 'patches', patch.index, 'target', 'name'],
    at: 'value',
    message: `There is no ${patch.kind} ${patch.name} to patch${suggest(patch)}`,
    undeclared: patch.name,
  }));
}
