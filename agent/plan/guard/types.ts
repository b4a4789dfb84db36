import type { BlockedBy, Change } from '../../model/change.ts';

/** Looks at one change; an objection blocks it. */
export type Guard = (change: Change) => { readonly by: BlockedBy; readonly why: string } | null;
