/** The verbs, and what may be said after each. */

export type Output = 'text' | 'md' | 'json' | 'sarif';

interface Usage {
  /** How many words may follow: the id of a change is two when nobody quotes it. */
  readonly words: number;
  readonly outputs: readonly Output[];
  /** Besides those that every verb takes: another one would do nothing. */
  readonly options: readonly Option[];
}

/** Options that only some verbs have. */
export type Option = 'config' | 'ref' | 'only' | 'check' | 'cluster' | 'wait' | 'for' | 'reason';

const COMMON = ['text', 'md', 'json'] as const;

export const USAGE = {
  validate: { words: 1, outputs: ['text', 'json', 'sarif'], options: ['config', 'ref', 'cluster'] },
  render: { words: 1, outputs: ['text', 'json'], options: ['config', 'ref', 'only', 'check'] },
  explain: { words: 1, outputs: ['text', 'json'], options: [] },
  schema: { words: 1, outputs: ['text', 'json'], options: [] },
  plan: { words: 0, outputs: COMMON, options: ['config', 'ref', 'only'] },
  apply: { words: 0, outputs: COMMON, options: ['config', 'ref', 'only', 'wait'] },
  run: { words: 0, outputs: COMMON, options: ['config', 'ref', 'only'] },
  status: { words: 0, outputs: COMMON, options: ['config'] },
  approve: { words: 2, outputs: ['text', 'json'], options: ['config', 'ref', 'for', 'reason'] },
  hold: { words: 1, outputs: ['text', 'json'], options: ['config', 'for', 'reason'] },
  resume: { words: 1, outputs: ['text', 'json'], options: ['config'] },
} as const satisfies { readonly [verb: string]: Usage };

export type Verb = keyof typeof USAGE;

export const VERBS = Object.keys(USAGE) as readonly Verb[];

/** `a, b or c`. */
export function eitherOf(words: readonly string[], or = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${or} ${words.at(-1)}`;
}

/** `a, b and c`. */
export function allOf(words: readonly string[]): string {
  return eitherOf(words, 'and');
}
