import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { askedQuery, eventKindsQuery, fieldsQuery, titleQuery } from './api';
import { type Catalogue, catalogueOf, nameKey } from './catalogue';
import { namedIn } from './subjects';
import { useSpeaker } from './useSpeaker';

type Loaded = {
    /** Null until it is there. */
    catalogue: Catalogue | null;
    failed: unknown;
    retry: () => void;
    /** There are fields, but nobody knows which events there are. */
    eventsFailed: boolean;
    retryEvents: () => void;
};

/** The same catalogue, with the names of what a tree names by ids. */
export function useNamed(catalogue: Catalogue, tree: unknown): Catalogue {
    const { language } = useSpeaker();
    const named = useMemo(() => [...new Map(namedIn(tree).map((one) => [nameKey(one.about, one.value), one])).values()], [tree]);
    const titles = useQueries({
        queries: named.map(({ about, value }) => titleQuery(about, value, language)),
        combine: (results) => results.map(({ data }) => data ?? null),
    });
    return useMemo(() => {
        const known = new Map(named.map(({ about, value }, index) => [nameKey(about, value), titles[index] ?? null]));
        return { ...catalogue, titleOf: (about, value) => known.get(nameKey(about, value)) ?? catalogue.titleOf(about, value) };
    }, [catalogue, named, titles]);
}

/** What conditions are about here, and how it is called what a tree names by ids. */
export function useCatalogue(tree: unknown): Loaded {
    const { language } = useSpeaker();
    const fields = useQuery(fieldsQuery(language));
    const kinds = useQuery(eventKindsQuery);
    const asked = useQuery(askedQuery);
    const nameless = useMemo(
        () => catalogueOf(fields.data ?? [], kinds.data, undefined, asked.data ?? null),
        [fields.data, kinds.data, asked.data],
    );
    const catalogue = useNamed(nameless, tree);
    return {
        catalogue: fields.data && kinds.isFetched && asked.isFetched ? catalogue : null,
        failed: fields.isError && !fields.data ? fields.error : null,
        retry: () => void fields.refetch(),
        eventsFailed: kinds.isError && !kinds.data,
        retryEvents: () => void kinds.refetch(),
    };
}
