/**
 * The AWS SDK, the one place that loads it: 2 MB of code, so only when EBS volumes are wanted. It serialises, signs and finds
 * credentials; sending is agent/http.ts's, with the limits, retries and User-Agent that all calls of the agent have. Left to
 * itself the SDK has no timeout, and repeats calls that change something for longer than the look before them counts.
 */
import type { EC2, EC2ClientConfig } from '@aws-sdk/client-ec2';
import { PlumblineError } from '../../../errors.ts';
import type { HttpRequest } from '../../../http.ts';
import type { AwsEbsConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { cloudErrors } from '../errors.ts';

/** What the SDK hands on from a call to `handle`, beside its own. */
export interface SendOptions {
  readonly abortSignal: AbortSignal;
  /** `monotonicMs` after which the call must not begin any more; null: it changes nothing, so it may be repeated, too. */
  readonly startByMs: number | null;
}

/** What the simulator is called with: nothing that anybody could use. */
const NOBODY = { accessKeyId: 'simulated', secretAccessKey: 'simulated' } as const;

/** Uses the `http` and the `clock` of this context for all calls. */
export async function openEc2(
  { region, endpoint }: AwsEbsConfig,
  { isSimulated }: { readonly isSimulated: boolean },
  ctx: Ctx,
): Promise<EC2> {
  // Of Node 20 it warns in every process; which versions are supported is said by our own package.json.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const sdk = await import('@aws-sdk/client-ec2');
  return new sdk.EC2({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(isSimulated ? { credentials: NOBODY } : {}),
    retryMode: 'standard',
    maxAttempts: 1,
    requestHandler: handlerOver(ctx),
  });
}

/** Finds the credentials anew when they are about to expire, and registers them with the redactor. */
export async function presentCredentials(ec2: EC2, ctx: Ctx): Promise<void> {
  const { secretAccessKey, sessionToken } = await credentialsOf(ec2);
  if (secretAccessKey === NOBODY.secretAccessKey) return;
  ctx.secrets.mask(secretAccessKey);
  if (sessionToken !== undefined) ctx.secrets.mask(sessionToken);
}

async function credentialsOf(ec2: EC2): ReturnType<EC2['config']['credentials']> {
  try {
    return await ec2.config.credentials();
  } catch (cause) {
    throw new PlumblineError(cloudErrors.noCredentials, 'The AWS SDK finds no credentials for EC2.', {}, { cause });
  }
}

/** A request as the SDK has signed it. */
interface Signed {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: { readonly [name: string]: string | readonly string[] | null };
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
}

const TIMEOUT_MS = 15_000;

function handlerOver({ http, clock }: Ctx): NonNullable<EC2ClientConfig['requestHandler']> {
  return {
    async handle(request: Signed, options: Partial<SendOptions> = {}) {
      const { abortSignal = new AbortController().signal, startByMs = null } = options;
      const sending = startByMs === null ? { idempotent: true } : { startWithinMs: startByMs - clock.monotonicMs() };
      const { status, headers, body } = await http.send({ ...plain(request), ...sending, timeoutMs: TIMEOUT_MS }, abortSignal);
      return { response: { statusCode: status, headers, body } };
    },
  };
}

function plain({ method, protocol, hostname, port, path, query = {}, headers, body }: Signed): HttpRequest {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? ''].flat()) url.searchParams.append(name, one);
  }
  const { 'user-agent': _ofTheSdk, ...rest } = headers;
  return { method: method as HttpRequest['method'], url: url.href, headers: rest, ...(body === undefined ? {} : { body }) };
}
