/** `plumbline plan`: what differs between git and the cluster. Writes nothing anywhere. */
import { planPass } from '../pass.ts';
import type { Args } from './args.ts';
import { exitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { render, show } from './planned-view.ts';
import { withAgent } from './with-agent.ts';

export function plan(args: Args, io: Io): Promise<number> {
  return withAgent(args, io, 'silent', async (agent) => {
    const planned = await planPass(agent, args.ref === null ? null : await agent.repo.resolve(args.ref));
    const {
      view,
      selected,
      plan: { unknown },
    } = show(planned, agent.cluster, args, io);
    io.out(render(view, args, io));
    const outcomes = view.verdicts.map(({ kind }) => ({ kind: kind === 'allowed' ? ('waiting' as const) : kind }));
    return exitCode({ source: planned.inForce.source, refused: view.refused, unknown, outcomes, health: planned.sight.health, selected });
  });
}
