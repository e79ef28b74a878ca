import { html, problem, question, video, type Section } from '../courseTree';
import { PATTERNS } from '../patterns';

/** First section: what a loop is, and counting with for. */
export const sectionOne: Section = {
  slug: 'section-1',
  name: 'Meeting loops',
  subsections: [
    {
      slug: 'why-repeat',
      name: 'Why repeat?',
      graded: false,
      opens: 0,
      closes: 12,
      units: [
        {
          slug: 'welcome',
          name: 'Welcome',
          contents: [
            html('welcome-text', 'How this course works'),
            video('welcome-video', 'Hello!', 40),
            { type: 'discussion', slug: 'say-hello', name: 'Say hello' },
          ],
        },
        {
          slug: 'what-a-loop-does',
          name: 'What a loop does',
          contents: [
            video('laundry', 'Loops in the laundry', 200),
            problem(PATTERNS.easy.slug, 'Spot the loop', [
              question(
                'Which of these is a loop?',
                'Stir until the sauce is thick',
                [
                  ['Break two eggs', 2],
                  ['Serve hot', 1],
                ],
                { difficulty: -3.4, sharpness: 0.9 },
              ),
            ]),
            problem('rounds', 'How many rounds?', [
              question(
                'A runner does 4 laps of 400 m. How many metres is that?',
                [
                  ['1600', 8],
                  ['1600.0', 1],
                ],
                [
                  ['400', 1],
                  ['800', 1],
                  ['1200', 2],
                ],
                {
                  kind: 'numericalresponse',
                  difficulty: -1.6,
                },
              ),
            ]),
          ],
        },
      ],
    },
    {
      slug: 'counting',
      name: 'Counting with for',
      graded: true,
      opens: 7,
      closes: 24,
      units: [
        {
          slug: 'for-loops',
          name: 'The for loop',
          contents: [
            html('for-text', 'The shape of a for loop'),
            video(PATTERNS.rewatched.slug, 'for, step by step', 360, {
              rewatched: { from: PATTERNS.rewatched.from, to: PATTERNS.rewatched.to },
            }),
            problem('count-to-five', 'Count to five', [
              question(
                'How many lines does this print? for i in range(5): print(i)',
                [
                  ['5', 9],
                  ['5.0', 1],
                  [' 5', 1],
                ],
                [
                  ['4', 4],
                  ['6', 2],
                  ['0', 1],
                ],
                {
                  kind: 'numericalresponse',
                  difficulty: -0.9,
                },
              ),
            ]),
          ],
        },
        {
          slug: 'checkpoint-counting',
          name: 'Checkpoint: counting',
          contents: [
            problem(PATTERNS.wrongKey.slug, 'Ten times?', [
              question(
                'How often does the body of this loop run? for i in range(10)',
                PATTERNS.wrongKey.marked,
                [
                  [PATTERNS.wrongKey.trueResponse, 3],
                  ['11 times', 4],
                  ['It never stops', 3],
                ],
                { difficulty: -0.4, sharpness: 1.6, trueResponse: PATTERNS.wrongKey.trueResponse },
              ),
            ]),
            problem('three-loops', 'Three short loops', [
              question(
                'range(3): the first value of i?',
                '0',
                [
                  ['1', 5],
                  ['3', 1],
                ],
                { difficulty: -1.1 },
              ),
              question(
                'range(3): the last value of i?',
                '2',
                [
                  ['3', 5],
                  ['1', 1],
                ],
                { difficulty: -0.5 },
              ),
              question(
                'range(2, 8, 3): how many values?',
                [
                  ['2', 8],
                  ['2.0', 1],
                ],
                [
                  ['3', 6],
                  ['6', 2],
                  ['8', 1],
                ],
                {
                  kind: 'numericalresponse',
                  difficulty: 0.4,
                },
              ),
            ]),
          ],
        },
        {
          slug: 'reading-loops',
          name: 'Reading a loop aloud',
          contents: [
            html('reading-text', 'Say it in words'),
            problem('which-words', 'In other words', [
              question(
                'Which sentence says the same as: for name in names: greet(name)',
                'Greet everybody on the list, one after the other',
                [
                  ['Greet the first on the list', 2],
                  ['Greet until nobody is left to greet you', 1],
                  ['Greet the list', 2],
                ],
                { kind: 'optionresponse', difficulty: -0.8 },
              ),
            ]),
          ],
        },
      ],
    },
  ],
};
