/** Where the demo plays: the playground, the agent, the repository, and the checks that read only the last two's outside. */
import type { AgentProcess } from './agent-process.ts';
import type { ClusterRepo } from './cluster-repo.ts';
import { mark } from './oracle.ts';
import type { Oracle } from './oracle.ts';

export interface Stage {
  readonly oracle: Oracle;
  readonly repo: ClusterRepo;
  readonly agent: AgentProcess;
  readonly marathon: string;
  readonly print: (line: string) => void;
}

/** Says what is still missing, or null when the check holds. */
export type Probe = () => Promise<string | null>;

const CHECK_TIMEOUT_MS = 20_000;
const POLL_MS = 50;

/** Asks the probe until it holds, then prints that; throws what was missing when the time is up or the agent is gone. */
export async function check(stage: Stage, what: string, probe: Probe): Promise<void> {
  await waitFor(stage, what, probe);
  stage.print(`   ok  ${what}`);
}

const MINUTE_MS = 60_000;

/** Moves time on until the agent has looked at the cluster twice more: a call that it still had in mind is made by then. */
export async function lookTwice(stage: Stage): Promise<void> {
  for (const which of ['once', 'twice']) {
    const before = await mark(stage.oracle);
    await stage.oracle.post('/advance', { ms: MINUTE_MS });
    await waitFor(stage, `the agent looks ${which} more`, async () => {
      const looks = (await stage.oracle.ledger(before)).filter(({ call, agent }) => call === 'GET /v2/apps' && agent !== '');
      return looks.length > 0 ? null : 'it did not';
    });
  }
}

async function waitFor(stage: Stage, what: string, probe: Probe): Promise<void> {
  const deadline = performance.now() + CHECK_TIMEOUT_MS;
  for (;;) {
    const missing = await probe();
    if (missing === null) return;
    const gone = stage.agent.ended();
    if (gone !== null) throw new Error(`${what}: the agent ended (${gone}) before it held: ${missing}`);
    if (performance.now() > deadline) throw new Error(`${what}: not within ${CHECK_TIMEOUT_MS / 1000} s: ${missing}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
