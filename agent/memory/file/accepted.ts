/** accepted.json: what is in force, what was found out about the cluster at first, what was proposed to people, and what was cleared. */
import { formatInstant } from '../../clock.ts';
import type { AcceptedCommit, Memory, MemoryLost } from '../../model/memory.ts';
import type { Ref } from '../../model/ref.ts';
import { fieldsOf, ifThere, instantIn, listIn, oneOf, orNull, partIn, textIn, textsIn } from './fields.ts';
import type { Fields } from './fields.ts';
import { formatGrowth, growthsIn } from './growths.ts';
import { formatFile, parseFile } from './schema.ts';

type Accepted = Pick<Memory, 'accepted' | 'before' | 'contact' | 'pins' | 'lost' | 'proposed' | 'growths' | 'cleared'>;

const NOTHING_YET = [] as const;

export function formatAccepted({ accepted, before, contact, pins, lost, proposed, growths, cleared }: Accepted): string {
  return formatFile({
    accepted: accepted && { commit: accepted.commit, inputs: accepted.inputs },
    before: before && { commit: before.commit, inputs: before.inputs },
    contact,
    pins: Object.fromEntries(Object.entries(pins).toSorted(([one], [other]) => (one < other ? -1 : 1))),
    lost: lost && { since: formatInstant(lost.since), why: lost.why },
    proposed,
    growths: growths.map(formatGrowth),
    cleared: cleared.map((one) => ({ ...one, at: formatInstant(one.at) })),
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
    cleared: ifThere(clearedIn, NOTHING_YET)(fields, 'cleared'),
  };
}

function clearedIn(fields: Fields, key: string): Memory['cleared'] {
  return listIn(fields, key).map((value, index) => {
    const one = fieldsOf(value, `${fields.place} ${key} ${index + 1}`);
    return { ref: textIn(one, 'ref') as Ref, backendId: textIn(one, 'backendId'), at: instantIn(one, 'at') };
  });
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
