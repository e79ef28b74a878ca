import { isFor } from '../../extension/asker';
import { isForOutline } from '../../extension/outline';
import { type InstalledMetric, type Registry } from '../../extension/registry';
import { fullId } from '../../extension/manifest';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';

/** What stands beside the blocks of the outline: chosen, taken away, or only said. @throws CommandError */
export const outline = async (
  { extensions }: Workspace,
  { target, none }: ExtensionCommand,
  io: Io,
): Promise<number> => {
  const { registry, rules } = extensions;
  if (none && target !== '') throw new CommandError('Name a metric, or say --none: not both.');
  if (none) {
    await registry.showOnOutline(null);
    io.out('The outline shows no figure of an extension.\n');
    return EXIT.done;
  }
  if (target === '') {
    io.out(`${await wordsNow(registry)}\n`);
    return EXIT.done;
  }
  const found = (await registry.metrics()).find(({ id }) => id === target);
  if (!found)
    throw new CommandError(`No extension that is on has a metric named ${target}. ${await choices(registry)}`);
  if (!isForOutline(found.metric))
    throw new CommandError(
      `${target} has no single number for a block, and the outline has room for one. ${await choices(registry)}`,
    );
  await registry.showOnOutline(found);
  io.out(`${wordsOf(found)}\n`);
  if (!isFor(found, new Set(['team']), rules))
    io.out('Not everybody on a course team may see it. Whoever may not sees the outline without it.\n');
  return EXIT.done;
};

const wordsOf = ({ id, metric, extension: { name, courses } }: InstalledMetric): string => {
  const types = metric.on.filter((type) => type !== 'course').join(', ');
  const where = courses === 'all' ? 'all courses' : courses.join(', ');
  return `The outline shows ${id} (${metric.title}) beside each block of type ${types}, where ${name} is on: ${where}.`;
};

const wordsNow = async (registry: Registry): Promise<string> => {
  const shown = await registry.onOutline();
  if (shown) return wordsOf(shown);
  const chosen = (await registry.all()).find((one) => one.outline !== '');
  if (!chosen) return `The outline shows no figure of an extension. ${await choices(registry)}`;
  const isOn = chosen.state === 'on' || chosen.state === 'paused';
  const why = isOn ? 'has no such metric any more' : `is ${chosen.state}`;
  return `${fullId(chosen.name, chosen.outline)} is chosen for the outline, but ${chosen.name} ${why}. Nothing is shown.`;
};

const choices = async (registry: Registry): Promise<string> => {
  const ids = (await registry.metrics()).filter(({ metric }) => isForOutline(metric)).map(({ id }) => id);
  return ids.length > 0 ? `It can show: ${ids.join(', ')}.` : 'No extension that is on has a metric for it.';
};
