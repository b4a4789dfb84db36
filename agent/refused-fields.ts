/** Where in git the fields stand that a system refused: whoever reads of them has to find them. */
import { findPlaces } from './desired/places.ts';
import type { Wanted } from './desired/places.ts';
import { newLoadCache } from './desired/load-cache.ts';
import { startWatch } from './desired/watch.ts';
import { asPlumblineError, PlumblineError } from './errors.ts';
import type { Outcome, Result } from './model/change.ts';
import { DEFAULT_LIMITS, findDoc } from './model/desired.ts';
import type { Desired } from './model/desired.ts';
import type { PassDeps } from './pass-deps.ts';

/** Of how many fields a message names the place. */
const MOST_PLACES = 3;

/** The results, with `shop/web.yaml:12:7` in every error whose details name refused fields (`refused`: `container/volumes/0/mode`, from the spec on). */
export async function withPlaces(
  deps: Pick<PassDeps, 'repo' | 'ctx'>,
  desired: Desired | null,
  results: readonly Result[],
): Promise<readonly Result[]> {
  const wanted = desired === null ? [] : results.flatMap((result) => wantedBy(result, desired));
  if (desired === null || wanted.length === 0) return results;
  try {
    const { clock } = deps.ctx;
    const watch = startWatch({ limits: DEFAULT_LIMITS, monotonicMs: clock.monotonicMs });
    const source = await deps.repo.source(desired.commit);
    const find = await findPlaces(wanted, { source, cache: newLoadCache(), limits: DEFAULT_LIMITS, watch });
    return results.map((result) =>
      placed(
        result,
        wantedBy(result, desired).map((one) => placeText(one, find(one))),
      ),
    );
  } catch (thrown) {
    // Without the place it is said all the same.
    deps.ctx.log.warn({ err: asPlumblineError(thrown) }, 'could not find the places of refused fields');
    return results;
  }
}

function wantedBy({ change, outcome }: Result, desired: Desired): readonly Wanted[] {
  const doc = findDoc(desired, change.ref);
  if (doc === undefined) return [];
  return refusedIn(outcome)
    .slice(0, MOST_PLACES)
    .map((field) => ({ origin: doc.origin, path: ['spec', ...pathOf(field)], at: 'value' }));
}

function refusedIn(outcome: Outcome): readonly string[] {
  const refused = outcome.kind === 'failed' ? outcome.error.details['refused'] : undefined;
  return typeof refused === 'object' && refused !== null ? refused : [];
}

function pathOf(field: string): Wanted['path'] {
  const parts = field.split('/').filter((part) => part !== '');
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function placeText({ origin }: Wanted, { line, column }: { readonly line: number; readonly column: number }): string {
  return `${origin.file}:${line}:${column}`;
}

function placed(result: Result, places: readonly string[]): Result {
  const { change, outcome } = result;
  if (outcome.kind !== 'failed' || places.length === 0) return result;
  const { code, message, details, cause } = outcome.error;
  const error = new PlumblineError(code, `${message.replace(/\.$/, '')} (${[...new Set(places)].join(', ')}).`, details, { cause });
  return { change, outcome: { kind: 'failed', error } };
}
