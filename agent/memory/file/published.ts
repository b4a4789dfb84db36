/** What status.json says, as far as the next status depends on it. It is written anew by the next pass: damage stops nothing. */
import { PlumblineError } from '../../errors.ts';
import type { Condition, Published } from '../../model/memory.ts';
import { memoryErrors } from '../errors.ts';
import { fieldsOf, instantIn, listIn, oneOf, parseFields, textIn } from './fields.ts';

export function parsePublished(text: string, place: string): Published | null {
  try {
    const fields = parseFields(text, place);
    const conditions = listIn(fields, 'conditions').map((value) => conditionOf(value, place));
    return { digest: textIn(fields, 'digest'), at: instantIn(fields, 'at'), conditions };
  } catch (thrown) {
    if (thrown instanceof PlumblineError && thrown.code === memoryErrors.malformed) return null;
    throw thrown;
  }
}

function conditionOf(value: unknown, place: string): Condition {
  const fields = fieldsOf(value, place);
  return {
    type: oneOf(fields, 'type', ['Ready', 'Reconciling', 'Stalled', 'Degraded', 'DriftDetected', 'ApprovalRequired']),
    status: oneOf(fields, 'status', ['True', 'False', 'Unknown']),
    reason: textIn(fields, 'reason'),
    message: textIn(fields, 'message'),
    since: instantIn(fields, 'since'),
  };
}
