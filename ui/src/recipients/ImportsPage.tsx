import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RecipientPlaces } from '@/frame';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { Word, type WordTone } from '@/shared/Word';
import { importsQuery } from './api';
import { FileDrop } from './FileDrop';
import css from './ImportsPage.module.css';
import type { Import } from './recipient';
import { useSize } from './useSize';

export const TONES: Record<Import['status'], WordTone> = { uploaded: 'warn', running: 'run', done: 'ok', failed: 'bad', undone: 'rest' };
const WAITING = [240, 180, 210];

/** «Загрузки»: where a table is brought in, and what became of those before. */
export function ImportsPage() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const navigate = useNavigate();
    const list = useInfiniteQuery(importsQuery);
    useTitle(t('imports.title'));
    if (list.isLoadingError) return <Failure title={t('imports.failed')} error={list.error} onRetry={() => void list.refetch()} />;
    const imports = list.data?.pages.flatMap(({ items }) => items);
    return (
        <>
            <RecipientPlaces />
            <h1 className={css.title}>{t('imports.heading')}</h1>
            <FileDrop onSent={({ id }) => void navigate({ to: '/imports/$id', params: { id } })} />
            {imports?.length !== 0 && (
                <section className={css.before} aria-busy={!imports}>
                    <h2>{t('imports.before')}</h2>
                    {!imports && (
                        <p className="sr" role="status">
                            {t('loading')}
                        </p>
                    )}
                    <table className={`ledger list fold ${css.list}`} role="table">
                        <caption className="sr">{t('imports.before')}</caption>
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader">{t('imports.column.file')}</th>
                                <th role="columnheader">{t('imports.column.outcome')}</th>
                                <th role="columnheader">{t('imports.column.status')}</th>
                                <th role="columnheader">{t('imports.column.when')}</th>
                                <th role="columnheader">{t('imports.column.who')}</th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">
                            {imports
                                ? imports.map((one) => <Row key={one.id} one={one} />)
                                : WAITING.map((width) => (
                                      <tr key={width} role="row">
                                          {[width, 151, 92, 111, 123].map((bone) => (
                                              <td key={bone} role="cell">
                                                  <Bone width={bone} height={14} />
                                              </td>
                                          ))}
                                      </tr>
                                  ))}
                        </tbody>
                    </table>
                </section>
            )}
            {imports?.length === 0 && <p className={css.empty}>{t('imports.empty')}</p>}
            {list.isFetchNextPageError && (
                <p className={css.refusal} role="alert">
                    {problemText(list.error)}
                </p>
            )}
            {list.hasNextPage && (
                <Button
                    className={css.more ?? ''}
                    aria-disabled={list.isFetchingNextPage}
                    onClick={() => {
                        if (!list.isFetchingNextPage) void list.fetchNextPage();
                    }}
                >
                    {list.isFetchingNextPage ? t('recipients.moreBusy') : t('recipients.more')}
                </Button>
            )}
        </>
    );
}

function Row({ one }: { one: Import }) {
    const { t } = useTranslation();
    const format = useFormat();
    const size = useSize();
    return (
        <tr role="row">
            <td role="cell">
                <Link to="/imports/$id" params={{ id: one.id }} className={css.name}>
                    {one.fileName}
                </Link>
            </td>
            <td role="cell" className="n">
                {one.result ? (
                    <>
                        {t('imports.clients', { count: one.result.imported })}
                        {one.result.rejected > 0 && <span className="muted">, {t('imports.rejectedShort', { count: one.result.rejected })}</span>}
                    </>
                ) : (
                    <span className="muted">{size(one.sizeBytes)}</span>
                )}
            </td>
            <td role="cell">
                <Word tone={TONES[one.status]}>{t(`imports.status.${one.status}`)}</Word>
            </td>
            <td role="cell" className="n muted s14">
                <time dateTime={one.createdAt}>{format.moment(one.createdAt)}</time>
            </td>
            <td role="cell" className="muted s14">
                {one.createdBy}
            </td>
        </tr>
    );
}
