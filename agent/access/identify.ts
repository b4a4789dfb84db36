/** Who the agent is: the Authorization header of each way that the configuration knows, and the certificates to trust. */
import { readFile } from 'node:fs/promises';
import { PlumblineError } from '../errors.ts';
import type { Tls } from '../http.ts';
import type { BasicAuth, MarathonConfig, ServiceAccountAuth, TokenAuth } from '../model/config.gen.ts';
import type { Ctx } from '../model/system.ts';
import { accessErrors } from './errors.ts';
import { logIn } from './login.ts';
import type { Token } from './login.ts';

/** What the systems that are asked over HTTP have in common in plumbline.yaml. */
export type Endpoint = Pick<MarathonConfig, 'url' | 'peers' | 'auth' | 'caFile' | 'insecure'>;

/**
 * Gives the whole header; null: none is configured. `refused`: a header that was answered with 401, so a token is fetched anew.
 * Throws `config/secret-unreadable`, `access/*` and `http/*`.
 */
export type Identify = (tls: Tls, ctx: Ctx, refused: string | null) => Promise<string | null>;

export function identifyTo({ url, auth }: Endpoint): Identify {
  if (auth === undefined) return async () => null;
  if ('password' in auth) return (_tls, ctx) => basicHeader(auth, ctx);
  if ('token' in auth) return (_tls, ctx) => tokenHeader(auth, ctx);
  return loggedIn(auth, url);
}

async function basicHeader({ username, password }: BasicAuth, ctx: Ctx): Promise<string> {
  const secret = await ctx.secrets.read(password);
  const credentials = Buffer.from(`${username}:${secret.reveal()}`).toString('base64');
  ctx.secrets.mask(credentials);
  return `Basic ${credentials}`;
}

async function tokenHeader({ token }: TokenAuth, ctx: Ctx): Promise<string> {
  return headerOf((await ctx.secrets.read(token)).reveal());
}

/** Not `Bearer`: DC/OS has a form of its own. */
function headerOf(token: string): string {
  return `token=${token}`;
}

/** One login for all calls that are made at the same time. */
function loggedIn({ serviceAccount }: ServiceAccountAuth, url: string): Identify {
  const loginUrl = serviceAccount.loginUrl ?? new URL('/acs/api/v1/auth/login', url).href;
  let latest: Promise<Token> | null = null;
  return async (tls, ctx, refused) => {
    const before = latest;
    // One that failed was told to whoever asked for it; now it is tried again.
    const known = before === null ? null : await before.catch(() => null);
    if (known !== null && isGood(known, ctx, refused)) return headerOf(known.text);
    if (latest === before || latest === null) latest = logIn(serviceAccount, loginUrl, tls, ctx);
    return headerOf((await latest).text);
  };
}

function isGood({ text, renewFrom }: Token, ctx: Ctx, refused: string | null): boolean {
  return headerOf(text) !== refused && (renewFrom === null || ctx.clock.now() < renewFrom);
}

/** Read anew each time: certificates are renewed. */
export async function tlsFor({ caFile, insecure = false }: Endpoint): Promise<Tls> {
  if (caFile === undefined) return { insecure };
  try {
    return { insecure, ca: await readFile(caFile, 'utf8') };
  } catch (cause) {
    const message = `The certificate file ${caFile} cannot be read.`;
    throw new PlumblineError(accessErrors.caFileUnreadable, message, { caFile }, { cause });
  }
}
