/**
 * What is in no list although it is declared or remembered. Marathon leaves out of its lists what the agent may not see
 * (AppsResource.index filters by ViewRunSpec), so each of these is asked for by itself: 403 is hidden, and hidden is not gone.
 */
import { asPlumblineError, PlumblineError } from '../../errors.ts';
import { docsByRef } from '../../model/desired.ts';
import type { Desired } from '../../model/desired.ts';
import { kindOf, onOf, refOf, vendorNameOf } from '../../model/ref.ts';
import type { ObjectKind, Ref } from '../../model/ref.ts';
import type { Ctx, Sought } from '../../model/system.ts';
import { marathonErrors } from './errors.ts';

/** Requests in one read. */
const MOST_ASKED = 50;
/** How long an answer counts: objects that are declared absent are in no list for ever. */
const ANSWER_COUNTS_MS = 10 * 60_000;

export interface Unlisted {
  readonly kind: ObjectKind;
  readonly id: string;
  /** Whether it was there once. */
  readonly isRemembered: boolean;
}

/** Why nobody can say that an object is not there, by its id. */
export type Hidden = ReadonlyMap<string, PlumblineError>;

export type FindHidden = (unlisted: readonly Unlisted[], ctx: Ctx) => Promise<Hidden>;

interface Answer {
  readonly atMs: number;
  /** Null: Marathon says that there is no such object. */
  readonly error: PlumblineError | null;
}

/** `isThere`: asks for one object by its id. Remembered ones first, then those that were asked longest ago. */
export function makeFindHidden(isThere: (unlisted: Unlisted, ctx: Ctx) => Promise<boolean>): FindHidden {
  let answers: ReadonlyMap<Ref, Answer> = new Map();
  return async (unlisted, ctx) => {
    const nowMs = ctx.clock.monotonicMs();
    const kept = new Map(
      unlisted.flatMap((one) => {
        const answer = answers.get(refOfOne(one));
        return answer === undefined || nowMs - answer.atMs > ANSWER_COUNTS_MS ? [] : [[refOfOne(one), answer] as const];
      }),
    );
    const asked = inTurn(unlisted.filter((one) => !kept.has(refOfOne(one)))).slice(0, MOST_ASKED);
    const found = await Promise.all(
      asked.map(async (one) => [refOfOne(one), { atMs: nowMs, error: await ask(one, isThere, ctx) }] as const),
    );
    answers = new Map([...kept, ...found]);
    return hiddenBy(unlisted, answers);
  };
}

/** An app and a pod may be of one id, one after the other. */
function refOfOne({ kind, id }: Unlisted): Ref {
  return refOf(kind, id);
}

function inTurn(unlisted: readonly Unlisted[]): readonly Unlisted[] {
  return unlisted.toSorted((a, b) => Number(b.isRemembered) - Number(a.isRemembered));
}

async function ask(one: Unlisted, isThere: (unlisted: Unlisted, ctx: Ctx) => Promise<boolean>, ctx: Ctx): Promise<PlumblineError | null> {
  try {
    if (!(await isThere(one, ctx))) return null;
    return new PlumblineError(marathonErrors.unlisted, `${one.id} is there, and Marathon's list lacks it.`, { id: one.id });
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    if (error.code !== marathonErrors.forbidden) return error;
    const message = `${one.id} is hidden from the agent, so nobody can say how it is.`;
    return new PlumblineError(marathonErrors.hidden, message, { id: one.id }, { cause: error });
  }
}

/** One that was never there is taken for absent until its turn comes: whoever makes it looks first, and is then refused. */
function hiddenBy(unlisted: readonly Unlisted[], answers: ReadonlyMap<Ref, Answer>): Hidden {
  const hidden = new Map<string, PlumblineError>();
  for (const one of unlisted) {
    const { id, isRemembered } = one;
    const answer = answers.get(refOfOne(one));
    const error = answer === undefined && isRemembered ? notAskedYet(id) : (answer?.error ?? null);
    if (error !== null) hidden.set(id, error);
  }
  return hidden;
}

function notAskedYet(id: string): PlumblineError {
  const message = `${id} is in no list, and was not asked for yet: only ${MOST_ASKED} such objects are, each time.`;
  return new PlumblineError(marathonErrors.notAsked, message, { id });
}

const KINDS = ['App', 'Pod', 'Group'] as const;

type Listed = ReadonlyMap<ObjectKind, ReadonlyMap<string, unknown>>;

/** What is sought of these kinds in the Marathon named `on`, and not among the ids that its lists hold. */
export function unlistedOf({ desired, remembered }: Sought, on: string | null, listed: Listed): readonly Unlisted[] {
  const unlisted = desired === null ? new Map<Ref, Unlisted>() : unlistedDocs(desired, on, listed);
  const docs = desired === null ? null : docsByRef(desired);
  for (const ref of remembered) {
    // Nearly all of them are declared, and in the lists.
    const isListed = docs?.has(ref) === true && !unlisted.has(ref);
    if (!isListed && isUnlisted(ref, on, listed)) unlisted.set(ref, { kind: kindOf(ref), id: vendorNameOf(ref), isRemembered: true });
  }
  return [...unlisted.values()];
}

function unlistedDocs({ docs }: Desired, on: string | null, listed: Listed): Map<Ref, Unlisted> {
  const unlisted = new Map<Ref, Unlisted>();
  for (const kind of KINDS) {
    const ids = listed.get(kind);
    if (ids === undefined) continue;
    for (const { ref, name, on: where, spec } of docs[kind].values()) {
      // Of a group nothing else is ever made or changed.
      const isKept = kind !== 'Group' || 'enforceRole' in spec;
      if (where === on && isKept && !ids.has(name)) unlisted.set(ref, { kind, id: name, isRemembered: false });
    }
  }
  return unlisted;
}

function isUnlisted(ref: Ref, on: string | null, listed: Listed): boolean {
  const ids = listed.get(kindOf(ref));
  return ids !== undefined && onOf(ref) === on && !ids.has(vendorNameOf(ref));
}
