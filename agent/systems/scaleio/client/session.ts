/**
 * One session with the gateway; login.ts says of which kind. It ends after 8 h, 10 min without use or a restart of the
 * gateway, on 4.x after some minutes anyhow, and the MDM has room for 128: so all calls share one, a 401 renews it, and
 * close() logs out.
 */
import { PlumblineError } from '../../../errors.ts';
import { PROMPT_MS } from '../../../http.ts';
import type { HttpResponse } from '../../../http.ts';
import type { ScaleioConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { scaleioErrors } from '../errors.ts';
import { logIn, logOut, requestOf } from './login.ts';
import type { GatewayCall, Login } from './login.ts';

export interface Session {
  /** Logs in unless that has been done; gives the gateway's version, `2.6`. */
  open(ctx: Ctx): Promise<string>;
  /** Any answer but a 401, which is answered by one new login and one replay. For calls that only look. */
  send(call: GatewayCall, ctx: Ctx): Promise<HttpResponse>;
  /**
   * Sends a call that changes something at once or not at all: what was looked at before counts for seconds only. Throws
   * `scaleio/session-ended` for a 401 and when there is no session.
   */
  change(call: GatewayCall, ctx: Ctx): Promise<HttpResponse>;
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
  const forget = (rejected: Login): void => {
    if (latest !== rejected) return;
    latest = null;
    current = null;
  };
  /** Of several calls that meet a 401 at once the first renews; the others wait for it, or use what it got. */
  const renew = (rejected: Login, ctx: Ctx): Promise<Login> => {
    forget(rejected);
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
    async change(call, ctx) {
      const used = latest;
      if (used === null) throw ended(config);
      const answer = await ctx.http.send({ ...requestOf(config, call, used), startWithinMs: PROMPT_MS }, ctx.signal);
      if (answer.status !== 401) return answer;
      forget(used);
      throw ended(config);
    },
    async close(ctx) {
      const ending = current;
      current = null;
      latest = null;
      const open = await ending?.catch(() => null);
      if (open) await logOut(config, open, ctx);
    },
  };
}

function ended(config: ScaleioConfig): PlumblineError {
  return new PlumblineError(
    scaleioErrors.sessionEnded,
    `The session with the ScaleIO gateway at ${config.url} ended right before the call.`,
  );
}
