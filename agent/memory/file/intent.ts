/** intents/<line id>.json: a call that spends or destroys, before it is made. */
import type { ChangeLine, Intent } from '../../model/memory.ts';
import type { Ref, SystemName } from '../../model/ref.ts';
import { countIn, malformed, oneOf, partIn, textIn, textsIn } from './fields.ts';
import type { Fields } from './fields.ts';
import { formatFile, parseFile } from './schema.ts';

export const INTENTS_FOLDER = 'intents/';

export function intentFile({ line }: Intent): string {
  return `${INTENTS_FOLDER}${line.line}.json`;
}

export function formatIntent({ line, system, ref, approvalKey, epoch }: Intent): string {
  return formatFile({ line, system, ref, approvalKey, epoch });
}

export function parseIntent(text: string, place: string): Intent {
  const fields = parseFile(text, place);
  const intent: Intent = {
    line: lineOf(partIn(fields, 'line')),
    system: textIn(fields, 'system') as SystemName,
    ref: textIn(fields, 'ref') as Ref,
    approvalKey: textIn(fields, 'approvalKey'),
    epoch: countIn(fields, 'epoch'),
  };
  // Once settled, the file of that name is deleted.
  if (!place.endsWith(`/${intentFile(intent)}`)) throw malformed(place, 'is not named after its line');
  return intent;
}

function lineOf(fields: Fields): ChangeLine {
  return {
    line: textIn(fields, 'line'),
    at: textIn(fields, 'at'),
    commit: textIn(fields, 'commit'),
    id: textIn(fields, 'id'),
    op: textIn(fields, 'op'),
    class: oneOf(fields, 'class', ['additive', 'disruptive', 'spend', 'destructive']),
    cause: oneOf(fields, 'cause', ['git', 'drift', 'conflict', 'rule']),
    backendId: textIn(fields, 'backendId'),
    effects: textsIn(fields, 'effects'),
  };
}
