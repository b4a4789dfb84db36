/** `plumbline plan`: what differs between git and the cluster. Writes nothing anywhere. */
import { planPass } from '../pass.ts';
import type { Args } from './args.ts';
import { exitCode, failureText } from './exit-code.ts';
import type { Io } from './io.ts';
import { render, show } from './planned-view.ts';
import { withAgent } from './with-agent.ts';

export function plan(args: Args, io: Io): Promise<number> {
  return withAgent(args, io, 'silent', async (agent) => {
    const planned = await planPass(agent, { ref: args.ref === null ? null : await agent.repo.resolve(args.ref), mayGoBack: true });
    const { view, plan: made, lost, selected, isAll } = show(planned, agent, args, io);
    io.out(render(view, args, io));
    const outcomes = view.verdicts.map((verdict) => (verdict.kind === 'allowed' ? { kind: 'waiting' as const } : verdict));
    const { standing, inForce, sight } = planned;
    const seen = { source: inForce.source, refused: view.refused, standing, lost, unknown: made.unknown, health: sight.health };
    const all = { ...seen, outcomes, selected, isAll };
    if (args.output === 'text') io.out(failureText(all));
    return exitCode(all);
  });
}
