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
import { type Segment, segmentsQuery } from './api';
import { READY, readyFor } from './ready';
import { CriteriaWords, SegmentSize, SegmentWords } from './SegmentAbout';
import css from './SegmentsPage.module.css';
import { useCatalogue } from './useCatalogue';

/** «Сегменты»: what is saved, in words, with how many people it finds now. */
export function SegmentsPage() {
    const { t } = useTranslation();
    const segments = useQuery(segmentsQuery);
    useTitle(t('segments.list.page'));
    return (
        <>
            <RecipientPlaces />
            {segments.isLoadingError ? (
                <Failure title={t('segments.list.failed')} error={segments.error} onRetry={() => void segments.refetch()} />
            ) : segments.data?.length === 0 ? (
                <Empty />
            ) : (
                <List segments={segments.data} />
            )}
        </>
    );
}

function List({ segments }: { segments: Segment[] | undefined }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const session = useSession();
    return (
        <>
            <header className={css.bar}>
                <h1>{segments ? t('segments.list.title', { count: segments.length }) : t('segments.list.page')}</h1>
                {can(session, 'segments.write') && (
                    <Button variant="filled" onClick={() => void navigate({ to: '/segments/new' })}>
                        {t('segments.list.new')}
                    </Button>
                )}
            </header>
            {!segments && (
                <p className="sr" role="status">
                    {t('segments.list.loading')}
                </p>
            )}
            {/* Roles are spelt out: on a phone the rows are laid out as blocks, and browsers then forget what a table is. */}
            <table className={`ledger list fold ${css.list}`} role="table" aria-busy={!segments}>
                <caption className="sr">{t('segments.list.page')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('segments.list.name')}</th>
                        <th role="columnheader" className="r">
                            {t('segments.list.people')}
                        </th>
                        <th role="columnheader">{t('segments.list.changed')}</th>
                        <th role="columnheader">{t('segments.list.by')}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {segments
                        ? segments.map((segment) => <Row key={segment.id} segment={segment} />)
                        : [210, 260, 180, 232, 196].map((width) => (
                              <tr key={width} role="row" aria-hidden="true">
                                  <td role="cell">
                                      <Bone width={width} height={14} />
                                      <br />
                                      <Bone width={width + 80} height={12} />
                                  </td>
                                  <td role="cell" className="r">
                                      <Bone width={64} height={14} />
                                  </td>
                                  <td role="cell">
                                      <Bone width={104} height={14} />
                                  </td>
                                  <td role="cell">
                                      <Bone width={104} height={14} />
                                  </td>
                              </tr>
                          ))}
                </tbody>
            </table>
        </>
    );
}

function Row({ segment }: { segment: Segment }) {
    const format = useFormat();
    return (
        <tr role="row">
            <td role="cell">
                <Link to="/segments/$id" params={{ id: segment.id }} className={css.name}>
                    {segment.name}
                </Link>
                <p className={css.words}>
                    <SegmentWords segment={segment} />
                </p>
            </td>
            <td role="cell" className="r n">
                <SegmentSize segment={segment} />
            </td>
            <td role="cell" className="n muted s14">
                <time dateTime={segment.changedAt}>{format.moment(segment.changedAt)}</time>
            </td>
            <td role="cell" className={`muted s14 ${css.by}`}>
                {segment.createdBy}
            </td>
        </tr>
    );
}

/** Nothing saved yet: what most companies begin with, one press away. */
function Empty() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const session = useSession();
    const { catalogue } = useCatalogue(null);
    return (
        <>
            <header className={css.bar}>
                <h1>{t('segments.none.title')}</h1>
                {can(session, 'segments.write') && (
                    <Button variant="filled" onClick={() => void navigate({ to: '/segments/new' })}>
                        {t('segments.list.new')}
                    </Button>
                )}
            </header>
            <p className={css.lead}>{t('segments.none.text')}</p>
            {can(session, 'segments.write') && (
                <ul className={css.ready}>
                    {catalogue && readyFor(catalogue).map((name) => (
                        <li key={name}>
                            <div>
                                <b>{t(`segments.ready.${name}`)}</b>
                                <p className={css.words}>
                                    <CriteriaWords criteria={READY[name]} />
                                </p>
                            </div>
                            <Link to="/segments/new" search={{ ready: name }} className="act" aria-label={t('segments.none.takeNamed', { name: t(`segments.ready.${name}`) })}>
                                {t('segments.none.take')}
                            </Link>
                        </li>
                    ))}
                </ul>
            )}
        </>
    );
}
