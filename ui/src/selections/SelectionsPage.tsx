import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { RecipientPlaces } from '@/frame';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { type Selection, selectionsQuery } from './api';
import css from './Selections.module.css';
import { StateWord } from './StateWord';
import { useSchedule } from './useSchedule';

/** «Выборки»: what other systems are asked, and how many people the last answer gave. */
export function SelectionsPage() {
    const { t } = useTranslation();
    const query = useQuery(selectionsQuery);
    useTitle(t('selections.title'));
    return (
        <>
            <RecipientPlaces />
            {query.isLoadingError ? <Failure title={t('selections.failed')} error={query.error} onRetry={() => void query.refetch()} /> : <List selections={query.data} />}
        </>
    );
}

function List({ selections }: { selections: readonly Selection[] | undefined }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const session = useSession();
    const none = selections?.length === 0;
    return (
        <>
            <header className={css.bar}>
                <div>
                    <h1>{t(none ? 'selections.none' : 'selections.title')}</h1>
                    <p className={css.sub}>{t('selections.text')}</p>
                </div>
                {can(session, 'administer') && !session?.practice && (
                    <Button variant="filled" onClick={() => void navigate({ to: '/selections/new' })}>
                        {t('selections.new')}
                    </Button>
                )}
            </header>
            {!selections && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            {none ? (
                <p className={css.sub}>{t('selections.noneText')}</p>
            ) : (
                <table className={`ledger fold ${css.list}`} role="table" aria-busy={!selections}>
                    <caption className="sr">{t('selections.title')}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t('selections.column.name')}</th>
                            <th role="columnheader">{t('selections.column.state')}</th>
                            <th role="columnheader">{t('selections.column.last')}</th>
                            <th role="columnheader" className="r">
                                {t('selections.column.people')}
                            </th>
                            <th role="columnheader">{t('selections.column.schedule')}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {selections
                            ? selections.map((one) => <Row key={one.id} selection={one} />)
                            : [180, 140, 210].map((width) => (
                                  <tr key={width} role="row" aria-hidden="true">
                                      {[width, 84, 120, 60, 190].map((size) => (
                                          <td key={size} role="cell">
                                              <Bone width={size} height={14} />
                                          </td>
                                      ))}
                                  </tr>
                              ))}
                    </tbody>
                </table>
            )}
        </>
    );
}

function Row({ selection }: { selection: Selection }) {
    const { t } = useTranslation();
    const format = useFormat();
    const schedule = useSchedule();
    const { id, name, lastRun, whole } = selection;
    return (
        <tr role="row">
            <td role="cell">
                <Link to="/selections/$id" params={{ id }} className={css.name}>
                    {name}
                </Link>
                {lastRun?.problem && <span className={css.why}>{lastRun.problem}</span>}
            </td>
            <td role="cell">
                <StateWord run={lastRun} />
            </td>
            <td role="cell" className="n" data-column={t('selections.column.last')}>
                {lastRun === null ? <span className="muted">{t('selections.never')}</span> : <time dateTime={lastRun.startedAt}>{format.moment(lastRun.startedAt)}</time>}
            </td>
            <td role="cell" className="r n" data-column={t('selections.column.people')}>
                {whole === null ? '' : format.number(whole.people)}
            </td>
            <td role="cell" className="muted s14">
                {schedule(selection)}
            </td>
        </tr>
    );
}
