/** `plumbline approve CHANGE --reason TEXT`: pushes the branch that approves a change; merging it is the consent. */
import type { Agent } from '../agent.ts';
import { formatInstant, instant } from '../clock.ts';
import type { Grant } from '../model/approval.ts';
import { approvalBranch } from '../model/approval.ts';
import { printableJson } from '../model/printable.ts';
import type { Inputs } from '../model/system.ts';
import { planPass } from '../pass.ts';
import { proposalOf } from '../plan/rules/proposals.ts';
import type { Approvable, Blocked, Consent } from '../plan/rules/proposals.ts';
import { findApprovable } from './approvable.ts';
import { badOption } from './args.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';
import { show } from './planned-view.ts';
import { withAgent } from './with-agent.ts';

const DEFAULT_FOR_MS = 24 * 3_600_000;
const LONGEST_FOR_MS = 72 * 3_600_000;

/** Gives 3 while the branch waits to be merged, 0 when the change is approved already. */
export function approve(args: Args, io: Io): Promise<number> {
  const asked = checked(args);
  return withAgent(args, io, 'silent', async (agent) => {
    const ref = args.ref === null ? null : await agent.repo.resolve(args.ref);
    const planned = await planPass(agent, { ref, mayGoBack: true });
    const { view, lost } = show(planned, agent, args, io);
    if (planned.inputs === null) throw new TypeError('inputs are missing');
    const found = findApprovable(asked.change, { verdicts: view.verdicts, lost, grants: planned.inputs.grants });
    if (found.kind === 'approved') {
      io.out(approvedText(found.grant, args));
      return 0;
    }
    const expires = instant(agent.ctx.clock.now() + asked.forMs);
    const consent = { path: agent.path, expires, reason: agent.redactor.text(asked.reason) };
    const isNew = await push(agent, found.blocked, planned.inputs, consent);
    io.out(proposedText(found.blocked.change, isNew, { agent, args, expires: formatInstant(expires) }));
    return 3;
  });
}

function checked({ target, reason, forMs }: Args): { readonly change: string; readonly reason: string; readonly forMs: number } {
  if (target === null)
    throw badOption('approve needs the CHANGE, as plumbline plan shows it: its id, its object or the beginning of its key.');
  if (reason === null || reason.trim() === '') throw badOption('approve needs --reason TEXT, for whoever reads the history.');
  if (forMs === 0) throw badOption('--for 0: an approval has to last until it is merged and begun.');
  if (forMs !== null && forMs > LONGEST_FOR_MS) throw badOption('approve takes at most --for 72h: no approval counts for longer.');
  return { change: target, reason: reason.trim(), forMs: forMs ?? DEFAULT_FOR_MS };
}

/** Through the system that proposes, as the agent itself would. Whether the branch was new. */
async function push(agent: Agent, blocked: Blocked, inputs: Inputs, consent: Consent): Promise<boolean> {
  const draft = proposalOf(blocked, inputs, consent);
  const git = agent.systems.get(draft.action.system);
  if (git === undefined) throw new TypeError('git is no system');
  // A person asks for it, not the cluster's writer: there is no lease to look at, and nothing to mark.
  const ctx = { ...agent.ctx, fresh() {}, secretTexts: inputs.secretTexts, mark: '' };
  const written = await git.write({ ...draft, cause: 'rule', approvalKey: '' }, ctx);
  return written.kind === 'applied';
}

function approvedText({ approval, change, until }: Grant, { output }: Args): string {
  const expires = formatInstant(until);
  if (output === 'json') return json({ state: 'approved', change, approval, expires });
  return `${change} is approved already, by ${approval} until ${expires}.\n`;
}

function proposedText({ id, approvalKey: key }: Approvable, isNew: boolean, { agent, args, expires }: Telling): string {
  const branch = approvalBranch(key);
  if (args.output === 'json') return json({ state: isNew ? 'pushed' : 'proposed', change: id, key, branch, ...(isNew ? { expires } : {}) });
  const until = isNew ? ` until ${expires}` : ', as its document says';
  return [
    `${isNew ? 'Pushed' : 'There is already'} ${branch}: merging it approves ${id}${until}.`,
    `  git fetch origin ${branch} && git merge FETCH_HEAD    # on ${args.ref ?? agent.branches.tracked}`,
    ...(isNew ? [] : [`  To push another one instead, with your reason and your time, delete ${branch} first.`]),
    '',
  ].join('\n');
}

interface Telling {
  readonly agent: Agent;
  readonly args: Args;
  readonly expires: string;
}

function json(value: object): string {
  return `${printableJson(value)}\n`;
}
