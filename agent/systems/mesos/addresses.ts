/** IPv4 addresses and the ranges they are in. Pure. */

/** Whether an address is in a range such as `10.0.0.0/16`; what is no address is in none. */
export function isInRange(address: string, range: string): boolean {
  const [base = '', bits = '32'] = range.split('/');
  const [one, other] = [numberOf(address), numberOf(base)];
  if (one === null || other === null) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(one / size) === Math.floor(other / size);
}

function numberOf(address: string): number | null {
  const texts = address.split('.');
  const parts = texts.map(Number);
  // With a zero in front it would be octal in a URL: another address.
  const isAddress = parts.length === 4 && texts.every((text) => /^(0|[1-9]\d{0,2})$/.test(text)) && parts.every((part) => part <= 255);
  return isAddress ? parts.reduce((sum, part) => sum * 256 + part, 0) : null;
}
