import { html, problem, question, video, type Section } from '../courseTree';
import { PATTERNS } from '../patterns';

/** Third section: nested loops, and the finale that few get to the end of. */
export const sectionThree: Section = {
  slug: 'section-3',
  name: 'Loops in the wild',
  subsections: [
    {
      slug: 'nested',
      name: 'Loops inside loops',
      graded: false,
      opens: 43,
      closes: 57,
      units: [
        {
          slug: 'rows-and-columns',
          name: 'Rows and columns',
          contents: [
            video(PATTERNS.leaving.slug, 'Weaving a carpet', 600, { leavingAt: PATTERNS.leaving.at }),
            problem('multiplication-table', 'The multiplication table', [
              question(
                'for a in range(1, 4): for b in range(1, 4): print(a * b). The first line?',
                '1',
                [
                  ['0', 4],
                  ['4', 1],
                ],
                { difficulty: -0.8 },
              ),
              question(
                'The last line?',
                '9',
                [
                  ['16', 5],
                  ['12', 1],
                ],
                { difficulty: -0.1, sharpness: 1.3 },
              ),
            ]),
            problem('grid', 'The grid', [
              question(
                'Two nested loops, range(4) and range(6): how often does the inner body run?',
                [
                  ['24', 9],
                  ['24.0', 1],
                ],
                [
                  ['10', 5],
                  ['6', 2],
                  ['35', 1],
                ],
                {
                  kind: 'numericalresponse',
                  difficulty: 0.1,
                  sharpness: 1.3,
                },
              ),
            ]),
          ],
        },
        {
          slug: 'sorting-by-hand',
          name: 'Sorting by hand',
          contents: [
            video('cards', 'Sorting a hand of cards', 75.4),
            problem(
              PATTERNS.edited.slug,
              'How many comparisons?',
              [
                question(
                  'Comparing each of 5 cards with each other once: how many comparisons?',
                  '10',
                  [
                    ['25', 4],
                    ['20', 4],
                    ['5', 1],
                  ],
                  { difficulty: -0.7 },
                ),
              ],
              { harderBeforeEdit: 2.2 },
            ),
          ],
        },
      ],
    },
    {
      slug: 'finale',
      name: 'Finale',
      graded: true,
      opens: 57,
      closes: 68,
      units: [
        {
          slug: 'final-quiz',
          name: 'Final quiz',
          contents: [
            video('last-words', 'What you can say now', 95),
            problem('three-programs', 'Three programs', [
              question(
                'total = 0; for i in range(4): total = total + i. total?',
                [
                  ['6', 9],
                  ['6.0', 1],
                ],
                [
                  ['10', 5],
                  ['4', 1],
                  ['3', 1],
                ],
                { kind: 'numericalresponse', difficulty: 0, sharpness: 1.4 },
              ),
              question(
                'The same with range(1, 5)?',
                [
                  ['10', 9],
                  ['10.0', 1],
                ],
                [
                  ['15', 4],
                  ['6', 2],
                ],
                { kind: 'numericalresponse', difficulty: 0, sharpness: 1.4 },
              ),
              question(
                'Which of both adds 0 first?',
                'range(4)',
                [
                  ['range(1, 5)', 2],
                  ['both', 2],
                ],
                { difficulty: -0.7 },
              ),
            ]),
            problem(
              'choose-the-loop',
              'for or while?',
              [
                question(
                  'Asking for a password until it is right: which loop?',
                  'while',
                  [
                    ['for', 4],
                    ['none', 1],
                  ],
                  { kind: 'optionresponse', difficulty: -0.9, sharpness: 1.3 },
                ),
              ],
              { attempts: 2 },
            ),
            problem(
              'sum-to-hundred',
              'Adding up',
              [
                question(
                  'Add 1 + 2 + ... + 100 with a loop. What comes out?',
                  [
                    ['5050', 9],
                    ['5050.0', 1],
                  ],
                  [
                    ['5000', 3],
                    ['4950', 4],
                    ['10100', 1],
                    ['100', 1],
                  ],
                  {
                    kind: 'numericalresponse',
                    difficulty: 0.3,
                    sharpness: 1.5,
                  },
                ),
              ],
              { attempts: 3 },
            ),
          ],
        },
        {
          slug: PATTERNS.few.unit,
          name: 'Bonus: loops that never end',
          visitors: 'few',
          contents: [
            html('forever', 'Servers, hearts and clocks'),
            problem(PATTERNS.few.slug, 'Forever', [
              question('Name something that should loop forever.', 'A heart', [['A holiday', 1]], {
                kind: 'stringresponse',
                difficulty: 0,
              }),
            ]),
          ],
        },
        {
          slug: PATTERNS.nobody.unit,
          name: 'Going further',
          visitors: 'nobody',
          contents: [
            html(PATTERNS.nobody.slug, 'Books and exercises'),
            problem('recursion', 'Without a loop', [
              question('What is it called when a function calls itself?', 'recursion', [['repetition', 1]], {
                kind: 'stringresponse',
              }),
            ]),
          ],
        },
      ],
    },
  ],
};
