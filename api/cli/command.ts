import type { Host } from './slots';
import type { ExtensionCommand } from './extension/command';

/** A command as typed, checked, with absolute paths: it can run here or in the process that has the database. */
export type Command =
  | { readonly name: 'serve'; readonly demo: boolean }
  | { readonly name: 'migrate' }
  | {
      readonly name: 'load';
      readonly what: 'xapi' | 'course';
      readonly files: string[];
      readonly rejects: string | null;
      /** Of `load course` only: the course to load an export as, and whether to leave its structure to others. */
      readonly courseKey?: string;
      readonly contentOnly?: boolean;
      /** Until extensions have counted it, too. */
      readonly wait?: boolean;
    }
  | {
      readonly name: 'load';
      readonly what: 'tracking';
      readonly files: string[];
      readonly rejects: string | null;
      readonly follow: boolean;
      /** Files that say who learners are and what courses are called. */
      readonly actors: string | null;
      readonly courses: string | null;
      readonly pseudonyms: boolean;
      /** null: that of LMS_BASE_URL */
      readonly lmsUrl: string | null;
      readonly strict: boolean;
    }
  | {
      readonly name: 'report';
      readonly what: 'problem' | 'video' | 'block' | 'outline' | 'attention';
      readonly course: string;
      readonly block: string | null;
      readonly from: string | null;
      readonly to: string | null;
      readonly track: string | null;
    }
  | {
      readonly name: 'transform';
      readonly files: string[];
      readonly rejects: string | null;
      readonly actors: string | null;
      readonly courses: string | null;
      /** null: that of LMS_BASE_URL */
      readonly lmsUrl: string | null;
      readonly transformerVersion: string;
      readonly strict: boolean;
      readonly asLive: boolean;
    }
  /** `filled`: what was missed was loaded from logs. */
  | { readonly name: 'follow'; readonly what: 'bus'; readonly filled: boolean }
  | {
      readonly name: 'report';
      readonly what: 'extension';
      /** acme.time-on-task */
      readonly metric: string;
      readonly course: string;
      readonly query: Readonly<Record<string, string>>;
    }
  | ExtensionCommand
  | { readonly name: 'backup'; readonly to: string; readonly incremental: boolean }
  | { readonly name: 'restore'; readonly from: string }
  | { readonly name: 'rebuild' }
  | { readonly name: 'doctor'; readonly asJson: boolean }
  | {
      readonly name: 'forget';
      /** As statements have it; where `isUser`, a user id or name in the LMS. */
      readonly learner: string;
      readonly isUser: boolean;
      /** null: that of LMS_BASE_URL */
      readonly lmsUrl: string | null;
      readonly rekey: boolean;
    }
  | { readonly name: 'slots'; readonly host: Host; readonly apiUrl: string | null }
  | { readonly name: 'openapi'; readonly out: string | null };

/** Whether a command reads standard input, which goes by the name `-`. */
export const readsStdin = (command: Command): boolean =>
  ('files' in command && command.files.includes('-')) ||
  (command.name === 'extension' && command.action === 'secret' && !command.list && !command.remove);
