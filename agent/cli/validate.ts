/** `plumbline validate [DIR]`: checks a folder as the agent would, without any configuration or cluster; with --ref, a commit. */
import { posix } from 'node:path';
import { loadDesired } from '../desired/load.ts';
import { allDocs } from '../model/desired.ts';
import type { DocError, Loaded } from '../model/desired.ts';
import { folderSource } from '../repo/folder.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';
import { withAgent } from './with-agent.ts';

/**
 * Prints every error and warning with its file relative to DIR (of a commit: to git.path); gives 0 when there is no
 * error, else 1. Throws what `folderSource` throws when DIR cannot be read.
 */
export async function validate(args: Args, io: Io): Promise<number> {
  if (args.ref !== null) return validateCommit(args.ref, args, io);
  const dir = args.dir ?? '.';
  const { source, path } = await folderSource(dir);
  return print(await loadDesired(source, { path, cluster: null }), { path, name: dir }, args, io);
}

function validateCommit(ref: string, args: Args, io: Io): Promise<number> {
  return withAgent(args, io, 'silent', async (agent) => {
    const { path } = agent.settings.git;
    const commit = await agent.repo.resolve(ref);
    return print(await agent.load(commit), { path, name: commit.slice(0, 7) }, args, io);
  });
}

interface Place {
  /** The folder that was read, from the repository's root. */
  readonly path: string;
  readonly name: string;
}

function print(loaded: Loaded, { path, name }: Place, args: Args, io: Io): number {
  const relative = (errors: readonly DocError[]): readonly DocError[] =>
    errors.map(({ code, file, line, column, message }) => ({ code, file: posix.relative(path, file) || '.', line, column, message }));
  const errors = relative(loaded.kind === 'refused' ? loaded.errors : []);
  const warnings = relative(loaded.warnings);
  if (args.output === 'json') io.out(`${JSON.stringify({ errors, warnings }, null, 2)}\n`);
  else {
    const lines = [...errors.map(lineOf), ...warnings.map((warning) => `${lineOf(warning)} (warning)`), summary(loaded, name)];
    io.out(lines.map((line) => `${line}\n`).join(''));
  }
  return errors.length === 0 ? 0 : 1;
}

function lineOf({ file, line, column, message, code }: DocError): string {
  return `${file}:${line}:${column}  ${message}  [${code}]`;
}

function summary(loaded: Loaded, name: string): string {
  const warnings = counted(loaded.warnings.length, 'warning');
  if (loaded.kind === 'refused') return `${name}: ${counted(loaded.errors.length, 'error')}, ${warnings}.`;
  return `${name}: ${counted(allDocs(loaded.desired).length, 'document')}, no errors, ${warnings}.`;
}

function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}
