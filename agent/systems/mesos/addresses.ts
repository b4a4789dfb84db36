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
  const parts = address.split('.').map(Number);
  const isAddress = parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255);
  return isAddress ? parts.reduce((sum, part) => sum * 256 + part, 0) : null;
}
