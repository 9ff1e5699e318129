import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { RecipientPlaces } from '@/frame';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { type ClientList, listsQuery } from './api';
import css from './Lists.module.css';
import { Remove } from './Remove';
import { Rename } from './Rename';

/** «Списки»: who was put together once, of what, when and by whom. */
export function ListsPage() {
    const { t } = useTranslation();
    const query = useQuery(listsQuery);
    useTitle(t('lists.title'));
    return (
        <>
            <RecipientPlaces />
            {query.isLoadingError ? <Failure title={t('lists.failed')} error={query.error} onRetry={() => void query.refetch()} /> : <Lists lists={query.data} />}
        </>
    );
}

type Asked = { what: 'rename' | 'remove'; list: ClientList };

function Lists({ lists }: { lists: readonly ClientList[] | undefined }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const writes = can(useSession(), 'segments.write');
    const [asked, setAsked] = useState<Asked | null>(null);
    const none = lists?.length === 0;
    return (
        <>
            <header className={css.bar}>
                <div>
                    <h1>{t(none ? 'lists.none' : 'lists.title')}</h1>
                    <p className={css.sub}>{t('lists.text')}</p>
                </div>
                {writes && (
                    <Button variant="filled" onClick={() => void navigate({ to: '/lists/new' })}>
                        {t('lists.new')}
                    </Button>
                )}
            </header>
            {!lists && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            {none ? (
                <p className={css.sub}>{t(writes ? 'lists.noneText' : 'lists.noneReader')}</p>
            ) : (
                <table className={`ledger list fold ${css.list}`} role="table" aria-busy={!lists}>
                    <caption className="sr">{t('lists.title')}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t('lists.column.name')}</th>
                            <th role="columnheader" className="r">
                                {t('lists.column.people')}
                            </th>
                            <th role="columnheader">{t('lists.column.made')}</th>
                            {writes && (
                                <th role="columnheader">
                                    <span className="sr">{t('lists.column.acts')}</span>
                                </th>
                            )}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {lists
                            ? lists.map((one) => <Row key={one.id} list={one} onAsk={writes ? (what) => setAsked({ what, list: one }) : null} />)
                            : [210, 160, 240].map((width) => (
                                  <tr key={width} role="row" aria-hidden="true">
                                      {(writes ? [width, 64, 170, 180] : [width, 64, 170]).map((size) => (
                                          <td key={size} role="cell">
                                              <Bone width={size} height={14} />
                                          </td>
                                      ))}
                                  </tr>
                              ))}
                    </tbody>
                </table>
            )}
            <Dialog opened={asked !== null} onClose={() => setAsked(null)} width={440} title={asked?.what === 'remove' ? t('lists.remove.title') : t('lists.rename.title')}>
                {asked?.what === 'rename' && <Rename list={asked.list} onClose={() => setAsked(null)} />}
                {asked?.what === 'remove' && <Remove list={asked.list} onClose={() => setAsked(null)} />}
            </Dialog>
        </>
    );
}

function Row({ list, onAsk }: { list: ClientList; onAsk: ((what: Asked['what']) => void) | null }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { name, members, createdAt, createdBy } = list;
    return (
        <tr role="row">
            <td role="cell">
                <b className={css.name}>{name}</b>
                <Origin list={list} />
            </td>
            <td role="cell" className="r n" data-column={t('lists.column.people')}>
                {format.number(members)}
            </td>
            <td role="cell" className="muted s14">
                <time dateTime={createdAt}>{format.moment(createdAt)}</time>, {createdBy}
            </td>
            {onAsk && (
                <td role="cell" className={css.acts}>
                    <button type="button" className="act s14" aria-haspopup="dialog" aria-label={t('lists.rename.named', { name })} onClick={() => onAsk('rename')}>
                        {t('lists.rename.do')}
                    </button>
                    <button type="button" className="act s14" aria-haspopup="dialog" aria-label={t('lists.remove.named', { name })} onClick={() => onAsk('remove')}>
                        {t('lists.remove.do')}
                    </button>
                </td>
            )}
        </tr>
    );
}

/** What a list was made of, and which of that is nobody. */
function Origin({ list }: { list: ClientList }) {
    const { t } = useTranslation();
    const { origin, madeOf, unknown, unreadable } = list;
    const quoted = madeOf.map((name) => t('lists.quoted', { name }));
    const [first = '', ...rest] = quoted;
    return (
        <p className={css.origin}>
            {t(`lists.origin.${origin}`, { all: quoted.join(', '), first, rest: rest.join(', ') })}
            {unknown > 0 && <span>{t('lists.unknown', { count: unknown })}</span>}
            {unreadable > 0 && <span>{t('lists.unreadable', { count: unreadable })}</span>}
        </p>
    );
}
