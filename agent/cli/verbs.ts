/** The verbs, and what may be said after each. */

export type Output = 'text' | 'md' | 'json' | 'sarif';

interface Usage {
  /** How many words may follow: the id of a change is two when nobody quotes it. */
  readonly words: number;
  readonly outputs: readonly Output[];
}

const COMMON = ['text', 'md', 'json'] as const;

export const USAGE = {
  validate: { words: 1, outputs: ['text', 'json', 'sarif'] },
  render: { words: 1, outputs: ['text', 'json'] },
  explain: { words: 1, outputs: ['text', 'json'] },
  schema: { words: 1, outputs: ['text', 'json'] },
  plan: { words: 0, outputs: COMMON },
  apply: { words: 0, outputs: COMMON },
  run: { words: 0, outputs: COMMON },
  status: { words: 0, outputs: COMMON },
  approve: { words: 2, outputs: ['text', 'json'] },
  hold: { words: 1, outputs: ['text', 'json'] },
  resume: { words: 1, outputs: ['text', 'json'] },
} as const satisfies { readonly [verb: string]: Usage };

export type Verb = keyof typeof USAGE;

export const VERBS = Object.keys(USAGE) as readonly Verb[];

/** `a, b or c`. */
export function eitherOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
