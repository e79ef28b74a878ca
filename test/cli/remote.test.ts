import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Io } from '../../api/cli/io';
import { socketOf } from '../../api/cli/owner';
import { CommandListener, type Request, runThere } from '../../api/cli/remote';

const folder = mkdtempSync(join(tmpdir(), 'mg-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REQUEST: Request = { command: { name: 'doctor', asJson: false }, minLearners: 10, isTerminal: false };
const terminal = (): Io & { said: string[] } => {
  const said: string[] = [];
  const hear = (text: string): void => void said.push(text);
  return {
    stdin: Readable.from([]),
    out: hear,
    err: hear,
    isTerminal: false,
    signal: new AbortController().signal,
    said,
  };
};
const reach = (address: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(address, () => resolve(socket));
  });
const listening = async (onConnection: (socket: Socket) => void): Promise<[Server, string]> => {
  const address = join(folder, 'other.sock');
  rmSync(address, { force: true });
  const server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(address, resolve));
  return [server, address];
};

it('An owner that ends before it took the command leaves it to the next one', async () => {
  const [server, address] = await listening((socket) => socket.destroy());
  const io = terminal();
  expect(await runThere(await reach(address), REQUEST, io)).toBeNull();
  expect(io.said).toEqual([]);
  server.close();
});

it('An owner that ends in the middle leaves status 3, and it is said what to do', async () => {
  const [server, address] = await listening((socket) =>
    socket.once('data', () => socket.end('{"taken":true}\n{"out":"some"}\n')),
  );
  const io = terminal();
  expect(await runThere(await reach(address), REQUEST, io)).toBe(3);
  expect(io.said).toEqual(['some', expect.stringContaining('Run it again to go on')]);
  server.close();
});

it('An owner that goes waits for commands under way, and sends those away that asked nothing yet', async () => {
  let finish: (status: number) => void = () => undefined;
  let begin: () => void = () => undefined;
  const isUnderWay = new Promise<void>((resolve) => (begin = resolve));
  const run = (): Promise<number> => {
    begin();
    return new Promise((resolve) => (finish = resolve));
  };
  const listener = await CommandListener.open(folder, run, new AbortController().signal);
  const idle = await reach(socketOf(folder));
  const isSentAway = new Promise((resolve) => idle.once('close', resolve));
  const running = runThere(await reach(socketOf(folder)), REQUEST, terminal());
  await isUnderWay;
  const order: string[] = [];
  const closing = listener.close().then(() => order.push('closed'));
  await new Promise((resolve) => setImmediate(resolve));
  order.push('finished');
  finish(7);
  expect(await running).toBe(7);
  await closing;
  await isSentAway;
  expect(order).toEqual(['finished', 'closed']);
});

it('Garbage on the socket harms nobody', async () => {
  const listener = await CommandListener.open(folder, async () => 0, new AbortController().signal);
  for (const garbage of ['hello\n', 'null\n', '{"command"\n', '{"stdin":null}\n']) {
    const socket = await reach(socketOf(folder));
    socket.on('error', () => {});
    socket.end(garbage);
  }
  expect(await runThere(await reach(socketOf(folder)), REQUEST, terminal())).toBe(0);
  await listener.close();
});
