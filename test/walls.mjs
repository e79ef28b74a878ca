// `node test/walls.mjs [--seconds 60] [name …]`: each bad extension of test/extension/bad, or those named, against the
// demonstration: what health and a panel answer meanwhile, and what the operator is told. A line of JSON each; the exit
// status is 1 where one of them did harm. `--bombs 1000`: so many learners over each of whom memory is filled, without
// the pauses that an extension has on a site.
import { withTypeScript } from './typescript.mjs';

await withTypeScript('extension/tryWalls.ts', 'api', ({ tryWalls }) => tryWalls(process.argv.slice(2)));
