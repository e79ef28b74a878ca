import { Readable } from 'node:stream';
import { operatorScope } from '../../../api/auth/scope';
import { loadStatements } from '../../../api/pipeline/ingest/load';
import { ALL_TIME, Reports } from '../../../api/metrics/reports';
import { loadCourse } from '../../../api/pipeline/structure/loadCourse';
import { COURSE, LEARNERS, PROBLEM, statementsOf } from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { type Files, archiveOf, streamOf } from './archives';

const FILES: Files = {
  'course.xml': '<course url_name="2026" org="Edu" course="Ada"/>',
  'course/2026.xml': '<course display_name="Ada" language="fr"><chapter url_name="c1"/></course>',
  'chapter/c1.xml': '<chapter><sequential url_name="s1"/></chapter>',
  'sequential/s1.xml': '<sequential graded="true" format="Quiz"><vertical url_name="u1"/></sequential>',
  'vertical/u1.xml': '<vertical><problem url_name="p1"/><video url_name="unseen"/></vertical>',
  'problem/p1.xml': `<problem display_name="Counting" max_attempts="3"><multiplechoiceresponse><label>How many are there?</label>
    <choicegroup><choice correct="false">five</choice><choice correct="true">four</choice><choice correct="false">three</choice>
    </choicegroup></multiplechoiceresponse></problem>`,
  'video/unseen.xml': `<video display_name="Not yet"><video_asset duration="75.4"/>
    <transcript language="en" src="en.srt"/><transcript language="fr" src="fr.srt"/></video>`,
  'static/en.srt': '1\n00:00:00,000 --> 00:00:02,000\nHello.\n',
  'static/fr.srt': '1\n00:00:00,000 --> 00:00:02,000\nBonjour.\n',
};

describe('the answers of a course that was loaded from its export', () => {
  let at: TestWorkspace;
  const options = { onReject: () => undefined, onProgress: () => undefined, signal: new AbortController().signal };
  const scope = operatorScope(COURSE);
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    const lines = statementsOf()
      .map((statement) => JSON.stringify(statement))
      .join('\n');
    await loadStatements(at.engine, Readable.from([Buffer.from(lines)]), options);
    await loadCourse(at.engine, streamOf(await archiveOf(FILES)), options);
    await at.workspace.refresh();
  });
  afterAll(() => at.close());

  it('The answers of a course that was loaded from its export list every choice of a problem, with the question in the course’s words', async () => {
    const problem = await new Reports(at.engine, 5).problem(scope, PROBLEM, ALL_TIME);
    expect(problem.block.name).toBe('Counting');
    expect(problem.settings).toMatchObject({ maxAttempts: 3, format: 'Quiz', graded: true });
    expect(problem.parts).toHaveLength(1);
    expect(problem.parts[0]).toMatchObject({ part: '1', question: 'How many are there?' });
    const half = LEARNERS / 2;
    expect(
      problem.parts[0]?.answers.map(({ value, first, last, choice }) => [value, first, last, choice?.right]),
    ).toEqual([
      ['four', half, LEARNERS, true],
      ['five', half, 0, false],
      ['three', 0, 0, false],
    ]);
  });

  it('The answers of a course that was loaded withhold a choice nobody took like one that few took, where there are few', async () => {
    const { parts } = await new Reports(at.engine, LEARNERS + 1).problem(scope, PROBLEM, ALL_TIME);
    expect(new Set(parts[0]?.answers.map(({ first, last }) => JSON.stringify([first, last]))).size).toBe(1);
    expect(parts[0]?.answers[0]).toMatchObject({ first: { kind: 'withheld' }, withheld: true });
  });

  it('The answers of a course that was loaded know the length of a video nobody played, and what is said in it in the course’s language', async () => {
    const video = await new Reports(at.engine, 5).video(
      scope,
      'block-v1:Edu+Ada+2026+type@video+block@unseen',
      ALL_TIME,
    );
    expect(video).toMatchObject({ duration: 75.4, viewers: 0 });
    expect(video.transcript).toEqual({
      language: 'fr',
      languages: ['fr', 'en'],
      sentences: [{ from: 0, to: 2, text: 'Bonjour.' }],
    });
  });
});
