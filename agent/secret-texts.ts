/** What `${secrets.name}` in the env of apps stands for, as it is when a pass begins. */
import { configErrors } from './config.ts';
import { asPlumblineError, PlumblineError } from './errors.ts';
import type { SecretRef } from './model/config.gen.ts';
import { ok, unknown } from './model/observed.ts';
import type { Reading } from './model/observed.ts';
import type { Ctx, SecretTexts } from './model/system.ts';
import type { PassDeps } from './pass-deps.ts';
import { SHORTEST_MASKED } from './redact.ts';
import type { Secret } from './redact.ts';

/**
 * Never throws: what cannot be read is unknown. Every secret is read, also one that no document names any more: as long as
 * it may stand in some live app, it has to be masked.
 */
export async function readSecretTexts({ secretSources, ctx }: Pick<PassDeps, 'secretSources' | 'ctx'>): Promise<SecretTexts> {
  const readings = [...secretSources].map(async ([name, { from }]) => [name, await reading(name, from, ctx)] as const);
  return new Map(await Promise.all(readings));
}

async function reading(name: string, from: SecretRef, { secrets, clock }: Ctx): Promise<Reading<Secret>> {
  try {
    const secret = await secrets.read(from);
    requireMaskable(name, secret);
    return ok(secret, clock.now());
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}

function requireMaskable(name: string, secret: Secret): void {
  if (secret.reveal().length >= SHORTEST_MASKED) return;
  throw new PlumblineError(
    configErrors.secretTooShort,
    `The secret ${name} (${secret.ref}) is shorter than ${SHORTEST_MASKED} characters, which is too short to be masked.`,
  );
}
