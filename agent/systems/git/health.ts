/** Git has no objects that could be ready or not; what waits for a person is said by the change that waits for it. */
import type { SystemHealth } from '../../model/observed.ts';

export function gitHealth(): SystemHealth {
  return { ready: new Map(), findings: [], gauges: [], ids: new Map(), marks: [], existing: 0 };
}
