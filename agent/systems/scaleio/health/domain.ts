/** Protection domains: there, and active. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { liveDomain, vendorName } from '../resolve.ts';
import type { ScaleioFacets } from '../types.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement } from './judge.ts';

export function judgeDomain(doc: Doc<'ProtectionDomain'>, live: Live<ScaleioFacets>): Judgement {
  const name = vendorName(doc);
  const target = liveDomain(name, live);
  if (target.kind !== 'one') {
    return judgeUnmet(doc.ref, target, `protection domain ${name}`, {
      code: 'DomainMissing',
      why: `ScaleIO has no protection domain named ${name}`,
      remedy: 'Create it in ScaleIO, or correct spec.name; Plumbline does not create protection domains.',
    });
  }
  const { protectionDomainState } = target.value;
  if (protectionDomainState === 'Active') return judge(doc.ref, { kind: 'ready' }, []);
  const why = `protection domain ${name} is ${protectionDomainState}`;
  const remedy = 'Activate it in ScaleIO once its nodes are up.';
  return judge(doc.ref, { kind: 'degraded', why }, [{ code: 'DomainNotActive', why, remedy }]);
}
