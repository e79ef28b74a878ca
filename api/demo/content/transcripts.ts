import { PATTERNS } from '../patterns';

/** From which second on a sentence is said, up to the next one. */
export type Said = readonly (readonly [second: number, sentence: string])[];

/** What is said in videos of the demo, by the video's slug. */
export const TRANSCRIPTS: Readonly<Record<string, Said>> = {
  'welcome-video': [
    [1, 'Hello, and welcome to Loops 101!'],
    [6, 'In ten weeks you will never write the same line twice again.'],
    [14, 'You need no more than a sheet of paper and some patience.'],
    [24, 'Look at the first unit when you are ready.'],
    [33, 'See you there!'],
  ],
  [PATTERNS.rewatched.slug]: [
    [2, 'This is a for loop, and we will walk through it one step at a time.'],
    [20, 'It begins with the word for, and then comes a name of your choice.'],
    [48, 'The name is a label for whatever the loop holds in its hand at the moment.'],
    [75, 'After the word in comes what we walk along: a list, a word, or a range of numbers.'],
    [108, 'The colon says: what is indented below belongs to me.'],
    [130, 'So far so good.'],
    [140, 'Now watch what happens to the name in each round: it is given the next value before the body runs.'],
    [152, 'After the last value there is no next one, so the loop ends and the name keeps what it had.'],
    [166, 'Let us do that again with three names instead of numbers.'],
    [205, 'Anna is first, then Ben, then Carla, and each of them is greeted once.'],
    [246, 'Nobody counted here, and nobody had to.'],
    [270, 'If you want the numbers too, range gives them to you, from zero on.'],
    [308, 'Range of five is zero, one, two, three, four: five numbers, and five is none of them.'],
    [340, 'Try it yourself in the exercise below.'],
  ],
  [PATTERNS.dull.slug]: [
    [3, 'A while loop asks a question before every round.'],
    [40, 'As long as the answer is yes, the body runs once more.'],
    [84, 'The question is called a condition, and it is either true or false.'],
    [130, 'You have met conditions when we talked about if.'],
    [172, 'Everything that you know about them is true here as well.'],
    [200, 'For those who have not met them, let us go through all six comparisons once more.'],
    [236, 'Less than, and less than or equal, differ by one sign and by one round.'],
    [270, 'Equal is written with two signs, for one sign gives a name to a value.'],
    [300, 'Not equal has an exclamation mark in front.'],
    [320, 'Back to our loop: what makes its condition become false?'],
    [362, 'Something in the body has to change what the condition asks about.'],
    [410, 'Where nothing changes, the loop never ends.'],
    [452, 'Read this one with me: i is zero, one, two, three, and then three is not less than three.'],
    [500, 'What is printed last? Take your time before you answer.'],
  ],
  [PATTERNS.leaving.slug]: [
    [2, 'A carpet is woven in rows, and each row is woven in columns.'],
    [45, 'One loop walks down the rows.'],
    [90, 'Inside it another one walks along the columns.'],
    [142, 'For every single row the inner loop begins from the start.'],
    [196, 'Four rows of six knots are twenty-four knots.'],
    [238, 'That is all there is to nested loops.'],
    [250, 'The rest of this video is the whole carpet, knot by knot, without a comment.'],
    [300, 'First row, first knot.'],
    [420, 'Second row.'],
    [540, 'And this is the last knot of the last row.'],
    [575, 'Well done, if you are still here.'],
  ],
  cards: [
    [1, 'Five cards, and each is compared with each other one once.'],
    [22, 'The first card meets four others, the second one three that are new to it.'],
    [48, 'Four and three and two and one: count them.'],
  ],
};
