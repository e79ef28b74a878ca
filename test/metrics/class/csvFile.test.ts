import { text } from 'node:stream/consumers';
import { csvFile } from '../../../api/metrics/class/csvFile';

const TABLE = { asOf: null, definitions: [], columns: ['a'], rows: [] };

it.each(['x,=1+1', 'x;=1+1', 'x\t=1+1', '=1+1', 'a","=1+1', 'x|@SUM(1)', 'x\r\n=1+1', 'x, -1', '","+1'])(
  'A file that was asked for with %j runs no formula from its head',
  async (evil) => {
    const head = { title: 'Outline', course: evil, filters: { track: evil, q: evil }, gated: true, minLearners: 10 };
    const lines = (await text(csvFile(head, TABLE))).replace('\uFEFF', '').split('\r\n');
    expect(lines.slice(-2)).toEqual(['a', '']);
    const comments = lines.slice(0, -2);
    expect(comments.filter((line) => !line.startsWith('# '))).toEqual([]);
    // Wherever a spreadsheet may begin a cell.
    const cells = comments.flatMap((line) => line.split(/[,;\t|\r\n"]/)).map((cell) => cell.trim());
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  },
);
