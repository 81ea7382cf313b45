// The sign by which a message is recognised in a chat: an `id` on the first element of its card, where people see nothing of it.

const SIGN = 'gouverne:';

interface CardBody { readonly body?: readonly object[] | undefined }

/** The same card, bearing the message's name. */
export function marked<Card extends CardBody>(card: Card, message: string): Card {
  const [first, ...rest] = card.body ?? [];
  return first === undefined ? card : { ...card, body: [{ ...first, id: SIGN + message }, ...rest] };
}

/** The name that a card bears; null when it bears none. */
export function markOf(card: CardBody): string | null {
  const [first] = card.body ?? [];
  const id = first !== undefined && 'id' in first ? first.id : undefined;
  return typeof id === 'string' && id.startsWith(SIGN) ? id.slice(SIGN.length) : null;
}
