// `node test/walls.mjs [--seconds 60] [name …]`: each bad extension of test/extension/bad, or those named, against the
// demonstration: what health and a panel answer meanwhile, and what the operator is told. A line of JSON each; the exit
// status is 1 where one of them did harm. `--bombs 1000 [name …]`: so many learners over each of whom memory is filled, by
// `bomb` and `buffers` or those named, two at a time, without a service and the pauses that an extension has on a site.
// A bomb takes a third of a second of processor time, nearly all of it its own, to fill the 64 MB that it may have.
import { withTypeScript } from './typescript.mjs';

await withTypeScript('extension/tryWalls.ts', 'api', ({ tryWalls }) => tryWalls(process.argv.slice(2)));
