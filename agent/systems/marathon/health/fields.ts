/** Fields of a declared app that will not be as declared: its Marathon does not have them, or refuses to change them. */
import type { Doc } from '../../../model/desired.ts';
import type { Finding, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { differences } from '../diff/differences.ts';
import { declaredForm } from '../diff/forms.ts';
import { isAsKept } from '../normalise/app.ts';
import { hasVolume } from '../normalise/context.ts';
import type { LiveApp, MarathonFacets, MarathonInfo } from '../types.ts';

/** Nothing while nobody knows which Marathon it is. */
export function fieldFindings(doc: Doc<'App'>, inputs: Inputs, live: Live<MarathonFacets>): readonly Finding[] {
  if (doc.state === 'absent' || live.info.kind === 'unknown') return [];
  const info = live.info.value;
  const app = live.apps.kind === 'ok' ? live.apps.value.get(doc.name) : undefined;
  const findings: Finding[] = [];
  const { lost } = declaredForm(doc, info);
  if (lost.length > 0) {
    const why = `Marathon ${info.version} does not have ${lost.join(', ')}: neither sent nor compared`;
    findings.push(findingOf(doc, 'FieldNotKept', why, 'Upgrade Marathon, or take it out of the file.'));
  }
  const fixed = app === undefined ? [] : fixedPaths(doc, app, info, inputs.ignored(doc.ref));
  if (fixed.length > 0) {
    const why = `Marathon refuses to change ${fixed.join(', ')} of an app with local persistent volumes, so it stays as it is`;
    findings.push(findingOf(doc, 'FieldCannotChange', why, 'Put it back in the file, or declare a new app and move the data.'));
  }
  return findings;
}

/** Only an app with local persistent volumes, declared or live, has such fields: of all others nothing is compared here. */
function fixedPaths(doc: Doc<'App'>, live: LiveApp, info: MarathonInfo, ignored: readonly string[]): readonly string[] {
  const declared = declaredForm(doc, info);
  if (!declared.context.hasPersistentVolume && !hasVolume(live.definition, 'persistent')) return [];
  if (isAsKept(declared, live.definition)) return [];
  return differences({ doc, live, declared: declared.form, info }, declared.form, ignored).fixed.map(({ path }) => path);
}

function findingOf({ ref }: Doc<'App'>, code: string, why: string, remedy: string): Finding {
  return { ref, code, why, remedy, causedBy: null, recheckAt: null };
}
