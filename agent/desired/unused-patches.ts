/** What is wrong with patches for the documents that they find, or do not find. */
import type { Origin } from '../model/desired.ts';
import { desiredErrors } from './errors.ts';
import type { ResolvedDoc } from './load-cache.ts';
import { MOST_LAID } from './patches.ts';
import type { Patch, Patches } from './patches.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared } from './types.ts';

/** They found nothing: what they were to change is otherwise than their author thinks. */
export function unusedPatches(
  { all }: Patches,
  used: ReadonlySet<number>,
  cluster: Origin,
  entries: Declared['entries'],
): readonly CrossFault[] {
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

/** At the first patch that is too many. */
export function overlaidFault({ entry, patches }: ResolvedDoc, cluster: Origin): CrossFault {
  const message = `This is more than the ${MOST_LAID} patches that one document takes, ${entry?.ref ?? 'some document'} for one; put some into one.`;
  const path = ['spec', 'patches', patches[MOST_LAID] ?? 0, 'target'];
  return { code: desiredErrors.tooManyPatches, origin: cluster, path, at: 'value', message };
}
