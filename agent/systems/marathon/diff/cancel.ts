/** What is in the way of a change: a deployment that hangs and that the agent may cancel. Then comes what git says. */
import type { Draft } from '../../../model/change.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { hangOf } from '../hanging.ts';
import type { Hang } from '../hanging.ts';
import type { LiveApp, MarathonAction, MarathonFacets, MarathonName } from '../types.ts';

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
    if (app === undefined || app.deployments.length === 0) return draft;
    const hang = hangOf(draft.ref, app, inputs, live);
    return hang === null || hang.obstacle !== null ? draft : cleared(draft, app, hang);
  });
}

/** The same change, one step earlier. */
function cleared(draft: Draft<MarathonAction>, app: LiveApp, { deployment, why, isCreate }: Hang): Draft<MarathonAction> {
  const { system } = draft.action;
  const args = { id: app.id, liveVersion: app.version, deployment: deployment.id, isCreate };
  const cancels = `cancels its deployment ${deployment.id} (${why})`;
  const [effect, then] = isCreate ? removal(draft) : ['Marathon takes back what that changed', draft.effects];
  return {
    ...draft,
    class: 'disruptive',
    action: { system, do: 'cancel-deployment', args },
    effects: [`${cancels}; ${effect}`],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then,
    needs: [],
    reads: [...draft.reads, ...readsOf(system)],
  };
}

/** Marathon removes an app whose making it takes back: for a removal there is nothing left to do. */
function removal({ op }: Draft): readonly [effect: string, then: readonly string[]] {
  const effect = 'that removes the app, of which no task runs';
  return op === 'delete' ? [effect, []] : [`${effect}, and makes it anew`, ['makes the app anew']];
}

function readsOf(system: MarathonName): Draft['reads'] {
  return [
    { system, facet: 'deployments' },
    { system, facet: 'queue' },
  ];
}
