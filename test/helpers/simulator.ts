/** The simulator as a system of the agent meets it: the simulator's clock, real HTTP, secrets in plain sight. */
import { instant } from '../../agent/clock.ts';
import type { Clock } from '../../agent/clock.ts';
import { makeHttp } from '../../agent/http.ts';
import { silentLog } from '../../agent/log.ts';
import type { Ctx } from '../../agent/model/system.ts';
import { Secret } from '../../agent/redact.ts';
import type { Simulator } from '../../simulator/simulator.ts';

/** Virtual time; a sleep is over at once and moves nothing: tests move time with `sim.advance`. */
export function clockOf(sim: Pick<Simulator, 'now'>): Clock {
  return { now: () => instant(sim.now()), monotonicMs: () => performance.now(), sleep: () => Promise.resolve() };
}

/** A context for `read` and `write`; `secrets.read` gives the text after `env:` or `file:` itself. */
export function ctxFor(sim: Pick<Simulator, 'now'>): Ctx {
  const clock = clockOf(sim);
  return {
    clock,
    log: silentLog,
    http: makeHttp({ clock, userAgent: 'plumbline/0.0.0 (test)', random: () => 0.5 }),
    secrets: { read: (ref) => Promise.resolve(secretOf(ref)), mask: () => undefined },
    signal: new AbortController().signal,
  };
}

function secretOf(ref: { readonly env: string } | { readonly file: string }): Secret {
  return 'env' in ref ? new Secret(`env:${ref.env}`, ref.env) : new Secret(`file:${ref.file}`, ref.file);
}
