import type { Change } from '../../model/change.ts';

/** Spending and destroying are written down, pushed and verified before they are done. */
export function needsIntent({ class: changeClass }: Pick<Change, 'class'>): boolean {
  return changeClass === 'spend' || changeClass === 'destructive';
}
