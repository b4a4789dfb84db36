/** plans/<branch>.md: what each open proposal of growth says, for whoever looks at the status before merging it. Pure. */
import { openGrowths } from '../model/growth.ts';
import type { GrowthRecord } from '../model/growth.ts';
import { formatMinute } from '../model/sentences.ts';

const FOLDER = 'plans';

/** Where a cluster's plans are, with a slash at the end. */
export function plansFolder(cluster: string): string {
  return `${cluster}/${FOLDER}/`;
}

/** Path -> text; null for what is there (`present`) and no longer open. */
export function planFiles(
  cluster: string,
  growths: readonly GrowthRecord[],
  present: readonly string[],
): ReadonlyMap<string, string | null> {
  const open = openGrowths(cluster, growths).map((record) => [`${plansFolder(cluster)}${record.branch}.md`, planText(record)] as const);
  return new Map([...present.map((path) => [path, null] as const), ...open]);
}

/** The message is the agent's own: its first line says what is added. */
function planText({ branch, at, message }: GrowthRecord): string {
  const [subject = '', ...body] = message.trimEnd().split('\n');
  const told = body.join('\n').trim();
  return `# ${subject}\n\nProposed on branch \`${branch}\` at ${formatMinute(at)}.\n\n\`\`\`text\n${told}\n\`\`\`\n`;
}
