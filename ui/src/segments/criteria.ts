/**
 * The tree of conditions as the server reads it. Nothing here throws a part of it away: what the sentence cannot show, it still
 * keeps. Places in a tree are JSON pointers cut into their steps: `/all/0/not` is `['all', 0, 'not']`.
 */
export type FieldLeaf = {
    field: string;
    is: string | boolean;
    value?: unknown;
    values?: unknown;
    from?: unknown;
    to?: unknown;
    days?: unknown;
};
/** Asks about anything else than a field: segments, events, messages… What it needs depends on what it is about. */
export type AboutLeaf = { about: string; is: string | boolean; [member: string]: unknown };
export type Leaf = FieldLeaf | AboutLeaf;
export type All = { all: Node[] };
export type Any = { any: Node[] };
export type Not = { not: Node };
export type Node = Leaf | All | Any | Not;
/** `{}` is everyone. */
export type Everyone = Record<string, never>;
export type Criteria = Node | Everyone;

export type Step = string | number;
export type Path = readonly Step[];

export const EVERYONE: Everyone = {};

/** How deep the server lets conditions be nested. */
export const MOST_DEEP = 10;

export type Kind = 'everyone' | 'leaf' | 'all' | 'any' | 'not' | 'odd';

/** What a piece of JSON is as a condition; «odd» is none the server would take, or one that is newer than this page. */
export function kindOf(node: unknown): Kind {
    if (node === null || node === undefined) return 'everyone';
    if (typeof node !== 'object' || Array.isArray(node)) return 'odd';
    const members = Object.keys(node);
    if (members.length === 0) return 'everyone';
    if ('field' in node || 'about' in node) {
        const { field, about, is } = node as { field?: unknown; about?: unknown; is?: unknown };
        const named = typeof (field ?? about) === 'string' && !('field' in node && 'about' in node);
        return named && (typeof is === 'string' || typeof is === 'boolean') ? 'leaf' : 'odd';
    }
    const [only = ''] = members;
    if (members.length > 1) return 'odd';
    if (only === 'not') return 'not';
    const parts = (node as Record<string, unknown>)[only];
    return (only === 'all' || only === 'any') && Array.isArray(parts) && parts.length > 0 ? only : 'odd';
}

export const isLeaf = (node: unknown): node is Leaf => kindOf(node) === 'leaf';
export const isField = (leaf: Leaf): leaf is FieldLeaf => 'field' in leaf;

/** How deep a tree is nested, a single condition being 1. */
export function depthOf(node: unknown): number {
    switch (kindOf(node)) {
        case 'all':
        case 'any':
            return 1 + Math.max(...partsOf(node as All | Any).parts.map(depthOf));
        case 'not':
            return 1 + depthOf((node as Not).not);
        default:
            return 1;
    }
}

/** How deep a place lies, the outermost being 1. */
export const levelOf = (path: Path): number => 1 + path.filter((step) => typeof step === 'number' || step === 'not').length;

/** The parts of a group. */
export function partsOf(node: All | Any): { word: 'all' | 'any'; parts: Node[] } {
    return 'all' in node ? { word: 'all', parts: node.all } : { word: 'any', parts: node.any };
}

/** Conditions that came from elsewhere: null and nothing mean everyone, all else stays what it is. */
export function asCriteria(value: unknown): Criteria {
    return value === null || value === undefined ? EVERYONE : (value as Criteria);
}

/** One line of the sentence. `leaf` is where the condition of a simple line stands; groups and oddities have none. */
export type Line = { path: Path; node: Node; except: boolean; leaf: Path | null };

/** The lines of the sentence: the parts of an outermost «all», else the tree itself; everyone has none. */
export function linesOf(tree: Criteria): Line[] {
    const kind = kindOf(tree);
    if (kind === 'everyone') return [];
    const parts: [Path, Node][] = kind === 'all' ? (tree as All).all.map((part, index) => [['all', index], part]) : [[[], tree as Node]];
    return parts.map(([path, node]) => {
        const except = kindOf(node) === 'not';
        const leaf = isLeaf(node) ? path : except && isLeaf((node as Not).not) ? [...path, 'not'] : null;
        return { path, node, except, leaf };
    });
}

export function at(tree: unknown, path: Path): unknown {
    return path.reduce<unknown>((node, step) => (node as Record<Step, unknown> | undefined)?.[step], tree);
}

/** The same tree with another node in one place. */
export function put(tree: Criteria, path: Path, node: Node): Criteria {
    const [step, ...rest] = path;
    if (step === undefined) return node;
    const inner = put((tree as Record<Step, Criteria>)[step] ?? EVERYONE, rest, node);
    if (Array.isArray(tree)) return tree.with(Number(step), inner) as unknown as Criteria;
    return { ...tree, [step]: inner } as Criteria;
}

/** The same tree without one node; a group that is left with nothing goes, too, and so does a «not» of nothing. */
export function without(tree: Criteria, path: Path): Criteria {
    const last = path.at(-1);
    if (last === undefined) return EVERYONE;
    const holder = path.slice(0, -1);
    if (typeof last !== 'number') return without(tree, holder);
    const list = at(tree, holder) as Node[];
    if (list.length === 1) return without(tree, holder.slice(0, -1));
    return put(tree, holder, list.toSpliced(last, 1) as unknown as Node);
}

/** Puts a line into the sentence, exclusions last. */
export function withLine(tree: Criteria, node: Node): { tree: Criteria; path: Path } {
    const lines = linesOf(tree);
    if (lines.length === 0) return { tree: node, path: [] };
    const nodes = lines.map((line) => line.node);
    const behind = lines.findLastIndex((line) => !line.except) + 1;
    const index = kindOf(node) === 'not' ? nodes.length : behind;
    return { tree: { all: nodes.toSpliced(index, 0, node) }, path: ['all', index] };
}

/** Puts a condition at the end of the group that stands at `path`. */
export function withPart(tree: Criteria, path: Path, node: Node): { tree: Criteria; path: Path } {
    const { word, parts } = partsOf(at(tree, path) as All | Any);
    return { tree: put(tree, [...path, word], [...parts, node] as unknown as Node), path: [...path, word, parts.length] };
}

/** RFC 6901, as the server points. */
export function pointerOf(path: Path): string {
    return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The line, or the part of a group inside one, that a pointer into the tree is about: the innermost there is; null when it is none. */
export function partAt(tree: Criteria, pointer: string): Path | null {
    const path = pathOf(pointer);
    const end = path.findLastIndex((step, index) => typeof step === 'number' && ['all', 'any'].includes(String(path[index - 1])) && at(tree, path.slice(0, index + 1)) !== undefined);
    if (end >= 0) return path.slice(0, end + 1);
    return kindOf(tree) === 'everyone' || kindOf(tree) === 'all' ? null : [];
}

export const samePath = (one: Path | null | undefined, other: Path | null | undefined): boolean =>
    one !== null && one !== undefined && other !== null && other !== undefined && pointerOf(one) === pointerOf(other);

/** The conditions of a tree, in reading order. */
export function leavesOf(tree: unknown): Leaf[] {
    switch (kindOf(tree)) {
        case 'leaf':
            return [tree as Leaf];
        case 'all':
        case 'any':
            return partsOf(tree as All | Any).parts.flatMap(leavesOf);
        case 'not':
            return leavesOf((tree as Not).not);
        default:
            return [];
    }
}

/** The steps of a pointer that `pointerOf` wrote. */
export function pathOf(pointer: string): Path {
    return pointer
        .split('/')
        .slice(1)
        .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}

export function beginsWith(path: Path, beginning: Path): boolean {
    return beginning.every((step, index) => step === path[index]);
}
