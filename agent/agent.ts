/** Puts an agent together from its settings, for the verbs that need one. */
import { join } from 'node:path';
import { makeGrantReader } from './approvals.ts';
import type { Clock } from './clock.ts';
import type { Settings } from './config.ts';
import { makeHttp } from './http.ts';
import { openInstance } from './instance.ts';
import type { Instance } from './instance.ts';
import { loadOptions } from './load-options.ts';
import { makeLoader } from './loads.ts';
import { makeLog } from './log.ts';
import type { LogLevel } from './log.ts';
import type { Ctx } from './model/system.ts';
import type { PassDeps } from './pass-deps.ts';
import { newRecall } from './recall.ts';
import type { Redactor } from './redact.ts';
import { openSystems } from './registry.ts';
import { openRepo } from './repo/open.ts';
import { makeSecrets } from './secrets.ts';
import type { Environment } from './secrets.ts';
import { VERSION } from './version.ts';

export interface Agent extends PassDeps {
  readonly settings: Settings;
  readonly redactor: Redactor;
  /** Files whose change may mean that the tracked branch has moved; empty for a remote repository. */
  readonly watchPaths: readonly string[];
  /** Aborts some seconds after the agent is asked to stop: until then the last status can still be pushed. */
  readonly lastSignal: AbortSignal;
  readonly instance: Instance;
  close(): Promise<void>;
}

export interface AgentIo {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
  readonly logLevel: LogLevel;
  readonly writeLog: (line: string) => void;
}

/** The author of every commit the agent makes. */
const AUTHOR = { name: 'Plumbline', email: 'plumbline@localhost' } as const;

export async function openAgent(settings: Settings, io: AgentIo): Promise<Agent> {
  const { redactor } = io;
  const instance = await openInstance(settings.dataDir);
  const ctx = makeCtx(io, instance);
  const lastSignal = later(io.signal);
  const opened = await openRepo(settings.git, { ...ctx, signal: lastSignal, dataDir: settings.dataDir, author: AUTHOR });
  const { repo, watchPaths } = opened;
  const systems = await openSystems(settings, { repo, limits: settings.limits, redact: (text) => redactor.text(text) });
  return {
    settings,
    redactor,
    watchPaths,
    cluster: settings.cluster,
    repo,
    branches: { tracked: settings.git.branch, status: settings.statusBranch },
    systems,
    ctx,
    load: makeLoader(repo, {
      ...loadOptions(settings),
      path: settings.git.path,
      cluster: settings.cluster,
      monotonicMs: ctx.clock.monotonicMs,
      cacheFile: join(settings.dataDir, 'parsed.jsonl'),
      warn: (error) => ctx.log.warn({ err: error, code: error.code.code }, 'what was parsed is not kept'),
    }),
    readGrants: makeGrantReader(repo, settings.git.path, settings.limits),
    path: settings.git.path,
    pins: settings.pins,
    secretSources: settings.secrets,
    rules: { self: settings.self, ceilings: settings.ceilings, prices: settings.prices },
    recall: newRecall(instance.knownTip),
    lastSignal,
    instance,
    async close() {
      const lasting = { ...ctx, signal: AbortSignal.timeout(CLOSE_TIMEOUT_MS) };
      await Promise.allSettled([...systems.values()].map((system) => system.close(lasting)));
      await opened.close();
      await instance.close();
      await ctx.http.close();
    },
  };
}

const LAST_PUSH_MS = 5_000;

/** A signal that follows `first` after LAST_PUSH_MS. */
function later(first: AbortSignal): AbortSignal {
  const last = new AbortController();
  const onAbort = (): void => AbortSignal.timeout(LAST_PUSH_MS).addEventListener('abort', () => last.abort());
  if (first.aborted) onAbort();
  else first.addEventListener('abort', onAbort, { once: true });
  return last.signal;
}

/** Sessions that cannot be ended in this time are left to expire. */
const CLOSE_TIMEOUT_MS = 3_000;

function makeCtx(io: AgentIo, instance: Instance): Ctx {
  const { clock } = io;
  return {
    clock,
    log: makeLog({ level: io.logLevel, redactor: io.redactor, write: io.writeLog }),
    http: makeHttp({ clock, userAgent: `plumbline/${VERSION} (${instance.name})`, random: Math.random }),
    secrets: makeSecrets(io.environment, io.redactor),
    signal: io.signal,
  };
}
