/** The text of docs/safety.md: what can never happen, and the rows of test/safety/ as a table. */
import { storageRows, storageTopics } from '../test/safety/storage-topics.ts';
import { rows as allRows, usualTopics } from '../test/safety/topics.ts';
import type { Topic } from '../test/safety/row.ts';

const INTRODUCTION = `# Safety

<!-- Written by \`npm run docs\` from test/safety/rows/. Do not edit. -->

What Plumbline never does, whatever is in the repository, whatever the systems answer, and wherever its process dies:

- **It destroys no data that nobody asked it to destroy.** Storage goes only when its document says \`state: absent\` *and* an
  Approval names this very object; a document that vanishes is forgotten, nothing more. Apps are pruned only where people said
  so, only those the agent made or adopted, and never many at once.
- **It makes nothing anew in place of what is lost.** A volume that was seen and is gone is missing, not absent: an empty one
  under its name would hide the loss, and an app that started on it would seal it.
- **It takes no silence for an answer.** What was not read, not read whole, or read from another system is unknown; nothing is
  made, changed or deleted because of it.
- **It overrules no person.** A hold counts at once, also against what a pass has planned; what was changed by hand in storage
  is reported; what was changed both by hand and in git waits for a decision.
- **It acts on nothing that is over.** A commit that does not contain the one in force is not followed; an approval ends; an
  agent that slept, was cut off or was succeeded makes no further call.
- **It spends and destroys nothing off the record.** The intent stands on the status branch before the call, and the log says
  each call once.
- **No repository raises it above its configuration**: not its addresses, its credentials, its ceilings, nor the app it runs in.

Why that holds: everything the agent may do passes the guards of \`agent/plan/guard/\`, one file each, which are functions of what
is declared, seen and remembered and can only say no; right before each call what they rest on is read again; and what an
agent remembers is only what the status branch says.

Below are dangerous situations, each played by a test of its own in a small real world: a simulated Mesos, Marathon and
ScaleIO over HTTP, a bare repository, the agent. A test begins by making sure that what would be lost is there, and is judged by
the calls the systems received. Where people may consent, it goes on until the thing is made after all.

The last column but one is what stands in the way: a guard, or, where no single guard does, a *mutant*, a change to the agent
that takes the protection away. \`npm run test:guards-off\` turns each of them off and plays its rows again: harm is done in every one.
`;

/** The whole text of docs/safety.md. */
export function safetyDoc(): string {
  const usual = Object.values(usualTopics).map(section);
  return [INTRODUCTION, counted(), ...usual, STORAGE, ...Object.values(storageTopics).map(section)].join('\n');
}

const STORAGE = `# Storage

Domains, fault sets, nodes, disks, pools, snapshots and who has which volume, in worlds of five SDSs and no app.
`;

function counted(): string {
  return `There are ${allRows.length}; ${storageRows.length} of them, [the last ones](#storage), are about storage alone.\n`;
}

function section({ title, rows }: Topic): string {
  const lines = rows.map((row) => `| ${[row.trigger, row.object, row.lost.what, guardText(row.guard), row.test].join(' | ')} |`);
  return [
    `## ${title}`,
    '',
    '| what happens | to | what would be lost | what stands in the way | test |',
    '|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function guardText(guard: string): string {
  const mutant = /^mutant: (.+)$/.exec(guard)?.[1];
  return mutant === undefined
    ? `[\`${guard}\`](../agent/plan/guard/${guard}.ts)`
    : `[mutant \`${mutant}\`](../test/mutants/${mutant}.patch)`;
}
