/** writer.json: who may write. */
import { formatInstant } from '../../clock.ts';
import type { Takeover, Writer } from '../../model/memory.ts';
import { countIn, fieldsOf, flagIn, instantIn, listIn, oneOf, orNull, textIn } from './fields.ts';
import type { Fields } from './fields.ts';
import { formatFile, parseFile } from './schema.ts';

export function formatWriter(writer: Writer): string {
  return formatFile({
    epoch: writer.epoch,
    claim: writer.claim,
    instance: writer.instance,
    version: writer.version,
    verb: writer.verb,
    claimedAt: formatInstant(writer.claimedAt),
    until: writer.until === null ? null : formatInstant(writer.until),
    released: writer.released,
    writesFrom: formatInstant(writer.writesFrom),
    takeovers: writer.takeovers.map(({ from, by, at }) => ({ from, by, at: formatInstant(at) })),
    flappingSince: writer.flappingSince === null ? null : formatInstant(writer.flappingSince),
  });
}

export function parseWriter(text: string, place: string): Writer {
  const fields = parseFile(text, place);
  return {
    epoch: countIn(fields, 'epoch'),
    claim: textIn(fields, 'claim'),
    instance: textIn(fields, 'instance'),
    version: textIn(fields, 'version'),
    verb: oneOf(fields, 'verb', ['run', 'apply']),
    claimedAt: instantIn(fields, 'claimedAt'),
    until: orNull(instantIn)(fields, 'until'),
    released: flagIn(fields, 'released'),
    writesFrom: instantIn(fields, 'writesFrom'),
    takeovers: takeoversIn(fields, 'takeovers'),
    flappingSince: orNull(instantIn)(fields, 'flappingSince'),
  };
}

function takeoversIn(fields: Fields, key: string): readonly Takeover[] {
  return listIn(fields, key).map((value) => {
    const part = fieldsOf(value, `${fields.place} ${key}`);
    return { from: textIn(part, 'from'), by: textIn(part, 'by'), at: instantIn(part, 'at') };
  });
}
