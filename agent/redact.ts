/** Secrets, and the one redactor that everything leaving the process goes through. */
import { inspect } from 'node:util';

/** A secret's text behind an object that prints as `***` wherever it ends up by accident. */
export class Secret {
  /** Where it came from (`env:NAME`, `file:/path`): safe to print. */
  readonly ref: string;
  readonly #text: string;

  constructor(ref: string, text: string) {
    this.ref = ref;
    this.#text = text;
  }

  /** The text itself: only for the header or body that sends it. */
  reveal(): string {
    return this.#text;
  }

  toJSON(): '***' {
    return '***';
  }

  toString(): '***' {
    return '***';
  }

  [inspect.custom](): '***' {
    return '***';
  }
}

export interface Redactor {
  /** Registers a secret text; from now on every form of it that we or a server might print is masked. */
  add(secret: string): void;
  /** The text with every registered secret replaced by `***`. */
  text(text: string): string;
}

/** Texts shorter than this are not masked: they would blank out ordinary words. */
export const SHORTEST_MASKED = 3;

export function makeRedactor(): Redactor {
  const forms = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    add(secret) {
      for (const form of printedForms(secret)) if (form.length >= SHORTEST_MASKED) forms.add(form);
      longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
    },
    text: (text) => longestFirst.reduce((masked, form) => masked.replaceAll(form, '***'), text),
  };
}

/** Plain, as JSON writes it, percent-encoded, and base64 with and without padding. */
function printedForms(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64, base64.replace(/=+$/, '')];
}
