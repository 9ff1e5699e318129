import { useMemo, useState } from 'react';
import type { Forecast, Person } from '@/audience';
import { countParts, type Size } from './parts';
import { fill, type Piece, valuesIn } from './template';

export type Example = { kind: Forecast['examples'][number]['kind'] | null; person: Person | null; text: string; size: Size; values: ReadonlyMap<string, string> };

export type Preview = {
    examples: Example[];
    /** The forecast is of this very text, not of what stood here a moment ago. */
    fresh: boolean;
    /** Another wording of the same text, for the same people. */
    retold: (pieces: Piece[]) => Example[];
};

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * The text as its shortest, longest and incomplete recipients would see it. The server renders it, a little later than one types;
 * until then the values seen in its last rendering are put into what is written now.
 */
export function usePreview(pieces: Piece[], forecast: Forecast | null, titleOf: (name: string) => string | null): Preview {
    const [seen, setSeen] = useState<ReadonlyMap<string, ReadonlyMap<string, string>>>(new Map());
    const examples = forecast?.examples;
    const fits = useMemo(() => {
        const values = (examples ?? []).map(({ text, person, kind }) => [kind + (person?.id ?? ''), valuesIn(pieces, text)] as const);
        return values.length > 0 && values.every(([, found]) => found !== null) ? new Map(values.map(([id, found]) => [id, own(pieces, found ?? NONE)])) : null;
    }, [pieces, examples]);
    if (fits && fits !== seen) setSeen(fits);
    const known = fits ?? seen;

    return useMemo(() => {
        const tell = (told: Piece[]): Example[] => {
            const missing = (name: string) => titleOf(name) ?? name;
            if (!examples || examples.length === 0) {
                const text = fill(told, NONE, missing);
                return [{ kind: null, person: null, text, size: countParts(text), values: NONE }];
            }
            return examples.map(({ kind, person }) => {
                const values = known.get(kind + (person?.id ?? '')) ?? NONE;
                const text = fill(told, values, missing);
                return { kind, person, text, size: countParts(text), values };
            });
        };
        return { examples: tell(pieces), fresh: fits !== null, retold: tell };
    }, [pieces, examples, known, fits, titleOf]);
}

/** Without what only stood in for a value: that is the text's to change. */
function own(pieces: Piece[], values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const fallbacks = new Set(pieces.flatMap((piece) => (piece.kind === 'variable' && piece.fallback !== null ? [`${piece.name}\n${piece.fallback}`] : [])));
    return new Map([...values].filter(([name, value]) => !fallbacks.has(`${name}\n${value}`)));
}

/** The one that takes the most room. */
export function longestOf(examples: Example[]): Example | undefined {
    return examples.reduce<Example | undefined>(
        (longest, one) => (longest === undefined || one.size.parts > longest.size.parts || (one.size.parts === longest.size.parts && one.size.size > longest.size.size) ? one : longest),
        undefined,
    );
}
