/** Changes of apps: the shared header and the one call. */
import type { Change, FieldDiff } from '../../../model/change.ts';
import { findDoc } from '../../../model/desired.ts';
import type { Doc } from '../../../model/desired.ts';
import { kindOf } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { causeOf } from '../../../model/system.ts';
import type { Inputs } from '../../../model/system.ts';
import type { JsonObject, LiveApp, MarathonAction } from '../types.ts';
import { differingFields } from './fields.ts';
import { specOf } from './forms.ts';
import { impactOfCreate, impactOfDelete, impactOfUpdate, instancesOf } from './impact.ts';
import { mountedVolumes } from './mounts.ts';

// The defaults that both sides are compared by come from info.
const READS: Change['reads'] = [
  { system: 'marathon', facet: 'apps' },
  { system: 'marathon', facet: 'info' },
];

/** Starts an app once everything it names is ready. */
export function createChange(inputs: Inputs, doc: Doc<'App'>, declared: JsonObject): Change<MarathonAction> {
  const { executorResources } = doc.spec;
  // The one field that only a create can set: see write.ts.
  const once = executorResources === undefined ? {} : { executorResources: { ...executorResources } };
  const definition = { ...declared, ...once, instances: instancesOf(declared) };
  return {
    ...header(inputs, doc, null),
    ...impactOfCreate(definition.instances),
    id: `keep ${doc.ref}`,
    action: { system: 'marathon', do: 'put-app', args: { id: doc.name, liveVersion: null, definition } },
    needs: doc.links,
    reason: 'declared and not there',
    // What git says, without the defaults: the plan's digest is over what would be sent.
    fields: differingFields({}, { ...specOf(doc), instances: definition.instances }),
  };
}

export interface Update {
  readonly inputs: Inputs;
  readonly doc: Doc<'App'>;
  readonly live: LiveApp;
  readonly wanted: JsonObject;
  readonly fields: readonly FieldDiff[];
}

/** Replaces a live app's definition; it waits only for volumes that it did not mount before. */
export function updateChange({ inputs, doc, live, wanted, fields }: Update): Change<MarathonAction> {
  return {
    ...header(inputs, doc, live),
    ...impactOfUpdate(live.instances, instancesOf(wanted), fields),
    id: `keep ${doc.ref}`,
    action: { system: 'marathon', do: 'put-app', args: { id: doc.name, liveVersion: live.version, definition: wanted } },
    needs: newlyMounted(inputs, doc, live),
    reason: `differs in ${fields.map(({ path }) => path).join(', ')}`,
    fields,
  };
}

/** Removes an app whose document says `state: absent`. */
export function deleteChange(inputs: Inputs, doc: Doc<'App'>, live: LiveApp): Change<MarathonAction> {
  return {
    ...header(inputs, doc, live),
    ...impactOfDelete(live),
    id: `remove ${doc.ref}`,
    action: { system: 'marathon', do: 'delete-app', args: { id: doc.name, liveVersion: live.version } },
    needs: [],
    reason: 'declared absent and still there',
    fields: [],
  };
}

function header(inputs: Inputs, doc: Doc<'App'>, live: LiveApp | null): Pick<Change, 'ref' | 'backendId' | 'cause' | 'then' | 'reads'> {
  // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
  return { ref: doc.ref, backendId: live?.id ?? null, cause: causeOf(inputs, doc), then: [], reads: READS };
}

function newlyMounted(inputs: Inputs, doc: Doc<'App'>, live: LiveApp): readonly Ref[] {
  const mounted = mountedVolumes(live.definition);
  return doc.links.filter((link) => kindOf(link) === 'Volume' && !mounted.has(volumeName(inputs, link)));
}

/** The name REX-Ray knows a declared volume by. */
function volumeName(inputs: Inputs, link: Ref): string {
  const doc = findDoc(inputs.desired, link);
  return doc?.kind === 'Volume' ? (doc.spec.name ?? doc.name) : '';
}
