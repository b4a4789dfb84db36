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
    const { view, plan: made, selected, isAll } = show(planned, agent.cluster, args, io);
    io.out(render(view, args, io));
    const outcomes = view.verdicts.map(({ kind }) => ({ kind: kind === 'allowed' ? ('waiting' as const) : kind }));
    const { source } = planned.inForce;
    const { health } = planned.sight;
    return exitCode({ source, refused: view.refused, unknown: made.unknown, outcomes, health, selected, isAll });
  });
}
