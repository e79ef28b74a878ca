import { forget as forgetLearner, ForgetError } from '../retirement/forget';
import { openActors } from '../pipeline/tracking/actors';
import { NamesError } from '../pipeline/tracking/names';
import type { Workspace } from '../worker/workspace';
import type { Command } from './command';
import { CommandError, EXIT, type Io } from './io';

type ForgetCommand = Extract<Command, { name: 'forget' }>;

/** `forget`: one learner, everywhere. What was done is said, but for the id. */
export const forget = async (workspace: Workspace, command: ForgetCommand, io: Io): Promise<number> => {
  const learner = command.isUser ? await learnerOfUser(workspace, command) : command.learner;
  const mode = command.rekey ? 'rekeyed' : 'deleted';
  try {
    const done = await forgetLearner(
      workspace,
      learner,
      mode,
      (text) => io.err(io.isTerminal ? `\r\u001b[K${text}` : `${text}\n`),
      io.signal,
    );
    if (io.isTerminal) io.err('\r\u001b[K');
    if (done === null) {
      io.err('Stopped in between: run it again to go on. Until then answers may lack a part of this learner.\n');
      return EXIT.stopped;
    }
    io.out(
      `${JSON.stringify({ learner: mode, statements: done.statements, statementsAre: done.isOurs ? 'ours' : 'others' })}\n`,
    );
    if (!done.isOurs) {
      io.err(
        `The stored statements in ${workspace.engine.databases.xapi} are written and kept by others and were left as they are: ` +
          'delete them there, too, if they have to go. From here on they are not read any more for this learner.\n',
      );
    }
    return EXIT.done;
  } catch (error) {
    if (error instanceof ForgetError) throw new CommandError(error.message);
    throw error;
  }
};

/** The id in statements of a user of the LMS: the LMS's own where Aspects keeps it, else our pseudonym. */
const learnerOfUser = async ({ engine, config }: Workspace, command: ForgetCommand): Promise<string> => {
  const lmsUrl = command.lmsUrl ?? config.lms?.baseUrl;
  if (!lmsUrl)
    throw new CommandError('The pseudonym depends on the address of the LMS: set LMS_BASE_URL, or give --lms-url.');
  try {
    const { actorOf } = await openActors(engine, config, lmsUrl, { file: null, pseudonyms: false });
    const learner = actorOf(command.learner);
    if (learner === null) throw new CommandError('No user of this id or name is known.');
    return learner;
  } catch (error) {
    if (error instanceof NamesError) throw new CommandError(error.message);
    throw error;
  }
};
