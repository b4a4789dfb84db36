/** Reads secrets from where the configuration says they are. */
import { readFile } from 'node:fs/promises';
import { configErrors } from './config.ts';
import { PlumblineError } from './errors.ts';
import type { SecretRef } from './model/config.gen.ts';
import type { Secrets } from './model/system.ts';
import { Secret } from './redact.ts';
import type { Redactor } from './redact.ts';

export type Environment = { readonly [name: string]: string | undefined };

export function makeSecrets(environment: Environment, redactor: Redactor): Secrets {
  return {
    async read(ref) {
      const text = 'env' in ref ? fromEnvironment(environment, ref.env) : await fromFile(ref.file);
      redactor.add(text);
      return new Secret(nameOf(ref), text);
    },
    mask: (text) => redactor.add(text),
  };
}

function nameOf(ref: SecretRef): string {
  return 'env' in ref ? `env:${ref.env}` : `file:${ref.file}`;
}

function fromEnvironment(environment: Environment, name: string): string {
  const text = environment[name];
  if (text !== undefined && text !== '') return text;
  throw new PlumblineError(
    configErrors.secretUnreadable,
    `The environment variable ${name}, which plumbline.yaml takes a secret from, is not set.`,
  );
}

async function fromFile(file: string): Promise<string> {
  try {
    const text = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
    if (text !== '') return text;
  } catch (cause) {
    throw new PlumblineError(configErrors.secretUnreadable, `The secret file ${file} cannot be read.`, { file }, { cause });
  }
  throw new PlumblineError(configErrors.secretUnreadable, `The secret file ${file} is empty.`, { file });
}
