import fc from 'fast-check';
import { parseXml, plainMarkup } from '../../../api/lib/xml';
import type { PartContent, ProblemContent } from '../../../api/facts/content';
import { NO_SETTINGS } from '../../../api/pipeline/structure/olxSettings';
import { quotedTexts } from '../../../api/pipeline/structure/choiceXml';
import { problemContent } from '../../../api/pipeline/structure/problemXml';

const read = (xml: string, inherited = {}): ProblemContent => {
  const element = parseXml(`<problem ${xml.startsWith('@') ? xml.slice(1) : `>${xml}`}</problem>`);
  return problemContent(element, element.attributes, inherited, NO_SETTINGS);
};
const only = (xml: string): PartContent => {
  const { parts } = read(xml);
  expect(parts).toHaveLength(1);
  return parts[0]!;
};
const choices = ({ choices: all }: PartContent) => all.map(({ id, text, correct }) => [id, text, correct]);

describe('choices', () => {
  it('A single choice has its text without markup and hints, the key, and what was said to who chose it', () => {
    const part = only(`<multiplechoiceresponse><label>Pick <i>one</i></label><choicegroup>
      <choice correct="true"><p>n <sup>log</sup> n</p><choicehint label="Yes">Well done.</choicehint></choice>
      <choice correct="False" name="mine">&lt;none&gt; &amp; <img src="x" alt="a graph"/></choice>
      <choice>no key</choice></choicegroup></multiplechoiceresponse>`);
    expect(part).toMatchObject({
      part: '2_1',
      question: 'Pick one',
      responseType: 'multiplechoiceresponse',
      isSet: false,
    });
    expect(choices(part)).toEqual([
      ['choice_0', 'n log n', true],
      ['choice_mine', '<none> & [a graph]', false],
      ['choice_1', 'no key', false],
    ]);
    expect(part.choices.map(({ hint }) => hint)).toEqual(['Well done.', '', '']);
  });

  it('Several choices have the set, the hint for who ticked it, and are numbers whatever their names', () => {
    const part = only(`<choiceresponse><checkboxgroup>
      <choice correct="true" name="x">a<choicehint selected="false">missed</choicehint><choicehint selected="true">ticked</choicehint></choice>
      <choice correct="false">b</choice><compoundhint value="A B">both</compoundhint></checkboxgroup></choiceresponse>`);
    expect(part.isSet).toBe(true);
    expect(choices(part)).toEqual([
      ['choice_0', 'a', true],
      ['choice_1', 'b', false],
    ]);
    expect(part.choices[0]?.hint).toBe('ticked');
  });

  it('A list to drop down has its choices, in both forms', () => {
    const children = only(`<optionresponse><optioninput>
      <option correct="False">red<optionhint>cold</optionhint></option><option correct="True"> blue </option></optioninput></optionresponse>`);
    expect(children.choices).toEqual([
      { id: 'red', text: 'red', sent: ['red'], correct: false, hint: 'cold' },
      { id: 'blue', text: 'blue', sent: ['blue'], correct: true, hint: '' },
    ]);
    const listed = only(
      `<optionresponse><optioninput options="('red','it\\'s',&quot;b, 'c'&quot;)" correct="it's"/></optionresponse>`,
    );
    expect(choices(listed).map(([, text, correct]) => [text, correct])).toEqual([
      ['red', false],
      ["it's", true],
      ["b, 'c'", false],
    ]);
  });

  it('Choices whose key a script computes are open', () => {
    const part = only(`<script type="loncapa/python">import os; os.system("touch /tmp/never"); key = "true"</script>
      <multiplechoiceresponse><choicegroup><choice correct="$key">a</choice><choice correct="false">b</choice></choicegroup></multiplechoiceresponse>`);
    expect(choices(part).map(([, , correct]) => correct)).toEqual([null, false]);
    expect(part.question).toBe('');
  });

  it('Choices of true and false, of pictures and texts with numbers are read as far as they say', () => {
    const many =
      read(`<truefalseresponse><choicegroup><choice correct="true">T</choice></choicegroup></truefalseresponse>
      <choicetextresponse><checkboxtextgroup><choice correct="true">about <numtolerance_input answer="5"/> m</choice></checkboxtextgroup></choicetextresponse>
      <imageresponse><imageinput src="/static/x.png" rectangle="(1,2)-(3,4)"/></imageresponse>
      <annotationresponse><annotationinput/></annotationresponse>`).parts;
    expect(many.map(({ part, responseType }) => `${part} ${responseType}`)).toEqual([
      '2_1 truefalseresponse',
      '3_1 choicetextresponse',
      '4_1 imageresponse',
      '5_1 annotationresponse',
    ]);
    expect(many[1]?.choices[0]?.text).toBe('about m');
    expect(many[2]?.accepted[0]?.text).toBe('(1,2)-(3,4)');
  });
});

describe('what is accepted where there are no choices', () => {
  it.each([
    [
      '<numericalresponse answer="3.14"><responseparam type="tolerance" default="5%"/><additional_answer answer="22/7"/><formulaequationinput/></numericalresponse>',
      ['3.14 ±5%', '22/7 ±5%'],
    ],
    ['<numericalresponse answer="[5, 7)"><textline/></numericalresponse>', ['[5, 7)']],
    ['<numericalresponse answer="$x"><textline/></numericalresponse>', ['$x']],
    [
      '<stringresponse answer="loop" type="ci"><additional_answer answer="cycle"/><additional_answer>ring</additional_answer><textline/></stringresponse>',
      ['loop', 'cycle', 'ring'],
    ],
    ['<stringresponse answer="^lo+p$" type="ci regexp"><textline/></stringresponse>', ['/^lo+p$/']],
    ['<stringresponse answer="a_or_b"><textline/></stringresponse>', ['a', 'b']],
    [
      '<formularesponse type="ci" samples="x@1:2#3" answer="2*x"><responseparam type="tolerance" default="0.01"/><formulaequationinput/></formularesponse>',
      ['2*x ±0.01'],
    ],
    ['<customresponse cfn="f" expect="any"><textline correct_answer="7"/></customresponse>', ['7']],
    ['<customresponse cfn="f" expect="any"><textline/></customresponse>', ['any']],
    ['<coderesponse><textbox/></coderesponse>', []],
  ])('What is accepted where there are no choices is read: %s', (xml, accepted) => {
    const read = only(xml).accepted.map(
      ({ text, tolerance, isPattern }) => `${isPattern ? `/${text}/` : text}${tolerance && ` ±${tolerance}`}`,
    );
    expect(read).toEqual(accepted);
  });
});

describe('a problem', () => {
  it('A problem counts questions from 2 and inputs from 1, in the order of the document', () => {
    const { parts } = read(`<p>First?</p><stringresponse answer="x"><textline/></stringresponse>
      <div><p>Second, <b>a</b>?</p><customresponse><p>x =</p><textline label="left"/><p>y =</p><textline/></customresponse></div>
      <solution><p>Because.</p></solution><p>Third?</p><multiplechoiceresponse><choicegroup label="fallback"><choice>a</choice></choicegroup></multiplechoiceresponse>`);
    expect(parts.map(({ part, question }) => `${part} ${question}`)).toEqual([
      '2_1 First?',
      '3_1 left',
      '3_2 y =',
      '4_1 fallback',
    ]);
  });

  it('A problem prefers the label to what stands above it', () => {
    expect(
      only(
        '<p>Read this.</p><stringresponse answer="x"><label>What?</label><description>In short.</description><textline/></stringresponse>',
      ).question,
    ).toBe('What?');
  });

  it('A problem has hints in their order, and its settings before those of the course', () => {
    const problem = read(
      '@weight="2" max_attempts="" rerandomize="per_student"><demandhint><hint>one</hint><hint><p>two</p></hint></demandhint>',
      {
        max_attempts: 5,
        showanswer: 'past_due',
      },
    );
    expect(problem).toMatchObject({
      hints: ['one', 'two'],
      weight: 2,
      maxAttempts: null,
      showAnswer: 'past_due',
      variants: false,
    });
    expect(read('', { max_attempts: '5' }).maxAttempts).toBe(5);
  });

  it.each([
    ['per_student', true, true],
    ['always', true, true],
    ['true', true, true],
    ['onreset', true, true],
    ['never', true, false],
    ['false', true, false],
    ['', true, false],
    ['always', false, false],
  ])(
    'A problem drawn anew "%s" and with a script %s asks learners different things: %s',
    (rerandomize, scripted, variants) => {
      const script = scripted ? '<script type="loncapa/python">x = random.randint(1, 9)</script>' : '';
      expect(read(`@rerandomize="${rerandomize}">${script}`).variants).toBe(variants);
      expect(read(script, { rerandomize }).variants).toBe(variants);
    },
  );

  it('A problem with a question as long as a book keeps its beginning', () => {
    expect(
      only(`<stringresponse answer="x"><label>${'long '.repeat(1000)}</label><textline/></stringresponse>`).question,
    ).toHaveLength(2000);
  });
});

describe('texts', () => {
  it('Texts in a list as Python writes it are read, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', "'", '"', ',', ' x', '(', ')', '\\(x\\)') })),
        (texts) => {
          const list = `(${texts.map((text) => `'${text.replaceAll("'", "\\'")}'`).join(', ')})`;
          expect(quotedTexts(list)).toEqual(texts);
        },
      ),
    );
  });

  it.each([
    ['blue', 'blue'],
    [' a\n b ', 'a b'],
    ['Potato <choicehint label="x">Yes</choicehint>\n', 'Potato'],
    ['<p>n <sup>2</sup></p>', 'n 2'],
    ['a < b & c', 'a < b & c'],
    ['&lt;b&gt;', '<b>'],
    ['<script>x()</script>y', 'y'],
    ['<b>not closed', '<b>not closed'],
    ['<!DOCTYPE x>', '<!DOCTYPE x>'],
  ])('The text %j in an answer reads %j', (text, plain) => expect(plainMarkup(text)).toBe(plain));
});
