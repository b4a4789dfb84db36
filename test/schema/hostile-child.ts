/** Reads each of the hostile texts in a process that has read nothing before; prints how many it survived. */
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { parseYaml } from '../../agent/schema/parse-yaml.ts';
import { HOSTILE } from './hostile.ts';

const SIZE = 16 * 1024;
/** Of what needs most memory for its size; just below the most pieces that one document may have. */
const GREEDY = { name: 'empty keys', size: 240 * 1024 } as const;

let survived = 0;
for (const text of Object.values(HOSTILE)) {
  parseYaml(text(SIZE), DEFAULT_LIMITS);
  survived += 1;
}
parseYaml(HOSTILE[GREEDY.name]?.(GREEDY.size) ?? '', DEFAULT_LIMITS);
process.stdout.write(String(survived));
