/** What is wrong with the variables and secrets that a document uses. */
import type { Kind } from '../model/kinds.gen.ts';
import { matchesName } from '../model/name-pattern.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { shown } from '../schema/sentences.ts';
import { desiredErrors } from './errors.ts';
import { nearlyReferences, referencesIn } from './references.ts';
import type { MarkedText, Reference } from './references.ts';
import type { World } from './world.ts';

/** Neither is ever patched or substituted: what they say must be there to read before anything else. */
export function isLiteral(kind: Kind): boolean {
  return kind === 'Cluster' || kind === 'Approval';
}

/** Whether variables are put in at `path`, in a document that takes any. */
export function takesVariables([section, part]: Path): boolean {
  return section === 'spec' || (section === 'metadata' && (part === 'labels' || part === 'annotations'));
}

/** Variables in places that take none, and those that nobody set. */
export function variableFaults(kind: Kind, marked: readonly MarkedText[], world: World): readonly Fault[] {
  return eachReference(kind, marked, 'vars').flatMap(({ path, at, reference }): readonly Fault[] => {
    const why = whyNoVariable(kind, { path, at });
    if (why !== null) return [{ code: desiredErrors.variablePlace, path, at, message: `${named(reference)} ${why}` }];
    if (isSet(reference, world) || !world.knowsVariables || isWrong(reference, world)) return [];
    return [{ code: desiredErrors.unknownVariable, path, at, message: unknownVariable(reference, world) }];
  });
}

/** Whether something in a text is to be put in, and nobody can say what: the text is not the value that is meant. */
export function isUnsettled(kind: Kind, marked: MarkedText, world: World): boolean {
  return eachReference(kind, [marked], 'vars').some(({ path, at, reference }) => {
    return whyNoVariable(kind, { path, at }) !== null || !isSet(reference, world);
  });
}

function isSet({ name, isClosed }: Reference, world: World): boolean {
  return isClosed && world.variables.has(name);
}

/** Whose value is a mistake of its own. */
function isWrong({ name, isClosed }: Reference, { wrongVariables }: World): boolean {
  return isClosed && wrongVariables.has(name);
}

function whyNoVariable(kind: Kind, { path, at }: Pick<MarkedText, 'path' | 'at'>): string | null {
  if (isLiteral(kind)) return `is not read in a document of kind ${kind}; write the value out.`;
  if (!takesVariables(path)) return 'is read only in spec, metadata.labels and metadata.annotations; write the value out.';
  return at === 'key' ? 'is a key, and variables stand only for values; write the key out.' : null;
}

function unknownVariable({ name, isClosed, text }: Reference, { variables, suggestVariable }: World): string {
  if (!isClosed) return `${shown(text)} has no closing brace; write it as \${vars.name}.`;
  if (name === '') return 'There is no name in ${vars.}; write it as ${vars.name}.';
  return `There is no variable ${word(name)}${variables.size === 0 ? '; the Cluster document sets none.' : suggestVariable(name)}`;
}

/** Names of the secrets that a document uses, each once. */
export function secretsIn(kind: Kind, marked: readonly MarkedText[]): readonly string[] {
  return [...new Set(eachReference(kind, marked, 'secrets').map(({ reference }) => reference.name))].toSorted();
}

/** `marked` are the texts of the document with its variables put in: together they could make a secret's name. */
export function secretFaults({ kind, name }: { kind: Kind; name: string }, marked: readonly MarkedText[], world: World): readonly Fault[] {
  return eachReference(kind, marked, 'secrets').flatMap(({ path, at, reference }): readonly Fault[] => {
    const why = whyNoSecret(kind, { path, at });
    if (why !== null) return [{ code: desiredErrors.secretPlace, path, at, message: `${named(reference)} ${why}` }];
    const wrong = wrongSecret(reference, name, world);
    return wrong === null ? [] : [{ ...wrong, path, at }];
  });
}

function whyNoSecret(kind: Kind, { path, at }: Pick<MarkedText, 'path' | 'at'>): string | null {
  const isEnv = kind === 'App' && at === 'value' && path.length === 3 && path[0] === 'spec' && path[1] === 'env';
  if (!isEnv) return 'may stand only in a value of spec.env of an App, where nobody but the app reads it.';
  const isVolume = String(path[2]).startsWith('DVDI_VOLUME_');
  return isVolume ? 'may not say which volume an app mounts: that must be there to check; write it out.' : null;
}

const SECRET_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

function wrongSecret(
  { name, isClosed, text }: Reference,
  app: string,
  { secrets, suggestSecret }: World,
): Pick<Fault, 'code' | 'message'> | null {
  const code = desiredErrors.unknownSecret;
  if (!isClosed) return { code, message: `${shown(text)} has no closing brace; write it as \${secrets.name}.` };
  if (!SECRET_NAME.test(name)) return { code, message: `${shown(text)} names no secret; write it as \${secrets.name}.` };
  if (secrets === null) return null;
  const apps = secrets.get(name);
  if (apps === undefined) return { code, message: `There is no secret ${name}${suggestSecret(name)}` };
  if (apps.some((pattern) => matchesName(pattern, app))) return null;
  return { code: desiredErrors.secretNotAllowed, message: `The secret ${name} is not for ${app}, but for ${apps.join(', ')}.` };
}

export function lookalikes(marked: readonly MarkedText[]): readonly Fault[] {
  return marked.flatMap(({ path, at, text }) => {
    const [first] = nearlyReferences(text);
    if (first === undefined) return [];
    const message = `${shown(first)} is left as it is; did you mean \${${/^\$\{\s*v/i.test(first) ? 'vars' : 'secrets'}.name}?`;
    return [{ code: desiredErrors.looksLikeVariable, path, at, message }];
  });
}

interface Use extends Pick<MarkedText, 'path' | 'at'> {
  readonly reference: Reference;
}

/** The values of a Cluster document's patches are looked at in the documents they end up in. */
function eachReference(kind: Kind, marked: readonly MarkedText[], to: Reference['to']): readonly Use[] {
  const own = kind === 'Cluster' ? marked.filter(({ path }) => !(path[1] === 'patches' && path[3] === 'merge')) : marked;
  return own.flatMap(({ path, at, text }) => {
    const byText = new Map(referencesIn(text).map((reference) => [reference.text, reference]));
    return [...byText.values()].filter((reference) => reference.to === to).map((reference) => ({ path, at, reference }));
  });
}

function named({ text }: Reference): string {
  return /^[\w${}.-]{1,80}$/.test(text) ? text : shown(text);
}

function word(name: string): string {
  return /^[\w-]{1,63}$/.test(name) ? name : shown(name);
}
