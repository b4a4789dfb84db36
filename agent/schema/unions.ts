/** `oneOf`: Ajv complains about every branch; a person meant one of them. */
import type { ErrorObject } from 'ajv';
import { pathOf } from './error-path.ts';
import { schemaErrors } from './errors.ts';
import { formatPath } from './fault.ts';
import type { Fault } from './fault.ts';
import { nearest } from './nearest.ts';
import { kindWord, shown } from './sentences.ts';

interface Branch {
  readonly type?: string;
  readonly const?: string;
  readonly required?: readonly string[];
  readonly properties?: { readonly [field: string]: unknown };
}

type Data = { readonly [field: string]: unknown };

/** Which branch was meant, or what to say when that cannot be told. */
type Choice = { readonly kind: 'branch'; readonly index: number } | { readonly kind: 'fault'; readonly fault: Fault };

export interface Settled {
  /** The errors of the branches that were meant, and all that have nothing to do with a union. */
  readonly plain: readonly ErrorObject[];
  readonly faults: readonly Fault[];
}

/** Resolves every union: either the errors of one branch stay, or one fault says which forms there are. */
export function withoutUnions(errors: readonly ErrorObject[]): Settled {
  let plain = errors;
  const faults: Fault[] = [];
  for (const union of errors.filter((error) => error.keyword === 'oneOf')) {
    if (!plain.includes(union)) continue;
    const choice = chooseBranch(union);
    const kept = choice.kind === 'branch' ? choice.index : null;
    plain = plain.filter((error) => error !== union && !isInOtherBranch(error, union, kept));
    if (choice.kind === 'fault') faults.push(choice.fault);
  }
  return { plain, faults };
}

function isInOtherBranch(error: ErrorObject, union: ErrorObject, kept: number | null): boolean {
  const below = error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`);
  if (!below) return false;
  // A branch's own errors carry its number; what a $ref inside it found does not, but only one branch has that field.
  const branch = error.schemaPath.startsWith(`${union.schemaPath}/`)
    ? Number(error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0])
    : kept;
  return branch !== kept || kept === null;
}

function chooseBranch(union: ErrorObject): Choice {
  const branches = union.schema as readonly Branch[];
  const objects = branches.filter((branch) => branch.type === 'object');
  const data: unknown = union.data;
  if (typeof data !== 'object' || data === null || Array.isArray(data) || objects.length === 0) {
    const index = branches.findIndex((branch) => branch.type === typeof data && branch.type !== 'object');
    return index >= 0 ? { kind: 'branch', index } : { kind: 'fault', fault: noSuchForm(union, branches) };
  }
  const marks = objects.map((branch) => markOf(branch, objects));
  const given = objects.filter((_branch, index) => objects.length === 1 || Object.hasOwn(data, marks[index] ?? ''));
  const [meant] = given;
  if (meant !== undefined && given.length === 1) return { kind: 'branch', index: branches.indexOf(meant) };
  return { kind: 'fault', fault: given.length > 1 ? tooMany(union, marks) : misspelt(union, data as Data, objects, marks) };
}

/** The required field that only this branch has: `external` of an external volume. */
function markOf(branch: Branch, all: readonly Branch[]): string {
  const others = all.filter((other) => other !== branch);
  return (branch.required ?? []).find((field) => others.every((other) => !Object.hasOwn(other.properties ?? {}, field))) ?? '';
}

function noSuchForm(union: ErrorObject, branches: readonly Branch[]): Fault {
  const quote = branches.some((branch) => branch.type === 'string') && ['number', 'boolean'].includes(typeof union.data);
  const forms = branches.map(formOf).join(' or ');
  // A text where only a mapping fits may be a secret that somebody wrote out: it is not repeated.
  const given = typeof union.data === 'string' ? 'a text' : shown(union.data);
  const message = `${nameOf(union)} must be ${forms}, not ${given}${quote ? `; quote it: "${String(union.data)}"` : ''}.`;
  return { code: schemaErrors.wrongType, path: pathOf(union), at: 'value', message };
}

function formOf(branch: Branch): string {
  if (branch.const !== undefined) return branch.const;
  const fields = branch.required ?? Object.keys(branch.properties ?? {});
  return branch.type === 'object' ? `{ ${fields.map((field) => `${field}: ...`).join(', ')} }` : kindWord([branch.type ?? '']);
}

function tooMany(union: ErrorObject, marks: readonly string[]): Fault {
  return {
    code: schemaErrors.wrongValue,
    path: pathOf(union),
    at: 'value',
    message: `${nameOf(union)} takes only one of ${marks.join(', ')}.`,
  };
}

function misspelt(union: ErrorObject, data: Data, objects: readonly Branch[], marks: readonly string[]): Fault {
  const path = pathOf(union);
  const known = new Set(objects.flatMap((branch) => Object.keys(branch.properties ?? {})));
  for (const field of Object.keys(data).filter((key) => !known.has(key))) {
    const meant = nearest(field, marks);
    if (meant === null) continue;
    return {
      code: schemaErrors.unknownField,
      path: [...path, field],
      at: 'key',
      message: `There is no field ${formatPath([...path, field])}; did you mean ${meant}?`,
    };
  }
  return { code: schemaErrors.missingField, path, at: 'value', message: `${nameOf(union)} needs one of ${marks.join(', ')}.` };
}

function nameOf(union: ErrorObject): string {
  return formatPath(pathOf(union));
}
