/**
 * Webhooks. The body is only ever verified, never parsed: whatever it says, the answer is to look at the tracked branch.
 * Signatures: GitHub and the generic form `sha256=<hex>` of the HMAC, Gitea the bare hex, GitLab the secret itself.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { SecretRef } from '../model/config.gen.ts';
import type { Reply, ServeDeps } from './types.ts';

const MAX_BODY_BYTES = 3 * 1024 * 1024;

interface Forge {
  readonly header: string;
  /** What the header must say for a body. */
  readonly expected: (secret: string, body: Buffer) => string;
}

const FORGES: { readonly [name: string]: Forge } = {
  github: { header: 'x-hub-signature-256', expected: (secret, body) => `sha256=${hmac(secret, body)}` },
  gitea: { header: 'x-gitea-signature', expected: hmac },
  gitlab: { header: 'x-gitlab-token', expected: (secret) => secret },
  generic: { header: 'x-signature', expected: (secret, body) => `sha256=${hmac(secret, body)}` },
};

function hmac(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

export async function receiveHook(
  name: string,
  request: IncomingMessage,
  deps: ServeDeps & { readonly secret: SecretRef },
): Promise<Reply> {
  const forge = Object.hasOwn(FORGES, name) ? FORGES[name] : undefined;
  if (!forge) return { status: 404, body: { error: 'not found' } };
  if (request.method !== 'POST') return { status: 405, body: { error: 'POST only' } };
  const body = await readBody(request);
  if (body === null) return { status: 413, body: { error: `more than ${MAX_BODY_BYTES} bytes` } };
  const secret = await deps.secrets.read(deps.secret);
  const given = request.headers[forge.header];
  if (typeof given !== 'string' || !equal(given, forge.expected(secret.reveal(), body))) {
    deps.log.warn({ forge: name }, 'webhook refused: wrong signature');
    return { status: 401, body: { error: `header ${forge.header} does not fit` } };
  }
  deps.wake(`webhook ${name}`);
  return { status: 202, body: { status: 'looking at git' } };
}

/** In constant time, whatever the lengths. */
function equal(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** null when the body is larger than the bound. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
