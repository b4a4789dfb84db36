/** Client tokens: what makes a repeated CreateVolume answer the volume of the first one. */
import { invalidValue, Refusal } from './refusal.ts';

interface Use {
  readonly signature: string;
  readonly volumeId: string;
  readonly atMs: number;
}

/** Undocumented; measured by the authors of the EBS CSI driver (pkg/cloud/cloud.go). */
const KEPT_MS = 12 * 3_600_000;
const MAX_LENGTH = 64;

export class Tokens {
  readonly #uses = new Map<string, Use>();

  /**
   * The volume made with this token, null when there was none within twelve hours. Throws where the token was used for other
   * parameters, and where its volume is gone: such a token is burnt.
   */
  volumeOf(
    token: string,
    asked: { readonly signature: string; readonly nowMs: number; readonly exists: (id: string) => boolean },
  ): string | null {
    const use = this.#uses.get(token);
    if (use === undefined || asked.nowMs - use.atMs >= KEPT_MS) return null;
    if (use.signature !== asked.signature) {
      throw mismatch('Arguments on this idempotent request are inconsistent with arguments used in previous request(s).');
    }
    if (!asked.exists(use.volumeId)) throw mismatch('The resource of this idempotent request was already deleted.');
    return use.volumeId;
  }

  remember(token: string, use: Use): void {
    this.#uses.set(token, use);
  }
}

export function refuseLongToken(token: string | null): void {
  if (token !== null && token.length > MAX_LENGTH)
    throw invalidValue(`Client token must be less than or equal to ${MAX_LENGTH} characters`);
}

function mismatch(message: string): Refusal {
  return new Refusal('IdempotentParameterMismatch', message);
}
