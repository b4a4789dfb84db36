/** Changes of apps: the shared header and the one call. */
import type { Draft, FieldDiff } from '../../../model/change.ts';
import { findDoc } from '../../../model/desired.ts';
import type { Desired, Doc } from '../../../model/desired.ts';
import { kindOf, onOf, systemNamed } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { markOf, withoutMark } from '../mark.ts';
import type { Effect } from '../effects/types.ts';
import { oldBody } from '../normalise/old-body.ts';
import { isSince } from '../profile.ts';
import { envOf, secretVariables as variablesOf } from '../secrets.ts';
import type { JsonObject, LiveApp, MarathonAction, MarathonInfo, MarathonName, PutApp } from '../types.ts';
import { differingFields } from './fields.ts';
import { specOf } from './forms.ts';
import { impactOfCreate, impactOfDelete, impactOfUpdate, instancesOf } from './impact.ts';
import { mountedVolumes } from './mounts.ts';
import { shownFields } from './shown.ts';

/** The Marathon that has the app. */
function marathonOf(ref: Ref): MarathonName {
  return systemNamed('marathon', onOf(ref));
}

/** The defaults that both sides are compared by come from info. */
function readsOf(system: MarathonName): Draft['reads'] {
  return [
    { system, facet: 'apps' },
    { system, facet: 'info' },
  ];
}

/** Starts an app once everything it names is ready. */
export function createDraft(doc: Doc<'App'>, declared: JsonObject, info: MarathonInfo): Draft<MarathonAction> {
  const { executorResources, labels } = doc.spec;
  // The one field that only a create can set: see write.ts.
  const isKept = executorResources !== undefined && isSince(info.profile, '1.6');
  const once = isKept ? { executorResources: { ...executorResources } } : {};
  const definition = { ...declared, ...once, instances: instancesOf(declared) };
  // What git says, without the defaults: the plan's digest is over what would be sent.
  const said = { ...specOf(doc), instances: definition.instances, ...(labels === undefined ? {} : { labels: withoutMark(labels) }) };
  return {
    ...header(doc.ref, null),
    ...impactOfCreate(definition.instances),
    id: `keep ${doc.ref}`,
    action: putApp({ doc, live: null, declared, info }, definition),
    needs: doc.links,
    reason: 'declared and not there',
    fields: shownFields(differingFields({}, said), { declared, applied: null, isMarked: false, texts: new Map() }),
  };
}

/** A declared app, in normal form, beside the live one. */
export interface Pair<L extends LiveApp | null = LiveApp> {
  readonly doc: Doc<'App'>;
  readonly live: L;
  readonly declared: JsonObject;
  readonly info: MarathonInfo;
}

export interface Update {
  /** What is to be there, in normal form but for the texts of secrets. */
  readonly wanted: JsonObject;
  readonly fields: readonly FieldDiff[];
  readonly effects: readonly Effect[];
}

/** Replaces a live app's definition; it waits only for volumes that it did not mount before. */
export function updateDraft(desired: Desired, pair: Pair, { wanted, fields, effects }: Update): Draft<MarathonAction> {
  const { doc, live } = pair;
  return {
    ...header(doc.ref, live),
    ...impactOfUpdate({ from: live.instances, to: instancesOf(wanted), effects }),
    id: `keep ${doc.ref}`,
    action: putApp(pair, wanted),
    needs: newlyMounted(desired, doc, live),
    reason: `differs in ${fields.map(({ path }) => path).join(', ')}`,
    fields,
  };
}

/** Removes a live app that is declared absent, or not declared any more. */
export function deleteDraft(ref: Ref, live: LiveApp, reason: string): Draft<MarathonAction> {
  const impact = impactOfDelete(live);
  return {
    ...header(ref, live),
    ...impact,
    // Known before its intent is written down; for any other change the look in write.ts is early enough.
    requires: impact.class === 'destructive' ? [{ system: marathonOf(ref), check: 'app-unlocked', backendId: live.id }] : [],
    id: `remove ${ref}`,
    action: { system: marathonOf(ref), do: 'delete-app', args: { id: live.id, liveVersion: live.version } },
    needs: [],
    reason,
    fields: [],
  };
}

/** A live value that is kept is no place for a secret, whatever it says. */
function putApp({ doc, live, declared, info }: Pair<LiveApp | null>, wanted: JsonObject): PutApp {
  const [wished, sent] = [envOf(declared), envOf(wanted)];
  const secretVariables = variablesOf(declared).filter((variable) => sent[variable] === wished[variable]);
  const definition = info.profile === '1.4' ? oldBody(wanted, live?.definition ?? null) : wanted;
  const args = { id: doc.name, profile: info.profile, liveVersion: live?.version ?? null, definition, secretVariables };
  return { system: marathonOf(doc.ref), do: 'put-app', args };
}

type Header = Pick<Draft, 'ref' | 'backendId' | 'then' | 'reads' | 'requires' | 'markedBy' | 'spend'>;

function header(ref: Ref, live: LiveApp | null): Header {
  const mark = live === null ? null : markOf(live);
  // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
  return {
    ref,
    backendId: live?.id ?? null,
    then: [],
    reads: readsOf(marathonOf(ref)),
    requires: [],
    markedBy: mark?.cluster ?? null,
    spend: null,
  };
}

function newlyMounted(desired: Desired, doc: Doc<'App'>, live: LiveApp): readonly Ref[] {
  const mounted = mountedVolumes(live.definition);
  return doc.links.filter((link) => kindOf(link) === 'Volume' && !mounted.has(volumeName(desired, link)));
}

/** The name REX-Ray knows a declared volume by. */
function volumeName(desired: Desired, link: Ref): string {
  const doc = findDoc(desired, link);
  return doc?.kind === 'Volume' ? (doc.spec.name ?? doc.name) : '';
}
