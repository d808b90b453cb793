// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the TypeScript compiler whether values have types that their makers publish. Standard input: a JSON list of {"module", "type",
// "value"}; the type may be any expression of names of the module, and Part<T> is T with every property optional. Standard output: for
// each a list of what the compiler has to say.
import { place, require, standardInput } from './packages.mjs';

const ts = require('typescript');
const items = await standardInput();
const nameOf = index => `${place}checked_${index}.ts`;
const part = 'type Part<T> = T extends (infer U)[] ? Part<U>[] : T extends object ? { [K in keyof T]?: Part<T[K]> } : T;';
const source = ({ module, type, value }) => {
  const names = [...new Set(type.match(/\b[A-Z]\w+/g))].filter(name => name !== 'Part');
  return `import type { ${names.join(', ')} } from '${module}';\n${part}\nexport const checked: ${type} = ${JSON.stringify(value)};\n`;
};
const sources = new Map(items.map((item, index) => [nameOf(index), source(item)]));

const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022,
                  module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile } = host;
host.fileExists = name => sources.has(name) || fileExists.call(host, name);
host.readFile = name => sources.get(name) ?? readFile.call(host, name);
host.getSourceFile = (name, ...rest) => sources.has(name) ? ts.createSourceFile(name, sources.get(name), ...rest)
                                                          : getSourceFile.call(host, name, ...rest);
const program = ts.createProgram([...sources.keys()], options, host);
const wordsOf = problem => ts.flattenDiagnosticMessageText(problem.messageText, '\n');
const everywhere = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()].map(wordsOf);
console.log(JSON.stringify(items.map((_, index) => {
  const file = program.getSourceFile(nameOf(index));
  return [...everywhere, ...[...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(wordsOf)];
})));
