import { parseArgs } from 'node:util';
import { type Outline, isNumber } from '@marginalia/contract';
import { Demo } from '../browser/demo';
import { paths } from '../http/api';
import { BAD_NAMES, type Seen, tryBad, tryBombs } from './walls';

/** Of a host, megabytes. */
const MOST_MEMORY = 200;
/** Those that fill memory: by a million small lists, and by few large pieces. */
const BOMBS = ['bomb', 'buffers'];
const COURSE = 'course-v1:Marginalia+Loops101+2026';

const isHarmless = ({ name, unhealthy, changed, isSame, isNamed, status }: Seen): boolean =>
  unhealthy === 0 &&
  changed === 0 &&
  isSame &&
  (name === 'pollution' ? status === 'on' : isNamed && status.startsWith('paused'));

/** Tries extensions beside the demonstration, and prints what was seen. @param args as typed */
export const tryWalls = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args,
    options: { seconds: { type: 'string', default: '60' }, bombs: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.bombs !== undefined) {
    for (const name of positionals.length > 0 ? positionals : BOMBS) {
      const seen = await tryBombs(name, Number(values.bombs), (asked) => {
        if (asked % 100 === 0) process.stderr.write(`${name}: ${asked}\n`);
      });
      process.stdout.write(`${JSON.stringify({ name, ...seen })}\n`);
      if (seen.told !== seen.asked || seen.largestHost > MOST_MEMORY) process.exitCode = 1;
    }
    return;
  }
  const demo = await Demo.start();
  try {
    const headers = await demo.signIn('staff');
    const outline = (await (await fetch(`${demo.origin}${paths.outline(COURSE)}`, { headers })).json()) as Outline;
    const [problem] = outline.blocks
      .filter(({ type, reach }) => type === 'problem' && isNumber(reach))
      .sort((a, b) => Number(b.reach) - Number(a.reach));
    const service = {
      ...{ origin: demo.origin, pid: demo.pid, headers },
      panel: paths.problem(COURSE, problem?.id ?? ''),
      run: (...words: string[]) => demo.run(words),
    };
    for (const name of positionals.length > 0 ? positionals : BAD_NAMES) {
      const seen = await tryBad(service, name, Number(values.seconds));
      process.stdout.write(`${JSON.stringify({ isHarmless: isHarmless(seen), ...seen })}\n`);
      if (!isHarmless(seen)) process.exitCode = 1;
    }
  } finally {
    await demo.stop();
  }
};
