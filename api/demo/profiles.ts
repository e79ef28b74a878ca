import { uuidOf } from '../lib/uuid';

const FIRST =
  'Amara Bilal Chen Dilek Elif Farid Grace Hana Imani Jonas Karin Luca Mina Noor Oskar Priya Quinn Rosa Samir Tova Uma Viktor Wanda Ximena Yara Zeno'.split(
    ' ',
  );
const LAST =
  'Okafor Lindqvist Haddad Moreau Tanaka Novak Ferreira Osei Kaya Larsen Mbeki Petrov Quispe Rahman Silva Tran Ueda Varga Weiss Yilmaz Zhou'.split(
    ' ',
  );

/** So many have no profile, as it happens on every site. */
const WITHOUT = 2;

const FIRST_USER = 1000;

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

interface Profiles {
  readonly externalIds: readonly Readonly<Record<string, string | number>>[];
  readonly profiles: readonly Readonly<Record<string, string | number>>[];
}

/** Invented people behind the learners, as the LMS publishes them. @param at when, as event sinks write it */
export const profilesOf = (learners: readonly string[], at: string): Profiles => {
  const people = learners.slice(0, Math.max(0, learners.length - WITHOUT)).map((learner, index) => {
    // both lists in step would give each first name one last name
    const [first, last] = [pick(FIRST, index), pick(LAST, index + Math.floor(index / FIRST.length))];
    const username = `${first}_${last.slice(0, 1)}${index}`.toLowerCase();
    return { learner, user: FIRST_USER + index, name: `${first} ${last}`, username };
  });
  const dump = { dump_id: uuidOf('demo profiles'), time_last_dumped: at };
  return {
    externalIds: people.map(({ learner, user, username }) => ({
      external_user_id: learner,
      external_id_type: 'xapi',
      username,
      user_id: user,
      ...dump,
    })),
    profiles: people.map(({ user, name, username }) => ({
      id: user,
      user_id: user,
      name,
      username,
      email: `${username}@example.org`,
      ...dump,
    })),
  };
};
