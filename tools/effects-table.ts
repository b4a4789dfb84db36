/** The tables of effects in docs/kinds/: what stands between `<!-- effects of Pod -->` and `<!-- end of effects -->`. */
import { APP_EFFECTS } from '../agent/systems/marathon/effects/app.ts';
import { POD_EFFECTS } from '../agent/systems/marathon/effects/pod.ts';
import type { Effect, PathEffect } from '../agent/systems/marathon/effects/types.ts';

const TABLE = /<!-- effects of (App|Pod) -->\n[^]*?<!-- end of effects -->/g;

const EFFECTS: { readonly [kind: string]: readonly PathEffect[] } = { App: APP_EFFECTS, Pod: POD_EFFECTS };

const WORDS: { readonly [E in Effect]: string } = {
  restart: 'restart',
  scale: 'scale',
  update: 'nothing restarts',
  none: 'no difference',
  fixed: 'refused',
};

export function withEffects(text: string): string {
  return text.replaceAll(TABLE, (_before, kind: string) => {
    const rows = (EFFECTS[kind] ?? []).map((row) => [`\`${row.path}\``, effectIn(row), versionsOf(row), row.why ?? '']);
    const lines = [['field', 'a change', 'Marathon', 'note'], ['---', '---', '---', '---'], ...rows].map(
      (cells) => `| ${cells.join(' | ')} |`,
    );
    return [`<!-- effects of ${kind} -->`, '', ...lines, '', '<!-- end of effects -->'].join('\n');
  });
}

function effectIn({ effect, resident }: PathEffect): string {
  return resident === undefined ? WORDS[effect] : `${WORDS[effect]}; with persistent volumes ${WORDS[resident]}`;
}

function versionsOf({ since, until }: PathEffect): string {
  return until === undefined ? `${since} and newer` : `${since} to ${until}`;
}
