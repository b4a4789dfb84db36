/** `plumbline validate [DIR]`: checks a folder as the agent would, without any configuration or cluster. */
import { posix } from 'node:path';
import { loadDesired } from '../desired/load.ts';
import { allDocs } from '../model/desired.ts';
import type { DocError, Loaded } from '../model/desired.ts';
import { folderSource } from '../repo/folder.ts';
import type { Args } from './args.ts';

/**
 * Prints every error and warning with its file relative to DIR; gives 0 when there is no error, else 1.
 * Throws what `folderSource` throws when DIR cannot be read.
 */
export async function validate(args: Pick<Args, 'dir' | 'output'>, io: { out(text: string): void }): Promise<number> {
  const dir = args.dir ?? '.';
  const { source, path } = await folderSource(dir);
  const loaded = await loadDesired(source, { path, cluster: null });
  const relative = (errors: readonly DocError[]): readonly DocError[] =>
    errors.map(({ code, file, line, column, message }) => ({ code, file: posix.relative(path, file), line, column, message }));
  const errors = relative(loaded.kind === 'refused' ? loaded.errors : []);
  const warnings = relative(loaded.warnings);
  if (args.output === 'json') io.out(`${JSON.stringify({ errors, warnings }, null, 2)}\n`);
  else
    io.out(
      [...errors.map(lineOf), ...warnings.map((warning) => `${lineOf(warning)} (warning)`), summary(loaded, dir)]
        .map((line) => `${line}\n`)
        .join(''),
    );
  return errors.length === 0 ? 0 : 1;
}

function lineOf({ file, line, column, message, code }: DocError): string {
  return `${file}:${line}:${column}  ${message}  [${code}]`;
}

function summary(loaded: Loaded, dir: string): string {
  const warnings = counted(loaded.warnings.length, 'warning');
  if (loaded.kind === 'refused') return `${dir}: ${counted(loaded.errors.length, 'error')}, ${warnings}.`;
  return `${dir}: ${counted(allDocs(loaded.desired).length, 'document')}, no errors, ${warnings}.`;
}

function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}
