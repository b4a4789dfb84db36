/** `oneOf`: there is something wrong by every branch; a person meant one of them. */
import { errorsByPath, pathOf } from './error-path.ts';
import { schemaErrors } from './errors.ts';
import { formatPath } from './fault.ts';
import type { Fault } from './fault.ts';
import type { Misfit } from './misfits.ts';
import { didYouMean, nearest } from './nearest.ts';
import { kindWord, remedyFor, shown } from './sentences.ts';

interface Branch {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: string;
  readonly required?: readonly string[];
  readonly properties?: { readonly [field: string]: { readonly const?: unknown } };
}

/** The whole schema, whose definitions branches may refer to. */
export interface Root {
  readonly $defs?: { readonly [name: string]: Branch };
}

type Data = { readonly [field: string]: unknown };

/** Which branch was meant, or what to say when that cannot be told. */
type Choice = { readonly kind: 'branch'; readonly index: number } | { readonly kind: 'fault'; readonly fault: Fault };

export interface Settled {
  /** The errors of the branches that were meant, and all that have nothing to do with a union. */
  readonly plain: readonly Misfit[];
  readonly faults: readonly Fault[];
}

/** Resolves every union: either the errors of one branch stay, or one fault says which forms there are. */
export function withoutUnions(errors: readonly Misfit[], root: Root): Settled {
  const gone = new Set<Misfit>();
  const faults: Fault[] = [];
  const at = errorsByPath(errors);
  for (const union of errors) {
    if (union.keyword !== 'oneOf' || gone.has(union)) continue;
    const branches = branchesOf(union, root);
    const choice = chooseBranch(union, branches);
    const kept = choice.kind === 'branch' ? choice.index : null;
    gone.add(union);
    for (const error of at(union.instancePath)) if (isInOtherBranch(error, union, branches, kept)) gone.add(error);
    if (choice.kind === 'fault') faults.push(choice.fault);
  }
  return { plain: errors.filter((error) => !gone.has(error)), faults };
}

const DEFS = '#/$defs/';

function branchesOf(union: Misfit, { $defs = {} }: Root): readonly Branch[] {
  return (union.schema as readonly Branch[]).map((branch) => $defs[branch.$ref?.slice(DEFS.length) ?? ''] ?? branch);
}

/** `error` is at the union's value or below. */
function isInOtherBranch(error: Misfit, union: Misfit, branches: readonly Branch[], kept: number | null): boolean {
  const branch = branchOf(error, union, branches) ?? kept;
  return branch !== kept || kept === null;
}

/** The branch with the schema that was broken. What a $ref inside a branch leads to is in none; but only one branch has that field. */
function branchOf({ instancePath, parentSchema }: Misfit, union: Misfit, branches: readonly Branch[]): number | null {
  const mayBe = branches.map((branch) => branch.type === 'object' || instancePath === union.instancePath);
  const index = branches.findIndex((branch, at) => mayBe[at] === true && holds(branch, parentSchema));
  return index < 0 ? null : index;
}

function holds(schema: unknown, part: unknown): boolean {
  return schema === part || (typeof schema === 'object' && schema !== null && Object.values(schema).some((inner) => holds(inner, part)));
}

function chooseBranch(union: Misfit, branches: readonly Branch[]): Choice {
  const objects = branches.filter((branch) => branch.type === 'object');
  const data: unknown = union.data;
  if (typeof data !== 'object' || data === null || Array.isArray(data) || objects.length === 0) {
    const index = branches.findIndex(({ type }) => type !== 'object' && (type === 'integer' ? 'number' : type) === typeof data);
    return index >= 0 ? { kind: 'branch', index } : { kind: 'fault', fault: noSuchForm(union, branches) };
  }
  const named = objects.filter((branch) => isNamedBy(branch, data as Data));
  const marks = objects.map((branch) => markOf(branch, objects));
  const given = objects.filter((_branch, index) => objects.length === 1 || Object.hasOwn(data, marks[index] ?? ''));
  const [meant, other] = named.length > 0 ? named : given;
  if (meant !== undefined && other === undefined) return { kind: 'branch', index: branches.indexOf(meant) };
  return { kind: 'fault', fault: given.length > 1 ? tooMany(union, marks) : misspelt(union, data as Data, objects, marks) };
}

/** By a field that says which branch it is: `provider: aws-ebs`. */
function isNamedBy({ properties = {} }: Branch, data: Data): boolean {
  return Object.entries(properties).some(([field, { const: name }]) => name !== undefined && data[field] === name);
}

/** The required field that only this branch has: `external` of an external volume. */
function markOf(branch: Branch, all: readonly Branch[]): string {
  const others = all.filter((other) => other !== branch);
  return (branch.required ?? []).find((field) => others.every((other) => !Object.hasOwn(other.properties ?? {}, field))) ?? '';
}

function noSuchForm(union: Misfit, branches: readonly Branch[]): Fault {
  const forms = branches.map(formOf).join(' or ');
  const words = branches.flatMap((branch) => branch.const ?? []);
  // A text where only a mapping fits may be a secret that somebody wrote out: it is not repeated.
  const given = typeof union.data === 'string' && words.length === 0 ? 'a text' : shown(union.data);
  const message = `${nameOf(union)} must be ${forms}, not ${given}${didYouMean(String(union.data), words) || '.'}`;
  const remedy = remedyFor(
    union.data,
    branches.flatMap(({ type }) => type ?? []),
  );
  return { code: schemaErrors.wrongType, path: pathOf(union), at: 'value', message, ...remedy };
}

function formOf(branch: Branch): string {
  if (branch.const !== undefined) return branch.const;
  const fields = branch.required ?? Object.keys(branch.properties ?? {});
  return branch.type === 'object' ? `{ ${fields.map((field) => `${field}: ...`).join(', ')} }` : kindWord([branch.type ?? '']);
}

function tooMany(union: Misfit, marks: readonly string[]): Fault {
  return {
    code: schemaErrors.wrongValue,
    path: pathOf(union),
    at: 'value',
    message: `${nameOf(union)} takes only one of ${marks.join(', ')}.`,
  };
}

function misspelt(union: Misfit, data: Data, objects: readonly Branch[], marks: readonly string[]): Fault {
  const path = pathOf(union);
  const known = new Set(objects.flatMap((branch) => Object.keys(branch.properties ?? {})));
  for (const field of Object.keys(data).filter((key) => !known.has(key))) {
    const meant = nearest(field, marks);
    if (meant === null) continue;
    return {
      code: schemaErrors.unknownField,
      path: [...path, field],
      at: 'key',
      whole: path,
      message: `There is no field ${formatPath([...path, field])}; did you mean ${meant}?`,
    };
  }
  return { code: schemaErrors.missingField, path, at: 'value', message: `${nameOf(union)} needs one of ${marks.join(', ')}.` };
}

function nameOf(union: Misfit): string {
  return formatPath(pathOf(union)) || 'The document';
}
