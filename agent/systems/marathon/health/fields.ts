/** Fields of a declared app that will not be as declared: its Marathon does not have them, or refuses to change them. */
import type { Doc } from '../../../model/desired.ts';
import type { Finding, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { differences } from '../diff/differences.ts';
import { declaredForm } from '../diff/forms.ts';
import { APP_EFFECTS } from '../effects/app.ts';
import { remedyOf } from '../effects/not-kept.ts';
import { isAsKept } from '../normalise/app.ts';
import { hasVolume } from '../normalise/context.ts';
import type { LiveApp, MarathonFacets, MarathonInfo } from '../types.ts';

/** Of a declared app and the live one, if there is one. Nothing while nobody knows which Marathon it is. */
export function fieldFindings(doc: Doc<'App'>, app: LiveApp | undefined, inputs: Inputs, live: Live<MarathonFacets>): readonly Finding[] {
  if (doc.state === 'absent' || live.info.kind === 'unknown') return NONE;
  const info = live.info.value;
  const declared = declaredForm(doc, info);
  const hasData = declared.context.hasPersistentVolume || (app !== undefined && hasVolume(app.definition, 'persistent'));
  // Nearly every app.
  if (declared.lost.length === 0 && !hasData) return NONE;
  const fixed = app === undefined || !hasData ? [] : fixedPaths(doc, app, info, inputs.ignored(doc.ref));
  return [...lostFindings(doc, declared.lost, info), ...fixedFindings(doc, fixed)];
}

const NONE: readonly Finding[] = [];

function lostFindings(doc: Doc<'App'>, lost: readonly string[], { version, profile }: MarathonInfo): readonly Finding[] {
  if (lost.length === 0) return NONE;
  const why = `Marathon ${version} does not have ${lost.join(', ')}: neither sent nor compared`;
  return [findingOf(doc, 'FieldNotKept', why, remedyOf(APP_EFFECTS, lost, profile))];
}

function fixedFindings(doc: Doc<'App'>, fixed: readonly string[]): readonly Finding[] {
  if (fixed.length === 0) return NONE;
  const why = `Marathon refuses to change ${fixed.join(', ')} of an app with local persistent volumes, so it stays as it is`;
  return [findingOf(doc, 'FieldCannotChange', why, 'Put it back in the file, or declare a new app and move the data.')];
}

/** Of an app with local persistent volumes, declared or live: others have no such fields. */
function fixedPaths(doc: Doc<'App'>, live: LiveApp, info: MarathonInfo, ignored: readonly string[]): readonly string[] {
  const declared = declaredForm(doc, info);
  if (isAsKept(declared, live.definition)) return [];
  return differences({ doc, live, declared: declared.form, info }, declared.form, ignored).fixed.map(({ path }) => path);
}

function findingOf({ ref }: Doc<'App'>, code: string, why: string, remedy: string): Finding {
  return { ref, code, why, remedy, causedBy: null, recheckAt: null };
}
