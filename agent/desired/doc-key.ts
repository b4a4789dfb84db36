/** What a document depends on besides its own text, in short: each keeps its own, however much patches and variables say. */
import type { SecretRules } from '../model/desired.ts';
import { checksum } from './digest.ts';
import type { Patch, Patches } from './patches.ts';
import { referencesIn } from './references.ts';
import type { MarkedText, Variables } from './references.ts';

/** Made once for a world: equal keys, equal parts of it. */
export interface WorldKeys {
  readonly values: ReadonlyMap<string, string>;
  /** Of the names of all variables: who does not find one is told of those there are. */
  readonly names: string;
  readonly secrets: string;
  /** Each with what its own texts depend on. */
  readonly patches: ReadonlyMap<Patch, string>;
}

interface From {
  readonly variables: Variables;
  readonly wrongVariables: ReadonlySet<string>;
  readonly knowsVariables: boolean;
  readonly secrets: SecretRules | null;
  readonly patches: Patches;
}

export function worldKeys({ variables, wrongVariables, knowsVariables, secrets, patches }: From): WorldKeys {
  const texts = {
    values: new Map([...variables].map(([name, value]) => [name, short(JSON.stringify(value))])),
    names: checksum(JSON.stringify([knowsVariables, [...variables.keys()], [...wrongVariables]])),
    secrets: secrets === null ? '' : checksum(JSON.stringify([...secrets])),
  };
  const keyOf = ({ text, marked }: Patch): string => checksum(JSON.stringify([text, keyOfTexts(marked, texts)]));
  return { ...texts, patches: new Map(patches.all.map((patch) => [patch, keyOf(patch)])) };
}

/** Empty for nearly every document: it depends on nothing but its text. */
export function keyOfDoc(marked: readonly MarkedText[], laid: readonly Patch[], keys: WorldKeys): string {
  if (marked.length === 0 && laid.length === 0) return '';
  return checksum(JSON.stringify([laid.map((patch) => keys.patches.get(patch)), keyOfTexts(marked, keys)]));
}

function keyOfTexts(marked: readonly MarkedText[], { values, names, secrets }: Omit<WorldKeys, 'patches'>): string {
  if (marked.length === 0) return '';
  const wanted = new Set(marked.flatMap(({ text }) => referencesIn(text).flatMap(({ to, name }) => (to === 'vars' ? [name] : []))));
  const found = [...wanted].map((name) => values.get(name) ?? null);
  return checksum(JSON.stringify([found, found.includes(null) ? names : '', secrets]));
}

const LONGEST_AS_IT_IS = 64;

function short(text: string): string {
  return text.length > LONGEST_AS_IT_IS ? checksum(text) : text;
}
