/** What is not as declared, told in few words: effects under their cause, many of a kind as one. Pure. */
import { explain } from '../errors.ts';
import type { Result } from '../model/change.ts';
import type { DocError } from '../model/desired.ts';
import { notReady } from '../model/observed.ts';
import type { Readiness } from '../model/observed.ts';
import { deedOf } from '../model/sentences.ts';
import type { PassReport } from '../model/report.ts';
import type { RootCause } from './causes.ts';
import type { Subject } from './trouble.ts';

/** One thing that is not as declared. */
export interface Item {
  readonly of: Subject;
  /** What is named: the object, or the change. */
  readonly what: string;
  readonly why: string;
}

/** So many things are told; a message is for people, and status.json has the rest. */
const MOST_TOLD = 10;

/** `StoragePool/a: only one copy (affects 3 objects); restart App//b and 2 more: only observed`. */
export function told(items: readonly Item[], causes: readonly RootCause[] = []): string {
  const folded = new Map(
    causes.flatMap((cause) => [cause.subject, ...cause.effects.map(({ ref }) => ref)].map((of) => [of, cause] as const)),
  );
  const byWhy = new Map<string, Item[]>();
  for (const item of items) {
    const { what, why } = asCause(folded.get(item.of)) ?? item;
    byWhy.set(why, [...(byWhy.get(why) ?? []), { ...item, what, why }]);
  }
  const parts = [...byWhy].map(([why, alike]) => `${named([...new Set(alike.map(({ what }) => what))])}: ${why}`);
  const rest = parts.length > MOST_TOLD ? [`and ${parts.length - MOST_TOLD} more`] : [];
  return [...parts.slice(0, MOST_TOLD), ...rest].join('; ');
}

function asCause(cause: RootCause | undefined): { readonly what: string; readonly why: string } | null {
  if (!cause) return null;
  const { length } = cause.effects;
  return { what: cause.subject, why: length === 0 ? cause.why : `${cause.why} (affects ${length} ${length === 1 ? 'object' : 'objects'})` };
}

function named([first, ...others]: readonly string[]): string {
  return others.length === 0 ? (first ?? '') : `${first} and ${others.length} more`;
}

/** Every change that was not made, with why. */
export function openItems(results: readonly Result[]): readonly Item[] {
  return results.flatMap(({ change, outcome }) => {
    if (outcome.kind === 'applied') return [];
    return [{ of: change.ref, what: deedOf(change), why: outcome.kind === 'failed' ? explain(outcome.error) : outcome.why }];
  });
}

/** Every object that is not ready, or only those of one kind of readiness. */
export function unreadyItems({ health }: PassReport, only?: Readiness['kind']): readonly Item[] {
  const items: Item[] = [];
  for (const [ref, readiness] of notReady(health.ready)) {
    if (only && readiness.kind !== only) continue;
    items.push({ of: ref, what: ref, why: 'why' in readiness ? readiness.why : `it is ${readiness.kind}` });
  }
  return items;
}

/** A status is committed again and again: it lists so many mistakes of files, and `plumbline validate` the others. */
const MOST_MISTAKES = 100;

/** The first ones; the last of them says how many more there are. */
export function firstMistakes(errors: readonly DocError[]): readonly DocError[] {
  const more = errors.length - MOST_MISTAKES;
  if (more <= 0) return errors;
  return errors.slice(0, MOST_MISTAKES).map((error, index) => {
    return index < MOST_MISTAKES - 1 ? error : { ...error, message: `${error.message} And ${more} more: plumbline validate lists them.` };
  });
}
