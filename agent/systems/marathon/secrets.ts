/**
 * Secrets in the env of apps. A document, and all that is made of it, says `${secrets.name}`; the text stands only in what
 * Marathon is compared with and in the body it is sent.
 */
import { asPlumblineError, PlumblineError } from '../../errors.ts';
import type { Json } from '../../model/ref.ts';
import { SECRET_PLACE, takesSecret } from '../../model/secret-places.ts';
import type { SecretTexts } from '../../model/system.ts';
import { makeRedactor } from '../../redact.ts';
import { isJsonObject } from './normalise/equal.ts';
import type { JsonObject } from './types.ts';

/** By app: a quiet pass asks it of thousands, all of them the very same objects again. */
const known = new WeakMap<JsonObject, readonly string[]>();

/** Names of the env variables whose value takes a secret. */
export function secretVariables(app: JsonObject): readonly string[] {
  const before = known.get(app);
  if (before !== undefined) return before;
  const env = envOf(app);
  const variables = Object.keys(env).filter((variable) => takesSecret(env[variable]));
  known.set(app, variables);
  return variables;
}

/** The app with the texts in these variables and in no others; null while one of them is not known. */
export function withTexts(app: JsonObject, variables: readonly string[], texts: SecretTexts): JsonObject | null {
  if (variables.length === 0) return app;
  const env = { ...envOf(app) };
  for (const variable of variables) {
    const filled = filledIn(env[variable], texts);
    if (filled === null) return null;
    env[variable] = filled;
  }
  return { ...app, env };
}

/** What Marathon says of an app may quote it: the error without the texts, before it is quoted in turn. */
export function withoutTexts(thrown: unknown, texts: SecretTexts): PlumblineError {
  const error = asPlumblineError(thrown);
  const redactor = makeRedactor();
  for (const text of texts.values()) if (text.kind === 'ok') redactor.add(text.value.reveal());
  const { refused } = error.details;
  const details = Array.isArray(refused)
    ? { ...error.details, refused: refused.map((path) => redactor.text(String(path))) }
    : error.details;
  return new PlumblineError(error.code, redactor.text(error.message), details, { cause: error.cause });
}

export function envOf({ env }: JsonObject): JsonObject {
  return isJsonObject(env) ? env : {};
}

function filledIn(value: Json | undefined, texts: SecretTexts): string | null {
  if (typeof value !== 'string') return null;
  // Splitting by a pattern with a group gives text, name, text, name, ... text.
  const parts = value.split(SECRET_PLACE).map((part, index) => (index % 2 === 0 ? part : textOf(part, texts)));
  return parts.includes(null) ? null : parts.join('');
}

function textOf(name: string, texts: SecretTexts): string | null {
  const text = texts.get(name);
  return text?.kind === 'ok' ? text.value.reveal() : null;
}
