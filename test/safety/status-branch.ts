/** What happens to the status branch and to git itself. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatInstant, instant } from '../../agent/clock.ts';
import { git } from '../helpers/git-cli.ts';
import type { World } from './world.ts';

const STATUS = 'plumbline/status';
const HOUR_MS = 3_600_000;

/** Puts files on the status branch as a person does who has it checked out. */
export async function editStatus({ push }: World, files: { readonly [file: string]: string | null }): Promise<void> {
  await push(files, { branch: STATUS });
}

/** Holds these objects, `*` for all, for so many hours; nothing else is held any more. */
export async function hold(world: World, refs: readonly string[], hours = 2): Promise<void> {
  const until = formatInstant(instant(world.sim.now() + hours * HOUR_MS));
  const holds = refs.map((ref) => ({ ref, until, reason: 'We move racks.', by: 'ann' }));
  await editStatus(world, { 'prod/holds.json': `${JSON.stringify({ schema: 1, holds })}\n` });
}

export async function statusTip({ bare }: World): Promise<string> {
  return git(bare, 'rev-parse', STATUS);
}

export async function moveStatus({ bare }: World, commit: string): Promise<void> {
  await git(bare, 'update-ref', `refs/heads/${STATUS}`, commit);
}

export async function deleteStatus({ bare }: World): Promise<void> {
  await git(bare, 'update-ref', '-d', `refs/heads/${STATUS}`);
}

/** Every line of the change log. */
export async function changeLog({ bare }: World): Promise<readonly string[]> {
  const files = await git(bare, 'ls-tree', '--name-only', '-r', STATUS, 'prod/changes/');
  const texts = await Promise.all(files.split('\n').map((file) => git(bare, 'show', `${STATUS}:${file}`)));
  return texts.flatMap((text) => text.split('\n'));
}

/** From now on the status branch cannot be moved: it is checked out somewhere. */
export async function refusePushes({ bare }: World): Promise<void> {
  await mkdir(path.join(bare, 'worktrees/somewhere'), { recursive: true });
  await writeFile(path.join(bare, 'worktrees/somewhere/HEAD'), `ref: refs/heads/${STATUS}\n`);
}

export async function acceptPushes({ bare }: World): Promise<void> {
  await rm(path.join(bare, 'worktrees'), { recursive: true });
}

/** Git is not there any more. */
export async function cutGit({ bare }: World): Promise<void> {
  await rename(bare, `${bare}.gone`);
}

export async function mendGit({ bare }: World): Promise<void> {
  await rename(`${bare}.gone`, bare);
}

export function statusFile({ bare }: World, file: string): Promise<string> {
  return git(bare, 'show', `${STATUS}:${file}`);
}

/** The names of all branches, one a line. */
export function branches({ bare }: World): Promise<string> {
  return git(bare, 'for-each-ref', '--format=%(refname:short)', 'refs/heads');
}
