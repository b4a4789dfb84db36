/** Opens an agent for a verb, and closes it whatever happens. */
import { openAgent } from '../agent.ts';
import type { Agent } from '../agent.ts';
import { systemClock, virtualClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import type { LogLevel } from '../log.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';

export async function withAgent<T>(args: Args, io: Io, logLevel: LogLevel, use: (agent: Agent) => Promise<T>): Promise<T> {
  const { environment, redactor, signal } = io;
  const settings = await loadConfig(args.config);
  const clock = settings.clockFile === null ? systemClock() : virtualClock(settings.clockFile);
  const agent = await openAgent(settings, {
    clock,
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
