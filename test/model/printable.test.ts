import { isPrintable, printable, printableJson, printableLines } from '../../agent/model/printable.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('text of others in a terminal or a log', (it) => {
  for (const [name, text, safe] of [
    ['moves no cursor', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['moves no cursor with one character either', 'a\u009b2J', 'a\\u009b2J'],
    ['erases nothing', 'secret\u0008\u007f', 'secret\\u0008\\u007f'],
    ['begins no line', 'a.yaml\nb.yaml:1:1  all is well', 'a.yaml\\u000ab.yaml:1:1  all is well'],
    ['does not go back to the start of its line', 'bad\rgood', 'bad\\u000dgood'],
    ['ends no line where only some programs see an end', 'a\u2028b\u0085c', 'a\\u2028b\\u0085c'],
    ['does not turn around', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
    ['hides nothing', 'ad\u200bmin\u{e0041}', 'ad\\u200bmin\\udb40\\udc41'],
    ['gives GitHub no command at the start', '::error::x', '\\u003a:error::x'],
    ['gives GitHub no command after blanks', ' \t::set-output name=x::y', ' \t\\u003a:set-output name=x::y'],
    ['gives GitHub no command of the old form', 'a ##[add-mask]e', 'a #\\u0023[add-mask]e'],
    ['gives Azure no command anywhere', 'a ##vso[task.setvariable variable=x]y', 'a #\\u0023vso[task.setvariable variable=x]y'],
    ['gives TeamCity no command', "##teamcity[x 'y']", "#\\u0023teamcity[x 'y']"],
  ] as const) {
    it(name, () => {
      assert.is(printable(text), safe);
      assert.not(isPrintable(text) && !text.includes('\n'));
    });
  }

  it('stays as it is otherwise', () => {
    const text = 'App//shop/web: größer als 5 % — "日本 😀"\t${vars.web} ## a::b [x](y)';
    assert.is(printable(text), text);
    assert.ok(isPrintable(text));
  });

  it('keeps the lines of a text of several, and begins none with a command', () => {
    assert.is(printableLines('a\n  ::error::b\n\u001bc\n'), 'a\n  \\u003a:error::b\n\\u001bc\n');
    assert.not(isPrintable('a\n ::error::b'));
  });

  it('is the very same value as JSON', () => {
    const value = { 'a\u202e': ['\u009b2J ##vso[x] ::y', '\\##[x]', 'ü\n\u{e0041}', 1e21] };
    const json = printableJson(value);
    assert.equal(JSON.parse(json), value);
    assert.not.match(json, /##(vso)?\[/);
    for (const line of json.split('\n')) assert.is(printable(line), line);
  });
});
