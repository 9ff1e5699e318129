import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useAge } from '@/shared/useAge';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { type Connection, connectionsQuery, kindsQuery, summaryQuery } from './api';
import { Halted } from './Halted';
import css from './Operators.module.css';
import { isSpared, Spared } from './Spared';
import { closure, limits } from './standing';
import { StateWord } from './StateWord';
import { Until } from './Until';
import { useDelay } from './useDelay';
import { useOperatorsHeading } from './useOperatorsHeading';

/** «Операторы»: which connections work, what they cost, and what those that do not answered. */
export function OperatorsPage() {
    const { t } = useTranslation();
    const format = useFormat();
    const heading = useOperatorsHeading();
    const navigate = useNavigate();
    const practice = useSession()?.practice ?? false;
    const query = useQuery(connectionsQuery);
    const kinds = useQuery(kindsQuery);
    useTitle(t('operators.title'));
    const connections = query.data;
    if (!connections && query.isError) {
        return <Failure title={t('operators.failed')} error={query.error} onRetry={() => void query.refetch()} />;
    }
    // In practice mode there is the simulator, and nothing to connect.
    const add = practice ? null : (
        <Button variant="filled" onClick={() => void navigate({ to: '/operators/new' })}>
            {t('operators.add')}
        </Button>
    );
    if (connections?.length === 0) {
        return (
            <>
                <h1>{t('operators.empty.title')}</h1>
                <p className={css.sub}>{t('operators.empty.text')}</p>
                <p className={css.begin}>{add}</p>
            </>
        );
    }
    const sent = connections?.reduce((sum, { health }) => sum + health.submittedLastHour, 0) ?? 0;
    const queued = connections?.reduce((sum, { health }) => sum + health.queued, 0) ?? 0;
    return (
        <>
            <header className={css.bar}>
                <div>
                    <h1>{connections ? heading(connections) : t('operators.title')}</h1>
                    <p className={css.sub}>
                        {connections ? (
                            <>
                                {t('operators.sent', { count: sent, number: format.number(sent) })}
                                {queued > 0 && ` ${t('operators.queued', { number: format.number(queued) })}`}
                            </>
                        ) : (
                            <span role="status">
                                <span className="sr">{t('loading')}</span>
                                <Bone width={300} height={14} />
                            </span>
                        )}
                    </p>
                </div>
                {add}
            </header>
            <Halted />
            <Unclear />
            <table className={`ledger fold ${css.providers}`} role="table" aria-busy={!connections}>
                <caption className="sr">{t('operators.title')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('operators.column.name')}</th>
                        <th role="columnheader">{t('operators.column.state')}</th>
                        {(['sent', 'delivered', 'delay', 'rate', 'price'] as const).map((key) => (
                            <th key={key} role="columnheader" className="r">
                                {t(`operators.column.${key}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {connections
                        ? connections.map((connection) => (
                              <Row
                                  key={connection.id}
                                  connection={connection}
                                  kind={kinds.data?.find(({ kind }) => kind === connection.kind)?.title ?? connection.kind}
                              />
                          ))
                        : [180, 140, 210].map((width) => (
                              <tr key={width} role="row" aria-hidden="true">
                                  {[width, 76, 60, 52, 36, 48, 52].map((size, index) => (
                                      // The columns never change their order.
                                      // oxlint-disable-next-line react/no-array-index-key
                                      <td key={index} role="cell" className={index > 1 ? 'r' : undefined}>
                                          <Bone width={size} height={14} />
                                      </td>
                                  ))}
                              </tr>
                          ))}
                </tbody>
            </table>
        </>
    );
}

/** Messages of unknown fate, when there are any. */
function Unclear() {
    const { t } = useTranslation();
    const format = useFormat();
    const age = useAge();
    const { data } = useQuery(summaryQuery({}));
    if (!data?.oldest) return null;
    return (
        <p className={css.unclear}>
            <Link to="/operators/uncertain" className="act">
                {t('operators.unclear.link', { count: data.waiting, number: format.number(data.waiting), age: age(data.oldest) })}
            </Link>
        </p>
    );
}

/** Under this share of delivered messages a figure is worth a colour. */
const NORM = 0.95;

function Row({ connection, kind }: { connection: Connection; kind: string }) {
    const { t } = useTranslation();
    const format = useFormat();
    const delay = useDelay();
    const { health } = connection;
    const troubled = health.lastError !== null && (health.state === 'down' || health.state === 'partly');
    const near = limits(connection).filter((limit) => limit.near);
    const closed = closure(connection) !== null;
    const bad = troubled || isSpared(connection);
    const waiting = (bad || closed) && health.queued > 0;
    const detailed = bad || waiting || near.length > 0 || (closed && health.opensNextAt !== null);
    const none = <span className="muted">{t('operators.none')}</span>;
    return (
        <>
            <tr role="row" data-open={detailed || undefined}>
                <td role="cell">
                    <Link to="/operators/$id" params={{ id: connection.id }} className={css.name}>
                        {connection.name}
                    </Link>{' '}
                    <span className="muted s14">{kind}</span>
                </td>
                <td role="cell">
                    <StateWord connection={connection} />
                </td>
                <td role="cell" className="r n" data-column={t('operators.column.sent')}>
                    {format.number(health.submittedLastHour)}
                </td>
                <td role="cell" className="r n" data-column={t('operators.column.delivered')}>
                    {health.deliveredShare === null ? (
                        none
                    ) : health.deliveredShare < NORM ? (
                        <b className={css.under}>{format.share(health.deliveredShare)}</b>
                    ) : (
                        format.share(health.deliveredShare)
                    )}
                </td>
                <td role="cell" className="r n">
                    {health.receiptDelaySeconds === null ? none : delay(health.receiptDelaySeconds)}
                </td>
                <td role="cell" className="r n">
                    {connection.ratePerSecond === 0 ? t('operators.unlimited') : t('operators.upTo', { rate: format.number(connection.ratePerSecond) })}
                </td>
                <td role="cell" className="r n">
                    {connection.unitPrice === 0 ? t('operators.free') : format.money(connection.unitPrice)}
                </td>
            </tr>
            {detailed && (
                <tr role="row" className={css.detail}>
                    <td role="cell" colSpan={7}>
                        <p>
                            {troubled && <b>{health.lastError}</b>}
                            {troubled && health.lastErrorAt && <span className="muted"> {format.moment(health.lastErrorAt)}.</span>}
                            {waiting && ` ${t('operators.wait', { count: health.queued, number: format.number(health.queued) })}`}{' '}
                            {near.map(({ term, used, of }) => `${t(`operators.used.${term}`, { used: format.number(used), limit: format.number(of) })} `)}
                            <Until connection={connection} />
                        </p>
                        <Spared connection={connection} />
                        {bad && (
                            <Link to="/operators/$id" params={{ id: connection.id }} className="act s14">
                                {t('operators.mend')}
                            </Link>
                        )}
                    </td>
                </tr>
            )}
        </>
    );
}
