/** Answers that lie with a straight face: 200, but not all of it. */
import type { Answer } from './service.ts';

/** A list without some of its objects, as credentials that see only a part get it; anything else unchanged. */
export function filtered(answer: Answer, without: string | undefined): Answer {
  const body = parsed(answer.body);
  if (Array.isArray(body)) return { ...answer, body: leaveOut(body, without) };
  // Marathon wraps its lists: {"apps": [...]}.
  const [[name, list] = ['', null], ...others] = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  if (!Array.isArray(list) || others.length > 0) return answer;
  return { ...answer, body: { [name]: leaveOut(list, without) } };
}

/** Marathon's lists come as JSON text. */
function parsed(body: unknown): unknown {
  return typeof body === 'string' && /^[[{]/.test(body) ? JSON.parse(body) : body;
}

function leaveOut(list: readonly unknown[], without: string | undefined): readonly unknown[] {
  return list.filter((one, index) => (without === undefined ? index % 2 === 1 : !isNamed(one, without)));
}

function isNamed(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ('id' in value && value.id === name) || ('name' in value && value.name === name);
}

/** The first half of the body, complete as far as HTTP can tell. */
export function truncated(answer: Answer): Answer {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  return { ...answer, body: text.slice(0, Math.floor(text.length / 2)) };
}
