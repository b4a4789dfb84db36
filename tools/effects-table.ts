/** The tables of effects in docs/kinds/: what stands between `<!-- effects of Pod -->` and `<!-- end of effects -->`. */
import { APP_EFFECTS } from '../agent/systems/marathon/effects/app.ts';
import { POD_EFFECTS } from '../agent/systems/marathon/effects/pod.ts';
import type { Effect, PathEffect as MarathonEffect } from '../agent/systems/marathon/effects/types.ts';
import { DOMAIN_EFFECTS, FAULT_SET_EFFECTS, NODE_EFFECTS } from '../agent/systems/scaleio/effects/layout.ts';
import { POOL_EFFECTS } from '../agent/systems/scaleio/effects/pool.ts';
import type { PathEffect as ScaleioEffect } from '../agent/systems/scaleio/effects/types.ts';
import { VOLUME_EFFECTS } from '../agent/systems/scaleio/effects/volume.ts';

const TABLE = /<!-- effects of (\w+) -->\n[^]*?<!-- end of effects -->/g;

interface Row {
  readonly path: string;
  readonly change: string;
  readonly versions: string;
  readonly note: string;
}

interface Table {
  readonly system: 'Marathon' | 'ScaleIO';
  readonly rows: readonly Row[];
}

const MARATHON_WORDS: { readonly [E in Effect]: string } = {
  restart: 'restart',
  scale: 'scale',
  update: 'nothing restarts',
  none: 'no difference',
  fixed: 'refused',
};

const TABLES: ReadonlyMap<string, Table> = new Map([
  ['App', { system: 'Marathon', rows: APP_EFFECTS.map(ofMarathon) }],
  ['Pod', { system: 'Marathon', rows: POD_EFFECTS.map(ofMarathon) }],
  ['FaultSet', { system: 'ScaleIO', rows: FAULT_SET_EFFECTS.map(ofScaleio) }],
  ['ProtectionDomain', { system: 'ScaleIO', rows: DOMAIN_EFFECTS.map(ofScaleio) }],
  ['StorageNode', { system: 'ScaleIO', rows: NODE_EFFECTS.map(ofScaleio) }],
  ['StoragePool', { system: 'ScaleIO', rows: POOL_EFFECTS.map(ofScaleio) }],
  ['Volume', { system: 'ScaleIO', rows: VOLUME_EFFECTS.map(ofScaleio) }],
]);

/** Throws for a page with the table of a kind that has none. */
export function withEffects(text: string): string {
  return text.replaceAll(TABLE, (_before, kind: string) => {
    const table = TABLES.get(kind);
    if (table === undefined) throw new Error(`there is no table of effects of ${kind}`);
    const rows = table.rows.map(({ path, change, versions, note }) => [`\`${path}\``, change, versions, note]);
    const lines = [['field', 'a change', table.system, 'note'], ['---', '---', '---', '---'], ...rows].map(
      (cells) => `| ${cells.join(' | ')} |`,
    );
    return [`<!-- effects of ${kind} -->`, '', ...lines, '', '<!-- end of effects -->'].join('\n');
  });
}

function ofMarathon({ path, effect, resident, since, until, why = '' }: MarathonEffect): Row {
  const usual = MARATHON_WORDS[effect];
  const change = resident === undefined ? usual : `${usual}; with persistent volumes ${MARATHON_WORDS[resident]}`;
  return { path, change, versions: until === undefined ? `${since} and newer` : `${since} to ${until}`, note: why };
}

function ofScaleio({ path, op, class: kind, since, why = '' }: ScaleioEffect): Row {
  return { path, change: changeOf(op, kind), versions: since === undefined ? 'all' : `${since} and newer`, note: why };
}

function changeOf(op: ScaleioEffect['op'], kind: ScaleioEffect['class']): string {
  if (op === 'fixed') return 'reported';
  if (op === 'none') return 'no difference';
  return kind === undefined ? op : `${op}, ${kind}`;
}
