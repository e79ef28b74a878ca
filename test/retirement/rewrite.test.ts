import { needlesOf, rewriteStatement } from '../../api/retirement/rewrite';

const HOME = 'https://lms.example.org';
const agent = (name: string) => ({ objectType: 'Agent', account: { homePage: HOME, name } });
const rewrite = (statement: object, learner = 'ada') => {
  const found = rewriteStatement(JSON.stringify(statement), learner, 'nobody');
  return found && { ...found, statement: JSON.parse(found.text) };
};

it('A rewrite gives a learner another id as the actor, and leaves everything else', () => {
  const statement = {
    id: '1',
    actor: { ...agent('ada'), name: 'Ada L.' },
    verb: { id: 'v' },
    result: { response: 'ada' },
  };
  expect(rewrite(statement)).toMatchObject({
    isOwn: true,
    agents: [`account\n${HOME}\nada`],
    statement: { id: '1', actor: agent('nobody'), verb: { id: 'v' }, result: { response: 'ada' } },
  });
  expect(rewrite(statement)?.statement.actor).toEqual(agent('nobody'));
});

it.each([
  ['in a group', { actor: { objectType: 'Group', member: [agent('ben'), agent('ada')] } }],
  ['as the object', { actor: agent('ben'), object: agent('ada') }],
  ['as the instructor', { actor: agent('ben'), context: { instructor: agent('ada') } }],
  ['in a statement inside', { actor: agent('ben'), object: { objectType: 'SubStatement', actor: agent('ada') } }],
])('A rewrite finds a learner %s, whose statement it is not', (_, statement) => {
  const found = rewrite(statement);
  expect(found).toMatchObject({ isOwn: false });
  expect(found?.text).not.toContain('ada');
  expect(found?.text.replaceAll('nobody', 'ada')).toBe(JSON.stringify(statement));
});

it.each([
  ['mbox', 'mailto:ada@example.org'],
  ['mbox_sha1sum', 'a'.repeat(40)],
  ['openid', 'https://ada.example.org/'],
])('A rewrite knows a learner by %s, and gives an account instead', (name, id) => {
  const found = rewrite({ actor: { name: 'Ada', [name]: id } }, id);
  expect(found).toMatchObject({ isOwn: true, agents: [`${name}\n${id}`] });
  expect(found?.statement.actor).toEqual({ account: { homePage: 'https://forgotten.invalid', name: 'nobody' } });
});

it('A rewrite leaves others alone, and texts in which the id is only written', () => {
  expect(rewrite({ actor: agent('adam'), result: { response: 'ada' }, object: { id: 'ada' } })).toBeNull();
});

it('A rewrite looks for an id in whatever way a sender writes JSON', () => {
  const id = 'https://lms/ünï';
  const texts = [
    JSON.stringify(id),
    '"https://lms/\\u00fcn\\u00ef"',
    '"https:\\/\\/lms\\/ünï"',
    '"https:\\/\\/lms\\/\\u00fcn\\u00ef"',
  ];
  for (const text of texts) {
    expect(JSON.parse(text)).toBe(id);
    expect(needlesOf(id).some((needle) => text.includes(needle))).toBe(true);
  }
});
