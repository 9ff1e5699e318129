// Fails on text written into components, on keys that one language has and the other lacks,
// on plural forms a language needs and does not have, and on keys nobody uses.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const LETTER = /\p{L}{2,}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const SPOKEN = new Set(['aria-label', 'aria-description', 'aria-valuetext', 'alt', 'label', 'placeholder', 'title', 'description']);
const FORMS = { ru: ['one', 'few', 'many'], en: ['one', 'other'] };
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Sentences of complaint about text written into one source file. */
export function hardCoded(path, source) {
    const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
    const found = [];
    const complain = (node, text) => {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
        found.push(`${path}:${line + 1}: hard-coded text "${text.trim()}"`);
    };
    const literal = (node) => (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? node.text : null);
    const visit = (node) => {
        if (ts.isJsxText(node) && LETTER.test(node.text)) {
            complain(node, node.text);
        } else if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText(file)) && node.initializer) {
            const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
            const text = value ? literal(value) : null;
            if (text && LETTER.test(text)) complain(node, text);
        } else if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
            const text = literal(node.expression);
            if (text && LETTER.test(text)) complain(node, text);
        } else {
            const text = literal(node) ?? (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ? node.text : null);
            if (text && CYRILLIC.test(text)) complain(node, text);
        }
        ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
}

/** Flat keys of a tree of texts: { run: { title } } gives "run.title". */
export function flat(tree, prefix = '') {
    return Object.entries(tree).flatMap(([key, value]) =>
        typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
    );
}

/** Sentences of complaint about two languages that do not match. */
export function mismatched(texts) {
    const found = [];
    const bases = {};
    for (const [language, tree] of Object.entries(texts)) {
        const keys = new Map(flat(tree));
        bases[language] = new Map();
        for (const [key, value] of keys) {
            if (value.trim() === '') found.push(`${language}: "${key}" is empty`);
            const base = key.replace(PLURAL, '');
            const plural = PLURAL.test(key);
            const before = bases[language].get(base);
            if (before !== undefined && before !== plural) found.push(`${language}: "${base}" is both plain and plural`);
            bases[language].set(base, plural);
            if (plural && !FORMS[language].includes(PLURAL.exec(key)[1])) {
                found.push(`${language}: "${key}" is a form ${language} does not use`);
            }
        }
        for (const [base, plural] of bases[language]) {
            if (!plural) continue;
            for (const form of FORMS[language]) {
                if (!keys.has(`${base}_${form}`)) found.push(`${language}: "${base}" lacks the form "${form}"`);
            }
        }
    }
    const languages = Object.keys(texts);
    for (const one of languages) {
        for (const other of languages) {
            if (one === other) continue;
            for (const base of bases[one].keys()) {
                if (!bases[other].has(base)) found.push(`${other}: "${base}" is missing (${one} has it)`);
            }
        }
    }
    const marks = (value) => [...new Set(value.match(/\{\{\s*\w+|<\/?\w+>/g) ?? [])].map((mark) => mark.replace(/\s/g, '')).toSorted().join(' ');
    const [first, second] = languages.map((language) => new Map(flat(texts[language])));
    for (const [key, value] of first ?? []) {
        const other = second?.get(key);
        if (other !== undefined && marks(other) !== marks(value)) found.push(`"${key}": the languages fill in different things`);
    }
    return found;
}

function files(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const texts = Object.fromEntries(
        Object.keys(FORMS).map((language) => [
            language,
            Object.assign({}, ...files('src').filter((path) => path.endsWith(`words.${language}.json`)).map((path) => JSON.parse(readFileSync(path, 'utf8')))),
        ]),
    );
    const sources = files('src').filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path));
    const complaints = mismatched(texts);
    let all = '';
    for (const path of sources) {
        const source = readFileSync(path, 'utf8');
        all += source;
        complaints.push(...hardCoded(path, source));
    }
    const bases = new Set(flat(texts.ru).map(([key]) => key.replace(PLURAL, '')));
    for (const base of bases) {
        const family = base.slice(0, base.lastIndexOf('.') + 1);
        // A key may be put together: t(`run.status.${status}`) uses the whole family.
        if (!all.includes(`'${base}'`) && !all.includes(`"${base}"`) && !all.includes(`\`${family}\${`)) {
            complaints.push(`"${base}" is used nowhere`);
        }
    }
    complaints.forEach((complaint) => console.error(complaint));
    if (complaints.length > 0) process.exit(1);
    console.log(`${bases.size} texts in ${Object.keys(texts).join(' and ')}: complete, none hard-coded in ${sources.length} files`);
}
