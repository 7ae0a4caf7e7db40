/** Reads [{file, text}] as JSON from standard input, lints each text as if it were that file, and prints the rules that fired. */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const results = [];
for (const snippet of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(snippet.text, { filePath: snippet.file });
  results.push(result.messages.map(({ ruleId, message }) => `${ruleId ?? 'parse'}: ${message}`));
}
console.log(JSON.stringify(results));
