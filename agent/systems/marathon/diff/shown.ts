/** What people see of the differences between a declared and a live app where secrets are. */
import type { FieldDiff } from '../../../model/change.ts';
import type { Json } from '../../../model/ref.ts';
import type { SecretTexts } from '../../../model/system.ts';
import { isJsonObject } from '../normalise/equal.ts';
import { envOf, secretVariables } from '../secrets.ts';
import type { JsonObject } from '../types.ts';

export interface Secretive {
  readonly declared: JsonObject;
  /** What was last applied: the live value of what took a secret then is that secret, or was. Null: nothing is remembered. */
  readonly applied: Json;
  /** Whether the live app carries a mark: what was written and is not remembered may hold a secret anywhere in its env. */
  readonly isMarked: boolean;
  readonly texts: SecretTexts;
}

/** Of what takes a secret: that something is live, and what is declared, whatever the variable is called. */
export function shownFields(fields: readonly FieldDiff[], { declared, applied, isMarked, texts }: Secretive): readonly FieldDiff[] {
  const env = envOf(declared);
  const takes = new Map(secretVariables(declared).map((variable) => [pathOf(variable), env[variable] ?? null]));
  const took = new Set(secretVariables(isJsonObject(applied) ? applied : {}).map(pathOf));
  return fields.map(({ path, from, to }) => {
    const isForgotten = applied === null && isMarked && path.startsWith('env.');
    const isHidden = from !== null && (takes.has(path) || took.has(path) || isForgotten || holdsText(from, texts));
    return { path, from: isHidden ? '***' : from, to: takes.get(path) ?? to };
  });
}

function pathOf(variable: string): string {
  return `env.${variable}`;
}

/** Also in a field that never took one: an app may have been made by hand before it was declared. */
function holdsText(value: Json, texts: SecretTexts): boolean {
  const written = JSON.stringify(value);
  return [...texts.values()].some((text) => text.kind === 'ok' && written.includes(JSON.stringify(text.value.reveal()).slice(1, -1)));
}
