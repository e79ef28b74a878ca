// The process in which one extension runs: a machine of WebAssembly that is set back to the same bytes before each call.
// The parent may kill this process at any moment. Plain JavaScript, because it runs as it is, from sources and packages.
import { readFileSync } from 'node:fs';
import { gzipSync, gunzipSync } from 'node:zlib';
import { QuickJS } from 'quickjs-wasi';

const MEMORY = 64 << 20;
/** With the library's own size of stack, recursion without end throws in this process instead of inside. */
const STACK = 128 << 10;
/** Memory that a call grew is not given back by setting it back: from here on the machine is made again. */
const GROWTH = 16 << 20;
/** Free memory that a machine is made with, at first and at most. */
const [LEAST_ROOM, MOST_ROOM] = [512 << 10, 8 << 20];
const LONGEST_ANSWER = 262_144;
const SETTLE = 100_000;

// Not by require: it also looks for the library in folders that this process may not read, such as those of the image.
const wasm = await WebAssembly.compile(readFileSync(new URL(import.meta.resolve('quickjs-wasi/quickjs.wasm'))));
const prelude = readFileSync(new URL('./prelude.js', import.meta.url), 'utf8');

/** Milliseconds that this process worked: on a busy machine a call is not to blame for what others take. */
const worked = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
let deadline = Infinity;
const options = {
  wasm,
  memoryLimit: MEMORY,
  maxStackSize: STACK,
  timezoneOffset: 0,
  interruptHandler: () => worked() > deadline,
  // One clock and one seed for everybody: the same events give the same numbers.
  wasi: (memory) => ({
    clock_time_get: (_id, _precision, at) => {
      new DataView(memory.buffer).setBigUint64(at, 1_700_000_000_000_000_000n, true);
      return 0;
    },
    random_get: (at, length) => {
      new Uint8Array(memory.buffer, at, length).fill(7);
      return 0;
    },
  }),
};

/** The machine, a function in it, and its bytes: before a course is known, and as of now. */
let machine = null;
let call = null;
let shot = null;
/** Up to the last byte that is not 0; and how much memory there was. */
let image = null;
let size = 0;
/**
 * Free memory inside, bytes. A call that finds none has the machine grow, and what has grown cannot be used by the next one:
 * so where calls need more than there is, it is made with more.
 */
let room = LEAST_ROOM;

const memoryOf = () => new Uint8Array(machine._getMemory().buffer);
const takeImage = () => {
  // the library copies it: twice as much was there and is free again
  machine.newArrayBuffer(new Uint8Array(room / 2)).dispose();
  call = machine.evalCode('__host');
  const memory = memoryOf();
  size = memory.length;
  let end = size;
  while (end > 0 && memory[end - 1] === 0) end -= 1;
  image = memory.slice(0, end);
};
const anew = async (from) => {
  machine = from ? await QuickJS.restore(from, options) : await QuickJS.create(options);
};
/** What is there now is what every call begins with. */
const keep = () => {
  shot = machine.snapshot();
  takeImage();
};
const reset = async (isClean) => {
  const memory = memoryOf();
  const grown = memory.length - size;
  if (!isClean || grown > GROWTH || (grown > 0 && room < MOST_ROOM)) {
    if (isClean) room = Math.min(MOST_ROOM, 2 * room);
    await anew(shot);
    takeImage();
    return;
  }
  memory.set(image);
  memory.fill(0, image.length);
};

const within = (ms, work) => {
  deadline = worked() + ms;
  try {
    return work();
  } finally {
    deadline = Infinity;
  }
};

const ask = (name, text) => {
  const [nameOf, textOf] = [machine.newString(name), machine.newString(text)];
  const answer = machine.callFunction(call, machine.undefined, nameOf, textOf);
  const value = answer.toString();
  if (value.length > LONGEST_ANSWER) throw new Error('the answer is larger than 256 kB');
  return value;
};

/** Until nothing moves any more. */
const settle = () => {
  for (let at = 0; at < SETTLE && machine.executePendingJobs() > 0; at += 1);
};

const wordsOf = (error) => {
  const text = String(error?.message ?? error)
    .split('\n')[0]
    .slice(0, 300);
  if (/interrupted/i.test(text)) return 'it took too long';
  if (/out of memory|memory limit/i.test(text)) return 'it needed too much memory';
  if (/stack/i.test(text)) return 'it calls itself without end';
  return text;
};

const actions = {
  load: async ({ bundle, ms }) => {
    await anew(null);
    within(ms, () => {
      machine.evalCode(prelude).dispose();
      machine.evalCode(bundle, 'extension.mjs').dispose();
    });
    keep();
    const manifest = within(ms, () => ask('describe', ''));
    await reset(true);
    return manifest;
  },
  course: async ({ text, ms, bundle }) => {
    await actions.load({ bundle, ms });
    within(ms, () => ask('course', text));
    keep();
    return '';
  },
  /** Each of the texts on its own: the machine is the same before each. */
  each: async ({ id, name, texts, ms }) => {
    for (const [at, text] of texts.entries()) {
      let answer;
      try {
        answer = { value: within(ms, () => ask(name, text)) };
      } catch (error) {
        answer = { error: wordsOf(error) };
      }
      await reset('value' in answer);
      process.send({ id, at, ...answer });
    }
    return '';
  },
  /** A job asks for numbers of others by promises; what it is at when nothing moves any more is the result. */
  job: async ({ text, ms }) => {
    try {
      return within(ms, () => {
        ask('job', text);
        settle();
        return ask('settled', '');
      });
    } finally {
      await reset(false);
    }
  },
  /** The machine itself is the state of a loop: begun, or set back to a checkpoint. */
  loop: async ({ bundle, text, checkpoint, ms }) => {
    if (checkpoint) {
      await anew(QuickJS.deserializeSnapshot(new Uint8Array(gunzipSync(Buffer.from(checkpoint, 'base64')))));
      call = machine.evalCode('__host');
      return '';
    }
    await actions.load({ bundle, ms });
    within(ms, () => {
      ask('loop', text);
      settle();
      ask('fed', '');
    });
    return '';
  },
  feed: ({ text, ms }) =>
    within(ms, () => {
      ask('feed', text);
      settle();
      return ask('fed', '');
    }),
  checkpoint: () => gzipSync(QuickJS.serializeSnapshot(machine.snapshot())).toString('base64'),
};

process.on('message', async (message) => {
  const { id } = message;
  try {
    process.send({ id, done: await actions[message.do](message), rss: process.memoryUsage.rss() });
  } catch (error) {
    process.send({ id, failed: wordsOf(error), rss: process.memoryUsage.rss() });
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ up: true });
