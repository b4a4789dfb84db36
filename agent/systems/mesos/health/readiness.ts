/** Whether a Framework is as declared: registered, active, with its tasks. Pure. */
import type { Doc } from '../../../model/desired.ts';
import type { FrameworkRegistration, FrameworkTasks } from '../../../model/kinds.gen.ts';
import type { Readiness } from '../../../model/observed.ts';
import { nameOn, refOf } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { tasksOfApp } from '../app-tasks.ts';
import { listTasks, registeredAs } from '../registered.ts';
import type { Registered } from '../registered.ts';
import type { LiveFramework, LiveTask, MesosFacets, Probed } from '../types.ts';

/** What was read. */
export type Seen = Pick<MesosFacets, 'frameworks' | 'tasks' | 'agents'> & { readonly probes: ReadonlyMap<Ref, Probed> };

/** Of one that is declared present; `isStopped`: its app is to run no instance. */
export function readinessOf(doc: Doc<'Framework'>, seen: Seen, isStopped: boolean): Readiness {
  const { registration } = doc.spec;
  const registered = registeredAs(registration.name, seen.frameworks, seen.tasks);
  const [active, second] = registered.active;
  if (active === undefined) return withoutScheduler(doc, seen, registered, isStopped);
  const why =
    second === undefined ? wrongOf(doc, active, registered, seen) : `${registered.active.length} schedulers are registered by its name`;
  return why === null ? { kind: 'ready' } : { kind: 'degraded', why };
}

/** After a fail-over of the masters a scheduler is known by its tasks alone, or not at all, until it is back. */
function withoutScheduler({ on, spec }: Doc<'Framework'>, { agents, tasks }: Seen, { all }: Registered, isStopped: boolean): Readiness {
  if (agents.awaited > 0) return { kind: 'progressing', why: `Mesos waits for ${agents.awaited} agents after a fail-over` };
  const [away] = all;
  if (away?.isRecovered === true)
    return { kind: 'degraded', why: `its scheduler (${away.id}) has not come back since the masters failed over` };
  if (away !== undefined) return { kind: 'degraded', why: `its scheduler (${away.id}) is not active` };
  const runs = tasksOfApp(spec.app, tasks).some(({ isRunning }) => isRunning);
  if (runs) return { kind: 'degraded', why: `its app runs, and no scheduler is registered as ${spec.registration.name}` };
  const behind = refOf('App', nameOn(on, spec.app));
  return isStopped ? { kind: 'absent' } : { kind: 'progressing', why: 'its app does not run yet', behind };
}

/** The first thing that is wrong with a scheduler that is registered and active. */
function wrongOf({ ref, spec }: Doc<'Framework'>, active: LiveFramework, registered: Registered, seen: Seen): string | null {
  const others = registered.all.filter((framework) => framework !== active).map(({ id }) => id);
  const left = listTasks(others, registered);
  const probed = seen.probes.get(ref);
  return (
    wrongRegistration(spec.registration, active) ??
    (left === '' ? null : `tasks of an earlier scheduler of its name are left: ${left}`) ??
    wrongTasks(spec.tasks, registered.tasks.get(active.id) ?? [], seen) ??
    (probed?.kind === 'ill' ? `its scheduler is not well: ${probed.why}` : null)
  );
}

function wrongRegistration({ role, principal }: FrameworkRegistration, active: LiveFramework): string | null {
  if (role !== undefined && !active.roles.includes(role)) return `it is registered with the role ${active.roles.join(', ')}, not ${role}`;
  if (principal === undefined || active.principal === principal) return null;
  return `it is registered as the principal ${active.principal ?? '(none)'}, not ${principal}`;
}

function wrongTasks(wanted: FrameworkTasks | undefined, tasks: readonly LiveTask[], { agents }: Seen): string | null {
  if (wanted === undefined) return null;
  const running = tasks.filter(({ isRunning }) => isRunning);
  if (running.length < wanted.running) return `${running.length} of ${wanted.running} tasks run`;
  if (wanted.distinctAgents !== true) return null;
  const ids = running.map(({ agentId }) => agentId);
  const shared = ids.find((id, index) => ids.indexOf(id) !== index);
  return shared === undefined ? null : `two of its tasks are on the agent ${agents.registered.get(shared)?.hostname ?? shared}`;
}
