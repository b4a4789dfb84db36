/** A plan for a reviewer: one summary line, a table of what happens, then the fields, folded away. */
import type { Verdict } from '../../model/change.ts';
import { printable } from '../../model/printable.ts';
import { awaitedKey, summary, unreadLines } from './plan-view.ts';
import type { PlanView } from './plan-view.ts';
import { fieldLine } from './text.ts';

export function planMarkdown(view: PlanView): string {
  const parts = [
    `**Plan for ${view.cluster}** at \`${view.plan.commit.slice(0, 7)}\`: ${summary(view)}`,
    ...view.notes.map((note) => `> ${escape(note)}`),
    refused(view),
    table(view),
    list('Needs an approval', view.verdicts.flatMap(approvalLine)),
    list('Could not be read', unreadLines(view.plan.unknown)),
    list(
      'Not ready',
      view.unready.map(({ ref, kind, why }) => `${ref}, ${kind}: ${why}`),
    ),
    list(
      'A person should know',
      view.findings.map(({ ref, why, remedy }) => `${ref}: ${why}. ${remedy}`),
    ),
    details(view),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function refused(view: PlanView): string {
  if (!view.refused) return '';
  const errors = view.refused.errors.map(
    (error) => `- \`${inCode(`${error.file}:${error.line}:${error.column}`)}\` ${escape(error.message)}`,
  );
  const { commit, why } = view.refused;
  const whole = why === null ? [] : [`- ${escape(why)}`];
  return [`Commit \`${commit.slice(0, 7)}\` is refused:\n`, ...whole, ...errors].join('\n');
}

function table(view: PlanView): string {
  if (view.verdicts.length === 0) return '';
  const rows = view.verdicts.map((verdict) => {
    const { ref, op, class: changeClass, cause, effects } = verdict.change;
    const decided = verdict.kind === 'blocked' ? `blocked: ${verdict.why}` : 'allowed';
    return `| ${[ref, op, effects.join('; '), changeClass, cause, decided].map(escape).join(' | ')} |`;
  });
  return ['| Object | Change | What happens | Class | Cause | Verdict |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function approvalLine(verdict: Verdict): readonly string[] {
  const key = awaitedKey(verdict);
  return key === null ? [] : [`${verdict.change.id}, with the key \`${key}\``];
}

function list(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`**${heading}**\n`, ...lines.map((line) => `- ${escape(line)}`)].join('\n');
}

function details(view: PlanView): string {
  const changed = view.verdicts.filter(({ change }) => change.fields.length > 0);
  if (changed.length === 0) return '';
  const blocks = changed.map(({ change }) =>
    [`~ ${change.id}`, ...change.fields.map((field) => printable(`  ${fieldLine(field)}`))].join('\n'),
  );
  // A fence longer than any run of backticks inside, so that no value can end it.
  const fence = '`'.repeat(Math.max(3, ...[...blocks.join().matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `<details><summary>Fields</summary>\n\n${fence}diff\n${blocks.join('\n')}\n${fence}\n\n</details>`;
}

/** Between backticks nothing else means anything. */
function inCode(text: string): string {
  return printable(text).replaceAll('`', "'");
}

function escape(text: string): string {
  return printable(text.replaceAll(/[\r\n]+/g, ' '))
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
}
