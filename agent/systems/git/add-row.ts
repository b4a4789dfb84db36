/** A row more in a pool's file, as one commit: on a branch of its own for people to merge, or on the tracked one. */
import { instant } from '../../clock.ts';
import { addRow } from '../../desired/edit.ts';
import { PlumblineError } from '../../errors.ts';
import type { Written } from '../../model/change.ts';
import type { Repo } from '../../model/repo.ts';
import type { WriteCtx } from '../../model/system.ts';
import { gitErrors } from './errors.ts';
import { leftAlone, listBranches, nowS } from './branches.ts';
import type { AddRow, GitPort } from './types.ts';

type Args = AddRow['args'];

/** `backendId` is the commit: whatever else is on the branch later is somebody else's. */
export async function proposeRow(port: GitPort, args: Args, ctx: WriteCtx): Promise<Written> {
  const { branch, replaces } = args;
  const readAtMs = ctx.clock.monotonicMs();
  const tip = (await listBranches(port.repo)).get(branch) ?? null;
  if (tip !== null && (await isOurs(port, tip, args, ctx))) return { kind: 'applied', backendId: tip };
  if (tip !== replaces) return leftAlone(branch);
  const commit = await rowCommit(port, args, ctx);
  ctx.fresh(readAtMs);
  switch (await port.repo.push(branch, commit, replaces)) {
    case 'pushed':
      return { kind: 'applied', backendId: commit };
    case 'lost-race':
      return leftAlone(branch);
    case 'declined':
      throw new PlumblineError(gitErrors.proposalDeclined, `The repository declined the branch ${branch}.`, { branch });
  }
}

/** Never forced, never on top of anything but what was planned on, never tried again: the next pass plans anew. */
export async function commitRow(port: GitPort, args: Args, ctx: WriteCtx): Promise<Written> {
  const { branch, parent } = args;
  const readAtMs = ctx.clock.monotonicMs();
  const hasMoved: Written = { kind: 'skipped', why: `branch ${branch} has moved on from ${parent.slice(0, 7)}` };
  if ((await listBranches(port.repo)).get(branch) !== parent) return hasMoved;
  const commit = await rowCommit(port, args, ctx);
  ctx.fresh(readAtMs);
  switch (await port.repo.push(branch, commit, parent).catch(declinedIfRefused(branch))) {
    case 'pushed':
      return { kind: 'applied', backendId: commit };
    case 'lost-race':
      return hasMoved;
    case 'declined':
      throw commitDeclined(branch);
  }
}

/** A server may refuse the whole request where others name the branch. */
function declinedIfRefused(branch: string): (thrown: unknown) => never {
  return (thrown) => {
    if (thrown instanceof PlumblineError && thrown.code.code === 'repo/write-refused') throw commitDeclined(branch, { cause: thrown });
    throw thrown;
  };
}

function commitDeclined(branch: string, options?: ErrorOptions): PlumblineError {
  return new PlumblineError(gitErrors.commitDeclined, `The repository declined a row on ${branch}.`, { branch }, options);
}

/** The file goes back as it came but for the row: what is in the repository already is not redacted. */
async function rowCommit({ repo, limits, redact }: GitPort, args: Args, ctx: WriteCtx): Promise<string> {
  const { parent, file, index, row, sizeGiB } = args;
  const text = await textOf(repo, args);
  const edited = addRow(text, { index, key: row, sizeGiB }, limits);
  if (edited.kind === 'refused') throw rowRefused(args, edited.why);
  const files = new Map([[file, edited.text]]);
  return repo.commit({ parent, files, message: redact(args.message), timestampS: nowS(ctx) });
}

async function textOf(repo: Repo, args: Args): Promise<string> {
  const source = await repo.source(args.parent);
  const blob = await source.file(args.file);
  if (blob === null) throw rowRefused(args, `There is no such file in ${args.parent.slice(0, 7)}.`);
  const bytes = await source.blob(blob);
  const text = Buffer.from(bytes).toString('utf8');
  if (!Buffer.from(text).equals(bytes)) throw rowRefused(args, 'It is not UTF-8 text.');
  return text;
}

function rowRefused({ file, row }: Args, why: string): PlumblineError {
  return new PlumblineError(gitErrors.rowRefused, `The row ${row} cannot be added to ${file}: ${why}`, { file, row });
}

/**
 * Whether the branch is at this very row already, on what the tracked branch is or was: pushed by a process that did not live
 * to tell.
 */
async function isOurs(port: GitPort, tip: string, args: Args, ctx: WriteCtx): Promise<boolean> {
  const { repo } = port;
  const [newest] = await repo.firstParents(tip, instant(Number.MAX_SAFE_INTEGER));
  const parent = newest?.parent ?? null;
  if (parent === null || !(await repo.contains(args.parent, parent))) return false;
  const commit = await rowCommit(port, { ...args, parent }, ctx).catch(nullIfRefused);
  return commit !== null && (await treeOf(repo, tip)) === (await treeOf(repo, commit));
}

/** The row is there already, or its place is not. */
function nullIfRefused(thrown: unknown): null {
  if (thrown instanceof PlumblineError && thrown.code === gitErrors.rowRefused) return null;
  throw thrown;
}

async function treeOf(repo: Repo, commit: string): Promise<string | undefined> {
  return (await (await repo.source(commit)).folder(''))?.tree;
}
