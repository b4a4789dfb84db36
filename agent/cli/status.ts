/** `plumbline status`: what the agent last committed, read from git alone. */
import { parseInstant } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { STATUS_FILES } from '../model/memory.ts';
import { printableLines } from '../model/printable.ts';
import { statusErrors } from '../status/errors.ts';
import { isCondition, parseStatusDocument } from '../status/document.ts';
import type { StatusDocument } from '../status/document.ts';
import { STALE_MS, statusText } from '../status/text.ts';
import type { Agent } from '../agent.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';
import { withAgent } from './with-agent.ts';

export function status(args: Args, io: Io): Promise<number> {
  return withAgent(args, io, 'silent', async (agent) => {
    const files = await readStatus(agent);
    const document = parseStatus(files.json, agent);
    const text = args.output === 'md' ? files.readme : statusText(document, ageMs(document, agent));
    io.out(args.output === 'json' ? files.json : printableLines(text));
    return ageMs(document, agent) > STALE_MS ? 1 : codeOf(document);
  });
}

async function readStatus(agent: Agent): Promise<{ readonly json: string; readonly readme: string }> {
  const listed = await agent.repo.branches();
  if (listed.kind === 'unknown') throw listed.error;
  const tip = listed.value.get(agent.branches.status);
  if (tip === undefined) throw noStatus(agent);
  const source = await agent.repo.source(tip);
  const folder = await source.folder(agent.cluster);
  const text = async (name: string): Promise<string> => {
    const file = folder?.files.find(({ path }) => path === `${agent.cluster}/${name}`);
    if (!file) throw noStatus(agent);
    return Buffer.from(await source.blob(file.blob)).toString('utf8');
  };
  return { json: await text(STATUS_FILES.status), readme: await text(STATUS_FILES.readme) };
}

/** Throws `status/malformed` for a file that was edited by hand, or written by an agent of another age. */
function parseStatus(json: string, agent: Agent): StatusDocument {
  const parsed = parseStatusDocument(json);
  if (parsed) return parsed;
  throw new PlumblineError(
    statusErrors.malformed,
    `${agent.cluster}/${STATUS_FILES.status} on branch ${agent.branches.status} is not what this version writes.`,
  );
}

function noStatus(agent: Agent): PlumblineError {
  return new PlumblineError(statusErrors.noStatus, `Branch ${agent.branches.status} has no status of cluster ${agent.cluster} yet.`);
}

function ageMs(document: StatusDocument, agent: Agent): number {
  return agent.ctx.clock.now() - (parseInstant(document.at) ?? 0);
}

function codeOf(document: StatusDocument): number {
  if (document.refused || isCondition(document, 'Ready', 'Unknown')) return 1;
  if (document.changes.some(({ outcome }) => outcome === 'failed')) return 1;
  const isBlocked = document.changes.some(({ outcome, isTimed }) => outcome === 'blocked' && !isTimed);
  if (isBlocked || isCondition(document, 'Stalled') || isCondition(document, 'ApprovalRequired')) return 3;
  return isCondition(document, 'Ready') ? 0 : 2;
}
