import { type All, type Any, at, type Criteria, depthOf, isLeaf, kindOf, MOST_DEEP, type Node, type Not, partsOf, type Path, put, without } from './criteria';

export type MoveName = 'up' | 'down' | 'join_any' | 'join_all' | 'into_above' | 'into_below' | 'out' | 'ungroup' | 'except' | 'keep';

/** What can be done with a condition or group at its place, with the tree it would give and where the moved part would stand in it. */
export type Move = { name: MoveName; tree: Criteria; path: Path };

type Place = {
    /** Where the list is in which the part stands. */
    list: Path;
    index: number;
    word: 'all' | 'any';
    parts: Node[];
};

/** The place of a part: behind its own «not», which belongs to it. */
export function partPath(path: Path): Path {
    return path.at(-1) === 'not' ? partPath(path.slice(0, -1)) : path;
}

function placeOf(tree: Criteria, path: Path): Place | null {
    const index = path.at(-1);
    const word = path.at(-2);
    if (typeof index !== 'number' || (word !== 'all' && word !== 'any')) return null;
    const list = path.slice(0, -1);
    return { list, index, word, parts: at(tree, list) as Node[] };
}

const asNode = (list: Node[]) => list as unknown as Node;

/** The group that a part is, or of which it is the opposite; null for conditions. */
function groupIn(node: Node, path: Path): { group: All | Any; path: Path } | null {
    const kind = kindOf(node);
    if (kind === 'not') return groupIn((node as Not).not, [...path, 'not']);
    return kind === 'all' || kind === 'any' ? { group: node as All | Any, path } : null;
}

const isSingle = (node: Node): boolean => isLeaf(node) || (kindOf(node) === 'not' && isLeaf((node as Not).not));

/** All that can be done with the part at a place, as far as the server lets conditions be nested. */
export function movesOf(tree: Criteria, part: Path): Move[] {
    const path = partPath(part);
    const node = at(tree, path) as Node;
    const place = placeOf(tree, path);
    const moves = [...(place ? among(tree, node, place) : []), ...out(tree, path, node, place), ...apart(tree, path, node, place), turned(tree, path, node)];
    return moves.filter((move) => depthOf(move.tree) <= MOST_DEEP);
}

function among(tree: Criteria, node: Node, { list, index, word, parts }: Place): Move[] {
    const moves: Move[] = [];
    const before = parts[index - 1];
    const after = parts[index + 1];
    const swapped = (to: number): Criteria => put(tree, list, asNode(parts.toSpliced(index, 1).toSpliced(to, 0, node)));
    if (before) moves.push({ name: 'up', tree: swapped(index - 1), path: [...list, index - 1] });
    if (after) moves.push({ name: 'down', tree: swapped(index + 1), path: [...list, index + 1] });
    if (before && isSingle(before) && isSingle(node)) {
        const other = word === 'all' ? 'any' : 'all';
        const pair = { [other]: [before, node] } as Node;
        const holder = list.slice(0, -1);
        const joined = parts.length === 2 ? { tree: put(tree, holder, pair), path: holder } : { tree: put(tree, list, asNode(parts.toSpliced(index - 1, 2, pair))), path: [...list, index - 1] };
        moves.push({ name: `join_${other}`, tree: joined.tree, path: [...joined.path, other, 1] });
    }
    const into = (name: 'into_above' | 'into_below', sibling: Node | undefined, at: number) => {
        const found = sibling && groupIn(sibling, []);
        if (!found) return;
        const { word, parts: members } = partsOf(found.group);
        const grown = name === 'into_above' ? [...members, node] : [node, ...members];
        const next = put(sibling as Criteria, [...found.path, word], asNode(grown)) as Node;
        const rest = parts.with(name === 'into_above' ? index - 1 : index + 1, next).toSpliced(index, 1);
        moves.push({ name, tree: put(tree, list, asNode(rest)), path: [...list, at, ...found.path, word, name === 'into_above' ? members.length : 0] });
    };
    into('into_above', before, index - 1);
    into('into_below', after, index);
    return moves;
}

/** Behind the group it stands in; behind the outermost, a line of its own. */
function out(tree: Criteria, path: Path, node: Node, place: Place | null): Move[] {
    if (!place) return [];
    const own = place.list.slice(0, -1);
    const holder = partPath(own);
    const outer = placeOf(tree, holder);
    const rest = without(tree, path);
    if (!outer) {
        if (own.length === 0 && place.word === 'all') return [];
        return kindOf(rest) === 'everyone' ? [{ name: 'out', tree: node, path: [] }] : [{ name: 'out', tree: { all: [rest as Node, node] }, path: ['all', 1] }];
    }
    const alone = place.parts.length === 1;
    const behind = outer.index + (alone ? 0 : 1);
    const list = alone ? outer.parts.toSpliced(outer.index, 1) : (at(rest, outer.list) as Node[]);
    return [{ name: 'out', tree: put(tree, outer.list, asNode(list.toSpliced(behind, 0, node))), path: [...outer.list, behind] }];
}

/** A group gives its parts to the one it stands in. */
function apart(tree: Criteria, path: Path, node: Node, place: Place | null): Move[] {
    const kind = kindOf(node);
    if (kind !== 'all' && kind !== 'any') return [];
    const { parts } = partsOf(node as All | Any);
    if (place) return [{ name: 'ungroup', tree: put(tree, place.list, asNode(place.parts.toSpliced(place.index, 1, ...parts))), path }];
    return kind === 'any' ? [{ name: 'ungroup', tree: { all: parts }, path: ['all', 0] }] : [];
}

function turned(tree: Criteria, path: Path, node: Node): Move {
    if (kindOf(node) === 'not') return { name: 'keep', tree: put(tree, path, (node as Not).not), path };
    return { name: 'except', tree: put(tree, path, { not: node }), path };
}
