/**
 * One session with the gateway, as 2.x and 3.x have them: Basic user and password once at /api/login, then Basic with the
 * token as password. A token ends after 8 h, 10 min without use or a restart of the gateway, and the MDM has room for 128:
 * so all calls share one, a 401 renews it once, and close() logs out.
 */
import { PlumblineError } from '../../../errors.ts';
import type { HttpResponse } from '../../../http.ts';
import type { ScaleioConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { scaleioErrors } from '../errors.ts';
import { logIn, logOut, requestOf } from './login.ts';
import type { GatewayCall, Login } from './login.ts';

export interface Session {
  /** Logs in unless that has been done; gives the gateway's version, `2.6`. */
  open(ctx: Ctx): Promise<string>;
  /** Any answer but a 401, which is answered by one new login and one replay. */
  send(call: GatewayCall, ctx: Ctx): Promise<HttpResponse>;
  close(ctx: Ctx): Promise<void>;
}

export function makeSession(config: ScaleioConfig): Session {
  let current: Promise<Login> | null = null;
  let latest: Login | null = null;
  const login = async (ctx: Ctx): Promise<Login> => {
    current ??= logIn(config, ctx).catch((thrown: unknown) => {
      current = null;
      throw thrown;
    });
    latest = await current;
    return latest;
  };
  /** Of several calls that meet a 401 at once the first renews; the others wait for it, or use what it got. */
  const renew = (rejected: Login, ctx: Ctx): Promise<Login> => {
    if (latest === rejected) {
      latest = null;
      current = null;
    }
    return login(ctx);
  };
  return {
    open: async (ctx) => (await login(ctx)).version,
    async send(call, ctx) {
      const used = await login(ctx);
      const answer = await ctx.http.send(requestOf(config, call, used), ctx.signal);
      if (answer.status !== 401) return answer;
      const replayed = await ctx.http.send(requestOf(config, call, await renew(used, ctx)), ctx.signal);
      if (replayed.status !== 401) return replayed;
      throw new PlumblineError(
        scaleioErrors.sessionRejected,
        `The ScaleIO gateway at ${config.url} rejects the session it has just opened.`,
      );
    },
    async close(ctx) {
      const ending = current;
      current = null;
      const open = await ending?.catch(() => null);
      if (open) await logOut(config, open, ctx);
    },
  };
}
