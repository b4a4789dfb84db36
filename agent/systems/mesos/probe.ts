/** Asks the schedulers of Frameworks how they are, on hosts that the agent's configuration allows. */
import { asPlumblineError } from '../../errors.ts';
import type { Doc } from '../../model/desired.ts';
import type { FrameworkHealth } from '../../model/kinds.gen.ts';
import { systemNamed } from '../../model/ref.ts';
import type { Ctx } from '../../model/system.ts';
import { isInRange } from './addresses.ts';
import { tasksOfApp } from './app-tasks.ts';
import type { Agents, LiveTask, Probed } from './types.ts';

/** What a probe has to know of the cluster. */
export interface Surroundings {
  readonly tasks: readonly LiveTask[];
  readonly agents: Agents;
  /** Ranges of addresses that may be called; nothing else ever is. */
  readonly hosts: readonly string[];
  /** System name -> its id: of a Marathon that under which it is registered. */
  readonly ids: { readonly [system: string]: string };
}

const TIMEOUT_MS = 5_000;
const MOST_BODY_BYTES = 1024 * 1024;
/** Of a scheduler with stand-bys. */
const MOST_PROBES = 5;

/** One that answers is enough: the others of its app may be standing by. Null: the scheduler is not to be asked, or is not running. */
export async function probe({ on, spec }: Doc<'Framework'>, around: Surroundings, ctx: Ctx): Promise<Probed | null> {
  const { app, health } = spec;
  if (health === undefined) return null;
  const all = tasksOfApp(app, around.tasks).filter(({ isRunning }) => isRunning);
  const marathon = around.ids[systemNamed('marathon', on)];
  if (all.length > 0 && marathon === undefined)
    return { kind: 'not-asked', why: 'it is not known yet which scheduler in Mesos its Marathon is' };
  // Ids of tasks are of any scheduler's choosing.
  const running = all.filter(({ frameworkId }) => frameworkId === marathon);
  let worst: Probed | null = null;
  for (const task of running.slice(0, MOST_PROBES)) {
    const probed = await probeTask(task, health, around, ctx);
    if (probed.kind === 'well') return probed;
    if (worst?.kind !== 'ill') worst = probed;
  }
  return worst;
}

async function probeTask(task: LiveTask, { path, portIndex = 0 }: FrameworkHealth, around: Surroundings, ctx: Ctx): Promise<Probed> {
  const ip = around.agents.registered.get(task.agentId)?.ip ?? null;
  const port = task.ports[portIndex] ?? null;
  if (ip === null) return { kind: 'not-asked', why: 'Mesos does not tell the address of its agent' };
  if (port === null) return { kind: 'not-asked', why: `it has no port ${portIndex} on its host` };
  if (!around.hosts.some((range) => isInRange(ip, range))) return { kind: 'not-asked', why: `${ip} is not within probes.hosts` };
  return ask(`http://${ip}:${port}`, path, ctx);
}

/** Without credentials, and redirects lead nowhere. */
async function ask(base: string, path: string, ctx: Ctx): Promise<Probed> {
  try {
    const request = {
      method: 'GET',
      url: `${base}${path}`,
      timeoutMs: TIMEOUT_MS,
      maxBodyBytes: MOST_BODY_BYTES,
      idempotent: false,
    } as const;
    const { status } = await ctx.http.send(request, ctx.signal);
    return status >= 200 && status < 300 ? { kind: 'well' } : { kind: 'ill', why: `it answers ${status} at ${base}` };
  } catch (thrown) {
    return { kind: 'ill', why: asPlumblineError(thrown).message.replace(/\.$/, '') };
  }
}
