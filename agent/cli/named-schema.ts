/** The schemas by the names people give them: the kinds, and the agent's configuration. */
import agentConfig from '../../schemas/agent-config.json' with { type: 'json' };
import { SCHEMAS } from '../desired/schemas.ts';
import { PlumblineError } from '../errors.ts';
import type { Schema } from '../schema/fits.ts';
import { didYouMean } from '../schema/nearest.ts';
import { usageErrors } from './errors.ts';

export interface NamedSchema {
  readonly name: string;
  readonly schema: Schema;
}

export const NAMED_SCHEMAS: readonly NamedSchema[] = Object.entries({ ...SCHEMAS, 'agent-config': agentConfig }).map(([name, schema]) => ({
  name,
  schema: schema as Schema,
}));

/** Capitals do not matter. Throws `usage/unknown-kind` with the nearest name. */
export function schemaNamed(word: string): NamedSchema {
  const found = NAMED_SCHEMAS.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (found !== undefined) return found;
  const names = NAMED_SCHEMAS.map(({ name }) => name);
  const hint = didYouMean(word, names) || `: there are ${names.join(', ')}.`;
  throw new PlumblineError(usageErrors.unknownKind, `There is no kind "${word}"${hint}`);
}
