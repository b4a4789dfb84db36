/** `plumbline run`: the agent. Logs to standard error, one JSON line an event; stops with 0 when asked to. */
import type { Agent } from '../agent.ts';
import type { Change } from '../model/change.ts';
import { planPass } from '../pass.ts';
import { reachableCommit } from './reachable.ts';
import { selection } from './selection.ts';
import { keepPassing } from '../schedule.ts';
import type { Ended, Wake } from '../schedule.ts';
import { serve } from '../serve/serve.ts';
import type { Served } from '../serve/serve.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';
import { letGo, withAgent } from './with-agent.ts';

export function run(args: Args, io: Io): Promise<number> {
  return withAgent(args, io, 'info', async (agent) => {
    const commit = await reachableCommit(agent, args.ref);
    await requireDeclared(agent, args, commit);
    agent.ctx.log.info(
      { cluster: agent.cluster, git: agent.settings.git.url, clockFile: agent.settings.clockFile ?? undefined },
      'started',
    );
    const selected = (change: Change): boolean => args.only.length === 0 || args.only.includes(change.ref);
    let wake: Wake = () => {};
    let ended: Ended = 'stopped';
    const served = await startServing(agent, (why) => wake(why));
    try {
      ended = await keepPassing(agent, { selected, commit, signal: io.signal, onPass: served.passed }, (asked) => {
        wake = asked;
      });
    } finally {
      await served.close();
      await letGo(agent);
    }
    agent.ctx.log.info({ ended }, 'stopped');
    return ended === 'flapping' ? 3 : 0;
  });
}

/** Throws `usage/nothing-matches` when `--only` names what is not declared; a repository that cannot be read now may be later. */
async function requireDeclared(agent: Agent, { only }: Args, commit: string | null): Promise<void> {
  if (only.length === 0) return;
  const { inForce } = await planPass(agent, { ref: commit, mayGoBack: false });
  if (inForce.source.kind === 'ok') selection(only, inForce.source.value);
}

function startServing(agent: Agent, wake: Wake): Promise<Served> {
  const { clock, log, secrets } = agent.ctx;
  return serve(agent.settings.serve, { clock, log, secrets, wake });
}
