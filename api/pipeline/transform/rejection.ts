/** An event that should have become statements and cannot: the message says what is wrong with it. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
}
