/** What a person does with the branches that the agent pushes. */
import { GROWTH_BRANCH } from './files.ts';
import type { GrowthWorld } from './mortal-world.ts';

/** Merges the proposed row, if there is one, and deletes its branch; whether there was. */
export async function mergeGrowth(world: GrowthWorld): Promise<boolean> {
  const commit = world.tips().get(GROWTH_BRANCH);
  if (commit === undefined) return false;
  await world.move('main', commit);
  await world.move(GROWTH_BRANCH, null);
  return true;
}

/** Merges every Approval that the agent proposed, by the file it adds; gives the changes they are about. */
export async function approveAll(world: GrowthWorld): Promise<readonly string[]> {
  const branches = [...world.tips().keys()].filter((branch) => branch.startsWith('plumbline/approve/'));
  const approved: string[] = [];
  for (const branch of branches) {
    const file = (await world.look('diff', '--name-only', `main...${branch}`)) ?? '';
    const text = (await world.look('show', `${branch}:${file}`)) ?? '';
    await world.commit({ [file]: `${text}\n` }, 'Approve');
    await world.move(branch, null);
    approved.push(/change: "?([^"\n]+)/.exec(text)?.[1] ?? '?');
  }
  return approved;
}

/** Replaces a text in a file on main; throws when it is not there. */
export async function edit(world: GrowthWorld, file: string, from: string, to: string): Promise<void> {
  const text = `${await world.look('show', `main:${file}`)}\n`;
  if (!text.includes(from)) throw new Error(`${file} has no "${from}":\n${text}`);
  await world.commit({ [file]: text.replace(from, to) });
}
