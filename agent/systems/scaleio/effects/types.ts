/** What a change of a declared field does: one row for each path of the schemas, which the diff goes by and docs/kinds prints. */
import type { ChangeClass, Op } from '../../../model/change.ts';
import type { Since } from '../profile.ts';

export interface PathEffect {
  /** `thresholds.high`, `devices.*.path`, `ips[]`. */
  readonly path: string;
  /** `fixed`: ScaleIO cannot change it, so a change of it is a finding; `none`: nothing in ScaleIO depends on it. */
  readonly op: Op | 'fixed' | 'none';
  /** Left out for `fixed` and `none`. */
  readonly class?: ChangeClass;
  /** The first version whose gateway has the field; left out: all. An older one is told so by a finding, and neither asked nor told. */
  readonly since?: Since;
  /** For people: what it depends on. */
  readonly why?: string;
}
