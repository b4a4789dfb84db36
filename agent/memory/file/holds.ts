/** holds.json, which people edit: one that cannot be read holds everything. */
import { formatInstant, instant } from '../../clock.ts';
import { PlumblineError } from '../../errors.ts';
import type { Hold } from '../../model/memory.ts';
import { kindOf, nameOf } from '../../model/ref.ts';
import type { ObjectKind, Ref } from '../../model/ref.ts';
import { memoryErrors } from '../errors.ts';
import { fieldsOf, ifThere, instantIn, listIn, malformed, textIn } from './fields.ts';
import type { Fields } from './fields.ts';
import { formatFile, parseFile } from './schema.ts';

const KINDS: Readonly<Record<ObjectKind, true>> = {
  App: true,
  Approval: true,
  Cluster: true,
  Device: true,
  Disk: true,
  FaultSet: true,
  Framework: true,
  Group: true,
  Growth: true,
  Job: true,
  Pod: true,
  ProtectionDomain: true,
  Snapshot: true,
  StorageNode: true,
  StoragePool: true,
  Volume: true,
};
/** Until a person corrects the file. */
const FAR_AHEAD = instant(Date.UTC(9999, 11, 31));

export function formatHolds(holds: readonly Hold[]): string {
  return formatFile({ holds: holds.map(({ ref, until, reason, by }) => ({ ref, until: formatInstant(until), reason, by })) });
}

export function parseHolds(text: string, place: string): readonly Hold[] {
  try {
    const fields = parseFile(text, place);
    return listIn(fields, 'holds').map((value, index) => holdOf(fieldsOf(value, `${place} hold ${index + 1}`)));
  } catch (thrown) {
    if (thrown instanceof PlumblineError && thrown.code === memoryErrors.malformed) return [everything(thrown)];
    throw thrown;
  }
}

/** Who holds and why is for people: a hold in a hurry counts without. */
function holdOf(fields: Fields): Hold {
  return {
    ref: refIn(fields, 'ref'),
    until: instantIn(fields, 'until'),
    reason: ifThere(textIn, 'no reason given')(fields, 'reason'),
    by: ifThere(textIn, 'somebody')(fields, 'by'),
  };
}

function refIn(fields: Fields, key: string): Ref | '*' {
  const text = textIn(fields, key);
  if (text === '*') return '*';
  const ref = text as Ref;
  if (Object.hasOwn(KINDS, kindOf(ref)) && nameOf(ref) !== '') return ref;
  throw malformed(fields.place, `has a ${key} that is neither * nor an object such as Volume/pg`);
}

function everything({ message }: PlumblineError): Hold {
  return { ref: '*', until: FAR_AHEAD, reason: `${message} Correct that file, or run plumbline resume.`, by: 'plumbline' };
}
