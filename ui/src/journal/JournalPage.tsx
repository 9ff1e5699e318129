import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { usersQuery } from '@/users';
import { actionsQuery, entriesQuery, type Entry, type Filter } from './api';
import { Details } from './Details';
import css from './Journal.module.css';
import { useAction, useThing } from './useAction';

/** «Журнал»: who did or looked at what. The filter stands in the address, so that a finding can be sent to somebody. */
export function JournalPage() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const filter = useSearch({ from: '/inside/journal' });
    const query = useInfiniteQuery(entriesQuery(filter));
    useTitle(t('journal.title'));
    const entries = query.data?.pages.flatMap((page) => page.items);
    const filtered = Object.values(filter).some(Boolean);
    return (
        <>
            <h1>{t('journal.heading')}</h1>
            <p className={css.sub}>{t('journal.text')}</p>
            <Filters filter={filter} filtered={filtered} />
            {query.isLoadingError ? (
                <div className={css.failed}>
                    <Failure title={t('journal.failed')} error={query.error} onRetry={() => void query.refetch()} />
                </div>
            ) : entries?.length === 0 ? (
                <p className={css.none} role="status">
                    {filtered ? t('journal.nothingFound') : t('journal.empty')}
                </p>
            ) : (
                <>
                    {!entries && (
                        <p className="sr" role="status">
                            {t('loading')}
                        </p>
                    )}
                    <ol className={css.entries} aria-busy={!entries}>
                        {entries?.map((entry) => <Line key={entry.id} entry={entry} filter={filter} />) ??
                            [320, 260, 380, 300, 340, 280].map((width) => (
                                <li key={width} aria-hidden="true">
                                    <Bone width={84} height={14} />
                                    <Bone width={120} height={14} />
                                    <Bone width={width} height={14} />
                                </li>
                            ))}
                    </ol>
                </>
            )}
            {query.isFetchNextPageError && (
                <p className={css.refusal} role="alert">
                    {problemText(query.error)}
                </p>
            )}
            {query.hasNextPage && (
                <Button
                    className={css.more ?? ''}
                    aria-disabled={query.isFetchingNextPage}
                    onClick={() => {
                        if (!query.isFetchingNextPage) void query.fetchNextPage();
                    }}
                >
                    {query.isFetchingNextPage ? t('journal.moreBusy') : t('journal.more')}
                </Button>
            )}
        </>
    );
}

function Line({ entry, filter }: { entry: Entry; filter: Filter }) {
    const { t } = useTranslation();
    const format = useFormat();
    const action = useAction();
    const thing = useThing();
    const [opened, setOpened] = useState(false);
    const object = entry.object === null ? null : thing(entry.object);
    const more = Object.keys(entry.details).length;
    const who = entry.user?.name ?? (entry.key ? t('journal.byKey', { name: entry.key.name }) : t('journal.nobody'));
    return (
        <li>
            <time className="n muted s14" dateTime={entry.at}>
                {format.moment(entry.at)}
            </time>
            {entry.user ? (
                <Link to="/journal" search={{ ...filter, user: entry.user.id }} className={css.who} aria-label={t('journal.onlyBy', { name: who })}>
                    {who}
                </Link>
            ) : (
                <span className="muted">{who}</span>
            )}
            <div className={css.what}>
                <p>
                    {action(entry.action)}
                    {object && (
                        <>
                            {': '}
                            {object.to === null ? object.title : <Link to={object.to as '/'}>{object.title}</Link>}
                        </>
                    )}
                </p>
                {opened && <Details details={entry.details} />}
                {opened && entry.object !== null && filter.object !== entry.object && (
                    <Link to="/journal" search={{ object: entry.object }} className="act s14">
                        {t('journal.allAbout')}
                    </Link>
                )}
            </div>
            {more > 0 || entry.object !== null ? (
                <button type="button" className="act s14" aria-expanded={opened} onClick={() => setOpened(!opened)}>
                    {opened ? t('journal.less') : t('journal.details')}
                </button>
            ) : (
                <span />
            )}
        </li>
    );
}

function Filters({ filter, filtered }: { filter: Filter; filtered: boolean }) {
    const { t } = useTranslation();
    const action = useAction();
    const thing = useThing();
    const navigate = useNavigate();
    const actions = useQuery(actionsQuery);
    // Some hundreds of names at most matter here; who is further down is found by pressing the name in a line.
    const users = useInfiniteQuery(usersQuery(''));
    const people = users.data?.pages.flatMap((page) => page.items) ?? [];
    const set = (change: Filter) => {
        const next = { ...filter, ...change };
        void navigate({ to: '/journal', search: Object.fromEntries(Object.entries(next).filter(([, value]) => value)), replace: true });
    };
    const known = (actions.data ?? []).map((code) => ({ value: code, label: action(code) })).toSorted((one, other) => one.label.localeCompare(other.label));
    return (
        <form className={css.filters} role="search" aria-label={t('journal.filter')} onSubmit={(event) => event.preventDefault()}>
            <NativeSelect
                label={t('journal.who')}
                value={filter.user ?? ''}
                onChange={(event) => set({ user: event.currentTarget.value })}
                data={[
                    { value: '', label: t('journal.anyone') },
                    ...(filter.user && !people.some(({ id }) => id === filter.user) ? [{ value: filter.user, label: t('journal.thing.user', { id: filter.user }) }] : []),
                    ...people.map(({ id, name }) => ({ value: id, label: name })),
                ]}
            />
            <NativeSelect
                label={t('journal.what')}
                value={filter.action ?? ''}
                onChange={(event) => set({ action: event.currentTarget.value })}
                data={[
                    { value: '', label: t('journal.anything') },
                    ...(filter.action && !known.some(({ value }) => value === filter.action) ? [{ value: filter.action, label: action(filter.action) }] : []),
                    ...known,
                ]}
            />
            <TextInput type="date" label={t('journal.from')} value={filter.from ?? ''} onChange={(event) => set({ from: event.currentTarget.value })} />
            <TextInput type="date" label={t('journal.to')} value={filter.to ?? ''} onChange={(event) => set({ to: event.currentTarget.value })} />
            {(filtered || filter.object) && (
                <p className={css.reset}>
                    {filter.object && <span>{t('journal.about', { thing: thing(filter.object).title })}</span>}
                    <Link to="/journal" search={{}} className="act">
                        {t('journal.reset')}
                    </Link>
                </p>
            )}
        </form>
    );
}
