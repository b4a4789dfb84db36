/** A plan for a person at a terminal. */
import type { FieldDiff, Verdict } from '../../model/change.ts';
import { printable } from '../../model/printable.ts';
import type { Json } from '../../model/ref.ts';
import { awaitedKey, sign, summary, unreadLines } from './plan-view.ts';
import type { PlanView } from './plan-view.ts';

export type Style = 'add' | 'remove' | 'change' | 'trouble';
/** Colours a line or leaves it as it is. */
export type Paint = (text: string, style: Style) => string;

export function planText(view: PlanView, painted: Paint): string {
  const paint: Paint = (text, style) => painted(printable(text), style);
  const lines = [
    `Plan for ${view.cluster} at ${view.plan.commit.slice(0, 7)}: ${summary(view)}`,
    ...view.notes.map((note) => paint(note, 'trouble')),
    ...refusedLines(view).map((line) => paint(line, 'trouble')),
    ...view.verdicts.flatMap((verdict) => ['', ...changeLines(verdict, paint)]),
    ...section('Could not be read, so nothing there is changed:', unreadLines(view.plan.unknown), paint),
    ...section(
      'Not ready:',
      view.unready.map(({ ref, kind, why }) => `${ref}  ${kind}: ${why}`),
      paint,
    ),
    ...section(
      'A person should know:',
      view.findings.map(({ ref, why, remedy }) => `${ref}: ${why}. ${remedy}`),
      paint,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function refusedLines(view: PlanView): readonly string[] {
  if (!view.refused) return [];
  const errors = view.refused.errors.map((error) => `  ${error.file}:${error.line}:${error.column}  ${error.message}`);
  const { commit, why } = view.refused;
  const whole = why === null ? [] : [`  ${why}`];
  return ['', `Commit ${commit.slice(0, 7)} is refused, ${view.plan.commit.slice(0, 7)} stays in force:`, ...whole, ...errors];
}

function changeLines(verdict: Verdict, paint: Paint): readonly string[] {
  const { change } = verdict;
  const key = awaitedKey(verdict);
  const style = { '+': 'add', '-': 'remove', '~': 'change' }[sign(verdict)] as Style;
  const head = `  ${sign(verdict)} ${change.ref}  ${change.op} (${change.class}, ${change.cause})`;
  return [
    paint(head, style),
    ...change.effects.map((effect) => printable(`      ${effect}`)),
    ...change.fields.map((field) => printable(`      ${fieldLine(field)}`)),
    ...change.then.map((step) => printable(`      then ${step}`)),
    ...(verdict.kind === 'blocked' ? [paint(`      blocked (${verdict.by}): ${verdict.why}`, 'trouble')] : []),
    ...(key === null ? [] : [`      approval key: ${key}`]),
  ];
}

/** `container.docker.image: "nginx:1.25" -> "nginx:1.27"` */
export function fieldLine({ path, from, to }: FieldDiff): string {
  return `${path}: ${value(from)} -> ${value(to)}`;
}

const LONGEST_VALUE = 120;

function value(json: Json): string {
  if (json === null) return '(not set)';
  const text = JSON.stringify(json);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}...`;
}

function section(heading: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ['', paint(heading, 'trouble'), ...lines.map((line) => printable(`  ${line}`))];
}
