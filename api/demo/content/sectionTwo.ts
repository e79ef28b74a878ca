import { html, problem, question, video, type Section } from '../courseTree';
import { PATTERNS } from '../patterns';

/** Second section: while, mistakes by one, and the homework that is due. */
export const sectionTwo: Section = {
  slug: 'section-2',
  name: 'While and until',
  subsections: [
    {
      slug: 'conditions',
      name: 'As long as it is true',
      graded: false,
      opens: 20,
      closes: 35,
      units: [
        {
          slug: 'while-loops',
          name: 'The while loop',
          contents: [
            video(PATTERNS.dull.slug, 'Conditions, from the beginning', 560, {
              dull: { from: PATTERNS.dull.from, to: PATTERNS.dull.to },
            }),
            problem(PATTERNS.distractor.slug, 'The last number', [
              question(
                'What does this print last? i = 0; while i < 3: i = i + 1; print(i)',
                PATTERNS.distractor.right,
                [
                  [PATTERNS.distractor.wrong, 9],
                  ['4', 1],
                  ['0', 0.5],
                ],
                { difficulty: 0.2, sharpness: 0.9 },
              ),
            ]),
          ],
        },
        {
          slug: 'true-or-false',
          name: 'True or false?',
          contents: [
            problem('three-conditions', 'Three conditions', [
              question('x = 3. Is x < 3 true?', 'No', [['Yes', 1]], { difficulty: -1.3 }),
              question('x = 3. Is x <= 3 true?', 'Yes', [['No', 1]], { difficulty: -1.2 }),
              question('x = 3. Is not x == 3 true?', 'No', [['Yes', 1]], { difficulty: -0.4 }),
            ]),
            html('sentinels', 'Loops that wait for a word'),
          ],
        },
        {
          slug: 'off-by-one',
          name: 'Off by one',
          contents: [
            html('fences', 'Fences and posts'),
            problem(PATTERNS.hardButFair.slug, 'The fence', [
              question(
                'A fence of 20 m has a post every 2.5 m, ends included. How many posts?',
                [
                  ['9', 9],
                  ['9.0', 1],
                ],
                [
                  ['8', 7],
                  ['10', 2],
                  ['20', 1],
                  ['50', 1],
                ],
                {
                  kind: 'numericalresponse',
                  difficulty: 1.0,
                  sharpness: 2.2,
                },
              ),
            ]),
            problem(
              PATTERNS.help.slug,
              'Stop the loop',
              [
                question(
                  'n = 10; while n > 0: ??? Which line makes the loop end?',
                  'n = n - 1',
                  [
                    ['n = n + 1', 3],
                    ['n = 10', 2],
                    ['print(n)', 2],
                  ],
                  { difficulty: -0.3 },
                ),
              ],
              {
                hints: ['When is n > 0 no longer true?', 'n has to become smaller in every round.'],
                hintShare: PATTERNS.help.hintShare,
                peekShare: PATTERNS.help.peekShare,
              },
            ),
          ],
        },
      ],
    },
    {
      slug: 'homework',
      name: 'Homework: while',
      graded: true,
      opens: 36,
      closes: 41.9,
      dueRush: true,
      units: [
        {
          slug: 'which-loops-end',
          name: 'Which loops end?',
          contents: [
            problem('ending-loops', 'Select every loop that ends', [
              question(
                'Select every loop that ends.',
                ['for i in range(3)', 'while i < 3: i = i + 1'],
                [
                  [['for i in range(3)'], 5],
                  [['for i in range(3)', 'while i < 3: i = i + 1', 'while i > 0: i = i + 1'], 4],
                  [['while i < 3: i = i + 1'], 1],
                  [['for i in range(3)', 'while True: pass'], 1],
                ],
                { kind: 'choiceresponse', difficulty: 0.1, sharpness: 1.3 },
              ),
            ]),
            problem('trace', 'Trace it', [
              question(
                'x = 1; while x < 20: x = x * 3. What is x in the end?',
                [
                  ['27', 9],
                  ['27.0', 1],
                ],
                [
                  ['9', 5],
                  ['20', 2],
                  ['81', 1],
                ],
                {
                  kind: 'numericalresponse',
                  difficulty: 0.2,
                  sharpness: 1.4,
                },
              ),
              question(
                'How often was x multiplied?',
                '3 times',
                [
                  ['2 times', 5],
                  ['4 times', 2],
                  ['20 times', 1],
                ],
                { difficulty: 0 },
              ),
            ]),
          ],
        },
        {
          slug: 'worked-example',
          name: 'A worked example',
          contents: [
            video('guessing-game', 'A guessing game, line by line', 150),
            problem('guessing', 'The guessing game', [
              question(
                'guess = 0; while guess != 7: guess = ask(). Answers 3, 9, 7: how many rounds?',
                [
                  ['3', 9],
                  ['3.0', 1],
                ],
                [
                  ['2', 5],
                  ['7', 1],
                  ['4', 1],
                ],
                { kind: 'numericalresponse', difficulty: -0.2, sharpness: 1.3 },
              ),
              question(
                'And if the first answer is 7?',
                '1 round',
                [
                  ['No round', 4],
                  ['It never ends', 1],
                ],
                { difficulty: -0.3 },
              ),
              question(
                'And if guess = 7 stands before the loop?',
                'No round',
                [
                  ['1 round', 5],
                  ['It never ends', 1],
                ],
                { difficulty: 0.3, sharpness: 1.4 },
              ),
            ]),
            problem('halving', 'Halving', [
              question(
                'n = 40; while n > 5: n = n / 2. What is n in the end?',
                [
                  ['5', 8],
                  ['5.0', 3],
                ],
                [
                  ['2.5', 5],
                  ['10', 2],
                  ['0', 1],
                ],
                { kind: 'numericalresponse', difficulty: 0.3, sharpness: 1.5 },
              ),
            ]),
          ],
        },
        {
          slug: 'one-word',
          name: 'In one word',
          contents: [
            problem(
              'keyword',
              'Leave early',
              [
                question(
                  'Which word leaves a loop at once?',
                  [
                    ['break', 12],
                    ['Break', 5],
                    ['BREAK', 1],
                    [' break', 2],
                    ['break ', 1],
                  ],
                  [
                    ['stop', 5],
                    ['exit', 4],
                    ['return', 4],
                    ['Stop', 1],
                    ['quit', 0.8],
                    ['end', 0.7],
                    ['goto', 0.2],
                    ['leave()', 0.2],
                  ],
                  { kind: 'stringresponse', difficulty: -0.2 },
                ),
              ],
              { hints: ['A vase can do it, too.', 'Five letters; it begins with b.'], hintShare: 0.22 },
            ),
            html('homework-end', 'What comes next'),
          ],
        },
      ],
    },
  ],
};
