/** Opens an agent for a verb, and closes it whatever happens. */
import { openAgent } from '../agent.ts';
import type { Agent } from '../agent.ts';
import { loadConfig } from '../config.ts';
import type { LogLevel } from '../log.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';

export async function withAgent<T>(args: Args, io: Io, logLevel: LogLevel, use: (agent: Agent) => Promise<T>): Promise<T> {
  const { environment, redactor, signal } = io;
  const agent = await openAgent(await loadConfig(args.config), {
    environment,
    redactor,
    signal,
    logLevel,
    writeLog: (line) => io.err(line),
  });
  try {
    return await use(agent);
  } finally {
    await agent.close();
  }
}
