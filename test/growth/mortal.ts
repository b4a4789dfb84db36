/**
 * An agent in this process that can be killed at any request and at any push: from then on nothing that it still tries has an
 * effect, as if its process were gone. Requests pass through the simulator's `meddle`, git through the agent's own Repo.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Agent } from '../../agent/agent.ts';
import type { Clock } from '../../agent/clock.ts';
import { PlumblineError } from '../../agent/errors.ts';
import type { Settings } from '../../agent/config.ts';
import type { Repo } from '../../agent/model/repo.ts';
import { unknown } from '../../agent/model/observed.ts';
import { openAgent } from '../../agent/agent.ts';
import { makeRedactor } from '../../agent/redact.ts';
import { repoErrors } from '../../agent/repo/errors.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import { passOf } from '../helpers/cluster.ts';

/** What becomes of a request: `before` it has no effect, `after` only its answer is lost or another one. git knows only `reset` and `stale`. */
export interface Mishap {
  readonly when: 'before' | 'after';
  /** `stale`: of git's branches, those of when it was last asked in good order. */
  readonly do: 'reset' | 'status' | 'empty' | 'truncate' | 'filter' | 'stale';
  /** Whoever asks dies of it. */
  readonly isFatal?: boolean;
}

/** A request as it arrives: `ec2 CreateVolume`, `scaleio POST /api/...`, `git list`, `git push plumbline/status`. */
export type Arriving = string;

export interface Mortal {
  readonly agent: Agent;
  /** One pass, as the verb `run` makes it; null when the agent is dead at its end. Never rejects for what it does. */
  pass(): Promise<PassRun | null>;
  isDead(): boolean;
  kill(): void;
  /** Once is enough. */
  close(): Promise<void>;
}

export interface MortalOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** Asked about everything that this agent says to git. */
  readonly meddle: (what: Arriving) => Mishap | null;
  /** Told of every branch that this agent moved; null: deleted. */
  readonly onPush: (branch: string, commit: string | null) => void;
}

export async function bear({ settings, clock, log, meddle, onPush }: MortalOptions): Promise<Mortal> {
  await mkdir(settings.dataDir, { recursive: true });
  const life = new AbortController();
  const io = { clock, environment: {}, redactor: makeRedactor(), signal: life.signal, logLevel: 'info', writeLog: log } as const;
  const agent = await openAgent(settings, io);
  let closing: Promise<void> | null = null;
  const mortal: Mortal = {
    agent,
    isDead: () => life.signal.aborted,
    kill: () => life.abort(),
    async pass() {
      const run = await passOf(agent).catch((thrown: unknown) => {
        if (life.signal.aborted) return null;
        throw thrown;
      });
      return life.signal.aborted ? null : run;
    },
    close: () => (closing ??= agent.close()),
  };
  // Everything that speaks with git holds this very object.
  Object.assign(agent.repo, gated({ ...agent.repo }, { mortal, meddle, onPush, place: path.basename(settings.git.url) }));
  return mortal;
}

interface Gate {
  readonly mortal: Mortal;
  readonly meddle: MortalOptions['meddle'];
  readonly onPush: MortalOptions['onPush'];
  readonly place: string;
}

/** The same repository, as far as the agent lives and what comes between lets it. */
function gated(repo: Repo, { mortal, meddle, onPush, place }: Gate): Repo {
  const lost = (): PlumblineError => new PlumblineError(repoErrors.unreachable, `The server of ${place} cannot be reached.`);
  const decide = (what: Arriving): Mishap | null => {
    if (mortal.isDead()) throw lost();
    const mishap = meddle(what);
    if (mishap?.isFatal === true) mortal.kill();
    return mishap;
  };
  const alive = <A extends readonly unknown[], R>(act: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (mortal.isDead()) throw lost();
      return act(...args);
    };
  };
  let shown: Awaited<ReturnType<Repo['branches']>> | null = null;
  return {
    resolve: alive(repo.resolve),
    contains: alive(repo.contains),
    firstParents: alive(repo.firstParents),
    source: alive(repo.source),
    commit: alive(repo.commit),
    async branches() {
      try {
        const mishap = decide('git list');
        if (mishap?.do === 'stale' && shown !== null) return shown;
        if (mishap !== null && mishap.do !== 'stale') throw lost();
        shown = await repo.branches();
        return shown;
      } catch (thrown) {
        if (thrown instanceof PlumblineError) return unknown(thrown);
        throw thrown;
      }
    },
    async push(branch, commit, expected) {
      const mishap = decide(`git push ${branch}`);
      if (mishap?.when === 'before') throw lost();
      const outcome = await repo.push(branch, commit, expected);
      if (outcome === 'pushed') onPush(branch, commit);
      if (mishap !== null) throw lost();
      return outcome;
    },
  };
}
