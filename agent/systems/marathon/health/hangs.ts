/** Deployments that hang and that only a person can cancel. Pure. */
import type { Doc } from '../../../model/desired.ts';
import type { Finding, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { hangOf } from '../hanging.ts';
import type { LiveApp, MarathonFacets } from '../types.ts';

const NO_FINDINGS: readonly Finding[] = [];

/** One of ours that brings what git says is just slow: its readiness says why. */
export function hangFindings(doc: Doc<'App'>, app: LiveApp | undefined, inputs: Inputs, live: Live<MarathonFacets>): readonly Finding[] {
  if (app === undefined || app.deployments.length === 0) return NO_FINDINGS;
  const hang = hangOf(doc.ref, app, inputs, live);
  const isWanted = hang?.isOurs === true && inputs.memory.inventory.get(doc.ref)?.specDigest === doc.specDigest;
  if (hang === null || hang.obstacle === null || isWanted) return NO_FINDINGS;
  const { id } = hang.deployment;
  return [
    {
      ref: doc.ref,
      code: 'DeploymentHangs',
      why: `deployment ${id} hangs (${hang.why}) and locks it; the agent does not cancel it: ${hang.obstacle}`,
      remedy: `Make room for it, or cancel it by hand: curl -X DELETE "$MARATHON/v2/deployments/${id}?force=true" ends it where it stands.`,
      causedBy: null,
      recheckAt: null,
    },
  ];
}
