import { hostName } from '../../extension/computation';
import { wordsAbout } from '../../extension/install';
import { fullId } from '../../extension/manifest';
import { modelProgress } from '../../extension/models.query';
import { bundledNames } from '../../extension/package/bundled';
import type { Workspace } from '../../worker/workspace';
import { EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';
import { wordsOfFetch } from './fetchWords';
import { named } from './named';

/** `extension status`: what is added, what it may, how far it is. @throws CommandError */
export const status = async (workspace: Workspace, { target }: ExtensionCommand, io: Io): Promise<number> => {
  const { extensions } = workspace;
  if (!extensions.isOn) io.out('Extensions are switched off: MARGINALIA_EXTENSIONS=off.\n');
  const all = target === '' ? await extensions.registry.all() : await named(workspace, target);
  if (all.length === 0) io.out('No extension is added.\n');
  if (target === '')
    for (const name of bundledNames())
      if (!all.some((one) => one.name === name))
        io.out(
          `${name} comes with Marginalia and is off. \`marginalia extension enable ${name} --courses all\` switches it on.\n`,
        );
  for (const one of all) {
    const { active, next, previous } = one;
    const pause = [active, next]
      .map((revision) => revision && extensions.pauseOf(hostName(one, revision)))
      .find(Boolean);
    const state = pause ? `paused: ${pause.why}; tried again after ${new Date(pause.until).toISOString()}` : one.state;
    io.out(`${one.name} ${active?.version ?? ''} ${state}\n`);
    if (active) io.out(`  revision ${active.revision}${previous ? `, before it ${previous.revision}` : ''}\n`);
    if (active) for (const line of wordsAbout(active.manifest)) io.out(`  ${line}\n`);
    if (one.grants.length > 0) io.out(`  granted: ${one.grants.join(', ')}\n`);
    if (one.outline !== '') io.out(`  on the outline: ${fullId(one.name, one.outline)}\n`);
    if (one.state === 'added' || !active) continue;
    if (active.manifest.jobs.length > 0)
      io.out(
        `  ${(await extensions.jobs.waiting(one.name)).length} mails and files wait to be fetched: marginalia extension outbox ${one.name}\n`,
      );
    for (const { id } of active.manifest.jobs) {
      const why = await extensions.jobs.failure(one.name, id);
      if (why !== '') io.out(`  the job ${id} failed, in ${why}\n`);
    }
    for (const state of one.state === 'on' ? await workspace.fetches.statesOf(one) : [])
      for (const line of wordsOfFetch(state)) io.out(`  ${line}\n`);
    for (const revision of [active, next]) {
      if (!revision) continue;
      for (const { course, done, of, skipped } of await extensions.progress(one, revision))
        io.out(
          `  ${course}: ${done} of ${of} learners computed${skipped > 0 ? `, ${skipped} of them failed` : ''}${revision === next ? ` (new revision ${next.revision})` : ''}\n`,
        );
      for (const { course, metric, blocks, failed, problem } of await modelProgress.run(workspace.engine, {
        name: one.name,
        revision: revision.revision,
      }))
        io.out(
          `  ${course}: ${metric} looked at ${blocks} blocks${failed > 0 ? `, and could not say anything of ${failed} of them: ${problem}` : ''}${revision === next ? ` (new revision ${next.revision})` : ''}\n`,
        );
    }
  }
  return EXIT.done;
};
