/** Outside programs that tests ask for. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether the program can be started by its name. Debian keeps daemons such as sshd in /usr/sbin, which is not on every PATH. */
export function isInstalled(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
