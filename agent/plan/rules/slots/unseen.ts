/** A pool of which something is not known: nothing is derived from the rest, and nothing asked for. */
import type { PlumblineError } from '../../../errors.ts';
import type { Doc } from '../../../model/desired.ts';
import type { RuleResult } from '../../../model/growth.ts';
import type { Finding, Reading } from '../../../model/observed.ts';
import { refOf } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { rowsOf } from '../rows.ts';
import { nodesOf } from '../see-pool.ts';
import type { RuleFacts } from '../types.ts';

export function unseenResult(doc: Doc<'StoragePool'>, why: string, facts: RuleFacts): RuleResult {
  const none = { drafts: [], ready: new Map(), findings: [], disks: new Map(), rescued: new Set<Ref>() };
  const error = unreadIn(facts);
  if (error === null) return { ...none, findings: [notSeen(doc.ref, why)] };
  return { ...none, ready: new Map(refsOf(doc, facts).map((ref) => [ref, { kind: 'unknown', error }])) };
}

function unreadIn({ sight: { world } }: RuleFacts): PlumblineError | null {
  const readings = (['scaleio', 'cloud-disks'] as const).flatMap((name) => Object.values<Reading<unknown>>({ ...world.get(name) }));
  return readings.flatMap((reading) => (reading.kind === 'unknown' ? [reading.error] : []))[0] ?? null;
}

function refsOf(doc: Doc<'StoragePool'>, facts: RuleFacts): readonly Ref[] {
  return nodesOf(doc, facts).flatMap((node) => rowsOf(doc).map(({ key }) => refOf('Disk', `${doc.name}/${node.name}/${key}`)));
}

function notSeen(ref: Ref, why: string): Finding {
  const remedy = 'Until that is mended, no disk of the pool is bought, attached or removed.';
  return { ref, code: 'DisksNotSeen', why: `nothing is done about its disks: ${why}`, remedy, causedBy: null, recheckAt: null };
}
