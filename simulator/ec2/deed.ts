/** What a call does and answers. */
import type { Effect } from '../service.ts';
import type { Form } from './form.ts';
import type { Account } from './state.ts';
import type { Xml } from './xml.ts';

export interface Done {
  readonly body: { readonly [name: string]: Xml };
  readonly effect: Effect;
  /** Of the volume or resource concerned. */
  readonly id: string | null;
}

/** What is left to do for a call that passed every check. */
export type Deed = () => Done;

/** Looks at everything before anything is done, because a dry run ends between; throws a Refusal. */
export type Check = (account: Account, form: Form) => Deed;
