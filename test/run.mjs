// `npm test`: installs what is missing, builds, runs every suite, and ends with one line of counts. Arguments are
// handed to Jest: `npm test -- test/facts`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhereNeeded, installWhereNeeded, root, run } from '../api/scripts/prepare.mjs';
import { findOrInstallChromium } from './browser/chromium.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const total = { passed: 0, failed: 0, skipped: 0 };
const skippedSuites = new Map();

/** Runs Jest once over some of the projects and adds what happened to the counts. */
async function jest(projects, more, env) {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-jest-'));
  const report = join(folder, 'report.json');
  const status = await run(
    process.execPath,
    [
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      ...process.argv.slice(2),
      ...more,
      '--passWithNoTests',
      // Libraries of the hosts warn about themselves, by the thousand lines; `npx jest` shows it.
      '--silent',
      '--json',
      `--outputFile=${report}`,
      '--selectProjects',
      ...projects,
    ],
    env,
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    total.passed += result.numPassedTests;
    // A file that does not even load has no failed test to its name.
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    total.failed += status !== 0 && failed === 0 ? 1 : failed;
    total.skipped += result.numPendingTests + result.numTodoTests;
    for (const { assertionResults } of result.testResults) {
      for (const { status: outcome, ancestorTitles, title } of assertionResults) {
        if (outcome !== 'pending' && outcome !== 'todo') continue;
        const name = ancestorTitles[0] ?? title;
        skippedSuites.set(name, (skippedSuites.get(name) ?? 0) + 1);
      }
    }
  } catch {
    say(`Jest ended with status ${status} and left no report.`);
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await installWhereNeeded();
} catch (error) {
  say(error.message);
  say('0 passed, 1 failed');
  process.exit(1);
}
for (const name of ['api', 'plugin', 'demo']) {
  try {
    await buildWhereNeeded([name]);
  } catch (error) {
    say(`Not built: ${name}. ${error.message}`);
    total.failed += 1;
  }
}
const browser = await findOrInstallChromium();
await jest(['node', 'jsdom'], []);
await jest(['browser'], ['--runInBand'], {
  ...process.env,
  ...(browser.path ? { CHROMIUM_PATH: browser.path } : { MARGINALIA_NO_BROWSER: browser.reason }),
});

if (skippedSuites.size > 0) {
  say('\nSkipped:');
  for (const [name, count] of skippedSuites) say(`  ${name}: ${count}`);
}
if (total.passed + total.failed === 0) say('\nNo test ran.');
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
say(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
