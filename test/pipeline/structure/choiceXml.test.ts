import { parseXml } from '../../../api/lib/xml';
import { sentTexts } from '../../../api/lib/xmlText';
import type { PartContent } from '../../../api/facts/content';
import { NO_SETTINGS } from '../../../api/pipeline/structure/olxSettings';
import { problemContent } from '../../../api/pipeline/structure/problemXml';

const partsOf = (xml: string): PartContent[] =>
  problemContent(parseXml(`<problem>${xml}</problem>`), {}, {}, NO_SETTINGS).parts;
const only = (xml: string): PartContent => {
  const [part, more] = partsOf(xml);
  expect(more).toBeUndefined();
  return part!;
};
const single = (...choices: string[]): PartContent =>
  only(
    `<multiplechoiceresponse><choicegroup>${choices.map((inside) => `<choice correct="false">${inside}</choice>`).join('')}</choicegroup></multiplechoiceresponse>`,
  );
const textsOf = ({ choices }: PartContent) => choices.map(({ text }) => text);
const dropDown = (options: string, correct = ''): PartContent =>
  only(`<optionresponse><optioninput options="${options}" correct="${correct}"/></optionresponse>`);

describe('what Open edX sends of a choice', () => {
  it.each([
    ['blue', 'blue'],
    ['\n  blue\n', '\n  blue\n'],
    ['R &amp; D', 'R & D'],
    ['a &lt; b', 'a < b'],
    // the first text is not escaped, what comes after an element is
    ['R &amp; D, see <i>S &amp; T</i> &amp; <b/> &gt; U', 'R & D, see <i>S &amp; T</i> &amp; <b/> &gt; U'],
    ['<![CDATA[1 < 2 && 3]]>', '1 < 2 && 3'],
    ['<b><![CDATA[1 < 2]]></b>', '<b>1 &lt; 2</b>'],
    ['one&#160;two &#x2264; 3', 'one\u00a0two ≤ 3'],
    ['<img src="/static/a.png"></img>', '<img src="/static/a.png"/>'],
    [`<img alt='say "hi" &amp; go' src="a&lt;b"/>`, '<img alt="say &quot;hi&quot; &amp; go" src="a&lt;b"/>'],
    ['<img alt="two\nlines"/>', '<img alt="two lines"/>'],
    ['<img alt="two&#10;lines"/>', '<img alt="two&#10;lines"/>'],
    ['\\(x^2\\) or <math xmlns="http://x"><mi>x</mi></math>', '\\(x^2\\) or <math xmlns="http://x"><mi>x</mi></math>'],
    ['<svg width="1" xmlns="http://x"/>', '<svg xmlns="http://x" width="1"/>'],
    ['Yes <choicehint label="Good">Right!</choicehint>\n', 'Yes <choicehint label="Good">Right!</choicehint>\n'],
    ['', ''],
  ])('The choice %j is sent as %j', (inside, sent) =>
    expect(sentTexts(parseXml(`<choice>${inside}</choice>`))).toEqual([sent]),
  );

  it.each([
    // a comment takes the text after it along, up to the next element; other releases kept or lost it alone
    ['red<!-- the key --> or <b>blue</b> sky', 'red<b>blue</b> sky', 'red<!-- the key --> or <b>blue</b> sky'],
    ['<!-- first -->red &amp; blue', '', '<!-- first -->red &amp; blue'],
    ['red<?mark x?> R &amp; D', 'red', 'red<?mark x?> R &amp; D'],
  ])('The choice %j is sent as %j today, and as %j by other releases', (inside, today, kept) => {
    const found = sentTexts(parseXml(`<choice>${inside}</choice>`));
    expect(found.slice(0, 2)).toEqual([today, kept]);
    expect(found).toHaveLength(3);
  });

  it('What Open edX sends of a choice keeps comments within an element where releases keep them, and none where they were lost', () => {
    expect(sentTexts(parseXml('<choice><p>a<!-- b -->c</p></choice>'))).toEqual(['<p>a<!-- b -->c</p>', '<p>ac</p>']);
  });
});

describe('choices are told apart', () => {
  it('Choices that are pictures are told apart by their descriptions, else by their files', () => {
    const part = single(
      '<img src="/static/rise.png"/>',
      '<img src="/static/fall.png?x=1"/>',
      '<p><img src="a.png" alt="a graph"/></p>',
    );
    expect(textsOf(part)).toEqual(['[rise.png]', '[fall.png]', '[a graph]']);
  });

  it('Choices that are pictures with one description are told apart by their files, too', () => {
    expect(textsOf(single('<img src="g1.png" alt="graph"/>', '<img src="g2.png" alt="graph"/>', 'graph'))).toEqual([
      '[graph] (g1.png)',
      '[graph] (g2.png)',
      'graph',
    ]);
  });

  it('Choices of which only the markup differs are told apart by their markup, and without their hints', () => {
    expect(textsOf(single('x<sup>2</sup> <choicehint>No.</choicehint>', 'x2', 'y'))).toEqual([
      'x<sup>2</sup>',
      'x2',
      'y',
    ]);
  });

  it('Choices are told apart by case, digits and white space; those that are sent alike read alike', () => {
    expect(textsOf(single('AA', 'Aa', '1.5', '1.50', 'same', 'same'))).toEqual([
      'AA',
      'Aa',
      '1.5',
      '1.50',
      'same',
      'same',
    ]);
  });

  it('Choices about markup are told apart as markup', () => {
    const part = single('&lt;br/&gt;', '&lt;b&gt;x&lt;/b&gt;', '&amp;amp;lt;');
    expect(textsOf(part)).toEqual(['<br/>', '<b>x</b>', '&amp;lt;']);
    expect(part.choices.map(({ sent }) => sent)).toEqual([['<br/>'], ['<b>x</b>'], ['&amp;lt;']]);
  });

  it('Choices are told apart by names that count as Open edX counts them', () => {
    const named = only(
      `<multiplechoiceresponse><choicegroup><choice name="x">a</choice><compoundhint value="A">h</compoundhint><choice>b</choice></choicegroup></multiplechoiceresponse>`,
    );
    expect(named.choices.map(({ id }) => id)).toEqual(['choice_x', 'choice_1']);
    const several = only(
      `<choiceresponse><checkboxgroup><compoundhint value="A">h</compoundhint><choice name="x">a</choice><choice>b</choice></checkboxgroup></choiceresponse>`,
    );
    expect(several.choices.map(({ id }) => id)).toEqual(['choice_0', 'choice_1']);
  });
});

describe('a list to drop down', () => {
  it.each([
    ["('None','Bachelor's Degree','Master's Degree','PhD')", ['None', "Bachelor's Degree", "Master's Degree", 'PhD']],
    ["('l'été', 'd'accord')", ["l'été", "d'accord"]],
    ["('it\\'s', 'the dogs\\'', 'no')", ["it's", "the dogs'", 'no']],
    ["('the dogs' bowl','cats'  ,  'rock 'n' roll')", ["the dogs' bowl", 'cats', "rock 'n' roll"]],
    ["('5' 6','7')", ["5' 6", '7']],
    ["('Don’t','“Yes”','a, b','(c)')", ['Don’t', '“Yes”', 'a, b', '(c)']],
    ['(&quot;yes&quot;,&quot;no, never&quot;)', ['yes', 'no, never']],
    ["('\\(x^2\\)','\\\\alpha','R &amp; D')", ['\\(x^2\\)', '\\\\alpha', 'R & D']],
    ["('a' 'b')", ['a', 'b']],
    ['', []],
  ])('The list to drop down %s has %j', (options, texts) => {
    expect(dropDown(options).choices.map(({ sent }) => sent[0])).toEqual(texts);
  });

  it('A list to drop down has the right one, also with a quote in it', () => {
    expect(dropDown("('None','Bachelor's Degree')", "Bachelor's Degree").choices.map(({ correct }) => correct)).toEqual(
      [false, true],
    );
  });

  it('A list to drop down offers of an option the text before markup and hints', () => {
    const { choices } = only(
      `<optionresponse><optioninput><option correct="True"> Dogs &amp; cats\n <optionhint>Yes</optionhint></option>
       <option correct="False">red <b>wine</b></option><option correct="false">mW</option></optioninput></optionresponse>`,
    );
    expect(choices.map(({ sent, correct }) => [sent[0], correct])).toEqual([
      ['Dogs & cats', true],
      ['red', false],
      ['mW', false],
    ]);
  });
});

describe('the text of a question', () => {
  const second = (between: string): string | undefined =>
    partsOf(
      `<p>First?</p><numericalresponse answer="5"><formulaequationinput/></numericalresponse>${between}<numericalresponse answer="6"><formulaequationinput/></numericalresponse>`,
    )[1]?.question;

  it.each([
    ['<solution><p>Five.</p></solution><p>Second?</p>'],
    ['<div class="w"><solution><p>Five.</p></solution></div><p>Second?</p>'],
    [
      '<targetedfeedbackset><targetedfeedback explanation-id="f"><p>No.</p></targetedfeedback></targetedfeedbackset><p>Second?</p>',
    ],
    ['<div><solutionset><solution explanation-id="a">Why</solution></solutionset><p>Second?</p></div>'],
    ['<demandhint><hint>Think.</hint></demandhint><p>Second?</p>'],
    ['<script>x = 1</script><!-- no --><p>Second?</p>'],
    ['<p>An introduction.</p><label>Second?</label>'],
    ['<p>Second?</p><description>In metres.</description>'],
    ['<description>Second?</description>'],
  ])('The text of a question between two others is what it asks: %s', (between) =>
    expect(second(between)).toBe('Second?'),
  );

  it('The text of a question is not what follows an input in its own question or paragraph', () => {
    const parts =
      partsOf(`<p>A mile is <numericalresponse answer="1609"><textline inline="1"/> metres</numericalresponse> long.</p>
      <p>A foot has <numericalresponse answer="12"><textline inline="1"/></numericalresponse> inches.</p>`);
    expect(parts.map(({ question }) => question)).toEqual(['A mile is', 'A foot has']);
  });

  it('The text of a question keeps the case of a text where the grader does', () => {
    const kept = (xml: string): boolean => only(`${xml}<textline/></${/\w+/.exec(xml)?.[0]}>`).isCaseSensitive;
    expect(kept('<stringresponse answer="DNA">')).toBe(true);
    expect(kept('<stringresponse answer="^DNA$" type="regexp">')).toBe(true);
    expect(kept('<stringresponse answer="DNA" type="ci">')).toBe(false);
    expect(kept('<stringresponse answer="DNA" type="CI regexp">')).toBe(false);
    expect(kept('<numericalresponse answer="5">')).toBe(false);
    expect(kept('<formularesponse answer="x" samples="x@1:2#3">')).toBe(false);
    expect(kept('<formularesponse answer="x" samples="x@1:2#3" type="cs">')).toBe(true);
  });
});
