/** Where the demo plays: the playground, the agent, the repository, and the checks that read only the last two's outside. */
import type { AgentProcess } from './agent-process.ts';
import type { ClusterRepo } from './cluster-repo.ts';
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

/** Asks the probe until it holds; throws what was missing when the time is up or the agent is gone. */
export async function check(stage: Stage, what: string, probe: Probe): Promise<void> {
  const deadline = performance.now() + CHECK_TIMEOUT_MS;
  for (;;) {
    const missing = await probe();
    if (missing === null) break;
    const gone = stage.agent.ended();
    if (gone !== null) throw new Error(`${what}: the agent ended (${gone}) before it held: ${missing}`);
    if (performance.now() > deadline) throw new Error(`${what}: not within ${CHECK_TIMEOUT_MS / 1000} s: ${missing}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  stage.print(`   ok  ${what}`);
}
