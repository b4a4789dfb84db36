/** `growths` in accepted.json: what was proposed or committed to let pools grow. */
import { formatInstant } from '../../clock.ts';
import type { GrowthRecord } from '../../model/growth.ts';
import type { Ref } from '../../model/ref.ts';
import { countIn, fieldsOf, instantIn, listIn, numberIn, oneOf, textIn } from './fields.ts';
import type { Fields } from './fields.ts';

export function formatGrowth(record: GrowthRecord): object {
  return { ...record, at: formatInstant(record.at), stateAt: formatInstant(record.stateAt) };
}

export function growthsIn(fields: Fields, key: string): readonly GrowthRecord[] {
  return listIn(fields, key).map((value, index) => growthOf(fieldsOf(value, `${fields.place} ${key} ${index + 1}`)));
}

function growthOf(fields: Fields): GrowthRecord {
  return {
    pool: textIn(fields, 'pool') as Ref,
    row: textIn(fields, 'row'),
    sizeGiB: countIn(fields, 'sizeGiB'),
    branch: textIn(fields, 'branch'),
    commit: textIn(fields, 'commit'),
    at: instantIn(fields, 'at'),
    usedPercent: numberIn(fields, 'usedPercent'),
    state: oneOf(fields, 'state', ['open', 'merged', 'declined', 'withdrawn', 'superseded']),
    stateAt: instantIn(fields, 'stateAt'),
    message: textIn(fields, 'message'),
  };
}
