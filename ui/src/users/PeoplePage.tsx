import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { Word } from '@/shared/Word';
import { type User, usersQuery } from './api';
import { InviteDialog } from './InviteDialog';
import { Tabs } from './Tabs';
import { UserDialog } from './UserDialog';
import css from './Users.module.css';

const PAUSE = 250;

/** «Пользователи»: who may log in, with what role, and who cannot just now. */
export function PeoplePage() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const navigate = useNavigate();
    const { query: wanted = '' } = useSearch({ from: '/inside/users' });
    const [text, setText] = useState(wanted);
    const [inviting, setInviting] = useState(false);
    const [changing, setChanging] = useState<string | null>(null);
    const query = useInfiniteQuery(usersQuery(wanted));
    useTitle(t('users.title'));

    useEffect(() => {
        if (text.trim() === wanted) return;
        const timer = setTimeout(() => {
            const next = text.trim();
            void navigate({ to: '/users', search: next === '' ? {} : { query: next }, replace: true });
        }, PAUSE);
        return () => clearTimeout(timer);
    }, [text, wanted, navigate]);

    const users = query.data?.pages.flatMap((page) => page.items);
    return (
        <>
            <Tabs />
            {query.isLoadingError ? (
                <Failure title={t('users.failed')} error={query.error} onRetry={() => void query.refetch()} />
            ) : (
                <>
                    <header className={css.bar}>
                        <h1>{t('users.heading')}</h1>
                        <Button variant="filled" onClick={() => setInviting(true)}>
                            {t('users.invite.open')}
                        </Button>
                    </header>
                    <TextInput
                        className={css.find ?? ''}
                        type="search"
                        label={t('users.find')}
                        autoComplete="off"
                        value={text}
                        onChange={(event) => setText(event.currentTarget.value)}
                    />
                    <p className={users ? 'sr' : undefined} role="status">
                        {users ? (users.length === 0 ? '' : t('users.found', { count: users.length })) : <span className="sr">{t('loading')}</span>}
                    </p>
                    {users?.length === 0 ? (
                        <p className={css.said}>{wanted === '' ? t('users.nobodyYet') : t('users.nobody')}</p>
                    ) : (
                        <table className={`ledger fold ${css.list}`} role="table" aria-busy={!users}>
                            <caption className="sr">{t('users.title')}</caption>
                            <thead role="rowgroup">
                                <tr role="row">
                                    {(['name', 'role', 'department', 'seen', 'state'] as const).map((key) => (
                                        <th key={key} role="columnheader">
                                            {key === 'state' ? <span className="sr">{t('users.column.state')}</span> : t(`users.column.${key}`)}
                                        </th>
                                    ))}
                                </tr>
                            </thead>
                            <tbody role="rowgroup">
                                {users?.map((user) => <Row key={user.id} user={user} onOpen={() => setChanging(user.id)} />) ??
                                    [180, 140, 200, 160].map((width) => (
                                        <tr key={width} role="row" aria-hidden="true">
                                            {[width, 120, 90, 80, 60].map((size) => (
                                                <td key={size} role="cell">
                                                    <Bone width={size} height={14} />
                                                </td>
                                            ))}
                                        </tr>
                                    ))}
                            </tbody>
                        </table>
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
                            {query.isFetchingNextPage ? t('users.moreBusy') : t('users.more')}
                        </Button>
                    )}
                </>
            )}
            <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
            <UserDialog user={users?.find(({ id }) => id === changing) ?? null} onClose={() => setChanging(null)} />
        </>
    );
}

function Row({ user, onOpen }: { user: User; onOpen: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <tr role="row">
            <td role="cell">
                <button type="button" className={css.name} aria-haspopup="dialog" onClick={onOpen}>
                    {user.name}
                </button>{' '}
                <span className="muted s14">{user.login}</span>
            </td>
            <td role="cell">{t(`role.${user.role}`)}</td>
            <td role="cell">{user.department.name}</td>
            <td role="cell" className="muted n">
                {user.lastSeenAt ? format.moment(user.lastSeenAt) : t('users.never')}
            </td>
            <td role="cell">
                {user.active ? (
                    user.lockedUntil && <Word tone="warn">{t('users.locked', { at: format.moment(user.lockedUntil) })}</Word>
                ) : (
                    <Word tone="rest">{t('users.inactive')}</Word>
                )}
            </td>
        </tr>
    );
}
