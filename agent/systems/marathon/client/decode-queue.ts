/** GET /v2/queue: what waits for offers, and why. */
import { parseInstant } from '../../../clock.ts';
import { jsonOf } from '../../../http.ts';
import type { JsonObject, Queued, Rejection } from '../types.ts';
import { listOf, numberOf, objectOf, optionalText, textOf } from './fields.ts';
import { isObject } from './json.ts';

const PLACE = '/v2/queue';

export function decodeQueue(body: Buffer): ReadonlyMap<string, Queued> {
  const queue = listOf(objectOf(jsonOf(body), PLACE)['queue'], `${PLACE}, queue`);
  return new Map(queue.map((entry) => decodeQueued(objectOf(entry, PLACE))).map((queued) => [queued.id, queued]));
}

function decodeQueued(entry: JsonObject): Queued {
  const id = textOf(objectOf(entry['app'] ?? entry['pod'], `${PLACE}, app`), 'id', `${PLACE}, app`);
  const { delay, since } = entry;
  return {
    id,
    count: numberOf(entry, 'count', `${PLACE}, ${id}`),
    role: optionalText(entry['role']),
    since: typeof since === 'string' ? parseInstant(since) : null,
    delaySeconds: isObject(delay) && typeof delay['timeLeftSeconds'] === 'number' ? delay['timeLeftSeconds'] : 0,
    rejections: rejectionsOf(entry['processedOffersSummary']),
  };
}

/** Of the last offer of each agent: what was tried before says nothing of now. */
function rejectionsOf(summary: unknown): readonly Rejection[] {
  const steps = isObject(summary) && Array.isArray(summary['rejectSummaryLastOffers']) ? summary['rejectSummaryLastOffers'] : [];
  return steps
    .filter(isObject)
    .map((step) => ({ reason: textOf(step, 'reason', PLACE), declined: numberOf(step, 'declined', PLACE) }))
    .filter(({ declined }) => declined > 0)
    .toSorted((a, b) => b.declined - a.declined);
}
