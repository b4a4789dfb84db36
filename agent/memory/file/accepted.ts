/** accepted.json: what is in force, what was found out about the cluster at first, and what was proposed to people. */
import { formatInstant } from '../../clock.ts';
import type { AcceptedCommit, Memory, MemoryLost } from '../../model/memory.ts';
import { ifThere, instantIn, oneOf, orNull, partIn, textIn, textsIn } from './fields.ts';
import type { Fields } from './fields.ts';
import { formatGrowth, growthsIn } from './growths.ts';
import { formatFile, parseFile } from './schema.ts';

type Accepted = Pick<Memory, 'accepted' | 'before' | 'contact' | 'pins' | 'lost' | 'proposed' | 'growths'>;

const NOTHING_YET = [] as const;

export function formatAccepted({ accepted, before, contact, pins, lost, proposed, growths }: Accepted): string {
  return formatFile({
    accepted: accepted && { commit: accepted.commit, inputs: accepted.inputs },
    before: before && { commit: before.commit, inputs: before.inputs },
    contact,
    pins: Object.fromEntries(Object.entries(pins).toSorted(([one], [other]) => (one < other ? -1 : 1))),
    lost: lost && { since: formatInstant(lost.since), why: lost.why },
    proposed,
    growths: growths.map(formatGrowth),
  });
}

export function parseAccepted(text: string, place: string): Accepted {
  const fields = parseFile(text, place);
  return {
    accepted: ifThere(orNull(commitIn), null)(fields, 'accepted'),
    before: ifThere(orNull(commitIn), null)(fields, 'before'),
    contact: ifThere(orNull(contactIn), null)(fields, 'contact'),
    pins: ifThere(pinsIn, {})(fields, 'pins'),
    lost: ifThere(orNull(lostIn), null)(fields, 'lost'),
    proposed: ifThere(textsIn, NOTHING_YET)(fields, 'proposed'),
    growths: ifThere(growthsIn, NOTHING_YET)(fields, 'growths'),
  };
}

function commitIn(fields: Fields, key: string): AcceptedCommit {
  const part = partIn(fields, key);
  return { commit: textIn(part, 'commit'), inputs: textIn(part, 'inputs') };
}

function contactIn(fields: Fields, key: string): 'empty' | 'existing' {
  return oneOf(fields, key, ['empty', 'existing']);
}

function pinsIn(fields: Fields, key: string): Memory['pins'] {
  const part = partIn(fields, key);
  return Object.fromEntries(Object.keys(part.values).map((system) => [system, textIn(part, system)]));
}

function lostIn(fields: Fields, key: string): MemoryLost {
  const part = partIn(fields, key);
  return { since: instantIn(part, 'since'), why: textIn(part, 'why') };
}
