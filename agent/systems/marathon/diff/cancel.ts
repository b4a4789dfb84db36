/**
 * A deployment that can place no task runs for ever, and locks its app. One that this agent began, of this app alone, is cancelled
 * when git says something else by now; then comes what git says. Any other one is waited for.
 */
import type { Draft } from '../../../model/change.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { markOf } from '../mark.ts';
import { adoptLive } from '../normalise/adopt.ts';
import { normaliseApp } from '../normalise/app.ts';
import { isJsonObject } from '../normalise/equal.ts';
import { secretVariables, withTexts } from '../secrets.ts';
import { deploymentWithinMs, isHanging, needsOfApp, overdueClause, waitClause } from '../stuck.ts';
import type { Deployment, LiveApp, MarathonAction, MarathonFacets, MarathonInfo, MarathonName } from '../types.ts';
import { differingFields, keepLive } from './fields.ts';

/** The drafts, with one that clears the way in the place of each that a deployment of ours is in the way of. */
export function cancelFirst(
  drafts: readonly Draft<MarathonAction>[],
  inputs: Inputs,
  live: Live<MarathonFacets>,
): readonly Draft<MarathonAction>[] {
  if (live.apps.kind === 'unknown') return drafts;
  const apps = live.apps.value;
  return drafts.map((draft) => {
    const { do: what, args } = draft.action;
    const app = what === 'put-app' || what === 'delete-app' ? apps.get(args.id) : undefined;
    return app === undefined || app.deployments.length === 0 ? draft : cleared(draft, app, inputs, live);
  });
}

/** The same change, one step earlier; or the draft itself. */
function cleared(draft: Draft<MarathonAction>, app: LiveApp, inputs: Inputs, live: Live<MarathonFacets>): Draft<MarathonAction> {
  const deployment = deploymentOf(app, live);
  // A rollback of what goes with its data is for people to begin.
  if (deployment === null || draft.class === 'destructive') return draft;
  const why = whyItHangs(deployment, app, inputs, live);
  if (why === null || live.info.kind === 'unknown' || !isOurs(draft, app, inputs, live.info.value)) return draft;
  const { system } = draft.action;
  const args = { id: app.id, liveVersion: app.version, deployment: deployment.id };
  return {
    ...draft,
    class: 'disruptive',
    action: { system, do: 'cancel-deployment', args },
    effects: [`cancels its deployment ${deployment.id} (${why}); Marathon takes back what that changed`],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: draft.effects,
    needs: [],
    reads: [...draft.reads, ...readsOf(system)],
  };
}

function readsOf(system: MarathonName): Draft['reads'] {
  return [
    { system, facet: 'deployments' },
    { system, facet: 'queue' },
  ];
}

/** The one deployment that holds the app, if it changes nothing but this app. */
function deploymentOf({ id, deployments: locks }: LiveApp, { deployments }: Live<MarathonFacets>): Deployment | null {
  const [lock, ...others] = locks;
  if (lock === undefined || others.length > 0 || deployments.kind === 'unknown') return null;
  const found = deployments.value.find((deployment) => deployment.id === lock);
  const isAlone = found?.affectedApps.length === 1 && found.affectedApps[0] === id && found.affectedPods.length === 0;
  return isAlone ? found : null;
}

function whyItHangs(deployment: Deployment, app: LiveApp, { now, desired }: Inputs, { queue }: Live<MarathonFacets>): string | null {
  const queued = queue.kind === 'ok' ? queue.value.get(app.id) : undefined;
  const waits = waitClause(queued, app.instances, needsOfApp(app.definition)) ?? 'its tasks fail';
  return isHanging(deployment, queued, now) ? waits : overdueClause(deployment, now, deploymentWithinMs(desired));
}

/** It carries our mark, and is what was applied last: so the deployment that brings it there is the one that we began. */
function isOurs({ ref }: Draft, app: LiveApp, inputs: Inputs, info: MarathonInfo): boolean {
  const [cluster] = inputs.desired.docs.Cluster.keys();
  const applied = inputs.memory.inventory.get(ref)?.applied ?? null;
  if (cluster === undefined || markOf(app)?.cluster !== cluster || !isJsonObject(applied)) return false;
  const form = normaliseApp(app.id, app.definition, info);
  const declared = normaliseApp(app.id, applied, info);
  const filled = withTexts(declared, secretVariables(declared), inputs.secretTexts);
  if (filled === null) return false;
  return differingFields(form, keepLive(adoptLive(app.id, filled, form, info), form, inputs.ignored(ref))).length === 0;
}
