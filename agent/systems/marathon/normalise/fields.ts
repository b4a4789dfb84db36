/** Single fields of an app that Marathon has its own way with. */
import type { Json } from '../../../model/ref.ts';
import type { Context } from './context.ts';
import { orDefault, plain, shape } from './rules.ts';
import type { Rule } from './rules.ts';
import { setOf } from './sets.ts';

/** Below `/shop/cart`, `web` means `/shop/web` and `../db` means `/db`; dots are followed anywhere (PathId.canonicalPath). */
const absoluteId: Rule = (value, { id }) => {
  if (typeof value !== 'string') return value;
  const isPlain = value.startsWith('/') && !value.includes('/..');
  const path = isPlain ? value : new URL(value, `app:${id}`).pathname;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
};

export const setOfIds: Rule = setOf(absoluteId);

/** Marathon keeps only `true`. */
export const onlyTrue: Rule<unknown> = (value) => (value === true ? true : undefined);

const resident = shape<Context>({ relaunchEscalationTimeoutSeconds: orDefault(3600), taskLostBehavior: orDefault('WAIT_FOREVER') });

/** What becomes of local data; up to 1.5 it is kept, later it only shows what persistent volumes imply (state/Residency.scala). */
export const residency: Rule = (value, context) => resident(value ?? (context.hasPersistentVolume ? {} : undefined), context);

/**
 * The role of an app that declares none: Marathon's own, or the name of its top-level group where that group enforces
 * its role (`enforceRole`), which only the live app tells.
 */
export function openRole(id: string, live: Json | undefined, defaultRole: string): string {
  const group = id.slice(1, Math.max(1, id.indexOf('/', 1)));
  return group !== '' && live === group ? group : defaultRole;
}

/** Open: see `openRole`. */
export const role: Rule = plain(
  (value) => value,
  (form, value, { id, defaults }) => value === (form ?? openRole(id, value, defaults.defaultRole)),
);

/**
 * What 1.9 keeps of accepted roles: it drops those of which an app of this role gets no offers, without a word, and takes `*` when none is
 * left (AppNormalization.sanitizeAcceptedResourceRoles).
 */
export function keptRoles(accepted: readonly Json[], role: Json): readonly Json[] {
  const kept = accepted.filter((name) => name === '*' || name === role);
  return kept.length === 0 ? ['*'] : kept;
}
