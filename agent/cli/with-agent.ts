/** Opens an agent for a verb, and closes it whatever happens. */
import { openAgent } from '../agent.ts';
import type { Agent } from '../agent.ts';
import { releaseClaim } from '../claim.ts';
import { systemClock, virtualClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { asPlumblineError } from '../errors.ts';
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

/** Releases the claim of a writing verb; one that cannot be released now is waited out by the next agent. */
export async function letGo(agent: Agent): Promise<void> {
  try {
    await releaseClaim(agent);
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    agent.ctx.log.warn({ err: error, code: error.code.code }, 'the claim was not released');
  }
}
