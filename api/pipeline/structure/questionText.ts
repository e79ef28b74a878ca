import { type XmlElement, descendants, elementsIn, isElement, plainText } from '../../lib/xml';

/** Elements whose texts ask nothing, wherever they stand. */
const ASIDE = new Set([
  ...['solution', 'solutionset', 'targetedfeedback', 'targetedfeedbackset', 'demandhint', 'hint', 'hintgroup'],
  ...['hintpart', 'stringequalhint', 'regexphint', 'correcthint', 'compoundhint', 'choicehint', 'optionhint'],
  ...['answer', 'additional_answer', 'responseparam', 'codeparam', 'partial_credit', 'script', 'style'],
  ...['openendedparam', 'openendedrubric', 'grader_payload', 'initial_display', 'answer_display'],
]);
const isAside = ({ name }: XmlElement): boolean => ASIDE.has(name);

/** What each question of a problem asks, by Open edX's labels and the texts around the inputs. */
export class QuestionTexts {
  /** For every input the texts since the input before it that belong to no question before. */
  private readonly before = new Map<XmlElement, string>();
  /** A question's label may stand right above it. */
  private readonly labelAbove = new Map<XmlElement, string>();
  private since: (XmlElement | string)[] = [];

  constructor(
    problem: XmlElement,
    private readonly inputs: ReadonlySet<string>,
  ) {
    this.walk(problem);
  }

  /** @param inputsInIt how many inputs the question has: each of several has words of its own */
  of(response: XmlElement, input: XmlElement, inputsInIt: number): string {
    const label = elementsIn(response).find(({ name }) => name === 'label');
    const group = label ? plainText(label.children, isAside) : '';
    const own = plainText([input.attributes.label ?? '']);
    const before = this.before.get(input) ?? '';
    if (inputsInIt > 1) return own || [group, before].filter((text) => text !== '' && text !== group).join(' ');
    return group || own || this.labelAbove.get(response) || before;
  }

  private walk(element: XmlElement): void {
    let last: XmlElement | null = null;
    for (const node of element.children) {
      if (!isElement(node)) {
        this.since.push(node);
        continue;
      }
      if (last?.name === 'label') this.labelAbove.set(node, plainText(last.children, isAside));
      this.visit(node);
      last = node;
    }
  }

  private visit(node: XmlElement): void {
    if (isAside(node)) return;
    if (this.inputs.has(node.name)) {
      this.before.set(node, this.textSince());
      this.since = [];
    } else if (descendants(node).some(({ name }) => this.inputs.has(name))) {
      this.walk(node);
      // what follows an input in its own question or paragraph is said of that input
      if (node.name === 'p' || node.name.endsWith('response')) this.since = [];
    } else this.since.push(node);
  }

  /** A description goes with a question: it is one only where nothing else is. */
  private textSince(): string {
    const isDescription = ({ name }: XmlElement): boolean => name === 'description';
    return (
      plainText(this.since, (element) => isAside(element) || isDescription(element)) || plainText(this.since, isAside)
    );
  }
}
