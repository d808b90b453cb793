// SPDX-License-Identifier: GPL-3.0-or-later
// Reads PowerShell scripts with a grammar that others made (tree-sitter). Standard input: a JSON list of scripts. Standard output: for
// each the list of its commands, as [name, {parameter: value}]; a switch has the value true. A script that is no PowerShell, or has
// strings in which something is replaced, ends the program. The grammar knows no digits in names of parameters; Windows has -IPv4Address
// and -IPv6Address, so these two are lent other names while it reads.
import { load, require, standardInput } from './packages.mjs';

const { Language, Parser } = await load('web-tree-sitter');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));

const lent = [[/-IPv4Address/g, '-IPvFourAddress'], [/-IPv6Address/g, '-IPvSixAddress']];
const givenBack = text => text.replaceAll('-IPvFourAddress', '-IPv4Address').replaceAll('-IPvSixAddress', '-IPv6Address');

function valueOf(node) {
  if (node.type === 'generic_token')
    return node.text;
  const strings = node.descendantsOfType('string_literal');
  if (strings.length !== 1 || strings[0].text !== node.text || strings[0].firstChild.type !== 'verbatim_string_characters')
    throw new Error('neither a token nor a verbatim string: ' + node.text);
  return givenBack(node.text).slice(1, -1).replaceAll("''", "'");
}

function commandOf(node) {
  const parameters = {};
  let last = null;
  for (const word of node.childForFieldName('command_elements').namedChildren) {
    if (word.type === 'command_parameter')
      parameters[last = givenBack(word.text).slice(1)] = true;
    else if (word.type !== 'command_argument_sep') {
      if (parameters[last] !== true)
        throw new Error('a value of no parameter: ' + word.text);
      parameters[last] = valueOf(word);
    }
  }
  return [node.childForFieldName('command_name').text, parameters];
}

console.log(JSON.stringify((await standardInput()).map(script => {
  const root = parser.parse(lent.reduce((text, [name, other]) => text.replace(name, other), script)).rootNode;
  if (root.hasError)
    throw new Error('no PowerShell: ' + script);
  return root.descendantsOfType('command').map(commandOf);
})));
