import { ProviderError } from '../../extension/providers/ask';
import type { KnownProviders, Provider } from '../../extension/providers/known';
import { ProviderCards, type TheirMetric } from '../../extension/providers/providerCards';
import { SecretError } from '../../extension/secrets';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
/** Readers wait so long for a card at most, seconds. */
const LONGEST = 10;

/** Connects a server of others, ends a connection, or says which there are. @throws CommandError */
export const connect = async (
  { engine, fetches }: Workspace,
  command: ExtensionCommand,
  minLearners: number,
  io: Io,
): Promise<number> => {
  const cards = new ProviderCards(engine, fetches.secrets, minLearners);
  const all = await cards.known.all();
  const { target } = command;
  if (target === '') {
    for (const one of all) io.out(`${lineOf(one)}\n`);
    if (all.length === 0) io.out('No other server is connected.\n');
    return EXIT.done;
  }
  if (command.remove) {
    if (!all.some(({ name }) => name === target))
      throw new CommandError(`No server is connected as ${target}. Connected are: ${namesOf(all)}.`);
    await cards.known.remove(target);
    io.out(`${target} is not connected any more, and is asked nothing.\n`);
    return EXIT.done;
  }
  const url = addressOf(target);
  const name = command.as ?? new URL(url).hostname.split('.')[0] ?? '';
  if (!NAME.test(name))
    throw new CommandError(`"${name}" is no name for it: small letters, digits and hyphens. Give it one with --as.`);
  const before = all.find((one) => one.name === name);
  if (before && before.url !== url)
    throw new CommandError(`${name} is ${before.url} already. Give this one another name with --as.`);
  const provider = { name, url, deadline: deadlineOf(command.deadline), isExperimental: command.experimental };
  const metrics = await catalogueOf(cards, provider);
  const key = await newKeyOf(cards.known, provider);
  await cards.known.save(provider);
  io.out(`${lineOf(provider)}\n`);
  for (const metric of metrics) io.out(`  ${name}/${metric.id}: ${metric.title}\n`);
  io.out(
    'It is told which course and block a card is about, and not who looks. What it answers is not counted here.\n',
  );
  if (key !== null) io.out(`Questions are signed (HS256) with this key, which is not shown again:\n${key}\n`);
  return EXIT.done;
};

const namesOf = (all: readonly Provider[]): string => all.map(({ name }) => name).join(', ') || 'none';

const lineOf = ({ name, url, deadline, isExperimental }: Provider): string =>
  `${name}: ${url}, at most ${deadline / 1000} s${isExperimental ? ', experimental' : ''}`;

/** A key, where there is none that can be read; else null. @throws CommandError */
const newKeyOf = async (known: KnownProviders, provider: Provider): Promise<string | null> => {
  try {
    await known.keyOf(provider);
    return null;
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
  }
  try {
    return await known.makeKey(provider);
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    throw new CommandError(`${provider.name} is not connected: ${error.message}.`);
  }
};

/** Over TLS, unless it is on this machine. @throws CommandError */
const addressOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isHere)))
    throw new CommandError(
      `${text} is no address of a server: it begins with https://, as in https://lab.example.org.`,
    );
  if (url.username || url.search || url.hash)
    throw new CommandError(`${text}: leave out what is before @ and after ? or #. Questions are signed.`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};

/** Milliseconds. @throws CommandError */
const deadlineOf = (text: string): number => {
  const [, number = '', unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
  const length = Number(number) * (unit === 'ms' ? 1 : 1000);
  if (!(length >= 50 && length <= LONGEST * 1000))
    throw new CommandError(`--deadline ${text}: it is a time such as 2s or 800ms, at most ${LONGEST} s.`);
  return length;
};

/** @throws CommandError */
const catalogueOf = async (cards: ProviderCards, provider: Provider): Promise<TheirMetric[]> => {
  try {
    return await cards.catalogue(provider);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new CommandError(
      `${provider.url}/api/v1/metrics: ${error.message} It has to answer {"apiVersion": 1, "metrics": [{"id", "title", "sentence", "unit"}]}.`,
    );
  }
};
